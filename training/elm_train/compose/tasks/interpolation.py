"""Interpolation: the plot of a new movie that stands between two others."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.blending import (
    Strand,
    follow,
    inside_sentence,
    named,
    recast,
    same_hero_possible,
    strand,
    swapped_logline,
    take_scene,
)
from elm_train.compose.frames import fill
from elm_train.compose.kinds import kind_of
from elm_train.compose.language import capitalize, lower_first, paragraph, sentence
from elm_train.compose.story import place_and_time, unplaced, within
from elm_train.compose.task import Sheet, Task

SHORTEST, LONGEST = 70, 132  # words, around the paper's sample

PLACE = (
    "[The place is|The scene is|The setting is|We are in|Everything happens in] {place}.",
    "{Inside}, [a story begins|something is about to change|nothing is quite as it was|an old order is coming apart].",
    "It [begins|starts|opens|all begins] {inside}.",
    "[Picture|Imagine] {place}.",
    "The story [unfolds|plays out|is set|takes place] {inside}.",
    "[Everything here|All of this] [happens|takes place] {inside}.",
)
ARRIVAL = (
    "{Hero} {comes} [to|upon] {place}, where {scene}",
    "{Inside}, {hero} {walks} into the middle of somebody else's story: {scene}",
    "{Hero} {hopes} to pass through {place} unnoticed, but {scene}",
    "{Hero} {ends} up {inside} at the worst of times: {scene}",
    "Nobody {inside} expects {hero}, least of all on the day when {scene}",
    "{Hero} {makes} a fresh start {inside}, just as {scene}",
    "[An inheritance|A letter|A wrong train|A storm|A debt|A promise] brings {hero} to {place}. [That same week|That very day], {scene}",
    "{Hero} {ends} up {inside} [with nowhere else to go|by mistake|on somebody else's errand], and {scene}",
    "[Picture|Imagine] {hero} {inside}: {scene}",
    "The last person anyone needs {inside} is {hero}, and yet [here we are|that is who turns up]: {scene}",
    "Work brings {hero} to {place}, and there {scene}",
)
MEETING = (
    "[By chance|By accident|Through a mistake], {x} and {y} [meet|cross paths|end up side by side].",
    "Chance [throws|pushes|brings] {x} [together with|into the path of] {y}.",
    "{X} and {y} are [unlikely|reluctant|clumsy|wary] [allies|partners|companions], [drawn together|held together|united] by {theme}.",
    "What {x} and {y} [have in common|share] is {theme}, [and that is enough|whether they like it or not].",
    "It takes {y} to show {x} [that they are after the same thing|that their troubles are one and the same|a way through].",
    "[Soon|Before long|By nightfall] {x} and {y} [depend on each other|are in it together|share a roof and a secret|have made a bargain].",
    "[At first|To begin with] {x} and {y} [want nothing to do with each other|distrust each other|only get in each other's way]; [then|in time] they [find|discover] common ground in {theme}.",
    "{X} [cannot do it|cannot go on] alone, and {y} [knows the way|has reasons to help|has nothing left to lose].",
    "The one [person|ally] who [believes|understands|can help] {x} is {y}.",
    "[Fate|Bad luck|A shared debt|A common enemy|Plain need] [ties|binds|chains] {x} to {y}, and [from then on|for better or worse] they [move as two|go together|answer for each other].",
    "{X} [runs|blunders|walks] straight into {y}, and [nothing after that goes to plan|two stories become one].",
    "[Under the same roof|On the same road|At the same table] sits {y}, and {x} [listens|stays|looks up].",
    "{Theme} [is what|is the thing that] {x} and {y} [both know about|have both paid for|never speak of].",
    "Between {x} and {y} something [starts|begins|takes root] that neither [planned|wanted|has a word for].",
)
# Frames whose verbs fit a hero that is two or more people.
MEETING_PLURAL_SAFE = frozenset({0, 1, 2, 3, 5, 6, 9, 10})
STRANGER = (
    "[From another side|From far away] comes a second story:",
    "[Close by|Not far away|In the next house|Just around the corner],",
    "[At the very same time|Meanwhile|At the same hour],",
    "There is [another life|a second story] next door:",
)
TURNS = (
    "[Soon|Before long|Within days|A little later|The next day|By morning|That same night],",
    "[Then|And then|Next],",
    "[The next day|That week|That evening|By nightfall],",
    "[Meanwhile|All the while|At the same time],",
    "[From there|From then on|After that],",
    "[In the confusion|In the middle of all this|In the thick of it],",
    "[Now|By now|This time|Little by little|Step by step],",
)
ENDINGS = (
    "[In the end|At last|Finally|At the end of it all],",
    "[In the last scene|When it is over],",
    "[On the last night|On the final day|In the final hour],",
)
CLOSINGS = (
    "[By turns|In turn] {tone_x} and {tone_y}, it is [a story|a film] about {theme_x} and about {theme_y}.",
    "The [tone|mood|telling] [shifts|moves|slides|swings] from {tone_x} to {tone_y}, and what [lingers|remains|stays] is {theme_x} [set against|beside|along with] {theme_y}.",
    "[Underneath|Beneath it all|At heart], it is a [meeting|collision] of {theme_x} and {theme_y}.",
    "It is [told|played] in a {tone_x} key with {tone_y} [notes|undertones|edges].",
    "{Theme_x}, {theme_y}: [both are at stake|it is all there|the story weighs one against the other|between these two the story finds its way], now {tone_x}, now {tone_y}.",
    "[Somewhere|Halfway] between {tone_x} and {tone_y}, the story [asks|wonders] what {theme_x} might have to do with {theme_y}.",
    "[Along the way|On the way] there [is room for|is time for] {praise_x} and {praise_y}.",
    "[Expect|Look out for] {praise_x}, and also {praise_y}, in a mood [both|at once] {tone_x} and {tone_y}.",
    "{Praise_x} and {praise_y} [share the screen|stand side by side|belong to the same world here], all of it [tied|held] together by {theme_x}.",
    "It stays {tone_x} even where it turns {tone_y}, because its [true|real] subject is {theme_x}.",
    "What begins {tone_x} [grows|turns|ends] {tone_y}, [a tale|a story] of {theme_x} and {theme_y}.",
    "[Call it|Think of it as] {theme_x} [crossed with|in the light of|under the sign of] {theme_y}, in a [mood|manner|spirit] both {tone_x} and {tone_y}.",
    "The {tone_x} mood [never quite leaves|comes and goes|holds], but {praise_y} and {praise_x} [keep it alive|give it another color|make room for something {tone_y}].",
    "There are no [easy|simple] [answers|lessons], only {theme_x}, {theme_y} and a {tone_x}, {tone_y} [light over everything|air|look at people].",
    "It is part {kind_x}, part {kind_y}, [now {tone_x}, now {tone_y}|by turns {tone_x} and {tone_y}|a story of {theme_x} and {theme_y}].",
    "Half {kind_x}, half {kind_y}, it [tells|speaks] of {theme_x} and {theme_y}.",
    "All of it is {tone_x}, a little {tone_y}, and [full of|shot through with|marked by] {theme_x}.",
)


def write_interpolation(sheets: Sequence[Sheet], rng: random.Random, alpha: float) -> str:
    """A plot between two movies; `alpha` in 0..1 is the share of the second, 0.5 half of each.

    The share decides whose hero and whose place are taken and how many scenes come from each plot.
    """
    best = ""
    for _ in range(6):
        text = _draft(sheets, rng, alpha)
        words = len(text.split())
        if SHORTEST <= words <= LONGEST:
            return text
        if not best or abs(words - 100) < abs(len(best.split()) - 100):
            best = text
    return best


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    return write_interpolation(sheets, rng, 0.5)


def _draft(sheets: Sequence[Sheet], rng: random.Random, alpha: float) -> str:
    leader, other = strand(sheets[0]), strand(sheets[1])
    share = alpha
    if 0.4 <= alpha <= 0.6 and same_hero_possible(other, leader) and not same_hero_possible(leader, other):
        leader, other, share = other, leader, 1 - alpha
    elif rng.random() < alpha * alpha / (alpha * alpha + (1 - alpha) * (1 - alpha)):
        leader, other, share = other, leader, 1 - alpha
    # From here on `share` is what the other strand gives, at most about half.
    total = rng.choice((4, 4, 5))
    from_other = min(total - 1, int(share * total + rng.random()))
    one_hero = same_hero_possible(leader, other) and rng.random() < 0.85
    swapped = swapped_logline(leader.hero, other.hero) if one_hero and share >= 0.4 and rng.random() < 0.35 else None
    other_place = not swapped and rng.random() < (0.85 if 0.4 <= share <= 0.6 else share)
    leader.keeps_place, other.keeps_place = not other_place, other_place
    setting = (other if other_place else leader).sheet["setting"]

    if swapped:
        leader.hero_known = other.hero_known = True
        other.told = 1
        place = _place(setting, rng)
        parts = [place, unplaced(swapped)] if rng.random() < 0.65 else [unplaced(swapped), place]
    else:
        parts = [*_opening(leader, other, setting, from_other, rng)]
    told_by_other = 1 if other.told else 0
    order = _order(total - 1, max(0, from_other - told_by_other), rng)
    previous, links = leader, 0
    for position, is_other in enumerate(order):
        current = other if is_other else leader
        if is_other and not one_hero and not other.hero_known:
            introduction = _introduce(leader, other, rng, " ".join(parts))
            if introduction:
                parts.extend(introduction)
                previous = other
                continue
        scene = _scene(current, leader, one_hero, rng, " ".join(parts), last=position == len(order) - 1)
        if scene is None:
            continue
        switched = current is not previous
        if switched or rng.random() < 0.2:
            scene = named(scene, leader.hero if one_hero else current.hero)
        if position == len(order) - 1 and rng.random() < 0.45:
            scene = follow(fill(rng, ENDINGS), scene, current.sheet)
        elif switched and links < 2 and rng.random() < 0.7:
            scene = follow(fill(rng, TURNS), scene, current.sheet)
            links += 1
        parts.append(sentence(scene))
        previous = current
    if len(" ".join(parts).split()) < 100 or rng.random() < 0.5:
        parts.append(_closing(leader.sheet, other.sheet, share, rng))
    return paragraph(*parts)


def _place(setting: str, rng: random.Random) -> str:
    return fill(rng, PLACE, place=place_and_time(setting), inside=within(setting))


def _opening(leader: Strand, other: Strand, setting: str, from_other: int, rng: random.Random) -> list[str]:
    hero = leader.hero
    if hero and from_other and other.keeps_place and rng.random() < 0.45:
        scene = take_scene(other, rng, allowed={"they"}, first=True, said="")
        if scene and not scene.startswith(("In ", "On ", "At ", "During ", "As ")):
            leader.hero_known = True
            other.hero_known = other.hero is not None and other.hero.head in scene
            return [_arrival(leader, setting, inside_sentence(scene, other.sheet), rng)]
    leader.hero_known = hero is not None
    leader.told = 1
    logline = leader.sheet["logline"]
    if not leader.keeps_place:
        logline = unplaced(logline)
    if hero and not hero.before and rng.random() < 0.5:
        return [f"{capitalize(within(setting))}, {lower_first(logline)}"]
    place = _place(setting, rng)
    return [place, logline] if rng.random() < 0.65 else [logline, place]


def _arrival(leader: Strand, setting: str, scene: str, rng: random.Random) -> str:
    forms = {"comes": "come", "walks": "walk", "hopes": "hope", "ends": "end", "makes": "make"}
    verbs = {singular: plural if leader.hero.plural else singular for singular, plural in forms.items()}
    place = {"place": place_and_time(setting), "inside": within(setting)}
    return fill(rng, ARRIVAL, hero=leader.hero.introduced, scene=scene, **place, **verbs)


def _introduce(leader: Strand, other: Strand, rng: random.Random, said: str) -> list[str]:
    """The second story enters: its hero meets the first one, or its opening scene is told as another's."""
    theme = rng.choice((leader.sheet if rng.random() < 0.5 else other.sheet)["themes"])
    hero, second = leader.hero, other.hero
    scene = take_scene(other, rng, allowed=set(), first=True, said=said)
    other.hero_known = True
    if hero and second and hero.short != second.short:
        if scene and second.head in scene and rng.random() < 0.6:
            met = fill(rng, _meetings(hero.plural or second.plural), x=hero.short, y=second.short, theme=theme)
            return [follow(fill(rng, STRANGER), scene, other.sheet), met]
        met = fill(rng, _meetings(hero.plural or second.plural), x=hero.short, y=second.introduced, theme=theme)
        return [met] + ([named(scene, second)] if scene and second.head not in scene else [])
    return [follow(fill(rng, STRANGER), scene, other.sheet)] if scene else []


def _meetings(plural: bool) -> list[str]:
    return [frame for index, frame in enumerate(MEETING) if not plural or index in MEETING_PLURAL_SAFE]


def _scene(current: Strand, leader: Strand, one_hero: bool, rng: random.Random, said: str, last: bool) -> str | None:
    hero = current.hero
    allowed = {hero.gender} if hero else set()
    scene = take_scene(current, rng, allowed=allowed, said=said, last=last)
    if scene and one_hero and current is not leader:
        scene = recast(scene, leader.hero, current.hero)
    return scene


def _order(count: int, others: int, rng: random.Random) -> list[bool]:
    """Which strand tells which scene (True: the other one), as evenly alternating as the numbers allow."""
    if others <= 0:
        return [False] * count
    if others >= count:
        return [True] * count
    step = count / others
    shift = rng.random() * step
    places = {int(shift + index * step) % count for index in range(others)}
    return [index in places for index in range(count)]


def _closing(x: Sheet, y: Sheet, share: float, rng: random.Random) -> str:
    if share < 0.2:
        y = x
    tones = rng.sample(x["tone"], 2) if x is y else [rng.choice(x["tone"]), rng.choice(y["tone"])]
    themes = rng.sample(x["themes"], 2) if x is y else [rng.choice(x["themes"]), rng.choice(y["themes"])]
    praise = rng.sample(x["praise"], 2) if x is y else [rng.choice(x["praise"]), rng.choice(y["praise"])]
    if tones[0] == tones[1]:
        tones[1] = next(tone for tone in y["tone"] if tone != tones[0])
    if rng.random() < 0.5:
        tones.reverse()
    facts = {"tone_x": tones[0], "tone_y": tones[1], "theme_x": themes[0], "theme_y": themes[1]}
    facts |= {"praise_x": praise[0], "praise_y": praise[1]}
    kinds = kind_of(x)[0], kind_of(y)[0]
    if kinds[0] != kinds[1]:
        facts |= {"kind_x": kinds[0], "kind_y": kinds[1]}
    return fill(rng, CLOSINGS, **facts)


TASK = Task(
    id="interpolation",
    title="Interpolation",
    group="pair",
    prompt="Write a long description of the plot of a new movie that is the interpolation between {0} and {1}.",
    slots=("semantic", "semantic"),
    max_tokens=240,
    write=write,
)

"""Why like: explains to somebody who likes one film why they would like another."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.concepts import concepts_of, plural_trait, table
from elm_train.compose.frames import fill
from elm_train.compose.kinds import kind_of
from elm_train.compose.language import can_lower, definite, denies, lower_first, paragraph, with_article
from elm_train.compose.places import told_in
from elm_train.compose.story import place_and_time, within
from elm_train.compose.task import Sheet, Task
from elm_train.compose.viewers import taste

OPENINGS = (
    "You liked the first film for {a} and {b}[, so give this one a chance|; that is reason enough to try this one|].",
    "If {a} [won you over|kept you watching|made the other film for you], {c} [may well do|will probably do|should do] the same.",
    "[What you enjoyed there|What held you there|The pleasure of the first film] was {a}; [here|in this one] it is {c}.",
    "[Think of|Remember] {a}[ and how much you liked it|]. [This one|The other] has {c}.",
    "[Anyone|Somebody] who [likes|enjoys] {a} [will find something to like|is in the right place] [here|with this one].",
    "[Chances are good that you will like it|You will probably take to it|I think you would like it], because [you clearly enjoy|your favorite shows that you enjoy] {liking}.",
    "The film you like [gave|offered] you {a}; [this one|the other] [gives|offers] you {c}.",
    "You like {a} and {b}; [this one has|here you get] {c}.",
    "From {a_kind_a} about {theme_a} it is not far to {a_kind_c} about {theme_c}.",
    "[If you like|Since you like] {a_kind_a} with {a}, [try|here is] {a_kind_c} with {c}.",
    "[You already know|You have seen] how far a story about {theme_a} can go; this one goes as far with {theme_c}.",
    "Here is [another film|another story] for [a viewer|someone] who [cares about|does not tire of] {theme_a}: its subject is {theme_c}.",
)
SHARED = (
    "[Like your favorite|Like the first film|Just like the film you know], it {trait}.",
    "Both {both}[, and both mean it|, each in its own way|].",
    "It too {trait}, [this time with|with] {d}.",
    "[The two|They] {both}, and that is [the surest bridge between them|no small thing to share|the main reason].",
    "[Here too|Once more|Again] you get a film that {trait}.",
    "[You will recognize|What you will recognize is] a film that {trait}.",
    "[At heart|Underneath], both {both}.",
)
KINSHIP = (
    "[Where|While] the first film looks at {theme_a}, this one cares about {theme_c}.",
    "[Where the first spoke of|After] {theme_a}, this one [takes up|speaks of|turns to] {theme_c}.",
    "[Behind|Beneath] the new story [lies|stands] {theme_c}, [a question|a matter] that should [interest you|speak to you] after {theme_a}.",
    "It also has {d}.",
)
STORIES = (
    "{Logline}",
    "[The story|The plot] of this one: {story}.",
    "[This time|Here|In this one], {story}.",
    "It is {a_kind_c} in which {tale}.",
    "{Inside}, {tale}.",
)
DIFFERENCES = (
    "[To be honest|In fairness|Honestly], it is {t} and {u} [where the other is|rather than] {v}.",
    "[Do not expect|Just do not look for] {place_a} again: [this one plays|we are now] {inside}.",
    "[It differs|The difference lies] in mood, [which is|being] more {t} than {v}[, but that keeps things fresh|].",
    "The setting is [new|another], {place_c}, and the tone [leans|tends] toward the {t}.",
    "You may [have to forgive|notice] {gripe}, but [no more than before|that is a small price|the rest makes up for it].",
    "[What changes is|The main change is] the world: no longer {place_a} but {place_c}.",
    "[Some|Others] complain of {gripe}; [you, I think, will not mind|I doubt that it will trouble you|it passes].",
)
CLOSINGS = (
    "[It is made for|It suits|It finds its friends among] {viewer}, and [that sounds like you|you may be one of them|I would count you in].",
    "If you {you}, [it is for you|do not wait|you will be glad of it].",
    "[Give it an evening|Try it|Give it half an hour]; {c} [should|will] do the rest.",
    "[By the end|By the last scene], {d} may [be|become] your new favorite.",
    "[In short|All in all], it is {a_kind_c} about {theme_c}, {t} and {u}[, with {d}|].",
    "[Think of it as|It is] {a_kind_c}, {t} and {u}, set {inside}.",
    "[I would be surprised if|It would be odd if] {d} left you cold.",
)


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    known, other = sheets
    facts = _facts(known, other, rng)
    alike = _shared_traits(known, other, rng)
    opening = fill(rng, OPENINGS, **facts)
    parts = [opening]
    for trait in alike[: rng.choice((1, 1, 2))]:
        shared = [frame for frame in SHARED if "{d}" not in frame or facts["d"] not in " ".join(parts)]
        parts.append(fill(rng, shared, trait=trait, both=plural_trait(trait), **facts))
    body = [fill(rng, _stories_for(other), **facts)]
    body.append(_new(rng, KINSHIP, facts, parts))
    rng.shuffle(body)
    parts += body
    parts.append(_new(rng, DIFFERENCES, facts, parts))
    parts.append(_new(rng, CLOSINGS, facts, parts))
    return paragraph(*parts)


def _stories_for(other: Sheet) -> list[str]:
    """The frames of the story, without those that would name twice where it plays."""
    return [frame for frame in STORIES if "{Inside}" not in frame or not told_in(other["setting"], other["logline"])]


def _facts(known: Sheet, other: Sheet, rng: random.Random) -> dict[str, str]:
    liked = [phrase for phrase in known["praise"] if not denies(phrase)] or known["praise"]
    offered = [phrase for phrase in other["praise"] if not denies(phrase)] or other["praise"]
    (a, b), (c, d) = _two(liked, rng), _two(offered, rng)
    tones = [tone for tone in other["tone"] if tone not in known["tone"]] or other["tone"]
    former = [tone for tone in known["tone"] if tone not in other["tone"]] or known["tone"]
    facts = {"a": a, "b": b, "c": c, "d": d, "logline": other["logline"]}
    facts |= {"theme_a": rng.choice(known["themes"]), "theme_c": rng.choice(other["themes"])}
    facts |= {"t": tones[0], "u": other["tone"][-1] if other["tone"][-1] != tones[0] else other["tone"][0], "v": rng.choice(former)}
    facts |= {"place_a": place_and_time(known["setting"]), "place_c": place_and_time(other["setting"])}
    facts |= {"inside": within(other["setting"]), "gripe": definite(rng.choice(other["gripes"])), "viewer": other["viewer"]}
    facts |= {"a_kind_a": with_article(kind_of(known)[0]), "a_kind_c": with_article(kind_of(other)[0])}
    logline = other["logline"].rstrip(".")
    if can_lower(logline) and ":" not in logline:
        facts["story"] = lower_first(logline)
        if logline.startswith(("A ", "An ", "The ", "Two ", "Three ", "Four ", "Five ")):
            facts["tale"] = facts["story"]
    subjects = [key for key, strength in concepts_of(known).items() if table()[key].facet != "craft" and strength >= 1]
    if subjects:
        facts["liking"] = rng.choice(table()[rng.choice(subjects)].likes)
    you = taste(other["viewer"], "you")
    return facts | ({"you": you} if you else {})


def _two(phrases: Sequence[str], rng: random.Random) -> tuple[str, str]:
    first, second = rng.sample(list(phrases), 2) if len(phrases) > 1 else (phrases[0], phrases[0])
    return first, second


def _shared_traits(known: Sheet, other: Sheet, rng: random.Random) -> list[str]:
    mine, yours = concepts_of(known), concepts_of(other)
    order = {"subject": 0.0, "tone": 0.6, "craft": 1.0}
    keys = sorted(
        (key for key in mine if key in yours), key=lambda key: order[table()[key].facet] - 0.1 * mine[key] + rng.random()
    )
    return [rng.choice(table()[key].traits) for key in keys]


def _new(rng: random.Random, bank: Sequence[str], facts: dict[str, str], parts: Sequence[str]) -> str:
    """A frame of the bank that repeats no detail told before, or an empty one."""
    said = " ".join(parts).lower()
    told = {name for name, fact in facts.items() if len(fact.split()) > 1 and fact.lower() in said}
    fresh = [frame for frame in bank if not any(f"{{{name}}}" in frame.lower() for name in told)]
    return fill(rng, fresh, **facts) if fresh else ""


TASK = Task(
    id="why_like",
    title="Why you would like it",
    group="pair",
    prompt="I like the movie {0}. Explain to me why I would also like the movie {1}. Do not use the movies' names in your answer.",
    slots=("semantic", "semantic"),
    max_tokens=240,
    write=write,
)

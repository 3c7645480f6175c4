"""What two films share and where they part, as clauses found by comparing their sheets."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence

from elm_train.compose import comparison_frames as frames
from elm_train.compose.concepts import concepts_of, evidence, plural_trait, table
from elm_train.compose.frames import fill
from elm_train.compose.kinds import kind_of, shared_kinds
from elm_train.compose.language import article, can_lower, lower_first, with_article
from elm_train.compose.story import Protagonist, place_and_time, protagonist, within
from elm_train.compose.task import Sheet

Clause = tuple[str, str]  # text, and its topic (so that no two clauses compare the same thing)
Names = dict[str, str]  # what the films are called: {"one": "the first", "two": "the second"}
Maker = Callable[[Sheet, Sheet, random.Random, Names], Iterator[Clause]]

SHORT_NAMES: Names = {"one": "the first", "two": "the second"}
FULL_NAMES: Names = {"one": "the first movie", "two": "the second movie"}

LONGEST_STORIES = 56  # words of two loglines that one sentence can still hold
LONGEST_SHORT_STORIES = 42  # the same where six clauses make the text
_SUBJECT_FIRST = re.compile(r"(?:A|An|The|Two|Three|Four|Five|Six|His|Her|Every|Each) ")
_ATTEMPTS = 6
_DOUBLED = re.compile(r"\b(\w+) \1\b")
# A story names its hero: one of the two is enough.
_WHO_AND_WHAT = frozenset({"hero", "story"})
_FIRM = 2.5  # strength at which a subject may be claimed of a film outright
_FACET_RANK = {"subject": 0.0, "tone": 0.5, "craft": 1.2}
_LANDS = (
    (re.compile(r"\b(?:London|England|English|Britain|British|Scotland|Scottish|Yorkshire|Wales)\b"), "British", "Britain"),
    (re.compile(r"\b(?:Paris|France|French|Provence|Normandy|Marseilles?)\b"), "French", "France"),
    (re.compile(r"\b(?:Tokyo|Japan|Japanese|Kyoto|Edo)\b"), "Japanese", "Japan"),
    (re.compile(r"\b(?:Rome|Italy|Italian|Naples|Sicily|Venice|Tuscan\w*)\b"), "Italian", "Italy"),
    (
        re.compile(
            r"\b(?:America|American|New York|Manhattan|Brooklyn|California\w*|Los Angeles|Hollywood|Chicago|Boston|Texas|"
            r"Florida|Miami|Washington|San Francisco|Las Vegas|Nevada|New Jersey|Pennsylvania|Philadelphia|Detroit|"
            r"Louisiana|New Orleans|Georgia|Mississippi|Alabama|Ohio|Iowa|Montana|Maine|Seattle|Arizona|Colorado|Virginia)\b"
        ),
        "American",
        "America",
    ),
)
_AGES = (
    (1500, 1900, "a time before cars and telephones"),
    (1900, 1946, "the first half of the twentieth century"),
    (1946, 1970, "the years after the great war"),
    (1985, 2100, "a world close to our own"),
)
# Places too large to make two films alike.
_WIDE = frozenset("The A In American America English World War Christmas".split())


def compare(first: Sheet, second: Sheet, rng: random.Random, names: Names) -> tuple[list[str], list[str]]:
    """Three clauses on what both films share, the firmest first, and three that set them apart; no topic twice."""
    topics: set[str] = set()
    makers = (*_mixed(rng, _shared_kind, _shared_concepts), _shared_ground, _weak_concepts, _common_frame)
    alike = _choose(first, second, 3, rng, names, makers, topics)
    apart = _apart(first, second, 3, rng, names, topics, _short_stories)
    return [text for text, _ in alike], [text for text, _ in apart]


def differences(first: Sheet, second: Sheet, count: int, rng: random.Random, names: Names) -> list[Clause]:
    """`count` clauses that set the first film against the second, each with its topic."""
    return _apart(first, second, count, rng, names, set(), _stories)


def similarities(first: Sheet, second: Sheet, count: int, rng: random.Random, names: Names) -> list[str]:
    """`count` clauses on what both films share, each naming both and giving the facts that show it."""
    makers = (*_mixed(rng, _shared_kind, _common_concepts), _shared_ground, _weak_concepts, _common_frame)
    return [text for text, _ in _choose(first, second, count, rng, names, makers, set())]


def _apart(
    first: Sheet, second: Sheet, count: int, rng: random.Random, names: Names, topics: set[str], stories: Maker
) -> list[Clause]:
    # What a film is about tells more than what people hold against it: the first half comes first two times in three.
    telling: list[Maker] = [stories, _settings, _kinds, _themes, _heroes]
    others: list[Maker] = [_tones, _opposed_concepts, _praises, _gripes, _viewers]
    makers = _mixed(rng, *telling, *others) if rng.random() < 0.35 else [*_mixed(rng, *telling), *_mixed(rng, *others)]
    return _choose(first, second, count, rng, names, [*makers, *makers], topics, one_each=True)


def _choose(
    first: Sheet,
    second: Sheet,
    count: int,
    rng: random.Random,
    names: Names,
    makers: Sequence[Maker],
    topics: set[str],
    one_each: bool = False,
) -> list[Clause]:
    chosen: list[Clause] = []
    openings: set[str] = set()
    phrases = [phrase for sheet in (first, second) for name in ("themes", "praise", "gripes") for phrase in sheet[name]]
    # A second round, where the first found too little, may tell a phrase again in another clause.
    for maker, strict in [(maker, True) for maker in makers] + [(maker, False) for maker in makers]:
        for text, topic in maker(first, second, rng, names):
            if len(chosen) == count:
                return chosen
            opening = " ".join(text.split()[:4])
            facts = {phrase for phrase in phrases if phrase in text}
            told = topic in topics or (topic in _WHO_AND_WHAT and not topics.isdisjoint(_WHO_AND_WHAT))
            if told or opening in openings or (strict and facts & topics):
                continue
            topics |= {topic, *facts}
            openings.add(opening)
            chosen.append((text, topic))
            if one_each:
                break
    return chosen[:count]


def _mixed(rng: random.Random, *makers: Maker) -> list[Maker]:
    return rng.sample(makers, len(makers))


def _shared_kind(first: Sheet, second: Sheet, rng: random.Random, names: Names) -> Iterator[Clause]:
    kinds = shared_kinds(first, second)
    if kinds:
        tales = _tales(first, second, LONGEST_STORIES)
        if tales and names is FULL_NAMES and rng.random() < 0.6:
            yield _say(rng, frames.SAME_KIND_TOLD, names, kinds=kinds, **tales), "story"
            return
        x, y = rng.choice(first["themes"]), rng.choice(second["themes"])
        yield _say(rng, frames.SAME_KIND, names, kinds=kinds, x=x, y=y), "kind"


def _kinds(first: Sheet, second: Sheet, rng: random.Random, names: Names) -> Iterator[Clause]:
    (x, _), (y, _) = kind_of(first), kind_of(second)
    if x != y:
        mine = [tone for tone in first["tone"] if tone not in second["tone"]] or first["tone"]
        yours = [tone for tone in second["tone"] if tone not in first["tone"]] or second["tone"]
        a, b = with_article(rng.choice(mine)), with_article(rng.choice(yours))
        themes = {"x": rng.choice(first["themes"]), "y": rng.choice(second["themes"])}
        yield _say(rng, frames.KINDS, names, kind_x=x, kind_y=y, a=a, b=b, **themes), "kind"


def _stories(first: Sheet, second: Sheet, rng: random.Random, names: Names) -> Iterator[Clause]:
    tales = _tales(first, second, LONGEST_STORIES)
    if tales:
        yield _say(rng, frames.STORIES, names, **tales), "story"


def _short_stories(first: Sheet, second: Sheet, rng: random.Random, names: Names) -> Iterator[Clause]:
    tales = _tales(first, second, LONGEST_SHORT_STORIES)
    if tales:
        yield _say(rng, frames.STORIES, names, **tales), "story"


def _tales(first: Sheet, second: Sheet, longest: int) -> dict[str, str]:
    """Both loglines as clauses {x} and {y}, as {tale_x} and {tale_y} too where both open with their subject.

    Nothing where they have more than `longest` words together or cannot stand inside a sentence.
    """
    x, y = first["logline"].rstrip("."), second["logline"].rstrip(".")
    if len((x + " " + y).split()) > longest or not all(can_lower(one) and not set(one) & set(":;") for one in (x, y)):
        return {}
    tales = {"x": lower_first(x), "y": lower_first(y)}
    if _SUBJECT_FIRST.match(x) and _SUBJECT_FIRST.match(y):
        tales |= {"tale_x": tales["x"], "tale_y": tales["y"]}
    return tales


def _shared_concepts(first: Sheet, second: Sheet, rng: random.Random, names: Names) -> Iterator[Clause]:
    for key in _ranked(first, second, rng, _FIRM):
        both = plural_trait(rng.choice(table()[key].traits))
        x, y = evidence(first, key, rng), evidence(second, key, rng)
        bank = frames.SHARED if x and y and x != y and rng.random() < 0.6 else frames.SHARED_PLAIN
        yield _say(rng, bank, names, both=both, x=x or "", y=y or ""), key


def _weak_concepts(first: Sheet, second: Sheet, rng: random.Random, names: Names) -> Iterator[Clause]:
    for key in _ranked(first, second, rng, 0.0):
        yield _with_evidence(first, second, key, rng, names), key


def _common_concepts(first: Sheet, second: Sheet, rng: random.Random, names: Names) -> Iterator[Clause]:
    for key in _ranked(first, second, rng, _FIRM):
        yield _with_evidence(first, second, key, rng, names), key


def _with_evidence(first: Sheet, second: Sheet, key: str, rng: random.Random, names: Names) -> str:
    trait = rng.choice(table()[key].traits)
    x, y = evidence(first, key, rng), evidence(second, key, rng)
    if not x or not y or x == y:
        return _say(rng, frames.COMMON_PLAIN, names, trait=trait, both=plural_trait(trait))
    return _say(rng, frames.COMMON, names, trait=trait, both=plural_trait(trait), x=x, y=y)


def _ranked(first: Sheet, second: Sheet, rng: random.Random, firm: float) -> list[str]:
    """The concepts of both films, subjects before tones before crafts and firm before faint, a little shuffled."""
    a, b = concepts_of(first), concepts_of(second)
    keys = [key for key in a if key in b and (table()[key].facet != "subject" or min(a[key], b[key]) >= firm)]

    def rank(key: str) -> float:
        facet = table()[key].facet
        return _FACET_RANK[facet] - (0.25 * min(a[key], b[key]) if facet == "subject" else 0) + 0.8 * rng.random()

    return sorted(keys, key=rank)


def _shared_ground(first: Sheet, second: Sheet, rng: random.Random, names: Names) -> Iterator[Clause]:
    found: list[Clause] = []
    same_tones = [tone for tone in first["tone"] if tone in second["tone"]]
    if same_tones:
        found.append((_say(rng, frames.SAME_TONE, names, tone=same_tones[0]), "tone"))
    places = [place for place in _places(first) if place in _places(second)]
    decades = [decade for decade in _decades(first) if decade in _decades(second)]
    if places:
        found.append((_say(rng, frames.SAME_PLACE, names, place=places[0]), "setting"))
    elif decades:
        found.append((_say(rng, frames.SAME_DECADE, names, decade=decades[0]), "setting"))
    else:
        found.extend(_shared_world(first, second, rng, names))
    a, b = protagonist(first), protagonist(second)
    if a and b and a.head == b.head:
        whom = f"{article(a.head)} {a.head}" if not a.plural else a.head
        found.append((_say(rng, frames.SAME_HERO, names, hero=whom), "hero"))
    elif _telling_heroes(a, b) and not a.plural and not b.plural and a.gender == b.gender and a.gender in ("he", "she"):
        whom = {"he": "a man", "she": "a woman"}[a.gender]
        found.append((_say(rng, frames.SAME_HERO_KIND, names, hero=whom, x=a.introduced, y=b.introduced), "hero"))
    rng.shuffle(found)
    yield from found


def _common_frame(first: Sheet, second: Sheet, rng: random.Random, names: Names) -> Iterator[Clause]:
    """What can be said of any two films, made true by their own facts."""
    kinds = [("themes", frames.THEMES_IN_COMMON), ("praise", frames.PRAISE_IN_COMMON)]
    rng.shuffle(kinds)
    for turn in range(4 * len(kinds)):
        name, bank = kinds[turn % len(kinds)]
        x, y = rng.choice(first[name]), rng.choice(second[name])
        if x != y:
            yield _say(rng, bank, names, x=x, y=y), f"common {name} {turn // len(kinds)}"


def _shared_world(first: Sheet, second: Sheet, rng: random.Random, names: Names) -> Iterator[Clause]:
    x, y = first["setting"], second["setting"]
    places = {"x": place_and_time(x), "y": place_and_time(y), "in_x": within(x), "in_y": within(y)}
    for pattern, country, land in _LANDS:
        if pattern.search(first["setting"]) and pattern.search(second["setting"]):
            yield _say(rng, frames.SAME_COUNTRY, names, country=country, land=land, **places), "setting"
            return
    for start, end, age in _AGES:
        if all(years and all(start <= year < end for year in years) for years in (_years(first), _years(second))):
            yield _say(rng, frames.SAME_AGE, names, age=age, **places), "setting"
            return


def _settings(first: Sheet, second: Sheet, rng: random.Random, names: Names) -> Iterator[Clause]:
    x, y = first["setting"], second["setting"]
    facts = {"x": place_and_time(x), "y": place_and_time(y), "in_x": within(x), "in_y": within(y)}
    yield _say(rng, frames.SETTINGS, names, **facts), "setting"


def _tones(first: Sheet, second: Sheet, rng: random.Random, names: Names) -> Iterator[Clause]:
    x = [tone for tone in first["tone"] if tone not in second["tone"]]
    y = [tone for tone in second["tone"] if tone not in first["tone"]]
    if len(x) >= 2 and len(y) >= 2:
        (a, b), (c, d) = rng.sample(x, 2), rng.sample(y, 2)
        yield _say(rng, frames.TONES, names, a=a, b=b, c=c, d=d), "tone"


def _themes(first: Sheet, second: Sheet, rng: random.Random, names: Names) -> Iterator[Clause]:
    yield _say(rng, frames.THEMES, names, x=rng.choice(first["themes"]), y=rng.choice(second["themes"])), "themes"


def _heroes(first: Sheet, second: Sheet, rng: random.Random, names: Names) -> Iterator[Clause]:
    a, b = protagonist(first), protagonist(second)
    if _telling_heroes(a, b):
        facts = {"x": a.introduced, "y": b.introduced}
        if not a.plural and not b.plural:
            facts |= {"single_x": a.introduced, "single_y": b.introduced}
        yield _say(rng, frames.HEROES, names, **facts), "hero"


def _opposed_concepts(first: Sheet, second: Sheet, rng: random.Random, names: Names) -> Iterator[Clause]:
    a, b = concepts_of(first), concepts_of(second)
    for facet in rng.sample(("subject", "tone"), 2):
        floor = _FIRM + 0.5 if facet == "subject" else 1
        mine = [key for key in a if key not in b and table()[key].facet == facet and a[key] >= floor]
        yours = [key for key in b if key not in a and table()[key].facet == facet and b[key] >= floor]
        if mine and yours:
            x = max(mine, key=lambda key: a[key] + rng.random())
            y = max(yours, key=lambda key: b[key] + rng.random())
            facts = {"x": rng.choice(table()[x].traits), "y": rng.choice(table()[y].traits)}
            yield _say(rng, frames.OPPOSED, names, **facts), f"opposed {facet}"


def _praises(first: Sheet, second: Sheet, rng: random.Random, names: Names) -> Iterator[Clause]:
    yield _say(rng, frames.PRAISES, names, x=rng.choice(first["praise"]), y=rng.choice(second["praise"])), "praise"


def _gripes(first: Sheet, second: Sheet, rng: random.Random, names: Names) -> Iterator[Clause]:
    yield _say(rng, frames.GRIPES, names, x=rng.choice(first["gripes"]), y=rng.choice(second["gripes"])), "gripes"


def _viewers(first: Sheet, second: Sheet, rng: random.Random, names: Names) -> Iterator[Clause]:
    if len((first["viewer"] + " " + second["viewer"]).split()) <= 22:
        yield _say(rng, frames.VIEWERS, names, x=first["viewer"], y=second["viewer"]), "viewers"


def _telling_heroes(a: Protagonist | None, b: Protagonist | None) -> bool:
    """Whether both heroes are known by more than "a man", and not as the same."""
    return bool(a and b and a.head != b.head and all(len(one.introduced.split()) > 2 for one in (a, b)))


def _say(rng: random.Random, bank: Sequence[str], names: Names, **facts: str) -> str:
    """A frame filled; with full names, one that names both films where there is one."""
    naming = [frame for frame in bank if "{one}" in frame and "{two}" in frame] if names is FULL_NAMES else []
    text = ""
    for _ in range(_ATTEMPTS):
        text = fill(rng, naming or bank, **names, **facts)
        if not _DOUBLED.search(text):  # "wildness hemmed in in the first movie"
            break
    return text


def _places(sheet: Sheet) -> list[str]:
    """Named places of the setting, longest first."""
    names = re.findall(r"(?:[A-Z][a-z]+)(?: [A-Z][a-z]+)*", sheet["setting"])
    return sorted((name for name in names if name not in _WIDE and len(name) > 3), key=len, reverse=True)


def _years(sheet: Sheet) -> list[int]:
    return [int(year) for year in re.findall(r"\b(1[5-9]\d\d|20\d\d)", sheet["setting"])]


def _decades(sheet: Sheet) -> list[str]:
    return [f"{year // 10}0s" for year in _years(sheet)]

"""A viewer's profile from five films they like and five they do not: what the liked ones share comes first."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from elm_train.compose import profile_frames as frames
from elm_train.compose.concepts import concepts_of, table
from elm_train.compose.frames import fill
from elm_train.compose.language import denies, finish, fix_articles, number
from elm_train.compose.story import place_and_time, within
from elm_train.compose.task import Sheet
from elm_train.compose.viewers import taste

LIKED = 5
BULLETS = 10
SHORTEST_BULLET, LONGEST_BULLET = 5, 17  # words
# Concepts that most films have say little about a viewer.
_COMMON = frozenset("love family warm acting images score gags place heart sad light childhood friends".split())
_STOP = frozenset(
    "about above after again against along among another around because before behind being below between beyond both "
    "could every everything first from full have into itself like made more most much never only other over people "
    "real same some story stories still such than that their them then there these they thing things this those "
    "through time told under until very what when where which while with without would whose film films good great "
    "long well world life lives".split()
)

# What a viewer may value in a film but cannot be said to enjoy.
_GRIM = re.compile(
    r"\b(?:camps?|ghetto|holocaust|genocide\w*|massacre\w*|murders?|murdered|rape\w*|tortur\w+|slave\w*|slavery|execution\w*|"
    r"hang(?:ed|ing)|suicide|lynch\w+|death row|asylum|plague|atrocit\w+|abuse\w*|starv\w+|war|wartime|gallows|corpses?|"
    r"prison\w*|besieged|occupied|cancer|dying)\b",
    re.IGNORECASE,
)

Bullet = tuple[str, str]  # text, and what it speaks of (to keep two bullets from saying the same)


def write_profile(liked: Sequence[Sheet], disliked: Sequence[Sheet], rng: random.Random) -> str:
    """Ten bullet lines "* They ...": six or seven likes, then dislikes, no two about the same thing."""
    likes = rng.choice((6, 7, 7))
    page = _Page(rng)
    page.add(_shared_likes(liked, disliked, rng), rng.choice((3, 3, 4)))
    # The same few kinds of bullet in a fresh order; each kind draws on another film as long as it can.
    sources = [_taste, _praise, _theme, _setting, _tone, _bargain, _praise_pair, _theme_pair]
    rng.shuffle(sources)
    deal = _deal(liked, rng)
    _round_robin(page, sources, deal, likes, rng)
    page.add(_shared_dislikes(liked, disliked, rng), len(page.bullets) + rng.choice((1, 2, 2)))
    against: list[Source] = [_gripe, _gripe, _avoided_tone, _preference(liked), _avoided_setting, _gripe]
    rng.shuffle(against)
    _round_robin(page, against, _deal(disliked, rng), BULLETS, rng)
    return "\n".join(f"* {text}" for text in page.bullets)


Source = Callable[[Sheet, random.Random], Iterator[Bullet]]


class _Page:
    """The bullets so far, and what they have spoken of."""

    def __init__(self, rng: random.Random) -> None:
        self.bullets: list[str] = []
        self._stems: Counter[str] = Counter()
        self._openings: set[str] = set()
        self._rng = rng

    def add(self, candidates: Iterator[Bullet], up_to: int) -> None:
        """Adds bullets until there are `up_to`, or no candidate is left that says something new in new words."""
        for text, topic in candidates:
            if len(self.bullets) >= up_to:
                return
            self.try_one(text, topic)

    def try_one(self, text: str, topic: str) -> bool:
        text = fix_articles(finish(text))
        stems = _stems(topic)
        opening = " ".join(text.split()[1:3])
        if not SHORTEST_BULLET <= len(text.split()) <= LONGEST_BULLET or opening in self._openings:
            return False
        if sum(1 for stem in stems if self._stems[stem]) >= 1:
            return False
        self._openings.add(opening)
        self._stems.update(stems)
        self.bullets.append(text)
        return True


def _round_robin(
    page: _Page, sources: Sequence[Source], sheets: Iterator[Sheet], up_to: int, rng: random.Random
) -> None:
    for turn in range(12 * BULLETS):
        if len(page.bullets) >= up_to:
            return
        source = sources[turn % len(sources)]
        for text, topic in source(next(sheets), rng):
            if page.try_one(text, topic):
                break


def _deal(sheets: Sequence[Sheet], rng: random.Random) -> Iterator[Sheet]:
    while True:
        yield from rng.sample(list(sheets), len(sheets))


def _shared_likes(liked: Sequence[Sheet], disliked: Sequence[Sheet], rng: random.Random) -> Iterator[Bullet]:
    for key in _telling(liked, disliked, rng):
        liking = rng.choice(table()[key].likes)
        yield fill(rng, frames.SHARED_LIKES, x=liking), f"{key} {liking}"


def _shared_dislikes(liked: Sequence[Sheet], disliked: Sequence[Sheet], rng: random.Random) -> Iterator[Bullet]:
    for key in _telling(disliked, liked, rng):
        if table()[key].names:
            name = rng.choice(table()[key].names)
            yield fill(rng, frames.SHARED_DISLIKES, x=name), f"{key} {name}"


def _telling(wanted: Sequence[Sheet], unwanted: Sequence[Sheet], rng: random.Random) -> list[str]:
    """Concepts that several of the wanted films have and the unwanted lack, the most telling first."""
    score: Counter[str] = Counter()
    for sign, sheets in ((1.0, wanted), (-0.8, unwanted)):
        for sheet in sheets:
            for key in concepts_of(sheet):
                score[key] += sign * (0.6 if key in _COMMON else 1.0)
    return sorted((key for key in score if score[key] >= 1.2), key=lambda key: -score[key] - 0.3 * rng.random())


def _phrases(phrases: Sequence[str], rng: random.Random) -> list[str]:
    return [phrase for phrase in rng.sample(list(phrases), len(phrases)) if not denies(phrase)]


def _praise(sheet: Sheet, rng: random.Random) -> Iterator[Bullet]:
    for praise in _phrases(sheet["praise"], rng):
        yield fill(rng, frames.SOBER_PRAISE if _GRIM.search(praise) else frames.PRAISE, x=praise), praise


def _praise_pair(sheet: Sheet, rng: random.Random) -> Iterator[Bullet]:
    praise = [
        phrase
        for phrase in _phrases(sheet["praise"], rng)
        if len(phrase.split()) <= 6 and " and " not in phrase and not _GRIM.search(phrase)
    ]
    if len(praise) >= 2:
        yield fill(rng, frames.PRAISE_PAIR, x=praise[0], y=praise[1]), " ".join(praise[:2])


def _theme(sheet: Sheet, rng: random.Random) -> Iterator[Bullet]:
    for theme in _phrases(sheet["themes"], rng):
        yield fill(rng, frames.THEME, x=theme), theme


def _theme_pair(sheet: Sheet, rng: random.Random) -> Iterator[Bullet]:
    themes = [theme for theme in _phrases(sheet["themes"], rng) if " and " not in theme and " against " not in theme]
    if len(themes) >= 2:
        yield fill(rng, frames.THEME_PAIR, x=themes[0], y=themes[1]), " ".join(themes[:2])


def _setting(sheet: Sheet, rng: random.Random) -> Iterator[Bullet]:
    place = place_and_time(sheet["setting"])
    if len(place.split()) <= 9:
        bank = frames.SOBER_SETTING if _is_grave(sheet) else frames.SETTING
        yield fill(rng, bank, x=place, inside=within(sheet["setting"])), sheet["setting"]


def _tone(sheet: Sheet, rng: random.Random) -> Iterator[Bullet]:
    x, y = rng.sample(sheet["tone"], 2)
    yield fill(rng, frames.TONE, x=x, y=y), f"{x} {y}"


def _taste(sheet: Sheet, rng: random.Random) -> Iterator[Bullet]:
    liking = taste(sheet["viewer"], "they")
    if liking and len(liking.split()) >= 3:
        yield f"They {liking}", liking


def _bargain(sheet: Sheet, rng: random.Random) -> Iterator[Bullet]:
    for flaw, gain in zip(_phrases(sheet["gripes"], rng), _phrases(sheet["praise"], rng), strict=False):
        if len((flaw + " " + gain).split()) <= 14 and not _GRIM.search(gain):
            yield fill(rng, frames.BARGAIN, flaw=flaw, gain=gain), f"{flaw} {gain}"


def _gripe(sheet: Sheet, rng: random.Random) -> Iterator[Bullet]:
    for gripe in _phrases(sheet["gripes"], rng):
        bank = frames.GRIPE if number(gripe) != "plural" else (*frames.GRIPE, *frames.GRIPE_PLURAL)
        yield fill(rng, bank, x=gripe), gripe


def _avoided_tone(sheet: Sheet, rng: random.Random) -> Iterator[Bullet]:
    x, y = rng.sample(sheet["tone"], 2)
    yield fill(rng, frames.AVOIDED_TONE, x=x, y=y), f"{x} {y}"


def _is_grave(sheet: Sheet) -> bool:
    """Whether its place and time call for respect: a real one with suffering in it, told darkly."""
    invented = {"Sci-Fi", "Fantasy", "Children", "Animation"} & {*sheet.get("genres", ())}
    told = f"{sheet['setting']} {sheet['logline']}"
    return not invented and bool(_GRIM.search(told) or "dark" in concepts_of(sheet))


def _avoided_setting(sheet: Sheet, rng: random.Random) -> Iterator[Bullet]:
    place = place_and_time(sheet["setting"])
    if len(place.split()) <= 9 and not _is_grave(sheet):
        yield fill(rng, frames.AVOIDED_SETTING, x=place, inside=within(sheet["setting"])), sheet["setting"]


def _preference(liked: Sequence[Sheet]) -> Source:
    def preferring(sheet: Sheet, rng: random.Random) -> Iterator[Bullet]:
        better = _phrases(rng.choice(liked)["praise"], rng)
        worse = _phrases(sheet["gripes"], rng)
        for x, y in zip(better, worse, strict=False):
            if len((x + " " + y).split()) <= 13 and not _GRIM.search(x):
                yield fill(rng, frames.PREFERENCE, x=x, y=y), f"{x} {y}"

    return preferring


def _stems(text: str) -> set[str]:
    words = set(re.findall(r"[a-z]{4,}", text.lower())) - _STOP
    return {re.sub(r"(?:ies|es|s|ed|ing|y)$", "", word)[:7] for word in words}

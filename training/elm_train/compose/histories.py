"""What a user liked and disliked, from ratings: the material of a profile."""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from elm_train.compose.profiles import LIKED

History = list[tuple[int, float]]  # movie id, stars

# A movie is liked or disliked when it is this far from the user's own mean, and on the right side of the scale.
MARGIN = 0.5
LEAST_LIKED_STARS = 3.5
MOST_DISLIKED_STARS = 3.0
# How strongly the draw leans to movies that stand for the whole history: five favorites by chance say little about it.
TYPICAL_LEANING = 8.0


@dataclass(frozen=True)
class Choice:
    """Five liked and five disliked movies of one user."""

    liked: list[int]
    disliked: list[int]


class Described:
    """The movies that profiles may draw on, with what each is about: unit rows over the concepts."""

    def __init__(self, concepts: Mapping[int, Collection[str]]) -> None:
        column = {key: index for index, key in enumerate(sorted({key for keys in concepts.values() for key in keys}))}
        self._row = {movie: row for row, movie in enumerate(concepts)}
        self._about = np.zeros((len(concepts), max(1, len(column))), dtype=np.float32)
        for row, keys in enumerate(concepts.values()):
            self._about[row, [column[key] for key in keys]] = 1 / math.sqrt(max(1, len(keys)))

    def __contains__(self, movie: int) -> bool:
        return movie in self._row

    def typicality(self, movies: Sequence[int], others: Sequence[int]) -> np.ndarray:
        """How far each of `movies` is about what the movies share and the `others` lack, float32 [len(movies)]."""
        mine, theirs = (self._about[[self._row[movie] for movie in side]] for side in (movies, others))
        return mine @ (mine.mean(axis=0) - theirs.mean(axis=0))


def choose(history: History, described: Described, rng: random.Random) -> Choice | None:
    """Draws the movies of a profile among those described; None where there are too few.

    The chance of a movie grows with the stars that set it apart from the user's mean and with the
    concepts that it shares with the rest of what the user liked, or disliked.
    """
    mean = sum(stars for _, stars in history) / len(history)
    liked = {
        movie: stars - mean
        for movie, stars in history
        if movie in described and stars >= max(mean + MARGIN, LEAST_LIKED_STARS)
    }
    disliked = {
        movie: mean - stars
        for movie, stars in history
        if movie in described and stars <= min(mean - MARGIN, MOST_DISLIKED_STARS)
    }
    if len(liked) < LIKED or len(disliked) < LIKED:
        return None
    return Choice(_draw(liked, disliked, described, rng), _draw(disliked, liked, described, rng))


def halves(history: History, rng: random.Random) -> tuple[History, History]:
    """A history cut at random into two of equal size: two viewers with one taste."""
    shuffled = rng.sample(history, len(history))
    middle = len(shuffled) // 2
    return shuffled[:middle], shuffled[middle:]


def _draw(margins: dict[int, float], others: dict[int, float], described: Described, rng: random.Random) -> list[int]:
    """Movies without replacement, by weight: the smallest of exponential keys win."""
    typical = described.typicality(list(margins), list(others)).tolist()
    keys = [
        (rng.expovariate(margin**2 * math.exp(TYPICAL_LEANING * typicality)), movie)
        for (movie, margin), typicality in zip(margins.items(), typical, strict=True)
    ]
    return [movie for _, movie in sorted(keys)[:LIKED]]

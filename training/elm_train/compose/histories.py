"""What a user liked and disliked, from ratings: the material of a profile."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from elm_train.compose.profiles import LIKED

History = list[tuple[int, float]]  # movie id, stars

# A movie is liked or disliked when it is this far from the user's own mean, and on the right side of the scale.
MARGIN = 0.5
LEAST_LIKED_STARS = 3.5
MOST_DISLIKED_STARS = 3.0


@dataclass(frozen=True)
class Choice:
    """Five liked and five disliked movies of one user."""

    liked: list[int]
    disliked: list[int]


def choose(history: History, described: frozenset[int], rng: random.Random) -> Choice | None:
    """Draws the movies of a profile among those `described`, extremes first by weight; None where there are too few."""
    mean = sum(stars for _, stars in history) / len(history)
    liked = [
        (movie, stars - mean)
        for movie, stars in history
        if movie in described and stars >= max(mean + MARGIN, LEAST_LIKED_STARS)
    ]
    disliked = [
        (movie, mean - stars)
        for movie, stars in history
        if movie in described and stars <= min(mean - MARGIN, MOST_DISLIKED_STARS)
    ]
    if len(liked) < LIKED or len(disliked) < LIKED:
        return None
    return Choice(_weighted(liked, LIKED, rng), _weighted(disliked, LIKED, rng))


def halves(history: History, rng: random.Random) -> tuple[History, History]:
    """A history cut at random into two of equal size: two viewers with one taste."""
    shuffled = rng.sample(history, len(history))
    middle = len(shuffled) // 2
    return shuffled[:middle], shuffled[middle:]


def _weighted(movies: Sequence[tuple[int, float]], count: int, rng: random.Random) -> list[int]:
    """`count` movies without replacement, the chance of each proportional to its weight squared (exponential keys)."""
    return [movie for _, movie in sorted((rng.expovariate(weight * weight), movie) for movie, weight in movies)[:count]]

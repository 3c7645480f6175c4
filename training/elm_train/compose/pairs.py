"""Which two movies a pair text is about: random ones for gaps in the space, neighbors for close comparison."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np

Pair = tuple[int, int]

# The tasks that the paper asks of a movie and one of its nearest neighbors, and among how many of these.
NEIGHBOR_TASKS = ("common_with_nn", "diff_than_nn")
NEAREST = 6


def random_pairs(movies: Sequence[int], count: int, rng: random.Random) -> list[Pair]:
    """`count` different ordered pairs of different movies, fewer where there are not so many."""
    count = min(count, len(movies) * (len(movies) - 1))
    found: dict[Pair, None] = {}
    while len(found) < count:
        first, second = rng.sample(list(movies), 2)
        found[first, second] = None
    return list(found)


def neighbor_pairs(
    movies: Sequence[int], vectors: np.ndarray, count: int, nearest: int, rng: random.Random
) -> list[Pair]:
    """`count` different pairs of a movie and one of its `nearest` by cosine, fewer where there are not so many.

    `vectors` [len(movies), d] are unit vectors in the order of `movies`.
    """
    similarity = vectors @ vectors.T
    np.fill_diagonal(similarity, -np.inf)
    nearest = min(nearest, len(movies) - 1)
    neighbors = np.argpartition(-similarity, nearest - 1, axis=1)[:, :nearest]
    pairs = [(movies[row], movies[column]) for row in range(len(movies)) for column in neighbors[row]]
    return rng.sample(pairs, min(count, len(pairs)))

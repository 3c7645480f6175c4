"""Explicit ratings as column arrays."""

from __future__ import annotations

import gzip
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class Ratings:
    """One row per rating: ids int32 [n], `rating` float32 [n] in 0.5..5."""

    user: np.ndarray
    movie: np.ndarray
    rating: np.ndarray

    def __len__(self) -> int:
        return len(self.rating)

    def where(self, chosen: np.ndarray) -> Ratings:
        """The ratings that a mask or a list of positions chooses."""
        return Ratings(self.user[chosen], self.movie[chosen], self.rating[chosen])

    def movie_counts(self) -> Counter[int]:
        """Ratings per movie id."""
        return Counter(dict(zip(*(part.tolist() for part in np.unique(self.movie, return_counts=True)), strict=True)))

    def user_counts(self) -> Counter[int]:
        """Ratings per user id."""
        return Counter(dict(zip(*(part.tolist() for part in np.unique(self.user, return_counts=True)), strict=True)))


def read_ratings(path: Path) -> Ratings:
    """`ratings.csv.gz`: userId, movieId, rating; later columns are not read."""
    with gzip.open(path, "rt") as lines:
        table = np.loadtxt(lines, delimiter=",", skiprows=1, usecols=(0, 1, 2), dtype=np.float64)
    return Ratings(table[:, 0].astype(np.int32), table[:, 1].astype(np.int32), table[:, 2].astype(np.float32))

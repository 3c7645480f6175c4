"""Explicit ratings as column arrays."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv


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
    options = csv.ConvertOptions(
        include_columns=["userId", "movieId", "rating"],
        column_types={"userId": pa.int32(), "movieId": pa.int32(), "rating": pa.float32()},
    )
    table = csv.read_csv(path, convert_options=options)
    return Ratings(*(table[name].to_numpy() for name in ("userId", "movieId", "rating")))

"""The behavioral vectors of half histories: w_u of viewers who rated only those movies, by fold-in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from elm_train.wals import Settings, fold_in, group_by

# Gram matrices of this many viewers are solved at once: 130 MB at rank 62.
CHUNK = 4096

History = Sequence[Sequence[float]]  # pairs of movie id and stars


def read_settings(work: Path) -> Settings:
    """The settings that `wals` chose, from its report."""
    report = json.loads((work / "wals.json").read_text())
    weights = report["foldIn"]
    return Settings(
        report["rank"],
        weights["regularisation"],
        weights["regularisationPerRating"],
        weights["biasRegularisation"],
        weights["unobservedWeight"],
    )


def folded_in(work: Path, histories: Sequence[History]) -> np.ndarray:
    """w_u of each history, float32 [histories, dimension]; movies without factors do not count."""
    movies = np.load(work / "vectors/movies_behavioral.npy").astype(np.float64)
    column_of = {int(movie): column for column, movie in enumerate(np.load(work / "vectors/movie_behavioral_ids.npy"))}
    settings = read_settings(work)
    vectors = np.zeros((len(histories), movies.shape[1]), dtype=np.float32)
    for start in range(0, len(histories), CHUNK):
        part = histories[start : start + CHUNK]
        known = [
            (row, column_of[int(movie)], stars) for row, history in enumerate(part) for movie, stars in history if int(movie) in column_of
        ]
        rows, columns, stars = (np.array(values) for values in zip(*known, strict=True))
        vectors[start : start + CHUNK] = fold_in(movies, group_by(rows, columns, stars, len(part)), settings)
    return vectors

"""The tables of movies and users that a bundle ships."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

TAGS_PER_MOVIE = 5
LOVED_MOVIES = 5
USERS_AT_ONCE = 512


def top_tags(counts: dict[str, int], concept_of: dict[str, str]) -> list[str]:
    """The commonest concepts of a movie by name, the tags of one concept counted together."""
    totals: dict[str, int] = {}
    for tag, count in counts.items():
        if tag in concept_of:
            totals[concept_of[tag]] = totals.get(concept_of[tag], 0) + count
    return sorted(totals, key=lambda concept: (-totals[concept], concept))[:TAGS_PER_MOVIE]


def behavioral_rows(ids: np.ndarray, behavioral_ids: np.ndarray, vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Behavioral vectors in the order of `ids`, float32 [ids, d], zeros where there are none, and which have one."""
    row_of = {movie: row for row, movie in enumerate(behavioral_ids.tolist())}
    rows = np.array([row_of.get(movie, -1) for movie in ids.tolist()])
    ordered = vectors[rows].astype(np.float32)
    ordered[rows < 0] = 0
    return ordered, rows >= 0


def loved_movies(users: np.ndarray, movies: np.ndarray, ids: np.ndarray) -> np.ndarray:
    """Ids of the movies of highest predicted rating per user, best first, int [users, 5].

    Predicted, not given: what a user really rated is in no table.
    """
    loved = np.empty((len(users), LOVED_MOVIES), dtype=np.int64)
    for start in range(0, len(users), USERS_AT_ONCE):
        predicted = users[start : start + USERS_AT_ONCE] @ movies.T
        loved[start : start + len(predicted)] = ids[np.argsort(-predicted, axis=1, kind="stable")[:, :LOVED_MOVIES]]
    return loved


def movie_record(movie: dict[str, Any], concept_of: dict[str, str]) -> dict[str, Any]:
    """The columns of the movie table that come from `movies.jsonl.gz`."""
    return {
        "id": movie["movieId"],
        "title": movie.get("title") or movie["mlTitle"],
        "year": movie.get("year"),
        "genres": movie.get("genres") or [],
        "tags": top_tags(movie.get("tags") or {}, concept_of),
    }


def mean_by(ids: Sequence[int], groups: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Count and mean of `values` for each of `ids`; `groups` says whose each value is."""
    known, inverse = np.unique(groups, return_inverse=True)
    counts = np.bincount(inverse)
    means = np.bincount(inverse, values) / counts
    rows = np.searchsorted(known, ids)
    return counts[rows], means[rows]

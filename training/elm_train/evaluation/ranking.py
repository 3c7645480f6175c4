"""The rankers of behavioral consistency: texts rank movies for a user, or users for a movie (appendix B)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from elm_train import ratings
from elm_train.evaluation.metrics import mean_defined, ndcg, spearman

# Targets of one ranking: as many that were rated as that were not; a missing rating counts as zero stars.
RATED = 50
UNRATED = 50


@dataclass(frozen=True)
class Ratings:
    """Ratings in both directions. `user_rows` and `movie_rows` are rows of the vector files, `stars` 0.5 to 5."""

    user_rows: np.ndarray
    movie_rows: np.ndarray
    stars: np.ndarray

    def of_user(self, row: int) -> tuple[np.ndarray, np.ndarray]:
        """Movie rows and stars of one user."""
        chosen = self.user_rows == row
        return self.movie_rows[chosen], self.stars[chosen]

    def of_movie(self, row: int) -> tuple[np.ndarray, np.ndarray]:
        """User rows and stars of one movie."""
        chosen = self.movie_rows == row
        return self.user_rows[chosen], self.stars[chosen]


def ratings_by_row(raw: ratings.Ratings, user_row: dict[int, int], movie_row: dict[int, int]) -> Ratings:
    """Every rating between a user and a movie that both have vectors; the dictionaries give an id's row."""
    users, movies = _rows(raw.user, user_row), _rows(raw.movie, movie_row)
    kept = (users >= 0) & (movies >= 0)
    return Ratings(users[kept], movies[kept], raw.rating[kept])


def _rows(ids: np.ndarray, row_of: dict[int, int]) -> np.ndarray:
    """Rows of `ids`, -1 for those without one."""
    table = np.full(max(int(ids.max()), max(row_of)) + 1, -1)
    table[list(row_of)] = list(row_of.values())
    return table[ids]


def user_tastes(ratings: Ratings, movie_vectors: np.ndarray, users: int) -> np.ndarray:
    """[users, d] unit vectors for the user ranker: the movies of each user weighted by stars above their mean.

    Users without a rating keep a zero row.
    """
    count = np.bincount(ratings.user_rows, minlength=users)
    mean = np.bincount(ratings.user_rows, ratings.stars, minlength=users) / np.maximum(count, 1)
    # Watching a film at all says something of a taste, so a rating at the mean keeps a weight of one.
    weight = (1 + ratings.stars - mean[ratings.user_rows]).astype(np.float32)
    watched = csr_matrix((weight, (ratings.user_rows, ratings.movie_rows)), shape=(users, len(movie_vectors)))
    tastes = watched @ movie_vectors
    norms = np.linalg.norm(tastes, axis=1, keepdims=True)
    return tastes / np.where(norms > 0, norms, 1)


def targets(rated: np.ndarray, stars: np.ndarray, everyone: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Rows to rank and their ratings: a sample of the rated ones and of the rest, which get zero stars."""
    chosen = rng.permutation(len(rated))[:RATED]
    rest = rng.choice(np.setdiff1d(everyone, rated), UNRATED, replace=False)
    return np.concatenate((rated[chosen], rest)), np.concatenate((stars[chosen], np.zeros(UNRATED)))


@dataclass(frozen=True)
class Consistency:
    """Means of BC over several texts."""

    spearman: float
    ndcg: float


# For each text the rows that it ranks, and their stars.
Targets = list[tuple[np.ndarray, np.ndarray]]


def ranking_scores(projected: np.ndarray, ranked: np.ndarray, chosen: Targets) -> tuple[list[float | None], list[float | None]]:
    """BC(o, .) = RankingScore(R, rho(o)) of each text: P(o) [n, d] ranks rows of `ranked` [m, d] by cosine.

    `chosen[i]` gives the target rows and their ratings for text i. Returns Spearman and NDCG.
    """
    scores = [ranked[rows] @ query for query, (rows, _) in zip(projected, chosen, strict=True)]
    pairs = [(stars, score) for (_, stars), score in zip(chosen, scores, strict=True)]
    return [spearman(*pair) for pair in pairs], [ndcg(*pair) for pair in pairs]


def behavioral_consistency(projected: np.ndarray, ranked: np.ndarray, chosen: Targets) -> Consistency:
    """The means of `ranking_scores`."""
    return Consistency(*map(mean_defined, ranking_scores(projected, ranked, chosen)))

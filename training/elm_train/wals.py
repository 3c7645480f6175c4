"""Behavioral vectors: weighted alternating least squares on explicit ratings.

A rating is predicted as r(u, m) = mean + b_u + b_m + <p_u, q_m>. Offsets and biases are folded into
two more coordinates, so that one dot product is the prediction:

    w_u = [p_u, b_u, 1]        w_m = [q_m, 1, mean + b_m]        <w_u, w_m> = r(u, m)

Each half step is a ridge regression per row with closed form. For a user with the rated movies R,
x_m = [q_m, 1] and the weight c0 of a pair that was not rated (Hu, Koren and Volinsky 2008; its target
is the bias-only prediction, that is <p_u, q_m> = 0):

    A = sum_R x_m x_m' + c0 G + diag(L, ..., L, L_b),   L = lambda + lambda_n |R|
    [p_u, b_u] = A^-1 sum_R x_m (r(u, m) - mean - b_m)

where G is the sum of [q_m, 0][q_m, 0]' over all movies. `fold_in` is that one line for a new user.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from tqdm import tqdm

AUGMENTED = 2


@dataclass(frozen=True)
class Settings:
    """Rank and weights of a factorisation; `dimension` is that of the vectors, offsets included."""

    rank: int
    regularisation: float
    regularisation_per_rating: float
    bias_regularisation: float = 1.0
    unobserved_weight: float = 0.0
    iterations: int = 12

    @property
    def dimension(self) -> int:
        return self.rank + AUGMENTED

    def penalties(self, counts: np.ndarray) -> np.ndarray:
        """The diagonal added to each row's Gram matrix, float64 [rows, rank + 1]."""
        penalties = np.empty((len(counts), self.rank + 1))
        penalties[:, :-1] = (self.regularisation + self.regularisation_per_rating * counts)[:, None]
        penalties[:, -1] = self.bias_regularisation
        return penalties


@dataclass(frozen=True)
class Grouped:
    """Ratings sorted by row: those of `row` are `start[row]:start[row + 1]` of `column` and `target`."""

    start: np.ndarray
    column: np.ndarray
    target: np.ndarray

    @property
    def counts(self) -> np.ndarray:
        return np.diff(self.start)


def group_by(rows: np.ndarray, columns: np.ndarray, ratings: np.ndarray, count: int) -> Grouped:
    """The ratings grouped by row (`rows` and `columns` are positions, not ids)."""
    order = np.argsort(rows, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=count))])
    return Grouped(start, columns[order], ratings[order].astype(np.float64))


def solve_rows(ratings: Grouped, other: np.ndarray, offsets: np.ndarray, settings: Settings) -> np.ndarray:
    """One half step: [factors, bias] of every row, float64 [rows, rank + 1].

    `other` [columns, rank] are the factors of the other side and `offsets` [columns] what the
    prediction is without this row (mean and the other side's bias).
    """
    rows, size = len(ratings.start) - 1, settings.rank + 1
    design = np.concatenate([other, np.ones((len(other), 1))], axis=1)
    gram = np.zeros((rows, size, size))
    right = np.zeros((rows, size))
    for row in range(rows):
        columns = ratings.column[ratings.start[row] : ratings.start[row + 1]]
        if len(columns):
            x = design[columns]
            gram[row] = x.T @ x
            right[row] = x.T @ (ratings.target[ratings.start[row] : ratings.start[row + 1]] - offsets[columns])
    if settings.unobserved_weight:
        gram[:, :-1, :-1] += settings.unobserved_weight * (other.T @ other)
    gram[:, range(size), range(size)] += settings.penalties(ratings.counts)
    return np.linalg.solve(gram, right[..., None])[..., 0]


def factorise(
    users: np.ndarray, movies: np.ndarray, ratings: np.ndarray, shape: tuple[int, int], settings: Settings, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Vectors of users and movies, float64 [users, dimension] and [movies, dimension].

    `users` and `movies` are positions below `shape`, one per rating.
    """
    by_user = group_by(users, movies, ratings, shape[0])
    by_movie = group_by(movies, users, ratings, shape[1])
    mean = float(ratings.mean())
    factors = np.random.default_rng(seed).normal(0, 0.1, (shape[1], settings.rank))
    movie_bias = np.zeros(shape[1])
    for _ in tqdm(range(settings.iterations), desc=f"rank {settings.rank}", leave=False):
        user_side = solve_rows(by_user, factors, mean + movie_bias, settings)
        movie_side = solve_rows(by_movie, user_side[:, :-1], mean + user_side[:, -1], settings)
        factors, movie_bias = movie_side[:, :-1], movie_side[:, -1]
    user_side = solve_rows(by_user, factors, mean + movie_bias, settings)
    ones_user, ones_movie = np.ones((shape[0], 1)), np.ones((shape[1], 1))
    return (
        np.concatenate([user_side, ones_user], axis=1),
        np.concatenate([factors, ones_movie, (mean + movie_bias)[:, None]], axis=1),
    )


def fold_in(movie_vectors: np.ndarray, ratings: Grouped, settings: Settings) -> np.ndarray:
    """Vectors of new users from their ratings alone, float64 [users, dimension]; movies stay as they are.

    `movie_vectors` [movies, dimension] are the w_m above and `ratings` is grouped by user.
    """
    solved = solve_rows(ratings, movie_vectors[:, :-AUGMENTED], movie_vectors[:, -1], settings)
    return np.concatenate([solved, np.ones((len(solved), 1))], axis=1)


def bias_baseline(
    users: np.ndarray, movies: np.ndarray, ratings: np.ndarray, shape: tuple[int, int], bias_regularisation: float
) -> tuple[np.ndarray, np.ndarray]:
    """Vectors of the model mean + b_u + b_m, as rank 0 of the same factorisation."""
    settings = Settings(0, 0.0, 0.0, bias_regularisation)
    return factorise(users, movies, ratings, shape, settings, seed=0)

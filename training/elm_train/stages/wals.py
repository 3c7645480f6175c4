"""Behavioral vectors of users and movies by weighted alternating least squares."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass

import numpy as np

from elm_train.ratings import Ratings, read_ratings
from elm_train.rating_metrics import mean_spearman, rmse
from elm_train.splits import split_of
from elm_train.wals import Settings, bias_baseline, factorise, fold_in, group_by
from elm_train.workspace import Workspace

MINIMUM_MOVIE_RATINGS = 5
MINIMUM_USER_RATINGS = 20
TUNING_SHARE = 0.1
FOLD_IN_SHARE = 0.2
# What the ratings themselves span; predictions are cut to it when they are judged.
STARS = (0.5, 5.0)


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--ranks", type=int, nargs="+", default=[30, 62], help="ranks to try")
    command.add_argument(
        "--regularisations", type=float, nargs="+", default=[3.0], help="constant ridge weights to try"
    )
    command.add_argument(
        "--per-rating", type=float, nargs="+", default=[0.06], help="ridge weights per rating to try"
    )
    command.add_argument(
        "--unobserved-weights", type=float, nargs="+", default=[0.0, 0.02], help="weights of unrated pairs to try"
    )
    command.add_argument("--iterations", type=int, default=8)


@dataclass(frozen=True)
class Table:
    """Ratings by position: `user` and `movie` index `user_ids` and `movie_ids`, both ascending."""

    user_ids: np.ndarray
    movie_ids: np.ndarray
    user: np.ndarray
    movie: np.ndarray
    rating: np.ndarray
    trains: np.ndarray

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.user_ids), len(self.movie_ids)


def dense_table(ratings: Ratings, seed: int) -> Table:
    """The ratings of movies with 5 or more and of users with 20 or more of those.

    A movie without a rating from a train user has no factors and is left out. `trains` says by user
    position whether the user is of the train split.
    """
    counts = ratings.movie_counts()
    known = {movie for movie, count in counts.items() if count >= MINIMUM_MOVIE_RATINGS}
    ratings = ratings.where(np.isin(ratings.movie, list(known)))
    frequent = [user for user, count in ratings.user_counts().items() if count >= MINIMUM_USER_RATINGS]
    ratings = ratings.where(np.isin(ratings.user, frequent))
    is_train = {user: split_of("user", user, seed) == "train" for user in frequent}
    from_train = np.array([is_train[user] for user in ratings.user.tolist()])
    ratings = ratings.where(np.isin(ratings.movie, np.unique(ratings.movie[from_train])))
    user_ids, user = np.unique(ratings.user, return_inverse=True)
    movie_ids, movie = np.unique(ratings.movie, return_inverse=True)
    trains = np.array([is_train[identity] for identity in user_ids.tolist()])
    return Table(user_ids, movie_ids, user, movie, ratings.rating.astype(np.float64), trains)


def held_out(rows: np.ndarray, share: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """`rows` split at random into what is fitted and what is judged."""
    judged = rng.random(len(rows)) < share
    return rows[~judged], rows[judged]


def judge(table: Table, rows: np.ndarray, users: np.ndarray, movies: np.ndarray) -> dict[str, float]:
    """RMSE and mean Spearman of the dot products over the ratings `rows`."""
    predicted = np.einsum("nd,nd->n", users[table.user[rows]], movies[table.movie[rows]]).clip(*STARS)
    truth = table.rating[rows]
    return {"rmse": rmse(truth, predicted), "spearman": mean_spearman(table.user[rows], truth, predicted)}


def choose(table: Table, grid: list[Settings], rng: np.random.Generator, seed: int) -> tuple[Settings, list[dict]]:
    """The settings of lowest RMSE on held-out ratings of train users, and all that was tried."""
    fitted, judged = held_out(np.flatnonzero(table.trains[table.user]), TUNING_SHARE, rng)
    tried = []
    for settings in grid:
        vectors = factorise(
            table.user[fitted], table.movie[fitted], table.rating[fitted], table.shape, settings, seed
        )
        tried.append({**settings.__dict__, **judge(table, judged, *vectors)})
        print(json.dumps(tried[-1]), flush=True)
    best = min(range(len(grid)), key=lambda index: tried[index]["rmse"])
    return grid[best], tried


def evaluate_fold_in(table: Table, movies: np.ndarray, settings: Settings, rng: np.random.Generator) -> dict[str, float]:
    """RMSE and Spearman for users outside the train split, folded in from 80 % of their ratings.

    The baselines see the same ratings: `Bias` folds in a user bias alone, `ItemMean` is the movie's
    mean rating among train users.
    """
    train = np.flatnonzero(table.trains[table.user])
    fitted, judged = held_out(np.flatnonzero(~table.trains[table.user]), FOLD_IN_SHARE, rng)
    count = len(table.user_ids)
    grouped = group_by(table.user[fitted], table.movie[fitted], table.rating[fitted], count)
    figures = judge(table, judged, fold_in(movies, grouped, settings), movies)
    _, bias_movies = bias_baseline(
        table.user[train], table.movie[train], table.rating[train], table.shape, settings.bias_regularisation
    )
    bias_settings = Settings(0, 0.0, 0.0, settings.bias_regularisation)
    bias = judge(table, judged, fold_in(bias_movies, grouped, bias_settings), bias_movies)
    sums = np.bincount(table.movie[train], table.rating[train], table.shape[1])
    means = (sums / np.bincount(table.movie[train], minlength=table.shape[1]))[:, None]
    item = judge(table, judged, np.ones((count, 1)), means)
    return {
        **figures,
        "rmseBias": bias["rmse"],
        "spearmanBias": bias["spearman"],
        "rmseItemMean": item["rmse"],
        "spearmanItemMean": item["spearman"],
        "judgedRatings": len(judged),
        "judgedUsers": int((~table.trains).sum()),
    }


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    rng = np.random.default_rng(workspace.seed)
    table = dense_table(read_ratings(workspace.raw("ratings.csv.gz")), workspace.seed)
    print(f"{len(table.rating)} ratings of {table.shape[0]} users ({int(table.trains.sum())} train), {table.shape[1]} movies")
    grid = [
        Settings(rank, constant, per_rating, unobserved_weight=unobserved, iterations=options.iterations)
        for rank in options.ranks
        for constant in options.regularisations
        for per_rating in options.per_rating
        for unobserved in options.unobserved_weights
    ]
    settings, tried = choose(table, grid, rng, workspace.seed) if len(grid) > 1 else (grid[0], [])
    train = np.flatnonzero(table.trains[table.user])
    _, movies = factorise(
        table.user[train], table.movie[train], table.rating[train], table.shape, settings, workspace.seed
    )
    figures = evaluate_fold_in(table, movies, settings, rng)
    # Train users too are solved against the final movies, so that every user's vector is a fold-in.
    users = fold_in(movies, group_by(table.user, table.movie, table.rating, table.shape[0]), settings)
    np.save(workspace.made("vectors/users_behavioral.npy"), users.astype(np.float32))
    np.save(workspace.made("vectors/user_ids.npy"), table.user_ids.astype(np.int32))
    np.save(workspace.made("vectors/movies_behavioral.npy"), movies.astype(np.float32))
    np.save(workspace.made("vectors/movie_behavioral_ids.npy"), table.movie_ids.astype(np.int32))
    report = {
        "rank": settings.rank,
        "dimension": settings.dimension,
        "mean": float(table.rating[train].mean()),
        "foldIn": {
            "regularisation": settings.regularisation,
            "regularisationPerRating": settings.regularisation_per_rating,
            "biasRegularisation": settings.bias_regularisation,
            "unobservedWeight": settings.unobserved_weight,
        },
        "iterations": settings.iterations,
        "ratings": len(table.rating),
        "users": table.shape[0],
        "movies": table.shape[1],
        **figures,
        "tried": tried,
    }
    workspace.made("wals.json").write_text(json.dumps(report, indent=2) + "\n")
    print(json.dumps({key: value for key, value in report.items() if key != "tried"}, indent=2))

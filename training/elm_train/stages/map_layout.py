"""Places of movies and users on the 2-D map."""

from __future__ import annotations

import argparse

import numpy as np

from elm_train.layout import map_movies, place_users
from elm_train.workspace import Workspace


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--neighbours", type=int, default=20)
    command.add_argument("--minimum-distance", type=float, default=0.1)


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    ids = np.load(workspace.made("vectors/movie_ids.npy"))
    semantic = np.load(workspace.made("vectors/movies_semantic.npy"))
    movies = map_movies(semantic, options.neighbours, options.minimum_distance, workspace.seed)
    behavioral_ids = np.load(workspace.made("vectors/movie_behavioral_ids.npy"))
    placed = np.isin(behavioral_ids, ids)
    row_of = {movie: row for row, movie in enumerate(ids.tolist())}
    users = place_users(
        np.load(workspace.made("vectors/users_behavioral.npy")),
        np.load(workspace.made("vectors/user_ids.npy")),
        np.load(workspace.made("vectors/movies_behavioral.npy"))[placed],
        movies[[row_of[movie] for movie in behavioral_ids[placed].tolist()]],
    )
    np.savez(workspace.made("layout.npz"), movies=movies.astype(np.float32), users=users.astype(np.float32))
    print(f"{len(movies)} movies and {len(users)} users placed")

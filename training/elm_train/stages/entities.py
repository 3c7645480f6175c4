"""Tables of movies and users, row by row beside their vectors."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from elm_train.cavs import read_concepts
from elm_train.entities import behavioral_rows, loved_movies, mean_by, movie_record
from elm_train.ratings import read_ratings
from elm_train.sources import factsheets_path, read_factsheets, read_movies
from elm_train.splits import split_of
from elm_train.workspace import Workspace

LOVED_MINIMUM_RATINGS = 50

MOVIES = pa.schema(
    [
        pa.field("id", pa.int32(), nullable=False),
        pa.field("title", pa.string(), nullable=False),
        pa.field("year", pa.int16()),
        pa.field("genres", pa.list_(pa.string())),
        pa.field("tags", pa.list_(pa.string())),
        pa.field("ratings", pa.int32(), nullable=False),
        pa.field("meanRating", pa.float32(), nullable=False),
        pa.field("x", pa.float32(), nullable=False),
        pa.field("y", pa.float32(), nullable=False),
        pa.field("heldOut", pa.bool_(), nullable=False),
        pa.field("behavioral", pa.bool_(), nullable=False),
        pa.field("hasFactSheet", pa.bool_(), nullable=False),
    ]
)
USERS = pa.schema(
    [
        pa.field("id", pa.int32(), nullable=False),
        pa.field("ratings", pa.int32(), nullable=False),
        pa.field("meanRating", pa.float32(), nullable=False),
        pa.field("x", pa.float32(), nullable=False),
        pa.field("y", pa.float32(), nullable=False),
        pa.field("heldOut", pa.bool_(), nullable=False),
        pa.field("loves", pa.list_(pa.int32())),
    ]
)


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--factsheets", type=Path, help="factsheets.jsonl.gz, where it is not with the data")


def held_out(kind: str, ids: np.ndarray, seed: int) -> list[bool]:
    return [split_of(kind, identity, seed) == "test" for identity in ids.tolist()]


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    ids = np.load(workspace.made("vectors/movie_ids.npy"))
    user_ids = np.load(workspace.made("vectors/user_ids.npy"))
    users = np.load(workspace.made("vectors/users_behavioral.npy"))
    behavioral, has_behavioral = behavioral_rows(
        ids,
        np.load(workspace.made("vectors/movie_behavioral_ids.npy")),
        np.load(workspace.made("vectors/movies_behavioral.npy")),
    )
    layout = np.load(workspace.made("layout.npz"))
    ratings = read_ratings(workspace.raw("ratings.csv.gz"))
    movies = read_movies(workspace.raw("movies.jsonl.gz"))
    sheets = read_factsheets(factsheets_path(workspace, options.factsheets))
    concept_of = {tag: concept for concept, tags in reversed(read_concepts().items()) for tag in tags}

    counts, means = mean_by(ids, ratings.movie, ratings.rating)
    records = [movie_record(movies[movie], concept_of) for movie in ids.tolist()]
    columns = {name: [record[name] for record in records] for name in ("id", "title", "year", "genres", "tags")}
    columns |= {
        "ratings": counts,
        "meanRating": np.round(means, 2),
        "x": layout["movies"][:, 0],
        "y": layout["movies"][:, 1],
        "heldOut": held_out("movie", ids, workspace.seed),
        "behavioral": has_behavioral,
        "hasFactSheet": [movie in sheets for movie in ids.tolist()],
    }
    parquet.write_table(pa.table(columns, MOVIES), workspace.made("entities/movies.parquet"), compression="snappy")
    np.save(workspace.made("entities/movies_behavioral.npy"), behavioral)

    famous = has_behavioral & (counts >= LOVED_MINIMUM_RATINGS)
    loves = loved_movies(users, behavioral[famous], ids[famous])
    counts, means = mean_by(user_ids, ratings.user, ratings.rating)
    columns = {
        "id": user_ids,
        "ratings": counts,
        "meanRating": np.round(means, 2),
        "x": layout["users"][:, 0],
        "y": layout["users"][:, 1],
        "heldOut": held_out("user", user_ids, workspace.seed),
        "loves": loves.tolist(),
    }
    parquet.write_table(pa.table(columns, USERS), workspace.made("entities/users.parquet"), compression="snappy")
    print(f"{len(ids)} movies ({int(has_behavioral.sum())} with behavioral vectors), {len(user_ids)} users")

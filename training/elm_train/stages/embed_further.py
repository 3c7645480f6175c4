"""Semantic vectors of the films that are learned from and are not in the catalogue: P of their overview."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from elm_train.encoder import SentenceEncoder
from elm_train.plain_sheets import read_plain_sheets
from elm_train.semantic import encode_resumable, normalise
from elm_train.sources import factsheets_path, read_movies
from elm_train.splits import split_of
from elm_train.workspace import Workspace


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--factsheets", type=Path, help="factsheets.jsonl.gz, where it is not with the data")


def further_overviews(workspace: Workspace, factsheets: Path | None) -> dict[int, str]:
    """By MovieLens id, the overviews of training films with a plain sheet that are not in the catalogue."""
    catalogue = set(np.load(workspace.made("vectors/movie_ids.npy")).tolist())
    movies = read_movies(workspace.raw("movies.jsonl.gz"))
    sheets = read_plain_sheets(factsheets_path(workspace, factsheets))
    outside = [movie for movie in sheets if movie not in catalogue and split_of("movie", movie, workspace.seed) == "train"]
    return {movie: overview for movie in outside if (overview := movies.get(movie, {}).get("overview"))}


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    overviews = further_overviews(workspace, options.factsheets)
    vectors = encode_resumable(SentenceEncoder(), list(overviews.values()), workspace.made("vectors/parts/further"), label="films outside the catalogue")
    np.savez(workspace.made("vectors/further.npz"), movie_ids=np.array(list(overviews), dtype=np.int32), vectors=normalise(vectors))
    print(f"{len(overviews)} films outside the catalogue")

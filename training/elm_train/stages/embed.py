"""Semantic vectors of the movies: P over each movie's documents."""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np

from elm_train.documents import Document, Kind, movie_documents
from elm_train.encoder import SentenceEncoder
from elm_train.ratings import read_ratings
from elm_train.semantic import encode_resumable, movie_vectors
from elm_train.sources import factsheets_path, read_factsheets, read_jsonl, read_movies
from elm_train.workspace import Workspace

MINIMUM_RATINGS = 5
# Below this cosine to the movie's own sheet about half of the overviews read belong to another film, and
# the rest say next to nothing; true pairs have a median of 0.50 and one in 200 lies below.
OVERVIEW_COSINE_FLOOR = 0.2


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--factsheets", type=Path, help="factsheets.jsonl.gz, where it is not with the data")
    command.add_argument("--workers", type=int, default=1, help="batches encoded side by side")


def catalogue(workspace: Workspace, factsheets: Path | None) -> tuple[list[int], list[list[Document]], int]:
    """Movie ids and their documents, movies with a fact sheet first, and how many have one.

    The order lets the vectors of the fact-sheet movies be used before the others are there: adding
    the rest moves no row.
    """
    sheets = read_factsheets(factsheets_path(workspace, factsheets))
    movies = read_movies(workspace.raw("movies.jsonl.gz"))
    counts = read_ratings(workspace.raw("ratings.csv.gz")).movie_counts()
    reviews = defaultdict(list)
    for review in read_jsonl(workspace.raw("reviews.jsonl.gz")):
        reviews[review.get("movieId")].append(review)
    documents = {}
    for movie_id in sorted(counts, key=lambda movie_id: (movie_id not in sheets, movie_id)):
        if counts[movie_id] >= MINIMUM_RATINGS and movie_id in movies:
            found = movie_documents(movies[movie_id], sheets.get(movie_id), reviews[movie_id])
            if found:
                documents[movie_id] = found
    return list(documents), list(documents.values()), sum(movie_id in sheets for movie_id in documents)


def foreign_overviews(vectors: np.ndarray, movie_row: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """Which documents are overviews too far from their movie's sheet to be of the same film."""
    sheet_of = {int(movie_row[row]): row for row in np.flatnonzero(kind == Kind.SHEET_PLOT)}
    foreign = np.zeros(len(kind), dtype=bool)
    for row in np.flatnonzero(kind == Kind.OVERVIEW):
        sheet = sheet_of.get(int(movie_row[row]))
        foreign[row] = sheet is not None and float(vectors[row] @ vectors[sheet]) < OVERVIEW_COSINE_FLOOR
    return foreign


def save(workspace: Workspace, movie_ids: list[int], documents: list[list[Document]], vectors: np.ndarray) -> None:
    """Writes the movie vectors, their ids and the documents' vectors, without foreign overviews."""
    flat = [document for group in documents for document in group]
    movie_row = np.repeat(np.arange(len(documents), dtype=np.int32), [len(group) for group in documents])
    kind = np.array([document.kind for document in flat], dtype=np.uint8)
    keep = ~foreign_overviews(vectors, movie_row, kind)
    vectors, movie_row, kind = vectors[keep], movie_row[keep], kind[keep]
    side = np.array([Kind(value).side for value in kind], dtype=np.uint8)
    np.save(workspace.made("vectors/movies_semantic.npy"), movie_vectors(vectors, movie_row, side, len(movie_ids)))
    np.save(workspace.made("vectors/movie_ids.npy"), np.array(movie_ids, dtype=np.int32))
    np.savez(
        workspace.made("vectors/documents.npz"),
        vectors=vectors.astype(np.float16),
        movie_row=movie_row,
        side=side,
        kind=kind,
    )
    print(f"{len(movie_ids)} movies, {len(kind)} documents, {int((~keep).sum())} overviews of other films left out")


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    movie_ids, documents, with_sheet = catalogue(workspace, options.factsheets)
    encoder = SentenceEncoder()
    parts = workspace.made("vectors/parts/documents")
    made = []
    for label, group in (("fact-sheet movies", documents[:with_sheet]), ("other movies", documents[with_sheet:])):
        texts = [document.text for movie in group for document in movie]
        made.append(encode_resumable(encoder, texts, parts, workers=options.workers, label=label))
        done = with_sheet if len(made) == 1 else len(movie_ids)
        save(workspace, movie_ids[:done], documents[:done], np.concatenate(made))

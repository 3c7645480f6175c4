"""P of single sentences of the train movies' fact sheets, to learn to invert P."""

from __future__ import annotations

import argparse
import gzip
import json
import random
from pathlib import Path

import numpy as np

from elm_train.encoder import SentenceEncoder
from elm_train.semantic import encode_resumable
from elm_train.sentences import sheet_sentences
from elm_train.sources import factsheets_path, read_factsheets
from elm_train.splits import split_of
from elm_train.workspace import Workspace


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--factsheets", type=Path, help="factsheets.jsonl.gz, where it is not with the data")
    command.add_argument("--per-movie", type=int, help="take a random sample of this many texts of each movie")
    command.add_argument("--workers", type=int, default=1, help="batches encoded side by side")


def drawn(pieces: list[tuple[str, str]], count: int | None, movie: int, seed: int) -> list[tuple[str, str]]:
    """`count` of the pieces, the same for the same movie and seed; all of them where `count` is None."""
    if count is None or count >= len(pieces):
        return pieces
    return random.Random(f"sentences:{seed}:{movie}").sample(pieces, count)


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    sheets = read_factsheets(factsheets_path(workspace, options.factsheets))
    pairs = [
        (movie, kind, text)
        for movie in sorted(sheets)
        if split_of("movie", movie, workspace.seed) == "train"
        for kind, text in drawn(list(sheet_sentences(sheets[movie])), options.per_movie, movie, workspace.seed)
    ]
    vectors = encode_resumable(
        SentenceEncoder(),
        [text for _, _, text in pairs],
        workspace.made("vectors/parts/sentences"),
        workers=options.workers,
        label="sentences",
    )
    with gzip.open(workspace.made("sentences.jsonl.gz"), "wt", encoding="utf-8") as lines:
        for movie, kind, text in pairs:
            lines.write(json.dumps({"movie": movie, "kind": kind, "text": text}, ensure_ascii=False) + "\n")
    np.savez(
        workspace.made("vectors/sentences.npz"),
        vectors=vectors.astype(np.float16),
        movie_id=np.array([movie for movie, _, _ in pairs], dtype=np.int32),
    )
    print(f"{len(pairs)} texts of {len({movie for movie, _, _ in pairs})} movies")

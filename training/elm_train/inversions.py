"""Texts whose own P is the domain vector: pairs that teach the decoder to invert the semantic space."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from elm_train.sources import read_jsonl

T = TypeVar("T")


@dataclass(frozen=True)
class Inversion:
    """A text, and the task that it is a text of; None for one that is no task's."""

    task: str | None
    text: str


def drawn(pieces: list[T], count: int, movie: int, seed: int) -> list[T]:
    """`count` of the pieces, the same for the same movie and seed; all of them where there are no more."""
    if count >= len(pieces):
        return pieces
    return random.Random(f"sentences:{seed}:{movie}").sample(pieces, count)


def read_inversions(work: Path) -> tuple[list[Inversion], np.ndarray]:
    """The texts and P of each, float16 [texts, 384]; raises ValueError when the two files do not belong together."""
    vectors = np.load(work / "vectors/inversions.npy")
    texts = [Inversion(row["task"], row["text"]) for row in read_jsonl(work / "inversions.jsonl.gz")]
    if len(vectors) != len(texts):
        raise ValueError(f"{len(vectors)} vectors of {len(texts)} texts")
    return texts, vectors

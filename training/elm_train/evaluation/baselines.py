"""What narrations are held against: composed texts, texts of the nearest training movies, and a model without vectors.

None of it depends on the model under evaluation, so P of all three is kept and read again by the next evaluation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from elm_train.encoder import SentenceEncoder


@dataclass(frozen=True)
class Baselines:
    """P of the texts beside the narrations, [n, 384] each: the ceiling's, the nearest movie's, the text-only model's."""

    composed: np.ndarray
    nearest: np.ndarray
    text_only: np.ndarray | None


class Remembered:
    """P of lists of texts, kept in a folder under what made them."""

    def __init__(self, folder: Path, encoder: SentenceEncoder) -> None:
        self._folder = folder
        self._encoder = encoder

    def texts(self, texts: Sequence[str]) -> np.ndarray:
        """P of texts at hand, float32 [n, 384]."""
        return self._kept("\0".join(texts), lambda: texts)

    def written(self, key: str, write: Callable[[], Sequence[str]]) -> np.ndarray:
        """P of texts that `write` makes only when no earlier run kept them under `key`."""
        return self._kept(key, write)

    def _kept(self, key: str, write: Callable[[], Sequence[str]]) -> np.ndarray:
        path = self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}.npy"
        if not path.exists():
            vectors = self._encoder.encode(write())
            self._folder.mkdir(parents=True, exist_ok=True)
            partial = path.with_suffix(".partial.npy")
            np.save(partial, vectors)
            partial.replace(path)
        return np.load(path)


def file_digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()

"""How much of a text stands word for word in the training texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from elm_train.evaluation.baselines import file_digest
from elm_train.evaluation.metrics import words
from elm_train.sources import read_jsonl


class CopyIndex:
    """The 8-grams of the training texts, by hash: how much of a text was read there word for word?

    An n-gram's hash is a polynomial of its words' hashes modulo 2^64, the same in every process.
    """

    BASE = np.uint64(0x9E3779B97F4A7C15)

    def __init__(self, texts: Iterable[str], size: int = 8) -> None:
        self.size = size
        self._word_hash: dict[str, int] = {}
        self._powers = np.cumprod(np.full(size, self.BASE, np.uint64))
        found = [self._ngram_hashes(text) for text in texts]
        self._hashes = np.unique(np.concatenate(found)) if found else np.empty(0, np.uint64)

    def copied_share(self, text: str) -> float:
        """Share of a text's n-grams that stand in some training text; 0 for shorter texts."""
        copied = self.copied(text)
        return float(copied.mean()) if len(copied) else 0.0

    def copied(self, text: str) -> np.ndarray:
        """Which of a text's n-grams stand in some training text, in their order, as bools."""
        wanted = self._ngram_hashes(text)
        if not len(self._hashes):
            return np.zeros(len(wanted), bool)
        # A binary search: `np.isin` sorts all the hashes anew for every text.
        places = np.searchsorted(self._hashes, wanted).clip(max=len(self._hashes) - 1)
        return self._hashes[places] == wanted

    def save(self, path: Path) -> None:
        np.save(path, self._hashes)

    @staticmethod
    def load(path: Path) -> CopyIndex:
        """What `save` wrote of an index of the same n-gram size."""
        index = CopyIndex([])
        index._hashes = np.load(path)
        return index

    def _ngram_hashes(self, text: str) -> np.ndarray:
        known = self._word_hash
        hashes = np.array([known.get(word) or self._hash(word) for word in words(text)], dtype=np.uint64)
        if len(hashes) < self.size:
            return np.empty(0, np.uint64)
        return np.lib.stride_tricks.sliding_window_view(hashes, self.size) @ self._powers

    def _hash(self, word: str) -> int:
        self._word_hash[word] = value = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")
        return value


def copy_index(sources: Sequence[Path], folder: Path) -> CopyIndex:
    """The index of the texts in the files, kept under their digests: it takes minutes to make."""
    path = folder / f"copies-{'-'.join(file_digest(source)[:12] for source in sources)}.npy"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        CopyIndex(record["text"] for source in sources for record in read_jsonl(source)).save(path)
    return CopyIndex.load(path)

"""Scores of texts against vectors and ratings; `src/core/scores.ts` and `ranking.ts` compute the same in the page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")


def words(text: str) -> list[str]:
    """Lower-case words; hyphens and apostrophes inside a word belong to it."""
    return WORD.findall(text.lower())


def semantic_consistency(projected: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    """SC(o, w) = cosine(P(o), w) row by row (section 3.2); both [n, d], `projected` of unit length."""
    return (projected * vectors).sum(axis=1) / np.linalg.norm(vectors, axis=1)


def shuffled_consistency(projected: np.ndarray, vectors: np.ndarray) -> float:
    """Mean SC of each text against every other row's vector: the floor that a text of no relation reaches."""
    similarities = projected @ (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).T
    count = len(similarities)
    return float((similarities.sum() - np.trace(similarities)) / (count * (count - 1)))


def retrieval_ranks(projected: np.ndarray, catalogue: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """1-based place of the source (`rows` of `catalogue`) among all entities by similarity to P(o)."""
    similarities = projected @ catalogue.T
    own = np.take_along_axis(similarities, rows[:, None], axis=1)
    return 1 + (similarities > own).sum(axis=1)


def spearman(ratings: np.ndarray, scores: np.ndarray) -> float | None:
    """Spearman's rank correlation with ties; None where one side is constant."""
    if np.ptp(ratings) == 0 or np.ptp(scores) == 0:
        return None
    return float(spearmanr(ratings, scores).statistic)


def ndcg(ratings: np.ndarray, scores: np.ndarray) -> float | None:
    """NDCG of Burges et al. (2005) over the whole list: gain 2^rating - 1, discount 1 / log2(place + 1).

    Items with equal scores share the mean of their discounts; None where every gain is zero.
    """
    gains = 2.0 ** np.maximum(ratings, 0) - 1
    discounts = 1 / np.log2(np.arange(2, len(gains) + 2))
    ideal = (np.sort(gains)[::-1] * discounts).sum()
    if ideal == 0:
        return None
    _, group, sizes = np.unique(-scores, return_inverse=True, return_counts=True)
    shared = np.add.reduceat(discounts, np.concatenate(([0], sizes.cumsum()[:-1]))) / sizes
    return float((gains * shared[group]).sum() / ideal)


def mean_defined(values: Iterable[float | None]) -> float:
    """Mean of the values that are defined; NaN when none is."""
    defined = [value for value in values if value is not None]
    return float(np.mean(defined)) if defined else float("nan")


def ngrams(tokens: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(tokens[place : place + size]) for place in range(len(tokens) - size + 1)]


def distinct_share(text: str, size: int = 4) -> float:
    """Share of a text's n-grams that are distinct; 1 for texts too short to have any."""
    found = ngrams(words(text), size)
    return len(set(found)) / len(found) if found else 1.0


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
        wanted = self._ngram_hashes(text)
        if not len(wanted) or not len(self._hashes):
            return 0.0
        # A binary search: `np.isin` sorts all the hashes anew for every text.
        places = np.searchsorted(self._hashes, wanted).clip(max=len(self._hashes) - 1)
        return float((self._hashes[places] == wanted).mean())

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

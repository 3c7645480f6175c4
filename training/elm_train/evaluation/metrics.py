"""Scores of texts against vectors and ratings; `src/core/scores.ts` and `ranking.ts` compute the same in the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

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

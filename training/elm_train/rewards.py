"""Rewards of texts (appendix H): SC for movies, BC for users, less what makes a text worse to read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from elm_train.encoder import SentenceEncoder
from elm_train.evaluation.metrics import distinct_share, semantic_consistency, spearman

# A text that does not end, and one that repeats itself, lose this much, and this much per share of repeated 4-grams.
UNFINISHED = 0.1
REPEATED = 0.5


def readability(texts: Sequence[str], finished: Sequence[bool]) -> np.ndarray:
    """What is taken off each text's reward, 0 or less: for no end, and for 4-grams that come again."""
    return np.array(
        [
            -REPEATED * (1 - distinct_share(text)) - (0 if ended else UNFINISHED)
            for text, ended in zip(texts, finished, strict=True)
        ]
    )


def semantic_rewards(
    encoder: SentenceEncoder, texts: Sequence[str], targets: np.ndarray, everything: np.ndarray, contrast: float
) -> tuple[np.ndarray, np.ndarray]:
    """SC of each text with its row of `targets` [texts, 384], and its reward.

    The reward takes off `contrast` times the text's mean similarity to the catalogue, of which `everything`
    [384] is the mean vector: a text that would suit any movie earns less.
    """
    projected = encoder.encode(texts)
    consistency = semantic_consistency(projected, targets)
    return consistency, consistency - contrast * projected @ everything


def behavioral_rewards(
    encoder: SentenceEncoder, texts: Sequence[str], movies: np.ndarray, ranked: Sequence[tuple[np.ndarray, np.ndarray]]
) -> np.ndarray:
    """BC of each profile: Spearman of P(o) against the movies that `ranked` gives it (rows of `movies`, stars)."""
    projected = encoder.encode(texts)
    scores = [spearman(stars, movies[rows] @ text) for text, (rows, stars) in zip(projected, ranked, strict=True)]
    return np.array([0.0 if score is None else score for score in scores])

"""Rewards of texts (appendix H): SC for movies, BC for users, and how each would change with the text's vector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

from elm_train.evaluation.metrics import semantic_consistency, spearman

# Which movies a user ranks (rows of the movie vectors), and with how many stars.
Ranked = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Rewards:
    """Of n texts: the paper's measure (SC or BC) [n], the reward [n], and its gradient at the text's vector [n, 384]."""

    measure: np.ndarray
    reward: np.ndarray
    gradients: np.ndarray


def semantic_rewards(vectors: np.ndarray, targets: np.ndarray, everything: np.ndarray, contrast: float) -> Rewards:
    """SC of texts whose P is `vectors` with `targets`, both [n, 384].

    The reward takes off `contrast` times the text's mean similarity to the catalogue, of which `everything`
    [384] is the mean vector: a text that would suit any movie earns less.
    """
    consistency = semantic_consistency(vectors, targets)
    directions = targets / np.linalg.norm(targets, axis=1, keepdims=True) - contrast * everything
    return Rewards(consistency, (vectors * directions).sum(axis=1), directions)


def behavioral_rewards(vectors: np.ndarray, movies: np.ndarray, ranked: Sequence[Ranked]) -> Rewards:
    """BC of profiles whose P is `vectors` [n, 384]: Spearman against the rows of `movies` that `ranked` gives each.

    The gradient is that of Pearson's correlation between the ranks of the stars and the similarities.
    """
    scores, gradients = [], []
    for text, (rows, stars) in zip(vectors, ranked, strict=True):
        score = spearman(stars, movies[rows] @ text)
        scores.append(0.0 if score is None else score)
        gradients.append(correlation_gradient(text, movies[rows], rankdata(stars)))
    return Rewards(np.array(scores), np.array(scores), np.stack(gradients).astype(np.float32))


def correlation_gradient(vector: np.ndarray, matrix: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Gradient [d] at `vector` of Pearson's correlation between `wanted` [n] and `matrix` [n, d] @ `vector`; 0 where undefined."""
    centred = matrix - matrix.mean(axis=0)
    scores, wanted = centred @ vector, wanted - wanted.mean()
    spread, norm = float(np.linalg.norm(scores)), float(np.linalg.norm(wanted))
    if spread == 0 or norm == 0:
        return np.zeros_like(vector)
    aim, found = wanted / norm, scores / spread
    return centred.T @ (aim - (aim @ found) * found) / spread

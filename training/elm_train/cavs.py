"""Concept activation vectors (Kim et al. 2018) of movie tags."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

FOLDS = 5
NEGATIVES_PER_POSITIVE = 4


@dataclass(frozen=True)
class Cav:
    """`direction` (float32 [d]) has length 1 in the space's own coordinates; a push of s standard
    deviations adds `s * std * direction`. AUC and accuracy are of held-out folds, the accuracy with
    both classes weighing the same."""

    direction: np.ndarray
    auc: float
    accuracy: float
    positives: int


def read_concepts() -> dict[str, list[str]]:
    """Concept names and the tags that stand for each, from `attribute_tags.txt`."""
    concepts = {}
    for line in files("elm_train").joinpath("attribute_tags.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, synonyms = line.partition("=")
            concepts[name.strip()] = [name.strip(), *(tag.strip() for tag in synonyms.split(",") if tag.strip())]
    return concepts


def sample_negatives(candidates: np.ndarray, tags: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """`count` of `candidates` (row numbers), the likelier the more distinct `tags` each has.

    A missing tag says more about a movie that many people tagged.
    """
    count = min(count, len(candidates))
    weights = np.sqrt(tags.astype(np.float64))
    return rng.choice(candidates, count, replace=False, p=weights / weights.sum())


def fit_cav(
    vectors: np.ndarray, positives: np.ndarray, negatives: np.ndarray, *, strength: float, seed: int
) -> Cav:
    """Logistic regression of rows `positives` against `negatives` of `vectors` (float32 [n, d]).

    Coordinates are divided by their standard deviation over all rows before the fit where that is not
    zero, so that no coordinate is favoured by its scale, and the normal is taken back to the space's
    own coordinates. A coordinate that does not vary has no part in the direction.
    """
    spread = vectors.std(axis=0, dtype=np.float64)
    varies = spread > 1e-6
    rows = np.concatenate([positives, negatives])
    labels = np.concatenate([np.ones(len(positives)), np.zeros(len(negatives))])
    features = vectors[rows][:, varies] / spread[varies]
    model = LogisticRegression(C=strength, class_weight="balanced", max_iter=300)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    scores = cross_val_predict(model, features, labels, cv=folds, method="decision_function")
    hits = [(scores[labels == label] > 0) == bool(label) for label in (0, 1)]
    direction = np.zeros(vectors.shape[1])
    direction[varies] = model.fit(features, labels).coef_[0] / spread[varies]
    return Cav(
        direction=(direction / np.linalg.norm(direction)).astype(np.float32),
        auc=float(roc_auc_score(labels, scores)),
        accuracy=float(np.mean([side.mean() for side in hits])),
        positives=len(positives),
    )


def projection_spread(vectors: np.ndarray, direction: np.ndarray) -> tuple[float, float]:
    """Mean and standard deviation of the vectors' projections on `direction`."""
    projections = vectors @ direction
    return float(projections.mean()), float(projections.std())

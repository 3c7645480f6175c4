"""How well predicted ratings agree with the true ones."""

from __future__ import annotations

import numpy as np
from scipy.stats import rankdata

MINIMUM_RATINGS_FOR_RANKS = 10


def rmse(truth: np.ndarray, predicted: np.ndarray) -> float:
    """Root mean squared error in stars."""
    return float(np.sqrt(np.mean((np.asarray(truth, dtype=np.float64) - predicted) ** 2)))


def mean_spearman(users: np.ndarray, truth: np.ndarray, predicted: np.ndarray) -> float:
    """Spearman's rank correlation within each user, averaged over the users with enough ratings.

    Ties share their mean rank. Users whose ratings are all equal have no ranking and are left out;
    NaN where nobody is left.
    """
    order = np.argsort(users, kind="stable")
    bounds = np.flatnonzero(np.diff(users[order])) + 1
    correlations = []
    for rows in np.split(order, bounds):
        if len(rows) >= MINIMUM_RATINGS_FOR_RANKS and np.ptp(truth[rows]) > 0 and np.ptp(predicted[rows]) > 0:
            correlations.append(np.corrcoef(rankdata(truth[rows]), rankdata(predicted[rows]))[0, 1])
    return float(np.mean(correlations)) if correlations else float("nan")

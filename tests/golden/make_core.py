"""Writes core.json: what numpy, scipy, scikit-learn and the training package compute for small inputs.

The unit tests of src/core hold the TypeScript to these numbers. Run: python tests/golden/make_core.py
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from scipy.stats import rankdata
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from elm_train.evaluation.metrics import ndcg, spearman
from elm_train.wals import Grouped, Settings, fold_in


def slerp(a: np.ndarray, b: np.ndarray, t: float) -> np.ndarray:
    """Shoemake's formula on directions, length linear between the ends."""
    u, v = a / np.linalg.norm(a), b / np.linalg.norm(b)
    angle = np.arccos(np.clip(u @ v, -1, 1))
    direction = (np.sin((1 - t) * angle) * u + np.sin(t * angle) * v) / np.sin(angle)
    return direction * ((1 - t) * np.linalg.norm(a) + t * np.linalg.norm(b))


def rankings(rng: np.random.Generator) -> list[dict]:
    cases = []
    for size in (2, 5, 20, 60):
        for tied in (False, True):
            ratings = np.round(rng.uniform(0, 5, size) * 2) / 2
            scores = rng.normal(size=size)
            if tied:
                scores = np.round(scores)
            labels = (ratings > np.median(ratings)).astype(int)
            cases.append(
                {
                    "ratings": ratings.tolist(),
                    "scores": scores.tolist(),
                    "ranks": rankdata(scores).tolist(),
                    "spearman": spearman(ratings, scores),
                    "ndcg": ndcg(ratings, scores),
                    "labels": labels.tolist(),
                    "auc": None if len(set(labels.tolist())) == 1 else float(roc_auc_score(labels, scores)),
                }
            )
    return cases


def logistic(rng: np.random.Generator) -> list[dict]:
    cases = []
    for rows, dimension, c in ((12, 4, 1.0), (40, 30, 1.0), (60, 8, 10.0)):
        x = rng.normal(size=(rows, dimension)).astype(np.float32)
        y = (x @ rng.normal(size=dimension) + rng.normal(size=rows) > 0.4).astype(int)
        y[:2] = (0, 1)
        model = LogisticRegression(C=c, class_weight="balanced", tol=1e-12, max_iter=100_000).fit(x.astype(np.float64), y)
        cases.append(
            {
                "rows": x.tolist(),
                "labels": y.tolist(),
                "c": c,
                "weights": model.coef_[0].tolist(),
                "intercept": float(model.intercept_[0]),
            }
        )
    return cases


def fold_ins(rng: np.random.Generator) -> list[dict]:
    cases = []
    for unobserved in (0.0, 0.02):
        settings = Settings(6, 2.0, 0.05, 1.5, unobserved)
        factors = rng.normal(0, 0.4, (30, settings.rank))
        bias = 3.4 + rng.normal(0, 0.3, (30, 1))
        movies = np.concatenate([factors, np.ones((30, 1)), bias], axis=1).astype(np.float32)
        columns = rng.choice(30, 9, replace=False)
        stars = np.round(rng.uniform(0.5, 5, 9) * 2) / 2
        user = fold_in(movies.astype(np.float64), Grouped(np.array([0, 9]), columns, stars), settings)[0]
        cases.append(
            {
                "movies": movies.tolist(),
                "rows": columns.tolist(),
                "stars": stars.tolist(),
                "weights": {
                    "regularisation": settings.regularisation,
                    "regularisationPerRating": settings.regularisation_per_rating,
                    "biasRegularisation": settings.bias_regularisation,
                    "unobservedWeight": settings.unobserved_weight,
                },
                "user": user.tolist(),
            }
        )
    return cases


def interpolations(rng: np.random.Generator) -> list[dict]:
    cases = []
    for dimension in (2, 5, 48):
        a, b = rng.normal(size=(2, dimension)).astype(np.float32)
        for t in (0.0, 0.25, 0.5, 0.9, 1.0):
            cases.append({"a": a.tolist(), "b": b.tolist(), "t": t, "slerp": slerp(a, b, t).tolist()})
    return cases


def neighbourhoods(rng: np.random.Generator) -> dict:
    table = rng.normal(size=(50, 7)).astype(np.float32)
    table[13] = 0
    query = rng.normal(size=7).astype(np.float32)
    alive = np.delete(np.arange(50), 13)
    products = table @ query
    cosines = products[alive] / np.linalg.norm(table[alive], axis=1) / np.linalg.norm(query)
    distances = np.sort(np.linalg.norm(table[alive] - query, axis=1))
    return {
        "table": table.tolist(),
        "query": query.tolist(),
        "cosine": [int(alive[i]) for i in np.argsort(-cosines)[:10]],
        "dot": [int(alive[i]) for i in np.argsort(-products[alive])[:10]],
        "cosineDistance10": float(1 - np.sort(cosines)[::-1][9]),
        "euclideanDistance10": float(distances[9]),
    }


def main() -> None:
    rng = np.random.default_rng(7)
    golden = {
        "rankings": rankings(rng),
        "logistic": logistic(rng),
        "foldIn": fold_ins(rng),
        "interpolations": interpolations(rng),
        "neighbours": neighbourhoods(rng),
    }
    Path(__file__).with_name("core.json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()

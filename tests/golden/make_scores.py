"""Writes scores.json: what the evaluation's measures give on made-up vectors and on texts that ship, and
ranking.safetensors, a file of rankings as the stage that evaluates leaves it.

The unit tests hold `src/cli/evaluation` and `src/core/scores.ts` to them. Run: python tests/golden/make_scores.py
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from elm_train.evaluation.curves import monotone_share
from elm_train.evaluation.judged import Judged
from elm_train.evaluation.metrics import (
    CopyIndex,
    distinct_share,
    retrieval_ranks,
    semantic_consistency,
    shuffled_consistency,
    words,
)
from elm_train.evaluation.ranking import ranking_scores
from elm_train.evaluation.table import prose

HERE = Path(__file__).parent
DIMENSION, MOVIES, TEXTS = 12, 40, 9
ODD_TEXTS = [
    "", "One.", "A man, a plan, a man, a plan: a man. A PLAN", 'She says: "It\'s over."', "Très bien, naïve café – the end …",
    "the the the the the the the the the", "rock-'n'-roll isn't 80's pop; it's 1980s' e-mail -- 'tis!", "No full stop at the end",
]


def main() -> None:
    rng = np.random.default_rng(3)
    shipped = json.loads((HERE / "../../models/movielens/references.json").read_text())
    texts = [entry["text"] for entry in shipped[:: max(1, len(shipped) // 16)]][:16] + ODD_TEXTS
    training = [texts[0], " ".join(words(texts[1])[:30]), texts[2] + " " + texts[3]]
    copies = CopyIndex(training)

    catalogue = _unit(rng.normal(size=(MOVIES, DIMENSION))).round(5).astype(np.float32)
    rows = rng.permutation(MOVIES)[:TEXTS]
    aims = catalogue[rows]
    projected = _unit(aims + 0.25 * rng.normal(size=aims.shape)).astype(np.float32)
    chosen = [(rng.permutation(MOVIES)[:15], rng.integers(0, 11, 15) / 2) for _ in range(TEXTS - 2)]
    chosen += [(np.arange(6), np.zeros(6)), (np.arange(5), np.full(5, 3.5))]
    spearman, ndcg = ranking_scores(projected, catalogue, chosen)
    tastes = _unit(rng.normal(size=(MOVIES, DIMENSION))).astype(np.float16)
    Judged(targets={"summary": chosen}).write_ranking(HERE / "ranking.safetensors", tastes)
    points = [
        {"cav": cav, "alpha": alpha, "attribute": value}
        for cav, values in (("rises", (0.1, 0.3, 0.4)), ("falls", (0.5, 0.2, 0.1)), ("stays", (0.1, 0.1, 0.2)))
        for alpha, value in zip((2.0, 0.0, 1.0), (values[2], values[0], values[1]), strict=True)
    ]
    content = {
        "texts": [
            {"text": text, "words": len(words(text)), "distinct4": distinct_share(text), "copied8": copies.copied_share(text)}
            for text in texts
        ],
        "training": training,
        "prose": prose(texts, copies),
        "catalogue": catalogue.tolist(),
        "rows": rows.tolist(),
        "projected": projected.tolist(),
        "sc": semantic_consistency(projected, aims).tolist(),
        "scFloor": shuffled_consistency(projected, aims),
        "ranks": retrieval_ranks(projected, catalogue, rows).tolist(),
        "medians": [{"values": values, "median": float(np.median(values))} for values in ([3, 1, 2], [4, 1, 2, 9], [7])],
        "targets": [{"rows": places.tolist(), "stars": stars.tolist()} for places, stars in chosen],
        "spearman": spearman,
        "ndcg": ndcg,
        "spearmanByTaste": ranking_scores(projected, tastes.astype(np.float32), chosen)[0],
        "points": points,
        "monotone": monotone_share(points),
    }
    (HERE / "scores.json").write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n")


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


if __name__ == "__main__":
    main()

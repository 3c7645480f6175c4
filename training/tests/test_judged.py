"""What an evaluation hands on to the page's engine."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

from elm_train.evaluation.judged import Judged
from elm_train.evaluation.ranking import behavioral_consistency


def test_figures_are_short_and_keep_their_order(tmp_path: Path) -> None:
    judged = Judged()
    judged.add_task("summary", [(3,), (1,)], (), {"scCeiling": np.array([0.12345, 0.9], np.float32), "rankCeiling": np.array([1, 20]), "bcGroundTruth": [None, 0.5]})
    judged.write(tmp_path / "held_out.json", seed=4)
    assert json.loads((tmp_path / "held_out.json").read_text()) == {
        "seed": 4,
        "tasks": {"summary": {"movies": [[3], [1]], "users": [], "scCeiling": [0.123, 0.9], "rankCeiling": [1, 20], "bcGroundTruth": [None, 0.5]}},
    }


def test_targets_of_unequal_number_come_back(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    tastes, projected = rng.normal(size=(30, 8)).astype(np.float16), rng.normal(size=(3, 8)).astype(np.float32)
    chosen = [(rng.permutation(30)[:count], rng.integers(0, 11, count) / 2) for count in (12, 7, 20)]
    judged = Judged(targets={"summary": chosen})
    judged.write_ranking(tmp_path / "ranking.safetensors", tastes)
    found = load_file(tmp_path / "ranking.safetensors")
    starts = found["summary.starts"]
    again = [(found["summary.rows"][a:b], found["summary.stars"][a:b].astype(np.float64)) for a, b in zip(starts[:-1], starts[1:], strict=True)]
    assert behavioral_consistency(projected, found["tastes"].astype(np.float32), again) == behavioral_consistency(
        projected, tastes.astype(np.float32), chosen
    )

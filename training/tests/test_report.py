"""The card's figures are the evaluation's, and samples are taken in order."""

import pytest

from elm_train.compose import all_tasks
from elm_train.report.card import recipe_table, score_table, share_of_way
from elm_train.report.samples import families, samples_page


def test_the_way_from_floor_to_ceiling():
    assert share_of_way({"sc": 0.5, "scFloor": 0.4, "scCeiling": 0.6}) == pytest.approx(0.5)


def test_a_task_without_a_figure_shows_a_dash():
    row = {"n": 200, "sc": 0.51234, "scFloor": 0.4, "scTextOnly": None}
    head, _, line = score_table({"summary": row})
    cells = dict(zip(head.split("|"), line.split("|"), strict=True))
    assert cells[" SC "] == " 0.51 " and cells[" n "] == " 200 " and cells[" text only "] == cells[" BC "] == " - "


def test_the_last_run_of_a_stage_counts():
    runs = [
        {"stage": "compose", "arguments": [], "seconds": 60, "peakMegabytes": 1024},
        {"stage": "compose", "arguments": ["--draws", "6"], "seconds": 90, "peakMegabytes": 512},
    ]
    assert recipe_table(runs)[2:] == ["| `elm-train compose --draws 6` | 1.5 | 0.5 |"]


def test_every_run_from_chosen_weights_counts():
    runs = [{"stage": "reward", "arguments": ["--init-from", name], "seconds": 60, "peakMegabytes": None} for name in ("a.pt", "b.pt")]
    assert recipe_table(runs)[2:] == [f"| `elm-train reward --init-from {name}.pt` | 1.0 | - |" for name in "ab"]


def test_a_family_takes_its_tasks_in_turn_and_its_cases_in_order():
    samples = [
        {"task": task, "movies": [movie], "user": None, "narration": f"{task} {movie}"}
        for task in ("positive_review", "negative_review", "pitch")
        for movie in (1, 2, 3, 4)
    ]
    found = families(samples, all_tasks())
    assert [row["narration"] for row in found["review"]][:4] == ["negative_review 1", "positive_review 1", "negative_review 2", "positive_review 2"]
    assert len(found["review"]) == 5
    page = samples_page(samples, all_tasks(), {1: "Heat (1995)"}, {"temperature": 0.5, "top_p": 0.9, "repetition_penalty": 1.2})
    assert "Heat (1995)" in page and "> positive_review 1" in page

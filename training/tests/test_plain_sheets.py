"""Sheets and stories in plain words keep to their form, and none speaks of a held-out film that the fact sheets leave out."""

import gzip
import json
import re

import pytest

from elm_train.compose import all_tasks
from elm_train.composed import item_count
from elm_train.plain_sheets import FOLDER, VERSIONS, read_plain_sheets, read_whole_texts
from elm_train.sentences import plot_sentences, sheet_sentences
from elm_train.splits import split_of
from elm_train.stages.compose import composed, movie_tasks

LONGEST = 19  # words
LONGEST_IN = {False: 24, True: 34}  # words: a point of a comparison speaks of two films
ROWS = {name: [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()] for name in ("retold", "further")}
PHRASES = ("tone", "themes", "praise", "gripes")


@pytest.mark.parametrize("name", ROWS)
def test_every_film_once_in_short_sentences_without_marks(name):
    rows = ROWS[name]
    assert len({row["id"] for row in rows}) == len(rows) > 500
    for row in rows:
        told = plot_sentences(row["plot"])
        assert 3 <= len(told) <= 7, row
        assert max(len(sentence.split()) for sentence in told) <= LONGEST, row
        assert row["logline"].endswith((".", "?")) and len(plot_sentences(row["logline"])) == 1, row
        assert not re.search(r'[|;:()"*\[\]]', row["logline"] + row["plot"]), row


def test_further_sheets_are_whole_and_of_training_movies():
    for row in ROWS["further"]:
        assert all(len(row[field]) == 3 and all(row[field]) for field in PHRASES), row
        assert row["setting"] and row["viewer"] and row["conf"] in ("high", "medium", "overview"), row
        assert split_of("movie", row["id"], seed=0) == "train", row


@pytest.mark.parametrize("films", (1, 2))
def test_whole_texts_are_of_training_films_in_short_sentences(films):
    texts = list(read_whole_texts(films))
    assert len({(text.task, text.movies) for text in texts}) == len(texts) > 500
    for text in texts:
        assert len(all_tasks()[text.task].slots) == films, text
        assert len(set(text.movies)) == films and all(split_of("movie", movie, seed=0) == "train" for movie in text.movies), text
        assert max(len(sentence.split()) for sentence in re.split(r"(?<=[.?!])\s", text.text)) <= LONGEST_IN[text.task == "similarities"], text
        assert not re.search(r'[|;()"\[\]]', text.text), text
        bullets = all_tasks()[text.task].bullets
        assert bullets is None or item_count(text.text) == str(bullets), text


@pytest.mark.parametrize("task", ("common_with_nn", "diff_than_nn"))
def test_whole_comparisons_with_a_neighbor_name_three_things(task):
    texts = [text.text for text in read_whole_texts(2) if text.task == task]
    assert len(texts) > 100 and {item_count(text) for text in texts} == {"3"}


def test_a_whole_interpolation_lies_halfway_and_every_row_says_that_it_is_whole():
    rows = [text.row() for text in read_whole_texts(2)]
    assert all(row["whole"] and (row.get("alpha") == 0.5) == (row["task"] == "interpolation") for row in rows)


def sheet(movie: int) -> dict:
    four = ["a first thing", "a second thing", "a third thing", "a fourth thing"]
    versions = dict.fromkeys(VERSIONS, "The story changes.")
    return {
        "id": movie, "logline": "A long logline.", "plot": "A long plot.", "setting": "Rome, 1950s", "tone": ["sad", "slow", "warm"],
        "themes": four[:3], "praise": four, "gripes": four, "viewer": "viewers of slow films", "conf": "high", **versions,
    }  # fmt: skip


def test_a_fact_sheet_is_told_as_retold_and_keeps_the_rest(tmp_path):
    retold = ROWS["retold"][0]
    path = tmp_path / "factsheets.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(json.dumps(sheet(movie)) for movie in (retold["id"], 999_999_999)).encode()))
    found = read_plain_sheets(path)
    assert found[retold["id"]] == sheet(retold["id"]) | retold
    assert found[999_999_999] == sheet(999_999_999)
    further = ROWS["further"][0]
    assert found[further["id"]] == further


def test_a_further_sheet_gives_the_tasks_that_it_has_the_fields_for():
    further = {**ROWS["further"][0], "genres": ["Drama"]}
    tasks = {row["task"] for row in composed(movie_tasks(None), further, "", draws=1, seed=0)}
    assert tasks == {name for name, task in all_tasks().items() if task.slots == ("semantic",)} - set(VERSIONS)
    assert {kind for kind, _ in sheet_sentences(further)}.isdisjoint(VERSIONS)

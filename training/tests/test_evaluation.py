"""What an evaluation is made of: copying, kept baselines, and jobs in several processes."""

from functools import partial
from pathlib import Path

import numpy as np

from elm_train.evaluation.baselines import Remembered
from elm_train.evaluation.copying import CopyIndex
from elm_train.stages.evaluate import rounded, samples_path, side_by_side

READ = "a keeper of a lonely lighthouse finds a map and sails away"


def test_copying_is_the_share_of_eight_words_in_a_row_that_were_read():
    index = CopyIndex([READ, "too short"])
    assert index.copied_share(READ) == 1
    assert index.copied_share("A keeper of a lonely lighthouse finds a stone and sails away.") == 1 / 5
    assert index.copied_share("seven words are too few to copy") == 0
    assert CopyIndex([]).copied_share(READ) == 0


def test_an_index_survives_its_file(tmp_path):
    CopyIndex([READ]).save(tmp_path / "copies.npy")
    assert CopyIndex.load(tmp_path / "copies.npy").copied_share(READ) == 1


class CountingEncoder:
    def __init__(self) -> None:
        self.calls = 0

    def encode(self, texts):
        self.calls += 1
        return np.array([[len(text), self.calls] for text in texts], dtype=np.float32)


def test_vectors_are_made_once_for_the_same_texts_and_anew_for_others(tmp_path):
    encoder = CountingEncoder()
    first = Remembered(tmp_path, encoder).texts(["one", "three"])
    np.testing.assert_array_equal(Remembered(tmp_path, encoder).texts(["one", "three"]), first)
    assert encoder.calls == 1
    Remembered(tmp_path, encoder).texts(["one", "two"])
    assert encoder.calls == 2


def test_texts_under_a_key_are_not_written_again(tmp_path):
    written = []

    def write():
        written.append(1)
        return ["text"]

    for _ in range(2):
        Remembered(tmp_path, CountingEncoder()).written("model a", write)
    Remembered(tmp_path, CountingEncoder()).written("model b", write)
    assert len(written) == 2


def test_jobs_keep_their_order_in_one_process_and_in_two():
    jobs = [partial(np.square, number) for number in range(5)]
    assert side_by_side(jobs, 1) == side_by_side(jobs, 2) == [0, 1, 4, 9, 16]


def test_what_was_not_measured_is_null_in_the_report():
    assert rounded({"sc": float("nan"), "points": [{"ndcg": 0.123456, "n": 8}], "bc": None}) == {"sc": None, "points": [{"ndcg": 0.1235, "n": 8}], "bc": None}


def test_samples_never_take_the_name_of_their_report():
    assert samples_path(Path("work/evaluation-guided.json")) == Path("work/samples-guided.json")
    assert samples_path(Path("other.json")) == Path("samples-other.json")

"""The mixture draws from the sources that are there, each in its share."""

import gzip
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from elm_train.corpus import Passage, write_passages
from elm_train.mixture import SHARES, Mixture
from elm_train.tokenizer import load_tokenizer

BUNDLE = Path(__file__).parents[2] / "models/movielens"
SUMMARY = "A lonely robot falls in love among the stars."
LEAD = "The film was shot in a single winter on an island."
SHEET = "A robot learns what a garden is."


@pytest.fixture(scope="module")
def tokenizer():
    return load_tokenizer(BUNDLE / "elm/tokenizer.json")


@pytest.fixture
def work(tmp_path):
    for folder in ("texts", "vectors", "passages"):
        (tmp_path / folder).mkdir()
    vectors = np.eye(2, 384, dtype=np.float32)
    np.save(tmp_path / "vectors/movies_semantic.npy", vectors)
    np.save(tmp_path / "vectors/movie_ids.npy", [7, 8])
    np.savez(tmp_path / "vectors/documents.npz", vectors=vectors, side=np.zeros(2, int), movie_row=np.arange(2))
    with gzip.open(tmp_path / "texts/train.jsonl.gz", "wt") as lines:
        for movie in (7, 9):  # 9 has no vector
            lines.write(json.dumps({"task": "summary", "movies": [movie], "text": SUMMARY}) + "\n")
    write_passages([Passage("lead", None, LEAD), Passage("sheet", 7, SHEET)], tmp_path / "passages/train.jsonl.gz")
    return tmp_path


def test_plain_english_has_its_share_beside_the_texts_with_vectors(work, tokenizer):
    mixture = Mixture(work, tokenizer, limit=200)
    rng = np.random.default_rng(0)
    drawn = [mixture.draw(rng) for _ in range(600)]
    kinds = Counter(bool(example.vectors) for example in drawn)
    wanted = SHARES["passage"] / (SHARES["passage"] + SHARES["movie"])
    assert kinds[False] / len(drawn) == pytest.approx(wanted, abs=0.06)
    for example in drawn:
        text = tokenizer.decode(example.tokens[example.text_start :]).strip()
        assert text == (SUMMARY if example.vectors else LEAD)
        assert len(example.vectors) == len(example.spaces) == (1 if example.vectors else 0)
    assert [name.split(" ")[0] for name in mixture.missing] == ["inversion", "mixture", "profile"]


def test_without_passages_it_says_so(work, tokenizer):
    (work / "passages/train.jsonl.gz").unlink()
    mixture = Mixture(work, tokenizer, limit=200)
    assert mixture.names == ["movie"]
    assert any(name.startswith("passage ") for name in mixture.missing)

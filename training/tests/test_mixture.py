"""The mixture draws from the sources that are there, each in its share."""

import gzip
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from elm_train.corpus import Passage, write_passages
from elm_train.mixture import SHARES, Mixture
from elm_train.text_pool import ENOUGH, WHOLE_SHARE
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


def test_a_film_outside_the_catalogue_is_learned_from_with_the_vector_of_its_overview(work, tokenizer):
    vector = np.eye(384, dtype=np.float32)[5:6]
    np.savez(work / "vectors/further.npz", movie_ids=np.array([9]), vectors=vector)
    mixture = Mixture(work, tokenizer, limit=200)
    rng = np.random.default_rng(0)
    drawn = [example.vectors[0] for example in (mixture.draw(rng) for _ in range(100)) if example.vectors]
    nearest = [int(example[:6].argmax()) for example in drawn]
    assert set(nearest) >= {0, 5}  # 7 and 9
    assert 9 in mixture.movies and 10 not in mixture.movies


def test_mixtures_in_one_slot_are_mostly_told_by_stories_written_whole(work, tokenizer):
    (work / "pairs").mkdir()
    whole, composed = "A lonely robot plants a garden on the moon.", "A robot meets a gardener."
    rows = [{"text": whole, "alpha": 0.5, "whole": True}] * ENOUGH + [{"text": composed, "alpha": 0.25}]
    with gzip.open(work / "pairs/train.jsonl.gz", "wt") as lines:
        lines.writelines(json.dumps({"task": "interpolation", "movies": [7, 8], **row}) + "\n" for row in rows)
    mixture = Mixture(work, tokenizer, limit=200)
    rng = np.random.default_rng(0)
    told = Counter()
    for example in (mixture.draws["mixture"](rng) for _ in range(200)):
        text = tokenizer.decode(example.tokens[example.text_start :]).strip()
        first, second = example.vectors[0][:2]
        told[text] += 1
        assert len(example.vectors) == 1 and (first > second + 0.4) == (text == composed)
    assert set(told) == {whole, composed} and told[whole] / 200 == pytest.approx(WHOLE_SHARE, abs=0.1)
    pair = mixture.draws["pair"](rng)
    assert len(pair.vectors) == 2 and tokenizer.decode(pair.tokens[pair.text_start :]).strip() == whole

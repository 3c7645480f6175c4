"""Concept directions on planted data."""

from collections import Counter

import numpy as np
import pytest

from elm_train.cavs import fit_cav, projection_spread, read_concepts, sample_negatives
from elm_train.documents import Kind
from elm_train.stages.cavs import Tagged, described, entry, fit_space, without_offsets
from elm_train.splits import split_of


@pytest.fixture(scope="module")
def planted():
    """400 vectors whose first 120 are shifted along a known direction; the last coordinate is constant."""
    rng = np.random.default_rng(3)
    direction = np.append(rng.normal(size=11), 0.0)
    direction /= np.linalg.norm(direction)
    vectors = rng.normal(size=(400, 12))
    vectors[:120] += 2.5 * direction
    vectors[:, -1] = 1.0
    return vectors.astype(np.float32), direction


def test_the_planted_direction_is_found(planted):
    vectors, direction = planted
    cav = fit_cav(vectors, np.arange(120), np.arange(120, 400), strength=0.05, seed=0)
    assert cav.direction @ direction > 0.9
    assert cav.direction[-1] == 0 and np.isclose(np.linalg.norm(cav.direction), 1)
    assert cav.auc > 0.9 and cav.accuracy > 0.8 and cav.positives == 120


def test_labels_by_chance_do_not_hold_up_outside_their_fold(planted):
    vectors, _ = planted
    rows = np.random.default_rng(0).permutation(np.arange(120, 400))
    assert abs(fit_cav(vectors, rows[:60], rows[60:], strength=0.05, seed=0).auc - 0.5) < 0.12


def test_scale_of_a_coordinate_does_not_choose_the_direction(planted):
    vectors, _ = planted
    scaled = vectors * np.logspace(-1, 1, 12, dtype=np.float32)
    fits = [fit_cav(v, np.arange(120), np.arange(120, 400), strength=0.05, seed=0) for v in (vectors, scaled)]
    assert np.isclose(fits[0].auc, fits[1].auc, atol=1e-3)


def test_negatives_lean_to_movies_with_many_tags():
    drawn = sample_negatives(np.arange(1000), np.repeat([1, 100], 500), 200, np.random.default_rng(0))
    assert len(set(drawn.tolist())) == 200 and np.mean(drawn >= 500) > 0.75


def test_test_movies_take_no_part(planted):
    vectors, _ = planted
    ids = np.arange(1, 401)
    tagged = Tagged({"calm": Counter(range(1, 121))}, Counter({int(movie): 5 for movie in ids}))
    outside = sum(split_of("movie", movie) != "test" for movie in range(1, 121))
    assert outside < 120
    assert fit_space("semantic", vectors, ids, tagged, 30, seed=0)["calm"].positives == outside
    assert fit_space("semantic", vectors, ids, tagged, 121, seed=0) == {}


def test_examples_that_several_people_agree_on_are_preferred_where_there_are_enough(planted):
    vectors, _ = planted
    ids = np.arange(1, 401)
    tags = Counter({int(movie): 5 for movie in ids})
    for agreed, expected in ((80, 80), (30, 120)):
        applied = Counter({movie: 2 if movie <= agreed else 1 for movie in range(1, 121)})
        outside = sum(split_of("movie", movie) != "test" for movie in range(1, expected + 1))
        assert fit_space("semantic", vectors, ids, Tagged({"calm": applied}, tags), 30, seed=0)["calm"].positives == outside


def test_entry_carries_the_scale_of_the_catalogue(planted):
    vectors, direction = planted
    cav = fit_cav(vectors, np.arange(120), np.arange(120, 400), strength=0.05, seed=0)
    made = entry("dark comedy", "semantic", cav, vectors)
    assert made["id"] == "semantic-dark-comedy"
    assert np.isclose(made["std"], (vectors @ cav.direction).std(), rtol=1e-5)
    assert projection_spread(vectors, np.eye(12, dtype=np.float32)[-1]) == (1.0, 0.0)


def test_only_movies_with_a_sheet_are_semantic_examples(tmp_path):
    np.savez(tmp_path / "d.npz", movie_row=[0, 1, 2, 2], kind=[Kind.OVERVIEW, Kind.SHEET_PLOT, Kind.REVIEW, Kind.SHEET_PLOT])
    assert described(tmp_path / "d.npz", 4).tolist() == [False, True, True, False]


def test_offsets_are_out_of_the_behavioral_fit():
    vectors = np.ones((3, 6))
    assert without_offsets(vectors).sum(axis=0).tolist() == [3, 3, 3, 3, 0, 0] and vectors.all()


def test_every_tag_stands_in_few_concepts_and_names_are_unique():
    concepts = read_concepts()
    assert 150 < len(concepts) and all(name == tags[0] for name, tags in concepts.items())
    repeated = Counter(tag for tags in concepts.values() for tag in set(tags))
    assert {tag for tag, count in repeated.items() if count > 1} == set()

"""Half a history folded in is the vector of a viewer who rated just that half."""

import json

import numpy as np
import pytest

from elm_train.viewings import folded_in, read_settings
from elm_train.wals import fold_in, group_by


@pytest.fixture
def work(tmp_path):
    rng = np.random.default_rng(0)
    (tmp_path / "vectors").mkdir()
    movies = np.concatenate([rng.normal(size=(6, 3)), np.ones((6, 1)), 3 + rng.normal(size=(6, 1))], axis=1)
    np.save(tmp_path / "vectors/movies_behavioral.npy", movies)
    np.save(tmp_path / "vectors/movie_behavioral_ids.npy", np.array([10, 20, 30, 40, 50, 60]))
    weights = {"regularisation": 0.5, "regularisationPerRating": 0.1, "biasRegularisation": 1.0, "unobservedWeight": 0.0}
    (tmp_path / "wals.json").write_text(json.dumps({"rank": 3, "foldIn": weights}))
    return tmp_path


def test_each_history_is_solved_on_its_own_ratings(work):
    histories = [[(10, 4.0), (30, 2.5), (60, 5.0)], [(20, 1.0), (40, 3.0)]]
    movies = np.load(work / "vectors/movies_behavioral.npy")
    rows, columns, stars = [0, 0, 0, 1, 1], [0, 2, 5, 1, 3], [4.0, 2.5, 5.0, 1.0, 3.0]
    expected = fold_in(movies, group_by(np.array(rows), np.array(columns), np.array(stars), 2), read_settings(work))
    np.testing.assert_allclose(folded_in(work, histories), expected, rtol=1e-6)


def test_a_movie_without_factors_changes_nothing(work):
    known, more = [(10, 4.0), (30, 2.5)], [(10, 4.0), (999, 1.0), (30, 2.5)]
    np.testing.assert_array_equal(*folded_in(work, [known, more]))

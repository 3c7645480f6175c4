"""Episodes ask for training movies alone, and hold a text against what its slots hold."""

import numpy as np
import pytest

from elm_train.compose.pairs import NEAREST, NEIGHBOR_TASKS
from elm_train.episodes import Episodes
from elm_train.evaluation.ranking import Ratings
from elm_train.movie_draws import MovieVectors, unit
from elm_train.splits import split_of

MOVIES, SEED = 60, 0


@pytest.fixture
def movies(tmp_path):
    rng = np.random.default_rng(0)
    vectors = np.stack([unit(row) for row in rng.normal(size=(MOVIES, 8))])
    np.save(tmp_path / "movies_semantic.npy", vectors)
    np.save(tmp_path / "movie_ids.npy", np.arange(1, MOVIES + 1))
    np.savez(tmp_path / "documents.npz", vectors=vectors, side=np.zeros(MOVIES, int), movie_row=np.arange(MOVIES))
    return MovieVectors(tmp_path)


def drawn(movies, *tasks):
    ratings = Ratings(np.empty(0, int), np.empty(0, int), np.empty(0))
    episodes = Episodes(movies, np.zeros((0, 4)), np.empty(0, int), ratings, np.eye(8, dtype=np.float32)[:1], SEED, tasks)
    return episodes.draw(200, np.random.default_rng(1))


def test_neighbor_tasks_get_a_movie_and_one_of_its_nearest(movies):
    training = np.stack([movies.vector(movie) for movie in movies.row_of if split_of("movie", movie, SEED) == "train"])
    for episode in drawn(movies, *NEIGHBOR_TASKS):
        first, second = episode.vectors
        similarities = np.sort(training @ first)[::-1]
        assert similarities[NEAREST] - 1e-6 <= first @ second <= similarities[1] + 1e-6


def test_other_pairs_are_far_apart_as_often_as_near(movies):
    similarities = np.array([first @ second for first, second in (episode.vectors for episode in drawn(movies, "interpolation"))])
    assert abs(similarities.mean()) < 0.15


def test_a_text_is_held_against_its_own_vector_or_the_mean_of_both(movies):
    for episode in drawn(movies, "interpolation"):
        np.testing.assert_allclose(episode.target, unit(episode.vectors[0] + episode.vectors[1]), atol=1e-6)
    for episode in drawn(movies, "summary"):
        assert len(episode.vectors) == 1 and episode.target is episode.vectors[0]
        assert np.linalg.norm(episode.target) == pytest.approx(1, abs=1e-5)

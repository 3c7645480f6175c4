"""The factorisation against data whose factors are known, and the fold-in against the normal equations."""

import numpy as np
import pytest

from elm_train.wals import Settings, bias_baseline, factorise, fold_in, group_by

USERS, MOVIES, RANK = 120, 80, 3
SETTINGS = Settings(RANK, 0.05, 0.0, 0.05, iterations=15)


@pytest.fixture(scope="module")
def world():
    """A rating matrix of rank 3 with biases, 60 % of it observed."""
    rng = np.random.default_rng(1)
    truth = 3.4 + rng.normal(0, 0.4, (USERS, 1)) + rng.normal(0, 0.4, (1, MOVIES))
    truth = truth + rng.normal(0, 0.5, (USERS, RANK)) @ rng.normal(0, 0.8, (RANK, MOVIES))
    seen = rng.random(truth.shape) < 0.6
    users, movies = np.nonzero(seen)
    return truth, seen, users, movies, truth[seen]


def rmse(truth, predicted):
    return float(np.sqrt(np.mean((truth - predicted) ** 2)))


def test_dot_product_predicts_ratings_that_were_not_seen(world):
    truth, seen, users, movies, ratings = world
    user_vectors, movie_vectors = factorise(users, movies, ratings, truth.shape, SETTINGS, seed=0)
    assert user_vectors.shape == (USERS, RANK + 2)
    biases = bias_baseline(users, movies, ratings, truth.shape, 0.05)
    fitted = rmse(truth[~seen], (user_vectors @ movie_vectors.T)[~seen])
    assert fitted < 0.1
    assert fitted < 0.25 * rmse(truth[~seen], (biases[0] @ biases[1].T)[~seen])


def test_augmented_coordinates_are_constant(world):
    truth, _, users, movies, ratings = world
    user_vectors, movie_vectors = factorise(users, movies, ratings, truth.shape, SETTINGS, seed=0)
    assert np.all(user_vectors[:, -1] == 1)
    assert np.all(movie_vectors[:, -2] == 1)


@pytest.mark.parametrize("unobserved_weight", [0.0, 0.02])
def test_fold_in_is_one_ridge_solve(world, unobserved_weight):
    rng = np.random.default_rng(2)
    settings = Settings(RANK, 0.7, 0.03, 0.2, unobserved_weight)
    movie_vectors = np.concatenate(
        [rng.normal(size=(MOVIES, RANK)), np.ones((MOVIES, 1)), rng.normal(3.5, 0.3, (MOVIES, 1))], axis=1
    )
    rated, ratings = np.array([4, 9, 17, 30, 31]), np.array([5, 1.5, 3, 4, 4.5])
    x = movie_vectors[rated, :-1]
    gram = x.T @ x
    gram[:RANK, :RANK] += unobserved_weight * movie_vectors[:, :RANK].T @ movie_vectors[:, :RANK]
    gram += np.diag([0.7 + 0.03 * 5] * RANK + [0.2])
    expected = np.append(np.linalg.solve(gram, x.T @ (ratings - movie_vectors[rated, -1])), 1)
    folded = fold_in(movie_vectors, group_by(np.zeros(5, int), rated, ratings, 1), settings)
    np.testing.assert_allclose(folded[0], expected, rtol=1e-10)


def test_fold_in_of_a_fitted_user_returns_the_fitted_vector(world):
    truth, _, users, movies, ratings = world
    user_vectors, movie_vectors = factorise(users, movies, ratings, truth.shape, SETTINGS, seed=0)
    folded = fold_in(movie_vectors, group_by(users, movies, ratings, USERS), SETTINGS)
    np.testing.assert_allclose(folded, user_vectors, rtol=1e-9, atol=1e-9)


def test_a_user_without_ratings_gets_the_item_means(world):
    truth, _, users, movies, ratings = world
    _, movie_vectors = factorise(users, movies, ratings, truth.shape, SETTINGS, seed=0)
    nobody = group_by(np.zeros(0, int), np.zeros(0, int), np.zeros(0), 1)
    np.testing.assert_allclose(fold_in(movie_vectors, nobody, SETTINGS) @ movie_vectors.T, [movie_vectors[:, -1]])

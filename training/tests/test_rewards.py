"""Rewards are the paper's measures, and their gradients say how they change with a text's vector."""

import numpy as np
import pytest

from elm_train.encoder import SentenceEncoder
from elm_train.rewards import behavioral_rewards, correlation_gradient, semantic_rewards

ROBOT = "A lonely robot falls in love among the stars."
COURT = "A lawyer defends an innocent man in a small southern town."


@pytest.fixture(scope="module")
def encoder():
    return SentenceEncoder()


def test_a_text_of_the_vector_itself_is_rewarded_most(encoder):
    targets = encoder.encode([ROBOT, ROBOT])
    found = semantic_rewards(encoder.encode([ROBOT, COURT]), targets, targets[0], contrast=0)
    assert found.measure[0] == pytest.approx(1, abs=1e-5) and found.measure[1] < 0.5
    np.testing.assert_allclose(found.reward, found.measure, atol=1e-6)


def test_a_text_that_suits_everything_earns_less(encoder):
    targets = encoder.encode([ROBOT, ROBOT])
    everything = encoder.encode([COURT])[0]
    found = semantic_rewards(encoder.encode([ROBOT, COURT]), targets, everything, contrast=0.5)
    assert found.measure[1] - found.reward[1] == pytest.approx(0.5, abs=1e-5)
    assert abs(found.measure[0] - found.reward[0]) < 0.25


def test_the_semantic_reward_is_its_gradient_along_the_text(encoder):
    vectors, targets = encoder.encode([COURT]), 3 * encoder.encode([ROBOT])
    found = semantic_rewards(vectors, targets, targets[0] / 5, contrast=0.3)
    assert found.reward[0] == pytest.approx(float(vectors[0] @ found.gradients[0]), abs=1e-6)


def test_a_profile_is_rewarded_for_ranking_the_liked_movies_first(encoder):
    movies = encoder.encode([ROBOT, COURT, "A spaceship crew meets an alien.", "A jury argues about a verdict."])
    ranked = (np.array([0, 1, 2, 3]), np.array([5.0, 1.0, 4.0, 2.0]))
    profiles = encoder.encode(["* They love robots and space travel.", "* They love courtroom dramas."])
    found = behavioral_rewards(profiles, movies, [ranked, ranked])
    space, law = found.reward
    assert space > 0.5 > 0 > law
    # A step along the gradient makes the lawyer's profile rank a little more like the viewer did.
    better = profiles[1] + 0.5 * found.gradients[1]
    assert behavioral_rewards(better[None], movies, [ranked]).reward[0] > law


def test_the_gradient_of_a_correlation_is_its_slope():
    rng = np.random.default_rng(0)
    vector, matrix, wanted = rng.normal(size=4), rng.normal(size=(9, 4)), rng.normal(size=9)
    step = 1e-6
    slopes = [
        (np.corrcoef(matrix @ (vector + step * row), wanted)[0, 1] - np.corrcoef(matrix @ (vector - step * row), wanted)[0, 1]) / (2 * step)
        for row in np.eye(4)
    ]
    np.testing.assert_allclose(correlation_gradient(vector, matrix, wanted), slopes, atol=1e-6)
    assert not correlation_gradient(vector, matrix, np.ones(9)).any()

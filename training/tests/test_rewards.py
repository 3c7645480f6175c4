"""Rewards are the paper's measures, less what a reader would mind."""

import numpy as np
import pytest

from elm_train.encoder import SentenceEncoder
from elm_train.rewards import behavioral_rewards, readability, semantic_rewards

ROBOT = "A lonely robot falls in love among the stars."
COURT = "A lawyer defends an innocent man in a small southern town."


@pytest.fixture(scope="module")
def encoder():
    return SentenceEncoder()


def test_a_text_of_the_vector_itself_is_rewarded_most(encoder):
    targets = encoder.encode([ROBOT, ROBOT])
    (own, other), rewards = semantic_rewards(encoder, [ROBOT, COURT], targets, targets[0], contrast=0)
    assert own == pytest.approx(1, abs=1e-5) and other < 0.5
    np.testing.assert_array_equal(rewards, [own, other])


def test_a_text_that_suits_everything_earns_less(encoder):
    targets = encoder.encode([ROBOT, ROBOT])
    everything = encoder.encode([COURT])[0]
    consistency, rewards = semantic_rewards(encoder, [ROBOT, COURT], targets, everything, contrast=0.5)
    assert consistency[1] - rewards[1] == pytest.approx(0.5, abs=1e-5)
    assert abs(consistency[0] - rewards[0]) < 0.25


def test_a_profile_is_rewarded_for_ranking_the_liked_movies_first(encoder):
    movies = encoder.encode([ROBOT, COURT, "A spaceship crew meets an alien.", "A jury argues about a verdict."])
    ranked = (np.array([0, 1, 2, 3]), np.array([5.0, 1.0, 4.0, 2.0]))
    space, law = behavioral_rewards(
        encoder, ["* They love robots and space travel.", "* They love courtroom dramas."], movies, [ranked, ranked]
    )
    assert space > 0.5 > 0 > law


def test_repetition_and_a_missing_end_are_taken_off():
    plain = "one two three four five six seven eight."
    repeated = "one two three four one two three four one two three four."
    whole, cut, again = readability([plain, plain, repeated], [True, False, True])
    assert whole == 0 and cut == pytest.approx(-0.1) and again < -0.2

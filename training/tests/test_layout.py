"""Places of users among the movies, and the frame of the map."""

import numpy as np

from elm_train.layout import JITTER, LOVED_MOVIES, jitter, place_users, to_frame


def test_nearly_all_points_lie_in_the_frame_and_shape_is_kept():
    points = np.random.default_rng(0).normal(3, [4, 1], (2000, 2))
    framed = to_frame(points)
    assert np.mean(np.abs(framed).max(axis=1) <= 1) >= 0.99
    assert np.isclose(framed[:, 0].std() / framed[:, 1].std(), points[:, 0].std() / points[:, 1].std())


def test_a_user_stands_among_the_movies_that_taste_and_not_fame_picks():
    loved = LOVED_MOVIES + 5
    taste = np.zeros((40, 3))
    taste[:loved, 0] = np.linspace(1, 2, loved)
    taste[:, 1] = 1
    taste[loved:, 2] = 100
    places = np.where(np.arange(40)[:, None] < loved, [0.5, -0.5], [-0.9, 0.9])
    (place,) = place_users(np.array([[1.0, 0.2, 1.0]]), np.array([11]), taste, places)
    assert np.all(np.abs(place - [0.5, -0.5]) <= JITTER + 1e-9)
    np.testing.assert_allclose(place - jitter(11), [0.5, -0.5])


def test_jitter_is_small_fixed_and_differs_between_users():
    shifts = np.array([jitter(user) for user in range(500)])
    np.testing.assert_array_equal(jitter(7), shifts[7])
    assert np.abs(shifts).max() <= JITTER and len(np.unique(shifts[:, 0])) == 500
    assert np.abs(shifts.mean(axis=0)).max() < JITTER / 10

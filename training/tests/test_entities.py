"""The tables' columns: tags by concept, behavioral rows in another order, predicted favourites."""

import numpy as np

from elm_train.entities import behavioral_rows, loved_movies, mean_by, movie_record, top_tags


def test_tags_of_one_concept_count_together_and_private_tags_never_show():
    concept_of = {"funny": "funny", "hilarious": "funny", "war": "war", "heist": "heist"}
    assert top_tags({"seen at home": 90, "war": 5, "funny": 3, "hilarious": 3, "heist": 1}, concept_of) == [
        "funny",
        "war",
        "heist",
    ]


def test_behavioral_vectors_follow_the_semantic_order():
    vectors, known = behavioral_rows(np.array([30, 5, 99]), np.array([5, 30]), np.array([[1.0, 2.0], [3.0, 4.0]]))
    np.testing.assert_array_equal(vectors, [[3, 4], [1, 2], [0, 0]])
    assert known.tolist() == [True, True, False]


def test_favourites_are_the_highest_predictions_best_first():
    movies = np.stack([np.arange(8.0), np.ones(8)], axis=1)
    users = np.array([[1.0, 0.0], [-1.0, 3.0]])
    assert loved_movies(users, movies, np.arange(100, 108)).tolist() == [
        [107, 106, 105, 104, 103],
        [100, 101, 102, 103, 104],
    ]


def test_counts_and_means_follow_the_ids_asked_for():
    counts, means = mean_by([9, 2], np.array([2, 9, 9, 4]), np.array([1.0, 4.0, 5.0, 2.0]))
    assert counts.tolist() == [2, 1] and means.tolist() == [4.5, 1.0]


def test_a_movie_without_title_field_keeps_its_full_name():
    record = movie_record({"movieId": 3, "mlTitle": "Heat (1995)"}, {})
    assert record == {"id": 3, "title": "Heat (1995)", "year": None, "genres": [], "tags": []}

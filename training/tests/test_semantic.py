"""The weighing of the two sides, and that an interrupted run resumes."""

import numpy as np

from elm_train.documents import Kind
from elm_train.semantic import encode_resumable, movie_vectors
from elm_train.stages.embed import foreign_overviews


class CountingEncoder:
    """Stands for P where only the number of texts encoded matters."""

    def __init__(self):
        self.encoded = 0

    def encode(self, texts, *, workers=1):
        self.encoded += len(texts)
        return np.array([[len(text)] * 384 for text in texts], dtype=np.float32)


def test_both_sides_weigh_the_same_however_many_documents_they_have():
    documents = np.array([[1, 0, 0], [1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]], dtype=np.float32)
    vectors = movie_vectors(documents, np.array([0, 0, 0, 0, 1]), np.array([0, 0, 0, 1, 1]), count=3)
    np.testing.assert_allclose(vectors, [[0.5**0.5, 0.5**0.5, 0], [0, 0, 1], [0, 0, 0]], atol=1e-6)


def test_what_was_encoded_is_not_encoded_again(tmp_path):
    texts = ["x" * (1 + index % 37) + str(index) for index in range(1100)]
    first, second = CountingEncoder(), CountingEncoder()
    vectors = encode_resumable(first, texts, tmp_path)
    assert vectors[:, 0].tolist() == [len(text) for text in texts]
    sorted(tmp_path.iterdir())[0].unlink()
    np.testing.assert_array_equal(encode_resumable(second, texts, tmp_path), vectors)
    assert first.encoded == 1100 and 0 < second.encoded <= 512


def test_an_overview_far_from_its_sheet_is_of_another_film():
    vectors = np.array([[1, 0], [0.9, 0.1], [1, 0], [0, 1], [0, 1]], dtype=np.float32)
    kind = np.array([Kind.SHEET_PLOT, Kind.OVERVIEW, Kind.SHEET_PLOT, Kind.OVERVIEW, Kind.OVERVIEW])
    assert foreign_overviews(vectors, np.array([0, 0, 1, 1, 2]), kind).tolist() == [False, False, False, True, False]

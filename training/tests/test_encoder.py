"""P: the rounding of its weights, and that a vector depends on its text alone."""

import numpy as np
import pytest

from elm_train.encoder import (
    DIMENSION,
    MAX_TOKENS,
    SentenceEncoder,
    dequantise_weight,
    load_tokenizer,
    quantise_weight,
    quantised_weights,
)


@pytest.fixture(scope="module")
def encoder():
    return SentenceEncoder()


def test_rounding_error_is_half_a_step_per_row():
    matrix = np.random.default_rng(0).normal(size=(7, 33)).astype(np.float32) * np.logspace(-3, 2, 7)[:, None]
    integers, scales = quantise_weight(matrix)
    assert integers.dtype == np.int8 and scales.dtype == np.float32
    assert np.all(np.abs(integers).max(axis=1) == 127)
    assert np.all(np.abs(dequantise_weight(integers, scales) - matrix) <= 0.5001 * scales[:, None])


def test_rounding_twice_changes_nothing():
    integers, scales = quantise_weight(np.random.default_rng(1).normal(size=(5, 20)))
    again, scales_again = quantise_weight(dequantise_weight(integers, scales))
    np.testing.assert_array_equal(integers, again)
    np.testing.assert_allclose(scales, scales_again, rtol=1e-6)


def test_a_row_of_zeros_stays_zero():
    integers, scales = quantise_weight(np.zeros((2, 4)))
    assert not integers.any() and np.all(scales == 1)


def test_a_vector_as_weight_is_refused():
    with pytest.raises(ValueError, match="two axes"):
        quantise_weight(np.zeros(4))


def test_every_linear_matrix_and_the_word_table_are_int8(encoder):
    weights = quantised_weights(encoder.model)
    assert len(weights) == 6 * 6 + 1
    for name, weight in weights.items():
        integers, scales = quantise_weight(weight.detach().numpy())
        np.testing.assert_allclose(dequantise_weight(integers, scales), weight.detach().numpy(), rtol=1e-6, err_msg=name)


def test_vectors_are_of_length_one_and_do_not_depend_on_their_batch(encoder):
    texts = ["A shark hunts a town.", "Two robbers fall in love on a long road south. " * 6, "Why?"]
    together = encoder.encode(texts)
    assert together.shape == (3, DIMENSION) and together.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(np.concatenate([encoder.encode([text]) for text in texts]), together, atol=1e-5)
    np.testing.assert_allclose(encoder.encode(texts, batch_size=1, workers=2), together, atol=1e-5)


def test_like_texts_are_near(encoder):
    cat, kitten, engine = encoder.encode(["A cat sleeps.", "A kitten naps.", "An engine burns diesel fuel."])
    assert cat @ kitten > 0.6 > 0.3 > cat @ engine


def test_nothing_after_the_last_token_counts(encoder):
    long = "word " * 400
    assert len(load_tokenizer().encode(long).ids) == MAX_TOKENS
    np.testing.assert_allclose(*encoder.encode([long, long + "and an ending"]), atol=1e-6)


def test_no_text_gives_no_vector(encoder):
    assert encoder.encode([]).shape == (0, DIMENSION)

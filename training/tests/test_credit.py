"""Credit: first-order shares of P's tokens, laid on the decoder's tokens, and what comes after each."""

from pathlib import Path

import numpy as np
import pytest

from elm_train.credit import carried_over, rewards_to_go, token_ends, token_shares
from elm_train.encoder import SentenceEncoder, TokenStates
from elm_train.tokenizer import load_tokenizer, train_tokenizer

BUNDLE = Path(__file__).parents[2] / "models/movielens"
TEXT = "A lonely robot falls in love among the stars. A lawyer shouts."


@pytest.fixture(scope="module")
def encoder():
    return SentenceEncoder()


@pytest.fixture(scope="module")
def tokenizer():
    return load_tokenizer(BUNDLE / "elm/tokenizer.json")


def test_the_states_of_a_text_are_what_its_vector_is_the_mean_of(encoder):
    vectors, tokens = encoder.encode_tokens([TEXT, "A jury."])
    np.testing.assert_allclose(vectors, encoder.encode([TEXT, "A jury."]), atol=1e-6)
    for vector, found in zip(vectors, tokens, strict=True):
        pooled = found.states.sum(axis=0)
        np.testing.assert_allclose(pooled / np.linalg.norm(pooled), vector, atol=1e-5)
    assert tokens[0].ends.max() == len(TEXT) and tokens[0].ends[0] == tokens[0].ends[-1] == 0


def test_shares_sum_to_nothing_and_are_the_rewards_slope():
    rng = np.random.default_rng(0)
    states, gradient = rng.normal(size=(6, 8)), rng.normal(size=8)
    shares = token_shares(TokenStates(np.arange(6), states, states[:, :0]), gradient)
    assert shares.sum() == pytest.approx(0, abs=1e-12)

    def reward(weights: np.ndarray) -> float:
        pooled = weights @ states
        return float(gradient @ pooled / np.linalg.norm(pooled))

    step = 1e-6
    slopes = [(reward(np.ones(6) + step * row) - reward(np.ones(6) - step * row)) / (2 * step) for row in np.eye(6)]
    np.testing.assert_allclose(shares, slopes, rtol=1e-4)


def test_the_words_on_the_vectors_side_have_the_credit(encoder):
    robot = encoder.encode(["A robot in love in outer space."])[0]
    _, (tokens,) = encoder.encode_tokens([TEXT])
    shares = token_shares(tokens, robot)
    first = tokens.ends <= TEXT.index(".") + 1
    assert shares[first & (tokens.ends > 0)].sum() > 0 > shares[~first].sum()


@pytest.mark.parametrize("text", [TEXT, "An émigré café: “naïve”, they say — 3 stars.", "  led by spaces"])
def test_token_ends_cut_the_text_into_its_tokens(tokenizer, text):
    ids = tokenizer.encode(text).ids
    ends = token_ends(tokenizer, ids)
    shown = text.strip()
    assert (np.diff(ends) >= 0).all() and ends[-1] == len(shown)
    if text.isascii():
        starts = [0, *ends[:-1]]
        pieces = [tokenizer.decode([token]) for token in ids]
        assert [shown[start:end] for start, end in zip(starts, ends, strict=True) if end > start] == [
            piece.lstrip() if index == first_shown(pieces) else piece for index, piece in enumerate(pieces) if index >= first_shown(pieces)
        ]


def first_shown(pieces: list[str]) -> int:
    return next(index for index, piece in enumerate(pieces) if piece.strip())


def test_a_character_of_several_tokens_ends_with_each_of_them():
    tokenizer = train_tokenizer(["plain"], 270)
    ends = token_ends(tokenizer, tokenizer.encode("é!").ids)
    assert ends.tolist() == [1, 1, 2]


def test_credit_goes_to_the_token_that_covers_an_end():
    found = carried_over(np.array([1.0, 2, 4, 8, 16]), np.array([0, 3, 4, 9, 30]), np.array([3, 9, 12]))
    np.testing.assert_array_equal(found, [1 + 2, 4 + 8, 16])


def test_rewards_to_go_count_what_comes_after():
    np.testing.assert_allclose(rewards_to_go(np.array([1.0, 2, 4]), 0.5), [1 + 1 + 1, 2 + 2, 4])
    np.testing.assert_allclose(rewards_to_go(np.array([1.0, 2, 4]), 1), [7, 6, 4])

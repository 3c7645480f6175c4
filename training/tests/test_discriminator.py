"""The discriminator finds what is not like composed texts, and Style lays it on the tokens that say it."""

import numpy as np
import pytest

from elm_train.compose import all_tasks
from elm_train.discriminator import LARGEST, LAYERS, Discriminator
from elm_train.encoder import DIMENSION, SentenceEncoder
from elm_train.episodes import Episode
from elm_train.style import Style

SUMMARY, PITCH = all_tasks()["summary"], all_tasks()["pitch"]
COMPOSED = [
    f"A {who} {does} and must find {what} before the {when} is over."
    for who, when in (("farmer", "winter"), ("young spy", "war"), ("singer", "summer"))
    for does in ("loses everything", "comes home", "leaves the city")
    for what in ("a lost brother", "the money", "a way to live")
]
# The same words in an order that nobody writes.
SCRAMBLED = [" ".join(np.random.default_rng(row).permutation(text.rstrip(".").split())) + "." for row, text in enumerate(COMPOSED)]


@pytest.fixture(scope="module")
def encoder():
    return SentenceEncoder()


@pytest.fixture(scope="module")
def states(encoder):
    return {name: encoder.encode_tokens(texts, layers=LAYERS)[1] for name, texts in (("composed", COMPOSED), ("scrambled", SCRAMBLED))}


def test_the_encoder_gives_the_layers_asked_for(encoder, states):
    first = states["composed"][0]
    assert first.layers.shape == (len(first.ends), len(LAYERS) * DIMENSION)
    # The last of them is the state that P pools, in half precision.
    np.testing.assert_allclose(first.layers[:, -DIMENSION:].astype(np.float32), first.states, atol=2e-3)
    assert encoder.encode_tokens(COMPOSED[:1])[1][0].layers.shape == (len(first.ends), 0)


def test_it_learns_to_tell_held_out_texts_apart(states):
    discriminator = Discriminator(seed=0)
    losses = [discriminator.learn(states["scrambled"][:18], states["composed"][:18]) for _ in range(40)]
    assert losses[0] == pytest.approx(np.log(2), abs=0.01)
    assert losses[-1] < 0.3
    means = {name: [tokens.mean() for tokens in discriminator.naturalness(states[name][18:])] for name in states}
    assert min(means["composed"]) > max(means["scrambled"])
    assert all(np.abs(tokens).max() <= LARGEST for tokens in discriminator.naturalness(states["scrambled"]))


def test_style_credit_sums_to_nothing_over_an_episode_and_leaves_the_marks_alone(encoder, states):
    style = Style({SUMMARY.id: COMPOSED}, weight=0.01, seed=0)
    vector = np.zeros(DIMENSION, np.float32)
    one, other = Episode(SUMMARY, [vector]), Episode(SUMMARY, [vector])
    episodes = [one, one, other, other]
    tokens = [states["composed"][0], states["scrambled"][0], states["scrambled"][1], states["scrambled"][2]]
    rng = np.random.default_rng(0)
    for _ in range(40):
        style.learn(encoder, episodes, states["scrambled"][:18], rng)
    credit = style.credit(episodes, tokens)
    assert [len(tokens) for tokens in credit] == [len(text.ends) for text in tokens]
    assert credit[0].sum() + credit[1].sum() == pytest.approx(0, abs=1e-6)
    assert credit[0].sum() > 0.05 > credit[1].sum()
    assert all(tokens[0] == tokens[-1] == 0 for tokens in credit)


def test_a_task_without_composed_texts_teaches_nothing(encoder, states):
    style = Style({SUMMARY.id: COMPOSED}, weight=0.01, seed=0)
    episode = Episode(PITCH, [np.zeros(DIMENSION, np.float32)])
    assert np.isnan(style.learn(encoder, [episode], states["scrambled"][:1], np.random.default_rng(0)))
    assert not style.credit([episode], states["scrambled"][:1])[0].any()

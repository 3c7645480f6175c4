"""The reward stage's arithmetic: advantages, log probabilities, and a policy that learns what is rewarded."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from elm_train.examples import Example
from elm_train.model import ElmModel, ModelConfig
from elm_train.generate import Sampling, generate_ids
from elm_train.policy import policy_loss, rollout, said_before, token_advantages, token_log_probabilities
from elm_train.precision import autocast
from elm_train.tokenizer import BOS_ID, EOS_ID, OUT_ID, SLOT_ID

CONFIG = ModelConfig(width=32, layers=1, heads=2, feed_forward=64, positions=16, vocabulary=40, adapter_hidden=64, spaces={"semantic": 6})
PROMPT = [BOS_ID, SLOT_ID, OUT_ID]
VECTOR = np.eye(6, dtype=np.float32)[0]


def model() -> ElmModel:
    torch.manual_seed(0)
    return ElmModel(CONFIG)


def example(*text: int) -> Example:
    return Example([*PROMPT, *text, EOS_ID], len(PROMPT), ("semantic",), [VECTOR])


def test_advantages_compare_texts_of_one_group_alone():
    credit = [np.full(2, 0.05), np.full(3, 0.1), np.full(2, 0.45), np.full(7, 0.1)]
    found = token_advantages(credit, texts=2, discount=1)
    # Undiscounted, a text's first token answers for the whole of it: rewards .1 and .3, .9 and .7.
    firsts = np.array([tokens[0] for tokens in found])
    np.testing.assert_allclose(firsts / firsts[1], [-1, 1, 1, -1])
    assert np.mean(np.concatenate(found) ** 2) == pytest.approx(1)
    assert not np.concatenate(token_advantages([np.full(2, 0.25), np.full(5, 0.1)], texts=2, discount=1)).any()


def test_a_short_horizon_credits_the_tokens_around_what_earned():
    credit = [np.array([0.0, 0, 0, 0.4, 0, 0]), np.full(6, 0.4 / 6)]
    near, _ = token_advantages(credit, texts=2, discount=0.5)
    assert near.argmax() == 3 and near[2] > near[1] > near[0] and (near[4:] < 0).all()


def test_log_probabilities_are_those_of_the_texts_tokens_at_the_temperature():
    elm, text = model(), example(10, 11, 12)
    batch = rollout(elm, [text], [np.zeros(3)], sampling=Sampling(0.5))
    logits = elm(batch.tokens, batch.slots)[0] / 0.5
    expected = [logits.log_softmax(-1)[place, token] for place, token in ((2, 10), (3, 11), (4, 12), (5, EOS_ID))]
    torch.testing.assert_close(token_log_probabilities(elm, batch, Sampling(0.5), [4]), torch.stack(expected))


def test_what_was_said_before_is_known_per_text():
    said = said_before(torch.tensor([5, 5, 6, 7, 8]), [3, 2], vocabulary=10)
    assert [(place // 10, place % 10) for place in said.tolist()] == [(1, 5), (2, 5), (4, 7)]


def test_log_probabilities_with_a_penalty_are_those_that_texts_are_drawn_with():
    elm, sampling = model(), Sampling(temperature=0.7, repetition_penalty=2, max_tokens=6)
    with torch.no_grad():
        elm.head_bias[7] += 6  # said at once, and again only where the penalty allows it
    drawn = [generate_ids(elm, [PROMPT], [[("semantic", VECTOR)]], sampling, torch.Generator().manual_seed(seed))[0] for seed in range(400)]
    seconds = [text[1] if len(text) > 1 else EOS_ID for text in drawn if text and text[0] == 7]
    again = np.mean([token == 7 for token in seconds])
    found = {}
    for penalty in (1, 2):
        known = token_log_probabilities(elm, rollout(elm, [example(7, 7)], [np.zeros(2)], sampling), Sampling(0.7, repetition_penalty=penalty), [3])
        found[penalty] = known[1].exp().item()
    assert found[2] == pytest.approx(again, abs=0.1) and found[1] > again + 0.2


def test_each_token_carries_its_advantage_and_the_end_none():
    batch = rollout(model(), [example(10), example(11, 12, 13)], [np.ones(1), np.array([-2.0, 3, 4])], sampling=Sampling(1))
    assert batch.advantages.tolist() == [1.0, 0.0, -2.0, 3.0, 4.0, 0.0]


def test_a_text_that_was_cut_off_has_no_end_to_learn_from():
    cut = example(11, 12, 13)
    batch = rollout(model(), [replace(cut, tokens=cut.tokens[:-1])], [np.array([-2.0, 3, 4])], sampling=Sampling(1))
    assert batch.advantages.tolist() == [-2.0, 3.0, 4.0] and EOS_ID not in batch.targets.tolist()


def test_the_start_is_not_penalised_and_a_departure_is():
    elm = model()
    batch = rollout(elm, [example(10, 11)], [np.zeros(2)], sampling=Sampling(1))
    with autocast(torch.device("cpu")):
        at_start, count = policy_loss(elm, batch, Sampling(1), penalty=1)
    assert at_start.item() == pytest.approx(0, abs=1e-5) and count == 3
    with torch.no_grad():
        elm.head_bias[10] += 1
    assert policy_loss(elm, batch, Sampling(1), penalty=1)[0].item() > 0.01


def test_the_policy_moves_to_the_better_text():
    elm, reference = model(), model()
    texts = [example(10, 11), example(20, 21)]
    still = [np.zeros(2)] * 2
    before = token_log_probabilities(elm, rollout(reference, texts, still, Sampling(1)), Sampling(1), [3, 3]).detach()
    optimiser = torch.optim.Adam(elm.parameters(), lr=1e-3)
    for _ in range(20):
        loss, count = policy_loss(elm, rollout(reference, texts, [np.ones(2), -np.ones(2)], Sampling(1)), Sampling(1), penalty=0.01)
        optimiser.zero_grad()
        (loss / count).backward()
        optimiser.step()
    after = token_log_probabilities(elm, rollout(reference, texts, still, Sampling(1)), Sampling(1), [3, 3]).detach()
    assert (after[:2] > before[:2]).all() and (after[3:5] < before[3:5]).all()

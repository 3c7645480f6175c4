"""The reward stage's arithmetic: advantages, log probabilities, and a policy that learns what is rewarded."""

import numpy as np
import pytest
import torch

from elm_train.examples import Example
from elm_train.model import ElmModel, ModelConfig
from elm_train.policy import group_advantages, policy_loss, rollout, token_log_probabilities
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
    found = group_advantages(np.array([[0.1, 0.3], [0.9, 0.7]]))
    np.testing.assert_allclose(found, [[-1, 1], [1, -1]], atol=1e-9)
    np.testing.assert_allclose(group_advantages(np.full((2, 3), 0.5)), 0)


def test_log_probabilities_are_those_of_the_texts_tokens_at_the_temperature():
    elm, text = model(), example(10, 11, 12)
    batch = rollout(elm, [text], [1.0], temperature=0.5)
    logits = elm(batch.tokens, batch.slots)[0] / 0.5
    expected = [logits.log_softmax(-1)[place, token] for place, token in ((2, 10), (3, 11), (4, 12), (5, EOS_ID))]
    torch.testing.assert_close(token_log_probabilities(elm, batch, 0.5), torch.stack(expected))


def test_each_token_carries_its_own_texts_advantage():
    batch = rollout(model(), [example(10), example(11, 12, 13)], [1.0, -2.0], temperature=1)
    assert batch.advantages.tolist() == [1.0] * 2 + [-2.0] * 4


def test_the_start_is_not_penalised_and_a_departure_is():
    elm = model()
    batch = rollout(elm, [example(10, 11)], [0.0], temperature=1)
    with autocast(torch.device("cpu")):
        at_start, count = policy_loss(elm, batch, 1, penalty=1)
    assert at_start.item() == pytest.approx(0, abs=1e-5) and count == 3
    with torch.no_grad():
        elm.head_bias[10] += 1
    assert policy_loss(elm, batch, 1, penalty=1)[0].item() > 0.01


def test_the_policy_moves_to_the_better_text():
    elm, reference = model(), model()
    texts = [example(10, 11), example(20, 21)]
    before = token_log_probabilities(elm, rollout(reference, texts, [0, 0], 1), 1).detach()
    optimiser = torch.optim.Adam(elm.parameters(), lr=1e-3)
    for _ in range(20):
        loss, count = policy_loss(elm, rollout(reference, texts, [1, -1], 1), 1, penalty=0.01)
        optimiser.zero_grad()
        (loss / count).backward()
        optimiser.step()
    after = token_log_probabilities(elm, rollout(reference, texts, [0, 0], 1), 1).detach()
    assert (after[:2] > before[:2]).all() and (after[3:5] < before[3:5]).all()

"""The guided distribution leans away from the mean vector's, and a student learns it."""

from functools import partial

import numpy as np
import torch

from elm_train.examples import Example, collate, text_logits
from elm_train.guidance import GuidedTeacher, guidance_loss
from elm_train.model import ElmModel, ModelConfig
from elm_train.tokenizer import BOS_ID, EOS_ID, OUT_ID, SLOT_ID

CONFIG = ModelConfig(width=32, layers=1, heads=2, feed_forward=64, positions=16, vocabulary=40, adapter_hidden=64, spaces={"semantic": 6})
MEAN = {"semantic": torch.full((6,), 0.4)}


def model() -> ElmModel:
    """Random, and its slots matter more than the rounding of bfloat16."""
    torch.manual_seed(0)
    elm = ElmModel(CONFIG)
    with torch.no_grad():
        elm.adapters["semantic"].output.weight.mul_(20)
    return elm


def batch():
    vectors = np.random.default_rng(0).normal(size=(4, 6)).astype(np.float32)
    return collate([Example([BOS_ID, SLOT_ID, OUT_ID, 9 + row, EOS_ID], 3, ("semantic",), [vector]) for row, vector in enumerate(vectors)])


def test_strength_zero_is_the_model_itself():
    elm, texts = model(), batch()
    unguided = GuidedTeacher(elm, MEAN, 0.0).log_probabilities(texts)
    torch.testing.assert_close(unguided, text_logits(elm, texts, texts.slots).log_softmax(-1), atol=0.05, rtol=0.01)


def test_guidance_raises_what_the_vector_makes_likelier_than_the_mean_does():
    elm, texts = model(), batch()
    plain, guided = (GuidedTeacher(elm, MEAN, strength).log_probabilities(texts) for strength in (0.0, 2.0))
    at_mean = {"semantic": (texts.slots["semantic"][0], MEAN["semantic"].expand(4, 6))}
    lift = plain - text_logits(elm, texts, at_mean).log_softmax(-1)
    change = guided - plain
    assert all(np.corrcoef(one.detach(), two.detach())[0, 1] > 0.9 for one, two in zip(lift, change, strict=True))


def test_a_student_comes_close_to_the_guided_distribution():
    student, texts = model(), batch()
    loss = partial(guidance_loss, GuidedTeacher(model(), MEAN, 1.0))
    optimiser = torch.optim.Adam(student.parameters(), lr=2e-3)
    first = loss(student, texts)[0].item()
    for _ in range(30):
        optimiser.zero_grad()
        loss(student, texts)[0].backward()
        optimiser.step()
    assert 0 <= loss(student, texts)[0].item() < first / 4

"""Appendix D's toy experiment: two vectors, two words; the paper needed stage 1 for it to converge."""

import torch
from torch.nn import functional

from elm_train.model import ElmModel, ModelConfig
from elm_train.tokenizer import BOS_ID, EOS_ID, OUT_ID, SLOT_ID

ONE, TWO = 10, 11
VECTORS = torch.eye(2)
CONFIG = ModelConfig(
    width=32, layers=2, heads=4, feed_forward=64, positions=16, vocabulary=40, adapter_hidden=16, spaces={"semantic": 2}
)


def pretrained() -> ElmModel:
    """A text model that repeats a word: bos x out x, so that a slot has something to say to it."""
    torch.manual_seed(0)
    model = ElmModel(CONFIG)
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3)
    words = torch.arange(5, 40)
    tokens = torch.stack([torch.full_like(words, BOS_ID), words, torch.full_like(words, OUT_ID)], dim=1)
    for _ in range(150):
        step(model, optimiser, tokens, None, words)
    return model


def step(model, optimiser, tokens, slots, targets) -> float:
    loss = functional.cross_entropy(model(tokens, slots)[:, -1], targets)
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return float(loss)


def fit(model: ElmModel, parameters, steps: int, rate: float) -> list[float]:
    optimiser = torch.optim.AdamW(parameters, lr=rate)
    tokens = torch.tensor([[BOS_ID, SLOT_ID, OUT_ID]] * 2)
    slots = {"semantic": (torch.tensor([1, 4]), VECTORS)}
    return [step(model, optimiser, tokens, slots, torch.tensor([ONE, TWO])) for _ in range(steps)]


def test_two_stages_converge_and_leave_the_text_model_intact() -> None:
    model = pretrained()
    before = {name: value.clone() for name, value in model.state_dict().items() if not name.startswith("adapters")}
    first = fit(model, model.adapters.parameters(), steps=200, rate=3e-3)
    after = model.state_dict()
    assert all(torch.equal(value, after[name]) for name, value in before.items())
    assert first[-1] < 0.1 < first[0]

    second = fit(model, model.parameters(), steps=50, rate=3e-4)
    assert max(second) < 0.2
    logits = model(torch.tensor([[BOS_ID, SLOT_ID, OUT_ID]]), {"semantic": (torch.tensor([1]), VECTORS[1:])})
    assert int(logits[0, -1].argmax()) == TWO
    # The text model still repeats a word that neither stage spoke of.
    assert int(model(torch.tensor([[BOS_ID, 25, OUT_ID]]))[0, -1].argmax()) == 25


def test_one_stage_destroys_what_the_text_model_knew() -> None:
    """Here, at the rate of stage 1, one stage fits the pairs but at the price of the words around them."""
    model = pretrained()
    fit(model, model.parameters(), steps=200, rate=3e-3)
    kept = [int(model(torch.tensor([[BOS_ID, word, OUT_ID]]))[0, -1].argmax()) == word for word in range(12, 40)]
    assert sum(kept) < len(kept) / 2
    assert EOS_ID not in (ONE, TWO)

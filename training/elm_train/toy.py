"""Appendix D's toy experiment: two vectors, two words, and a text model that stage 1 must not disturb."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import torch
from torch.nn import functional

from elm_train.model import ElmModel, ModelConfig
from elm_train.tokenizer import BOS_ID, OUT_ID, SLOT_ID

ONE, TWO = 10, 11
WORDS = torch.arange(5, 40)
VECTORS = torch.eye(2)
CONFIG = ModelConfig(
    width=32, layers=2, heads=4, feed_forward=64, positions=16, vocabulary=40, adapter_hidden=16, spaces={"semantic": 2}
)
ADAPTER_RATE, WHOLE_RATE = 3e-3, 3e-4


@dataclass(frozen=True)
class Curve:
    """By step: the loss on the two pairs in nats, and the share of the other words that the text model still repeats."""

    pairs: list[float]
    kept: list[float]


def pretrained(seed: int = 0, steps: int = 150) -> ElmModel:
    """A text model that repeats a word: bos x out x, so that a slot has something to say to it."""
    torch.manual_seed(seed)
    model = ElmModel(CONFIG)
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3)
    for _ in range(steps):
        _step(model, optimiser, _word_prompts(), None, WORDS)
    return model


def fit(model: ElmModel, parameters: Iterable[torch.nn.Parameter], steps: int, rate: float) -> Curve:
    """Trains `parameters` on [1, 0] -> one and [0, 1] -> two."""
    optimiser = torch.optim.AdamW(parameters, lr=rate)
    tokens = torch.tensor([[BOS_ID, SLOT_ID, OUT_ID]] * 2)
    slots = {"semantic": (torch.tensor([1, 4]), VECTORS)}
    curve = Curve([], [])
    for _ in range(steps):
        curve.pairs.append(_step(model, optimiser, tokens, slots, torch.tensor([ONE, TWO])))
        curve.kept.append(repeated_share(model))
    return curve


@torch.no_grad()
def repeated_share(model: ElmModel) -> float:
    """Share of the words other than one and two that the model repeats, as it was pretrained to."""
    said = model(_word_prompts())[:, -1].argmax(dim=-1)
    others = (WORDS != ONE) & (WORDS != TWO)
    return float((said == WORDS)[others].float().mean())


def two_stages(first: int, second: int, seed: int = 0) -> Curve:
    """Stage 1 trains the adapter alone, stage 2 everything."""
    model = pretrained(seed)
    adapter = fit(model, model.adapters.parameters(), first, ADAPTER_RATE)
    whole = fit(model, model.parameters(), second, WHOLE_RATE)
    return Curve(adapter.pairs + whole.pairs, adapter.kept + whole.kept)


def one_stage(steps: int, rate: float, seed: int = 0) -> Curve:
    """Everything is trained at once."""
    model = pretrained(seed)
    return fit(model, model.parameters(), steps, rate)


def _word_prompts() -> torch.Tensor:
    return torch.stack([torch.full_like(WORDS, BOS_ID), WORDS, torch.full_like(WORDS, OUT_ID)], dim=1)


def _step(
    model: ElmModel, optimiser: torch.optim.Optimizer, tokens: torch.Tensor, slots: dict | None, targets: torch.Tensor
) -> float:
    loss = functional.cross_entropy(model(tokens, slots)[:, -1], targets)
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return loss.item()

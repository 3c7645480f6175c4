"""Adds what several runs learned from the same start (task arithmetic, Ilharco et al. 2023)."""

from __future__ import annotations

import re
from collections.abc import Iterable

import torch
from torch import Tensor

from elm_train.model import ElmModel

_BLOCK = re.compile(r"^blocks\.(\d+)\.")


@torch.no_grad()
def merge(start: ElmModel, ways: Iterable[tuple[ElmModel, ElmModel, float]]) -> None:
    """Moves `start`'s weights, in place, by a share of each way: from what a run began with to what it became.

    Where all began with `start` and the shares sum to one this is the mean of the runs (model soups, Wortsman et al.
    2022). The way of a model with fewer blocks moves the uppermost ones, which are its own grown up (`grow`). Raises
    ValueError for weights that `start` does not have or has in other shapes.
    """
    weights = start.state_dict()
    known = {name: value.shape for name, value in weights.items()}
    moves = {name: torch.zeros_like(value) for name, value in weights.items()}
    for begun, became, share in ways:
        before, after = counted_from_above(begun, start.config.layers), counted_from_above(became, start.config.layers)
        shapes = {name: value.shape for name, value in before.items()}
        if shapes != {name: value.shape for name, value in after.items()} or not shapes.items() <= known.items():
            raise ValueError("a run to merge has other weights than the start: both must be of one model and one tokenizer")
        for name, value in before.items():
            if value.is_floating_point():
                moves[name].add_(after[name] - value, alpha=share)
    for name, value in weights.items():
        value.add_(moves[name])


def counted_from_above(model: ElmModel, layers: int) -> dict[str, Tensor]:
    """The model's weights, named as if `layers` blocks were there and its own the uppermost."""
    added = layers - model.config.layers
    return {_BLOCK.sub(lambda found: f"blocks.{int(found[1]) + added}.", name): value for name, value in model.state_dict().items()}

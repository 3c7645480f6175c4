"""Adds what several runs learned from the same start (task arithmetic, Ilharco et al. 2023)."""

from __future__ import annotations

from collections.abc import Iterable

import torch

from elm_train.model import ElmModel


@torch.no_grad()
def merge(start: ElmModel, ways: Iterable[tuple[ElmModel, ElmModel, float]]) -> None:
    """Moves `start`'s weights, in place, by a share of each way: from what a run began with to what it became.

    Where all began with `start` and the shares sum to one this is the mean of the runs (model soups, Wortsman et al.
    2022). Raises ValueError for weights with other names or shapes.
    """
    weights = start.state_dict()
    shapes = {name: value.shape for name, value in weights.items()}
    moves = {name: torch.zeros_like(value) for name, value in weights.items()}
    for begun, became, share in ways:
        before, after = begun.state_dict(), became.state_dict()
        if not {name: value.shape for name, value in before.items()} == {name: value.shape for name, value in after.items()} == shapes:
            raise ValueError("a run to merge has other weights than the start: both must be of one model and one tokenizer")
        for name, move in moves.items():
            if move.is_floating_point():
                move.add_(after[name] - before[name], alpha=share)
    for name, value in weights.items():
        value.add_(moves[name])

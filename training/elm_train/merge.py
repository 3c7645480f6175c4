"""Adds what several runs learned from the same start (task arithmetic, Ilharco et al. 2023)."""

from __future__ import annotations

from collections.abc import Iterable

import torch

from elm_train.model import ElmModel


@torch.no_grad()
def merge(start: ElmModel, runs: Iterable[tuple[ElmModel, float]]) -> None:
    """Moves `start`'s weights, in place, by a share of the way that each run has gone from them.

    With shares that sum to one this is the mean of the runs (model soups, Wortsman et al. 2022). Raises ValueError
    for a run whose weights have other names or shapes.
    """
    weights = start.state_dict()
    begun = {name: value.clone() for name, value in weights.items()}
    for run, share in runs:
        learned = run.state_dict()
        if {name: value.shape for name, value in learned.items()} != {name: value.shape for name, value in begun.items()}:
            raise ValueError("a run to merge has other weights than the start: both must be of one model and one tokenizer")
        for name, value in weights.items():
            if value.is_floating_point():
                value.add_(learned[name] - begun[name], alpha=share)

"""Muon: momentum whose matrix updates are made orthogonal (Jordan et al. 2024).

`torch.optim.Muon` iterates in bfloat16 alone, which CPUs without bfloat16 instructions emulate slowly.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from elm_train.precision import training_dtype

# Coefficients of the quintic iteration and the number of its steps.
QUINTIC = (3.4445, -4.7750, 2.0315)
STEPS = 4
# Gives an update the root mean square of a typical Adam update, so that both share a rate (Liu et al. 2025).
ADAM_LIKE_SCALE = 0.2


def orthogonalised(matrix: Tensor) -> Tensor:
    """About U V' of `matrix` = U S V', by Newton-Schulz iteration; most singular values end within 0.7-1.2."""
    wide = matrix if matrix.shape[0] <= matrix.shape[1] else matrix.T
    x = (wide / (wide.norm() + 1e-7)).to(training_dtype(matrix.device.type))
    a, b, c = QUINTIC
    for _ in range(STEPS):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x if wide is matrix else x.T).to(matrix.dtype)


class Muon(torch.optim.Optimizer):
    """For the two-dimensional weights inside the network; not for embeddings, norms or biases."""

    def __init__(self, parameters: Iterable[dict[str, Any]], lr: float, momentum: float = 0.95, weight_decay: float = 0.0):
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is None:
                    continue
                state = self.state[parameter]
                if "momentum" not in state:
                    state["momentum"] = torch.zeros_like(parameter)
                state["momentum"].lerp_(parameter.grad, 1 - group["momentum"])
                update = parameter.grad.lerp(state["momentum"], group["momentum"])
                # Query, key and value projection in one: each is a matrix of its own.
                fused = update.shape[0] == 3 * update.shape[1]
                parts = update.split(update.shape[1], dim=0) if fused else (update,)
                direction = torch.cat([orthogonalised(part) for part in parts])
                scale = ADAM_LIKE_SCALE * max(parts[0].shape) ** 0.5
                parameter.mul_(1 - group["lr"] * group["weight_decay"])
                parameter.add_(direction, alpha=-group["lr"] * scale)

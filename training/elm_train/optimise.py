"""The training loop of every stage: time-boxed, resumable, averaged.

A run ends when its minutes are over: the learning rate warms up, stays, and falls to zero over the
last part of the box. Beside it runs an exponential average of the weights, which reads like annealed
weights at any moment and is what the checkpoints hold until the fall is done.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from elm_train.checkpoints import save_atomically, save_model
from elm_train.examples import Batch
from elm_train.model import ElmModel
from elm_train.muon import Muon
from elm_train.parallel import agreed, average_gradients, process_count, rank
from elm_train.precision import autocast

# Adam moves the rows of rare words as far as those of frequent ones. At the full rate 170 steps turned
# them away from the encoder's words they start as (cosine 0.76; 0.86 for frequent ones).
TABLE_SHARE = 0.25

# Takes a batch to the summed loss of its text and the number of text tokens.
LossFunction = Callable[[ElmModel, Batch], tuple[Tensor, int]]


@dataclass(frozen=True)
class Schedule:
    """`minutes` is the box; `fall` the share of it over which the rate goes to zero."""

    minutes: float
    learning_rate: float
    warm_up_steps: int = 40
    fall: float = 0.3
    average_decay: float = 0.99
    weight_decay: float = 0.01
    checkpoint_seconds: float = 120
    log_seconds: float = 60


@dataclass
class Progress:
    """What a stage has done so far, over all its runs."""

    stage: str
    step: int = 0
    tokens: int = 0
    seconds: float = 0.0


def rate_factor(schedule: Schedule, step: int, elapsed_seconds: float) -> float:
    """Share of the full learning rate, 0 to 1: linear warm-up by step, linear fall by time."""
    warm = min(1.0, (step + 1) / schedule.warm_up_steps)
    left = 1.0 - elapsed_seconds / (60 * schedule.minutes)
    return warm * min(1.0, max(0.0, left / schedule.fall))


def make_optimisers(model: nn.Module, schedule: Schedule) -> list[torch.optim.Optimizer]:
    """Muon for the matrices of M_0's blocks, AdamW for all else that requires a gradient.

    Norms and biases do not decay. Each group has its `share` of the learning rate.
    """
    trained = {name: parameter for name, parameter in model.named_parameters() if parameter.requires_grad}
    kinds: dict[str, list[nn.Parameter]] = {"block": [], "table": [], "matrix": [], "vector": []}
    for name, parameter in trained.items():
        if parameter.ndim == 1:
            kind = "vector"
        elif name.startswith("blocks."):
            kind = "block"
        else:
            kind = "table" if name.endswith("_embedding.weight") else "matrix"
        kinds[kind].append(parameter)
    decay = schedule.weight_decay
    groups = [
        {"params": kinds["table"], "weight_decay": decay, "share": TABLE_SHARE},
        {"params": kinds["matrix"], "weight_decay": decay, "share": 1.0},
        {"params": kinds["vector"], "weight_decay": 0.0, "share": 1.0},
    ]
    rate = schedule.learning_rate
    found: list[torch.optim.Optimizer] = [
        torch.optim.AdamW([group for group in groups if group["params"]], lr=rate, betas=(0.9, 0.98), fused=True)
    ]
    if kinds["block"]:
        found.append(Muon([{"params": kinds["block"], "share": 1.0}], lr=rate, weight_decay=decay))
    return found


class WeightAverage:
    """Exponential average of a model's weights; early steps count as a plain mean."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.decay = decay
        self.updates = 0
        self.weights = {name: value.detach().clone() for name, value in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model: nn.Module) -> None:
        self.updates += 1
        share = 1 - min(self.decay, self.updates / (self.updates + 10))
        for name, value in model.state_dict().items():
            self.weights[name].lerp_(value, share)


class Training:
    """One stage's state: the model, its optimisers, the average and the progress."""

    def __init__(self, model: ElmModel, schedule: Schedule, stage: str) -> None:
        self.model = model
        self.schedule = schedule
        self.optimisers = make_optimisers(model, schedule)
        self.average = WeightAverage(model, schedule.average_decay)
        self.progress = Progress(stage)

    def state(self) -> dict[str, Any]:
        """Everything a later run needs to go on exactly where this one stopped."""
        return {
            "config": self.model.config.to_json(),
            "weights": self.model.state_dict(),
            "optimisers": [optimiser.state_dict() for optimiser in self.optimisers],
            "average": self.average.weights,
            "average_updates": self.average.updates,
            "progress": asdict(self.progress),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Takes over `state()` of an interrupted run."""
        self.model.load_state_dict(state["weights"])
        for optimiser, stored in zip(self.optimisers, state["optimisers"], strict=True):
            optimiser.load_state_dict(stored)
        self.average.weights = state["average"]
        self.average.updates = state["average_updates"]
        self.progress = Progress(**state["progress"])

    def step(self, parts: Sequence[Batch], loss_function: LossFunction, factor: float) -> float:
        """One update at `factor` of the learning rate; returns the mean loss per text token, in nats.

        The update's batch may come in parts, whose gradients add up: texts of like lengths need less padding.
        """
        for group in (group for optimiser in self.optimisers for group in optimiser.param_groups):
            group["lr"] = self.schedule.learning_rate * factor * group["share"]
        self.model.train()
        count = max(1, sum(len(part.targets) for part in parts))
        loss = 0.0
        for part in parts:
            with autocast(part.tokens.device):
                total, _ = loss_function(self.model, part)
            (total / count).backward()
            loss += total.item() / count
        average_gradients(self.model)
        nn.utils.clip_grad_norm_((p for p in self.model.parameters() if p.requires_grad), 1.0)
        for optimiser in self.optimisers:
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        self.average.update(self.model)
        self.progress.step += 1
        self.progress.tokens += process_count() * sum(part.token_count for part in parts)
        return loss


def run_training(
    training: Training,
    updates: Iterator[Sequence[Batch]],
    loss_function: LossFunction,
    validate: Callable[[ElmModel], dict[str, float]],
    folder: Path,
    log: Callable[[str], None],
) -> None:
    """Trains until the box is over; leaves `<stage>.pt` and, for a later run, `<stage>.resume.pt`.

    Seconds spent in earlier runs of the same box count. Validation and checkpoints run every
    `checkpoint_seconds` on the averaged weights, and at the end on the final ones. Of several processes
    (`parallel`) the first logs, validates and writes; tokens are those of all.
    """
    schedule, progress = training.schedule, training.progress
    begun = time.monotonic() - progress.seconds
    logged = saved = time.monotonic()
    recent: list[float] = []
    tokens_at_log = progress.tokens
    while (elapsed := agreed(time.monotonic() - begun)) < 60 * schedule.minutes:
        progress.seconds = elapsed
        factor = rate_factor(schedule, progress.step, elapsed)
        recent.append(training.step(next(updates), loss_function, factor))
        now = time.monotonic()
        if now - logged > schedule.log_seconds:
            speed = (progress.tokens - tokens_at_log) / (now - logged)
            left = schedule.minutes - (now - begun) / 60
            mean = sum(recent) / len(recent)
            log(
                f"{progress.stage} step {progress.step} loss {mean:.3f} rate {factor * schedule.learning_rate:.1e} "
                f"{speed:.0f} tok/s {progress.tokens / 1e6:.2f} M tokens, {left:.1f} min left"
            )
            logged, tokens_at_log, recent = now, progress.tokens, []
        if rank() == 0 and now - saved > schedule.checkpoint_seconds:
            # Once the rate falls, the weights themselves are the annealed ones.
            falling = factor < 0.5 and progress.step > schedule.warm_up_steps
            checkpoint(training, folder, validate, log, averaged=not falling)
            saved = time.monotonic()
    progress.seconds = 60 * schedule.minutes
    if rank() == 0:
        checkpoint(training, folder, validate, log, averaged=False)


def checkpoint(
    training: Training,
    folder: Path,
    validate: Callable[[ElmModel], dict[str, float]],
    log: Callable[[str], None],
    averaged: bool,
) -> None:
    """Validates the averaged or the current weights and writes them with the state to go on from."""
    model, progress = training.model, training.progress
    current = {name: value.clone() for name, value in model.state_dict().items()}
    if averaged:
        model.load_state_dict(training.average.weights)
    model.eval()
    with torch.inference_mode():
        losses = validate(model)
    log(f"{progress.stage} step {progress.step} validation " + " ".join(f"{k} {v:.3f}" for k, v in losses.items()))
    save_model(model, folder / f"{progress.stage}.pt", {**asdict(progress), "validation": losses})
    model.load_state_dict(current)
    save_atomically(training.state(), folder / f"{progress.stage}.resume.pt")

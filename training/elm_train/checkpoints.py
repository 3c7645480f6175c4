"""Checkpoints: weights with the configuration that reads them, written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import torch

from elm_train.model import ElmModel, ModelConfig


def save_atomically(values: dict[str, Any], path: Path) -> None:
    """Writes beside the target and renames, so that a reader never meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    torch.save(values, partial)
    os.replace(partial, path)


def save_model(model: ElmModel, path: Path, progress: dict[str, Any], weights: dict[str, torch.Tensor] | None = None) -> None:
    """Stores `weights` (the model's own by default), its configuration and `progress` (stage, step, tokens)."""
    state = weights if weights is not None else model.state_dict()
    save_atomically({"config": model.config.to_json(), "weights": state, "progress": progress}, path)


def load_model(path: Path) -> tuple[ElmModel, dict[str, Any]]:
    """The model in evaluation mode and the progress it was saved with."""
    stored = torch.load(path, map_location="cpu", weights_only=True)
    model = ElmModel(ModelConfig.from_json(stored["config"]))
    model.load_state_dict(stored["weights"])
    return model.eval(), stored["progress"]


def guided_checkpoint(folder: Path) -> Path:
    """What the reward stage starts from, in a folder of checkpoints: guided weights, or stage 2's where there are none."""
    return _first_of(folder, "guided", "finetuned")


def final_checkpoint(folder: Path) -> Path:
    """The weights of the last stage that was run, in a folder of checkpoints."""
    return _first_of(folder, "rewarded", "merged", "refined", "guided", "finetuned")


def _first_of(folder: Path, *stages: str) -> Path:
    paths = [folder / f"{stage}.pt" for stage in stages]
    return next((path for path in paths if path.exists()), paths[-1])

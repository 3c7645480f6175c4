"""What texts are judged by, item by item: lets the page's engine repeat the evaluation without the training data.

`held_out.json` ships with the bundle: ids and figures. `ranking.safetensors` stays in the work folder, since it
holds ratings: `elm evaluate --ranking` reads it for BC.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file

from elm_train.evaluation.ranking import Targets


@dataclass
class Judged:
    """Filled while the table and the curves are measured."""

    tasks: dict[str, dict[str, Any]] = field(default_factory=dict)
    curves: dict[str, Any] = field(default_factory=dict)
    targets: dict[str, Targets] = field(default_factory=dict)

    def add_task(
        self, task: str, movies: Sequence[Sequence[int]], users: Sequence[int], figures: Mapping[str, Sequence[float | int | None]]
    ) -> None:
        """The items of a task, `movies` or `users`, with figures of what the decoder did not write."""
        entries = {name: [_short(value) for value in values] for name, values in figures.items()}
        self.tasks[task] = {"movies": [list(map(int, group)) for group in movies], "users": list(map(int, users)), **entries}

    def take(self, other: Judged) -> None:
        """Adds what another process filled."""
        self.tasks |= other.tasks
        self.curves |= other.curves
        self.targets |= other.targets

    def write(self, path: Path, *, seed: int) -> None:
        """Writes `held_out.json`."""
        path.write_text(json.dumps({"seed": seed, "tasks": self.tasks, **self.curves}, separators=(",", ":")) + "\n")

    def write_ranking(self, path: Path, tastes: np.ndarray) -> None:
        """Writes by task the rows that its texts rank, their stars and where each text's begin, and the [users, d]
        tastes that movie tasks rank."""
        arrays = {"tastes": tastes.astype(np.float16)}
        for task, chosen in self.targets.items():
            arrays[f"{task}.rows"] = np.concatenate([rows for rows, _ in chosen]).astype(np.int32)
            arrays[f"{task}.stars"] = np.concatenate([stars for _, stars in chosen]).astype(np.float16)
            arrays[f"{task}.starts"] = np.cumsum([0, *(len(rows) for rows, _ in chosen)]).astype(np.int32)
        save_file(arrays, path)


def _short(value: float | int | None) -> float | int | None:
    """Three places: the mean over a task is then right to 1e-4."""
    if value is None or isinstance(value, int):
        return value
    return round(float(value), 3) if isinstance(value, (float, np.floating)) else int(value)

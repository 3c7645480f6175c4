"""`references.json`: what the teacher wrote for held-out entities, the page's floors and ceilings of SC."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from elm_train.compose import all_tasks
from elm_train.evaluation.held_out import HeldOut

# Enough for a mean floor to within 0.01; the page embeds them when a task is first narrated.
TEXTS_A_TASK = 24


def write_references(bundle: Path, held_out: HeldOut, trained: Collection[str]) -> list[str]:
    """A list of {task, movies, user, text} for the `trained` tasks; returns the texts."""
    entries = [
        {"task": item.task, "movies": list(item.movies), "user": item.user, "text": item.text}
        for task in all_tasks().values()
        if task.id in trained
        for item in held_out.items(task, TEXTS_A_TASK)
    ]
    (bundle / "references.json").write_text(json.dumps(entries, ensure_ascii=False, indent=0) + "\n")
    return [entry["text"] for entry in entries]

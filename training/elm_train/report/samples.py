"""Unpicked narrations by task family, as Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from elm_train.compose.task import Task

A_FAMILY = 5


def families(samples: Sequence[dict[str, Any]], tasks: Mapping[str, Task]) -> dict[str, list[dict[str, Any]]]:
    """The first samples of each family, its tasks in turn, so that none is picked and none is left out early."""
    found: dict[str, list[dict[str, Any]]] = {}
    for group in dict.fromkeys(task.group for task in tasks.values()):
        by_task = [[sample for sample in samples if sample["task"] == name] for name, task in tasks.items() if task.group == group]
        turns = [sample for turn in range(A_FAMILY) for rows in by_task for sample in rows[turn : turn + 1]]
        if turns:
            found[group] = turns[:A_FAMILY]
    return found


def samples_page(samples: Sequence[dict[str, Any]], tasks: Mapping[str, Task], titles: Mapping[int, str], sampling: dict[str, Any]) -> str:
    """The page `docs/samples.md`; `samples` are those that `evaluate` wrote down."""
    lines = [
        "# Samples",
        "",
        "Five narrations of each task family, unpicked: the first held-out cases of the seeded order that `elm-train",
        "evaluate` scores, the family's tasks in turn. The model saw the vectors alone; titles stand here for the reader.",
        f"Temperature {sampling['temperature']}, top-p {sampling['top_p']}, repetition penalty {sampling['repetition_penalty']}.",
    ]
    for group, rows in families(samples, tasks).items():
        lines += ["", f"## {group.capitalize()}"]
        for sample in rows:
            of = " and ".join(titles.get(movie, str(movie)) for movie in sample["movies"]) or f"viewer {sample['user']}"
            text = sample["narration"].replace("\n", "\n> ")
            lines += ["", f"**{tasks[sample['task']].title}**, {of}", "", f"> {text}"]
    return "\n".join(lines) + "\n"

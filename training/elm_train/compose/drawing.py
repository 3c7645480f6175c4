"""Draws the texts of a task for a film: deterministic, all different, and without the film's title."""

from __future__ import annotations

import random
from collections.abc import Iterator

from elm_train.compose.task import Sheet, Task
from elm_train.compose.titles import leaks

_ATTEMPTS = 4


def draw(task: Task, sheet: Sheet, title: str, draws: int, seed: int = 0) -> Iterator[str]:
    """At most `draws` texts; one that repeats another or tells the title is drawn anew, at last given up."""
    given: set[str] = set()
    for number in range(draws):
        for attempt in range(_ATTEMPTS):
            rng = random.Random(f"{seed}:{task.id}:{sheet['id']}:{number}:{attempt}")
            text = task.write([sheet], rng)
            if text not in given and not leaks(text, title):
                given.add(text)
                yield text
                break

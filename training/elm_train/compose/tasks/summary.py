"""Summary: the story in the main, 50-100 words."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose import narrate, plot
from elm_train.compose.draft import Draft
from elm_train.compose.banks.premise import PREMISE
from elm_train.compose.language import paragraph
from elm_train.compose.task import Sheet, Task


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    draft = Draft(sheets[0], rng)
    if draft.chance(0.4):
        events = plot.chosen(draft.sheet["plot"], (45, 75), rng)
        # The logline stands for the first event, which introduces the same people.
        told = [draft.say(PREMISE), *plot.retold(events[1:], rng)]
    else:
        told = narrate.told(draft, (55, 85))
    return paragraph(*told, narrate.closing(draft) if draft.chance(0.45) else "")


TASK = Task(
    id="summary",
    title="Summary",
    group="plot",
    prompt="Write a long summary of the movie {0}. Do not use the movie's name in your answer.",
    slots=("semantic",),
    max_tokens=200,
    write=write,
)

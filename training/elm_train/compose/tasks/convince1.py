"""Convince someone in detail to watch a film, 60-110 words."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.banks.advice import GO, OPENS_FOR, WHY
from elm_train.compose.banks.praise import ADMIRES, MOMENTS, PROMISES
from elm_train.compose.banks.premise import PREMISE, PREMISE_YOU
from elm_train.compose.draft import Draft
from elm_train.compose.task import Sheet, Task

_STORY = PREMISE + PREMISE_YOU
_PLANS = (
    (OPENS_FOR, _STORY, PROMISES, WHY, PROMISES),
    (PREMISE_YOU, PROMISES, ADMIRES, WHY, GO),
    (OPENS_FOR, _STORY, MOMENTS, PROMISES, WHY),
    (OPENS_FOR, PROMISES, _STORY, WHY, GO),
    (_STORY, WHY, PROMISES, PROMISES, GO),
    (OPENS_FOR, WHY, _STORY, PROMISES, ADMIRES),
)


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    draft = Draft(sheets[0], rng)
    return draft.text(*rng.choice(_PLANS))


TASK = Task(
    id="convince1",
    title="Convince in detail",
    group="persuade",
    prompt="In detail, convince someone to watch the movie {0}. Do not use the movie's name in your response.",
    slots=("semantic",),
    max_tokens=200,
    write=write,
)

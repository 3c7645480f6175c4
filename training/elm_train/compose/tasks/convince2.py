"""Convince someone to watch a film, 30-60 words."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.banks.advice import GO, OPENS_FOR, WHY
from elm_train.compose.banks.praise import MOMENTS, PROMISES
from elm_train.compose.banks.premise import PREMISE, PREMISE_YOU
from elm_train.compose.draft import Draft
from elm_train.compose.task import Sheet, Task

_STORY = PREMISE + PREMISE_YOU
_PLANS = (
    (OPENS_FOR, _STORY, PROMISES),
    (_STORY, WHY, PROMISES),
    (_STORY, PROMISES, GO),
    (OPENS_FOR, _STORY, WHY),
    (_STORY, MOMENTS, PROMISES),
    (OPENS_FOR, _STORY, GO),
    (_STORY, OPENS_FOR),
)


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    draft = Draft(sheets[0], rng)
    return draft.text(*rng.choice(_PLANS))


TASK = Task(
    id="convince2",
    title="Convince someone",
    group="persuade",
    prompt="Convince someone to watch the movie {0}. Do not use the movie's name in your response.",
    slots=("semantic",),
    max_tokens=160,
    write=write,
)

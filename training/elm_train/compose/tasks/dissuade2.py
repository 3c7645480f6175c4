"""Dissuade someone from watching a film, 25-55 words."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.banks.advice import OPENS_AGAINST, STAY_AWAY
from elm_train.compose.banks.gripes import MOMENTS_BAD, WARNS
from elm_train.compose.banks.premise import PREMISE
from elm_train.compose.draft import Draft
from elm_train.compose.task import Sheet, Task

_PLANS = (
    (PREMISE, WARNS, STAY_AWAY),
    (OPENS_AGAINST, PREMISE, WARNS),
    (PREMISE, OPENS_AGAINST, STAY_AWAY),
    (OPENS_AGAINST, PREMISE, STAY_AWAY),
    (PREMISE, MOMENTS_BAD, WARNS),
    (PREMISE, WARNS, WARNS),
)


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    draft = Draft(sheets[0], rng)
    return draft.text(*rng.choice(_PLANS))


TASK = Task(
    id="dissuade2",
    title="Dissuade someone",
    group="persuade",
    prompt="Dissuade someone from watching the movie {0}. Do not use the movie's name in your response.",
    slots=("semantic",),
    max_tokens=170,
    write=write,
)

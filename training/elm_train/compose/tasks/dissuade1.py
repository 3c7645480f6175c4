"""Dissuade someone in detail from watching a film, 60-100 words."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.banks.advice import OPENS_AGAINST, STAY_AWAY
from elm_train.compose.banks.gripes import FAULTS, MOMENTS_BAD, WARNS
from elm_train.compose.banks.premise import PREMISE
from elm_train.compose.draft import Draft
from elm_train.compose.task import Sheet, Task

_PLANS = (
    (OPENS_AGAINST, PREMISE, WARNS, STAY_AWAY),
    (OPENS_AGAINST, PREMISE, FAULTS, MOMENTS_BAD, STAY_AWAY),
    (PREMISE, WARNS, FAULTS, STAY_AWAY),
    (OPENS_AGAINST, WARNS, PREMISE, STAY_AWAY),
    (PREMISE, MOMENTS_BAD, WARNS, STAY_AWAY),
    (OPENS_AGAINST, PREMISE, MOMENTS_BAD, WARNS),
)


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    draft = Draft(sheets[0], rng)
    return draft.text(*rng.choice(_PLANS))


TASK = Task(
    id="dissuade1",
    title="Dissuade in detail",
    group="persuade",
    prompt="In detail, dissuade someone from watching the movie {0}. Do not use the movie's name in your response.",
    slots=("semantic",),
    max_tokens=200,
    write=write,
)

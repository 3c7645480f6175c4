"""Three major attributes that two neighboring films have in common, numbered."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.comparisons import FULL_NAMES, similarities
from elm_train.compose.language import numbered
from elm_train.compose.task import Sheet, Task


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    return numbered(similarities(sheets[0], sheets[1], 3, rng, FULL_NAMES))


TASK = Task(
    id="common_with_nn",
    title="In common with a neighbor",
    group="pair",
    prompt=(
        "What are the three major attributes that are common between the movies {0} and {1}? "
        'Refer to {0} as "the first movie" and to {1} as "the second movie."'
    ),
    slots=("semantic", "semantic"),
    max_tokens=300,
    write=write,
)

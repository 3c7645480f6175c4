"""Similarities: three things that two films share and three in which they differ."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.comparisons import FULL_NAMES, SHORT_NAMES, compare
from elm_train.compose.language import fix_articles, sentence
from elm_train.compose.task import Sheet, Task


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    alike, apart = compare(sheets[0], sheets[1], rng, rng.choice((SHORT_NAMES, FULL_NAMES)))
    lines = ["Similarities:", *_bullets(alike), "Differences:", *_bullets(apart)]
    return fix_articles("\n".join(lines))


def _bullets(clauses: Sequence[str]) -> list[str]:
    return [f"* {sentence(clause)}" for clause in clauses]


TASK = Task(
    id="similarities",
    title="Similarities and differences",
    group="pair",
    prompt=(
        "List three similarities and three differences between the movies {0} and {1}. "
        "Refer to {0} as the first movie and to {1} as the second movie."
    ),
    slots=("semantic", "semantic"),
    max_tokens=400,
    write=write,
    bullets=6,
)

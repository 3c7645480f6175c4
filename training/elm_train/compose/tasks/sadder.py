"""A sadder, more dramatic version: the story with a loss at its turn and a quiet close."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.changed import Mode, version
from elm_train.compose.draft import Draft
from elm_train.compose.task import Sheet, Task

_TRACE = (
    "[a coat on a hook|an unopened letter|a chair by the window|one photograph|a cup nobody washes|a light left on|"
    "a song without words|a name on a list|an empty bed|a half-packed suitcase|a pair of shoes|an unanswered call]"
)
_MODE = Mode(
    turn="sadder",
    bridges=(
        "[This time|In this version] {th} [is no shelter|can save no one|comes too late|brings no second chance].",
        "{Th} [costs|will cost] [them everything|more than anyone can pay|a life] [here|this time|in this telling].",
        "[Little|Not much] is left of {th}, [and less of hope|and it hurts to look].",
        "The truth about {th} [arrives|comes] [a day late|when nobody is left to hear it|in a letter].",
    ),
    marks=(
        f"[Nobody speaks|No one speaks] of {{th}} [any more|again]; there is only {_TRACE}.",
        f"[Years later|Long afterward|That winter] someone finds {_TRACE} and [understands|weeps over|remembers] {{th}}.",
        "{Where}, [the days grow short|the nights are long], and {th} [becomes|is] a wound.",
        "What was [only |]{t} is now {t2} and full of grief[| for {th}].",
        "It is a story of {th} [and|and of] loss, {t} [to the end|all through].",
    ),
    closes=(
        f"[It ends|The film closes] with {_TRACE}[, and with {{th}}|].",
        "[Nothing is left|There is nothing left] of {th} but [a name|the waiting|the cold|a date on a stone].",
        f"[In the last scene|At the end] {_TRACE} [says|tells] more about {{th}} than [words could|any speech].",
        "[No one|Nobody] [recovers|is consoled]; {th} [stays with them|is what they are left with].",
    ),
)


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    return version(Draft(sheets[0], rng), _MODE)


TASK = Task(
    id="sadder",
    title="Sadder version",
    group="rewrite",
    prompt="Write a sadder and dramatic version of the movie {0}. Do not use the movie's name in your response.",
    slots=("semantic",),
    max_tokens=200,
    write=write,
    field="sadder",
)

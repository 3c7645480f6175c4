"""Long description: the whole plot, scene by scene, with its place and mood, 90-140 words."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose import narrate
from elm_train.compose.draft import Draft
from elm_train.compose.banks.mood import TONES
from elm_train.compose.language import paragraph
from elm_train.compose.task import Sheet, Task


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    draft = Draft(sheets[0], rng)
    told = narrate.told(draft, (100, 125))
    length = sum(len(sentence.split()) for sentence in told)
    ends = [narrate.closing(draft)] if draft.chance(0.7) or length < 90 else []
    if length < 80:
        ends.append(draft.say(TONES))
    return paragraph(*told, *ends)


TASK = Task(
    id="long_description",
    title="Long description",
    group="plot",
    prompt="Write a long description of the plot of the movie {0}. Do not use the movie's name in your response.",
    slots=("semantic",),
    max_tokens=260,
    write=write,
)

"""User profile: ten bullet points about a viewer, from what they rated high and low."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.profiles import LIKED, write_profile
from elm_train.compose.task import Sheet, Task


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    """The first five sheets are the liked films, the rest the disliked ones."""
    return write_profile(sheets[:LIKED], sheets[LIKED:], rng)


TASK = Task(
    id="user_profile",
    title="User profile",
    group="user",
    prompt="In ten bullet points, describe the attributes and characteristics of the viewer {0}.",
    slots=("behavioral",),
    max_tokens=260,
    write=write,
    bullets=10,
)

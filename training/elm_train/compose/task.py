"""What a task is: a prompt with slots, and a writer that turns fact sheets into a target text."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Sheet = dict[str, Any]
Space = Literal["semantic", "behavioral"]
Group = Literal["plot", "review", "list", "persuade", "rewrite", "viewer", "pair", "user"]


@dataclass(frozen=True)
class Task:
    """One of the paper's tasks (appendix E).

    `prompt` marks the places of the domain vectors with {0} and {1}; `slots` names the space of each.
    `write(sheets, rng)` draws one text: from one sheet, from two for pair tasks, and for the user
    profile from ten, the five liked ones first. Two calls with other random states differ in facts
    and in form. `max_tokens` is the default length limit of a narration; one of a task that asks for a
    number of `bullets` ends with the last of them. `field` is a field that not every sheet has and the task needs.
    """

    id: str
    title: str
    group: Group
    prompt: str
    slots: tuple[Space, ...]
    max_tokens: int
    write: Callable[[Sequence[Sheet], random.Random], str]
    bullets: int | None = None
    field: str | None = None

"""Convince someone briefly to watch a film: one sentence or two."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.banks.advice import GO, OPENS_FOR, WHY
from elm_train.compose.banks.praise import PROMISES
from elm_train.compose.draft import Draft
from elm_train.compose.task import Sheet, Task

_ONE = (
    "If you {you}, [watch it for|see it for|do not miss] {p.the}[| and {p2.the}].",
    "[Watch it|See it] for {p.the}, for {p2.the} and for [a|the] {tk} [heart|mood|look at {th}].",
    "A {tk}, {tk2} {kind} about {th}, with {p}: [go|watch it|that should be enough].",
    "[Watch|See|Do not miss] this {tk} {kind} in which {tale}.",
    "[Watch|See] it, for {story}, [told with|with] {p}[| and {p2}].",
    "{P}, {p2} and a {tk} [story|tale] of {th}: [what more do you want?|there are worse evenings.|go and see it.]",
    "[Few {kinds}|Hardly any {kinds}] about {th} have both {p} and {p2}; this {tk} one has.",
    "[Anyone|Everyone] who [cares|has ever worried] about {th} should [meet|see] {p.the}.",
    "{Logline}. It is a {tk} and {tk2} {kind}[| with {p}].",
    "[See it|Watch it] because {tale}, and because there <p:is/are> {p}.",
    "If you {you}, here is {a_kind} in which {tale}.",
    "[Two hours|An evening] {where} with {p}, {p2} and {th}: [say yes|you will not regret it].",
)
_STORY = ("{Logline}.", "{Logline}.", "{Scene}, {tale}.", "{A_kind}, {tk} and {tk2}: {story}.", "[Imagine|Picture this]: {story}.")


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    draft = Draft(sheets[0], rng)
    plans = ((_ONE,), (_STORY, GO), (OPENS_FOR, _STORY), (_STORY, _ONE), (_STORY, PROMISES), (_STORY, WHY), (_ONE, WHY))
    return draft.text(*rng.choice(plans))


TASK = Task(
    id="convince3",
    title="Convince briefly",
    group="persuade",
    prompt="Briefly convince someone to watch the movie {0}. Do not use the movie's name in your response.",
    slots=("semantic",),
    max_tokens=130,
    write=write,
)

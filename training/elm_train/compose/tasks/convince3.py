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
    "[A|One] {tk}, {tk2} {kind} about {th}, with {p}: [go|watch it|that should be enough].",
    "{P}, {p2} and a {tk} [story|tale] of {th}: [what more do you want?|there are worse evenings.|go and see it.]",
    "[Few {kinds}|Hardly any {kinds}] have both {p} and {p2}; this one has, [and a {tk} heart|and it is {tk}|and more].",
    "[Anyone|Everyone] who [cares|has ever worried] about {th} should [meet|see] {p.the}.",
    "{Logline}: [{tk}, {tk2} and yours tonight|and that is only the start of it|with {p} on top].",
    "[See it|Watch it] because {tale}, and because there <p:is/are> {p}.",
    "[Two hours|An evening] {where} with {p}: [say yes|you will not regret it|I would go again].",
    "[I will be brief|In a word|Short and sweet]: {p}[, {p2}|].",
)


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    draft = Draft(sheets[0], rng)
    plans = ((_ONE,), (_ONE, GO), (OPENS_FOR, PROMISES), (_ONE, WHY), (PROMISES, GO), (OPENS_FOR, WHY))
    return draft.text(*rng.choice(plans))


TASK = Task(
    id="convince3",
    title="Convince briefly",
    group="persuade",
    prompt="Briefly convince someone to watch the movie {0}. Do not use the movie's name in your response.",
    slots=("semantic",),
    max_tokens=70,
    write=write,
)

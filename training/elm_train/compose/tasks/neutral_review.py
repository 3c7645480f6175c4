"""Neutral review: for and against in equal measure, 50-100 words."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.banks.gripes import BUT
from elm_train.compose.banks.mood import AUDIENCE, THEMES, TONES
from elm_train.compose.banks.praise import ADMIRES
from elm_train.compose.banks.premise import PREMISE
from elm_train.compose.draft import Draft
from elm_train.compose.task import Sheet, Task

_WEIGHS = (
    "[Beside|Over against] {p} one must set {g}.",
    "[On the credit side|To its credit]: {p}. [On the debit side|Against it]: {gx}.",
    "[Admirers|Its friends] [praise|speak of] {p.the}; [others|skeptics] [see|mention] {gx}.",
    "{P} and {g} [balance each other|belong to the same film|come in one package].",
    "[Some|Many] will [treasure|remember] {p.the}, [others|some] [stumble over|sigh at] {g.the}.",
    "[It is strong|It is at its best] with {p}, [weaker|less sure of itself] with {g}.",
)
_VERDICTS = (
    "If you {you}, it [has something to offer|deserves a look|may well be yours]; if not, {g} may [keep you away|decide it].",
    "[So a mixed picture|A mixed result|A film of two halves|Neither triumph nor failure]: {t}, {t2}, [and worth knowing for {p.the}|and uneven].",
    "[Those|Viewers] [curious about|interested in] {th} will [find something here|stay with it]; [the rest|others] may not.",
    "[Whether|How far] it [works|succeeds] [depends on|is a question of] one's feeling for {th}[| and {th2}].",
    "[Recommended to {viewer}, with reservations|It will do for {viewer}; others need not hurry].",
    "[Not essential|No landmark], but not negligible: {a_kind} with {p}.",
    "[In sum|On balance|All told], a {t} {kind} [that does some things well|of fair quality|with as much to praise as to question].",
    "[It will divide|It divides] people, [{p.the} on one side, {g.the} on the other|some for {p.the}, some against {g.the}].",
)
_PLANS = (
    (PREMISE, ADMIRES, BUT, _VERDICTS),
    (PREMISE, _WEIGHS, THEMES, _VERDICTS),
    (PREMISE, ADMIRES, BUT, AUDIENCE),
    (PREMISE, TONES, ADMIRES, BUT, _VERDICTS),
    (PREMISE, BUT, ADMIRES, _VERDICTS),
    (PREMISE, _WEIGHS, ADMIRES, BUT, _VERDICTS),
    (_WEIGHS, PREMISE, THEMES, BUT, _VERDICTS),
)


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    draft = Draft(sheets[0], rng)
    return draft.text(*rng.choice(_PLANS))


TASK = Task(
    id="neutral_review",
    title="Neutral review",
    group="review",
    prompt="Write a long neutral review for the movie {0}. Do not use the movie's name in your answer.",
    slots=("semantic",),
    max_tokens=200,
    write=write,
)

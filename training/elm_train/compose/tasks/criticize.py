"""Criticize a film: what people dislike, and how it compares with similar films."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.banks.gripes import FAULTS, MOMENTS_BAD
from elm_train.compose.banks.premise import PREMISE
from elm_train.compose.draft import Draft
from elm_train.compose.task import Sheet, Task

_OPENS = (
    "[People who dislike|Detractors of|Those who cannot stand] this {t} {kind} [point first to|begin with|mention above all] {gx}.",
    "[Ask those who walked out|Ask its detractors], and [the first thing they name is {gx}[|, the second {gx2}]|they name {gx}[| and {gx2}]].",
    "[The case against it|The charge sheet|The list of complaints] [opens with|begins with|is headed by] {gx}[|, followed by {gx2}].",
    "[What viewers hold against it|What annoys people about this {t} {kind}] is {gx}[|, and next to it {gx2}].",
    "{G}, its critics say, would spoil any {kind}.",
    "[Many|Some] [find|have found] {g} [hard to bear|too much|a reason to leave].",
    "A {t} {kind} about {th} [could have been|ought to be] [gripping|moving]; instead there <gx:is/are> {gx}.",
    "[Complaints|Objections] [gather|center] around {g}[| and {g2}].",
    "{Logline}: [a promising start|not a bad idea], but [people complain of|viewers object to] {gx}.",
    "[It|The film] [loses people|drives people away] with {gx}[| and {gx2}].",
)
_COMPARES = (
    "[Set beside|Next to|Compared with|Against] [other|better] {kinds}, it [suffers from|is burdened with|shows] {g}.",
    "[Where|While] the best {kinds} [move|surprise|grip], this one [offers|has] {gx}.",
    "[Similar films|Other {kinds}|Films of its kind] have [done|handled] {th} [with more care|with more bite|better and shorter]; here there <gx:is/are> {gx}.",
    "[One can find|There are] {kinds} as {t} as this one, without {g.the}.",
    "[Other|Lesser] {kinds} [manage|get by] without {g}[| and {g2}].",
    "[Among|In the company of] {kinds} about {th} it [looks pale|ranks low]: there <gx:is/are> {gx}.",
    "[A good|A better] {kind} would [show|have shown] us {th}; this one [talks of it|hurries past it] and [falls back on|leans on] {g}.",
    "[It wants to be mentioned with|It would like to stand beside] the great {kinds}, but {g} [will not let it|stands in the way].",
    "[Most {kinds} know better than to|Few {kinds} would] [allow|rely on] {g}.",
    "[Fans of {kinds}|People who love {kinds}] [have seen this before|know it done better], without {g.the}.",
)
_ENDS = (
    "Even {p}, [so dear to its friends|which its friends praise], will not win them over.",
    "[What admirers call|What friends call] {t} [strikes them as|feels to them] [merely slow|thin|tiresome|hollow].",
    "[They came|They had come] for {p} and [left|went home] with {g}.",
    "They grant it {p}, but [no more|ask for a film around it].",
    "[It speaks|The film speaks] of {th}, and [they believe none of it|they heard only speeches].",
    "{Th} and {th2} deserved [a better {kind}|another treatment].",
    "[About|On] {th}, they say, it has [little|nothing] to [tell|add] that other {kinds} have not.",
    "The {t} [mood|tone] [does not help|wears them out], and {th} [gets lost in it|is only talked about].",
)
_PLANS = (
    (PREMISE, _OPENS, _COMPARES, _ENDS),
    (_OPENS, PREMISE, FAULTS, _COMPARES),
    (PREMISE, _OPENS, MOMENTS_BAD, _COMPARES),
    (PREMISE, _COMPARES, FAULTS, _ENDS),
    (_OPENS, PREMISE, _COMPARES, _ENDS),
    (PREMISE, FAULTS, _COMPARES),
)


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    draft = Draft(sheets[0], rng)
    return draft.text(*rng.choice(_PLANS))


TASK = Task(
    id="criticize",
    title="Criticize it",
    group="review",
    prompt=(
        "Criticize movie {0}. Explain what characteristics of the movie that people dislike and how it compares to "
        "similar movies. Do not use the movie's name in your answer."
    ),
    slots=("semantic",),
    max_tokens=200,
    write=write,
)

"""Improve a film: what is changed, and why it is better now."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.banks.premise import PREMISE
from elm_train.compose.draft import Draft
from elm_train.compose.improvement import parsed
from elm_train.compose.language import paragraph
from elm_train.compose.task import Sheet, Task

_OPENS = (
    "[The film already has|It has always had|The original offers] {p}; what [held it back|kept it from greatness|spoiled it] <gx:was/were> {gx}.",
    "[Its strength was|Its strengths were] {p} [and|along with] {p2}, its weakness {gx}.",
    "{P} [deserved|called for] a better film than one with {gx}.",
    "[The old version suffered from|The first version lost points for] {g}[| and {g2}].",
    "[The story|That much] stays, but not {g.the}[| or {g2.the}].",
    "I kept {p.the}[| and {p2.the}] and [went to work on|took aim at|dealt with] {g.the}.",
    "This {t} {kind} about {th} had {p}, but also {gx}.",
    "No {kind} with {p} should [stumble over|be spoiled by|settle for] {g}.",
    "[I liked|I admired] {p.the}; I [could not accept|did not accept] {g.the}.",
    "[The problem|What troubled this {t} {kind}] was {gx}.",
    "{G} [used to get in the way|stood between the film and its audience|hid what was good in it].",
)
_ACTS = (
    "[In my version|This time|In the improved version|Now] I {act}{gain}.",
    "[The main change|The first change|The remedy]: {act}{gain}.",
    "[What I would do is|My advice would be to|The remedy is to|The way out is to] {act}{gain}.",
    "[A better version would|The improved film would|The new cut would] {act}{gain}.",
    "[So I|I decided to|I chose to] {act}{gain}.",
    "[I rewrote it to|I reworked the script to|I asked the writers to] {act}{gain}.",
)
_THINGS = (
    "[The improved version|My version|The new cut|The rewritten film] has {thing}{gain}.",
    "[Now it gets|I gave it|I wrote in|It needed, and now has,] {thing}{gain}.",
    "[The main change|What is new|The remedy]: {thing}{gain}.",
    "[My answer is|The cure is] {thing}{gain}.",
)
_CLAUSES = (
    "[In the improved version|In my version|This time|In the new cut|As I would tell it,] {clause}.",
    "[The main change|What changes|The new idea]: {clause}.",
    "[I rewrote one thing|I changed one thing|Here is what I changed]: {clause}.",
)
_GAINS = (
    ", and that would {gain}",
    "; [that would|this would|such a change would|it would] {gain}",
    "; the [point|aim|idea] is to {gain}",
)
_FIXES = (
    "[I also|Then I] [cut|dropped|did away with|trimmed|threw out] {g.the}[| and {g2.the}].",
    "{G} <g:makes/make> room for {p} and for {th}.",
    "[Gone, too, <g:is/are>|Also gone <g:is/are>|No longer <g:is/are> there] {g}.",
    "[In place of|Instead of] {g}, [there is now more of|the film trusts] {p.the}.",
    "{G.the} [had to go|will not be missed|ended on the floor of the cutting room].",
)
_REASONS = (
    "[It is better now because|It works better because|The result is better because] the [story|film] [leans on|lives from|keeps to] {th}[| and {th2}].",
    "[Now|As a result|So changed,] {th} [can be felt|can come through|has room to breathe] [from start to finish|in every scene|at last].",
    "[With this|That way] the {kind} [stays|remains] {t} and says more about {th}.",
    "[What was good stays|I kept the best]: {p}[| and {p2}].",
    "[The mood|The tone] is still {t}, but [now|at last] {th} [can carry it|may have the last word|will carry the day].",
    "[It is better, for it is now truly|What was a {t} {kind} is now] a [story|film] about {th}[| and {th2}].",
    "{Th} and {th2} [finally|at last] get their due.",
    "[All of it|Every scene] now [serves|points to|pulls toward] {th}[, and {p} <p:has/have> more force|].",
)


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    draft = Draft(sheets[0], rng)
    better = parsed(draft.sheet["improve"])
    gain = draft.say(_GAINS, gain=better.gain) if better.gain else ""
    change = {
        "act": lambda: draft.say(_ACTS, act=better.change, gain=gain),
        "thing": lambda: draft.say(_THINGS, thing=better.change, gain=gain),
        "clause": lambda: draft.say(_CLAUSES, clause=better.change),
    }[better.form]()
    # What is changed speaks of people by pronoun: the story that names them comes first.
    premise = draft.say(PREMISE)
    opening, fix, reason = draft.say(_OPENS), draft.say(_FIXES), draft.say(_REASONS)
    orders = (
        (premise, opening, change, reason),
        (premise, change, fix, reason),
        (opening, premise, change, reason),
        (premise, opening, change),
        (premise, change, reason),
    )
    return paragraph(*rng.choice(orders))


TASK = Task(
    id="improve",
    title="Improve it",
    group="rewrite",
    prompt=(
        "Improve the movie {0}. Describe how you improved the movie, and why it is now better. "
        "Do not use the movie's name in your response."
    ),
    slots=("semantic",),
    max_tokens=200,
    write=write,
    field="improve",
)

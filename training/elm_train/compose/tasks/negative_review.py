"""Negative review: a disappointed reviewer, 50-100 words."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.banks.gripes import DISLIKED, FAULTS, MOMENTS_BAD
from elm_train.compose.banks.premise import PREMISE, PREMISE_I
from elm_train.compose.draft import Draft
from elm_train.compose.task import Sheet, Task

_OPENS = (
    "[I wanted to like it|I tried|I gave it a chance], [but|only] {gx} [got in the way|stood between us].",
    "[What a|Such a] [letdown|waste|pity]: {gx}[, for a start|].",
    "{G}: [that is what I will remember|there it lost me|with that the trouble starts].",
    "[I expected {a_kind}|I was promised {a_kind}] and [got|was given] {gx}.",
    "[I like {kinds}|I have sat through many {kinds}|I am easy to please with {kinds}], but [not this one|this one defeated me]: {gx}.",
    "[Some|Many] will call it {t}; [I found|to me it was mostly] {gx}.",
    "[How can|How does] {a_kind} {where} [go so wrong|turn out so dull|miss its mark]?",
    "[It takes some doing|It is quite a feat] to make {th} [dull|this tiresome|a chore].",
    "{Where}, [I lost interest|my patience ran out|I began to count minutes]: {gx}.",
    "[Not|Hardly] [for me|my kind of evening], this {t} {kind}.",
    "[They say|I was told] it is about {th}. [I saw|What I saw was] {gx}.",
    "[There <p:is/are> {p}, granted|Grant it {p}]. [The rest|Around it]: {gx}[| and {gx2}].",
)
_ENDS = (
    "[{P}, yes|There <p:is/are> {p}, I grant|I give it {p}], but [the rest|what surrounds it] [left me cold|is not worth the evening|bored me].",
    "[{Th} deserved better|A better {kind} could be made of {th}|On {th} it has nothing to say that lasts].",
    "{T}, [yes|certainly|if you like]. [On {th}|About {th}], [blank|empty|mute|no help].",
    "[In the end|When it was over] I [cared|knew] no more about {th} than [before|when I sat down].",
    "[It talks of|It means to be about] {th}; [I felt|I saw] none of it.",
    "[A few|Some] good [moments|minutes], {p} among them, do not make a {kind}.",
    "[It wants to be|It would like to be] {t}[ and {t2}|]; [it is merely|it ends up] [long|tired|thin|loud].",
    "[Leave it to|I leave it to] {viewer}.",
    "Not even {p} could [save it|rescue this|change my mind].",
    "[There is|Somewhere in here is] a [good|better] film about {th}[, but it was not made|; this is not it].",
)
_PLANS = (
    (_OPENS, PREMISE, MOMENTS_BAD, FAULTS, DISLIKED),
    (PREMISE, DISLIKED, MOMENTS_BAD, FAULTS, _ENDS),
    (_OPENS, PREMISE, FAULTS, MOMENTS_BAD, _ENDS),
    (_OPENS, PREMISE, FAULTS, DISLIKED, _ENDS),
    (PREMISE_I, DISLIKED, FAULTS, _ENDS),
    (PREMISE, FAULTS, DISLIKED, _ENDS),
    (_OPENS, DISLIKED, PREMISE, FAULTS, _ENDS),
    (_OPENS, PREMISE, DISLIKED, FAULTS),
    (PREMISE, DISLIKED, FAULTS, DISLIKED, _ENDS),
)


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    draft = Draft(sheets[0], rng)
    return draft.text(*rng.choice(_PLANS))


TASK = Task(
    id="negative_review",
    title="Negative review",
    group="review",
    prompt="Write a long negative review for the movie {0}. Do not use the movie's name in your answer.",
    slots=("semantic",),
    max_tokens=200,
    write=write,
)

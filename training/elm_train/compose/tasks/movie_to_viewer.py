"""What kind of viewer would enjoy a film: taste, temper, what they notice and what they forgive."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.draft import Draft
from elm_train.compose.task import Sheet, Task

_OPENS = (
    "[This|It] is [for|made for|a film for|one for] {viewer}.",
    "[The natural audience|Its natural audience|The right audience|Its crowd]: {viewer}.",
    "[It will find its friends among|Its admirers are found among|It will please] {viewer}.",
    "{Viewer} will [feel at home in this {kind}|get the most out of this {t} {kind}].",
    "This {t}, {t2} {kind} is for {viewer}.",
    "[Think of|Picture] {viewer}: [they|these people] will [love it|take to it].",
    "[The viewers|The people] [it suits|who would enjoy it] {they}.",
    "[Its ideal viewers|Those who would love it|Its viewers] {they}.",
    "The [best|natural|right] public for this {t} {kind} would be {viewer}.",
    "[First of all|Above all|Before anyone else] it will [please|suit|reach] {viewer}.",
    "[It asks for|It wants] viewers who {they}.",
)
_THEMES = (
    "They are [drawn to|moved by|curious about] [stories|films|tales] of {th}[| and {th2}].",
    "They have [often|long] [thought|wondered] about {th}[|, and about {th2}].",
    "[A story|A film] [of|about] {th} [draws them in|speaks to them|will get them talking].",
    "[Tell them|Mention] that it is about {th} and [they will come|they listen].",
    "{Th} and {th2}: [such themes|these are the themes that] [stir them|hold them|keep them awake].",
    "[What interests them is|They look for] {th}[, more than plot|, not mere thrills|].",
    "They [want|like] a [story|{kind}] to [say something about|deal with|touch on] {th}[| and {th2}].",
    "They [know|have seen] enough of life to [feel the weight of|care about] {th}.",
)
_NOTICES = (
    "They will [cherish|remember|delight in|talk about|treasure] {p.the}[| and {p2.the}].",
    "[Give them|Show them|Offer them] {p} and they are [happy|won over|content].",
    "They [notice|value|love] things like {p}[| and {p2}].",
    "[For|In return for] {p} they would [give up|trade] a dozen [routine|ordinary] {kinds}.",
    "[Nothing pleases them more than|Few things please them like] {p}.",
    "{P.the} will [delight|win|please] them, and {p2.the} will [do the rest|keep them talking].",
    "[Their favorite part|What they will quote|What they will replay] will be {p.the}.",
    "They have [a weakness|a soft spot] for {p}[| and for {p2}].",
    "{E}. Then they will be [all eyes|leaning forward|wide awake].",
    "{E}. That scene [will be their favorite|is made for them|will stay with them].",
)
_TEMPERS = (
    "They [like|prefer|want] their {kinds} {t}[| and {t2}].",
    "[Their taste runs|They lean] to the {t} and the {t2}.",
    "A {t} mood [suits|pleases] them, a {t2} one [no less|even more].",
    "They are [at ease|at home] with {kinds} both {t} and {t2}.",
    "[On a free evening|Given the choice] they would [rather see|sooner choose] something {t} than something [safe|slick|routine].",
    "They do not ask [a film|{a_kind}] to be anything but {t} and {t2}.",
    "They [will not find it too|do not mind if a film is] {t}[, or too {t2}|, and {t2} besides].",
)
_FORGIVES = (
    "They [forgive|shrug at|do not mind|can live with|put up with] {gx}[| and {gx2}].",
    "{G} will not [put them off|trouble them|spoil it for them].",
    "They [see|notice] {g.the} and [smile|stay anyway|forgive it all the same].",
    "[Others|Stricter viewers] complain of {gx}; [they do not|they hardly notice|not they].",
    "[For|For the sake of] {p}, they will [overlook|accept] {g.the}.",
    "They [ask for no perfection|do not count faults] and let {g.the} pass.",
    "They have patience with {g.the}[| and do not regret it].",
)
_PLACES = (
    "They [like|enjoy] being taken to {place}.",
    "An evening {where} [sounds good to them|is just the thing for them].",
    "{Place}: [the setting alone|that alone] will [draw|tempt] them.",
    "They [like stories from|are fond of] places like {place}.",
    "They [would travel|gladly travel] for two hours to {place}.",
)
# What the film tells, as a reason for these viewers.
_STORY = (
    "It is {a_kind} in which {tale}[|, and they like such stories {t}].",
    "{Logline}: [that is a story for them|such a story holds them].",
    "{Logline}. They will want to know what comes of it.",
    "{Logline}. [They follow that|They will follow it] [gladly|with interest].",
    "[The story|What they will see]: {story}.",
    "{Logline}. [Viewers|People] who like their {kinds} {t} will [stay|be glad of that].",
)
_PLANS = (
    (_OPENS, _STORY, _THEMES, _NOTICES),
    (_STORY, _OPENS, _TEMPERS, _NOTICES),
    (_OPENS, _STORY, _NOTICES, _FORGIVES),
    (_TEMPERS, _OPENS, _STORY, _NOTICES),
    (_STORY, _OPENS, _THEMES, _FORGIVES),
    (_OPENS, _THEMES, _STORY, _PLACES),
    (_OPENS, _STORY, _NOTICES, _TEMPERS),
)


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    draft = Draft(sheets[0], rng)
    return draft.text(*rng.choice(_PLANS))


TASK = Task(
    id="movie_to_viewer",
    title="Who would enjoy it",
    group="viewer",
    prompt=(
        "What type of viewers would enjoy the movie {0}? Describe the viewer's characteristics. "
        "Do not use the movie's name in your response."
    ),
    slots=("semantic",),
    max_tokens=200,
    write=write,
)

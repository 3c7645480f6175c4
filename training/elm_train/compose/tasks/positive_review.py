"""Positive review: a reviewer won over, 50-100 words."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.banks.mood import AUDIENCE, THEMES
from elm_train.compose.banks.praise import ADMIRES, LOVED, MOMENTS, MOMENTS_I
from elm_train.compose.banks.premise import PREMISE, PREMISE_I
from elm_train.compose.draft import Draft
from elm_train.compose.task import Sheet, Task

_OPENS = (
    "[What a|Such a|Here is a] {tk}, {tk2} {kind}[!|.]",
    "[Few|Not many] {kinds} are as {tk} as this one[|, and fewer have {p}].",
    "{P}: [that is what I will remember|I was won over from there|that had me].",
    "[I expected {a_kind}|I expected little] and [got|found] {p}.",
    "[Count me among|I have joined] the [admirers|converts|friends] of this {tk} {kind}.",
    "[I like my {kinds} {tk}|I have a weakness for {kinds}], and this one, {where}, [did not disappoint|is among the best].",
    "[Yes, yes, yes|Bravo|Lovely|A joy|At last]: {a_kind} with {p}.",
    "[Not since I started watching {kinds}|It has been a while since|Rarely] have I [seen|met] {p} [like this|so well done].",
    "{Tk} and {tk2}, [it took me by surprise|it won me in minutes|this is how I like a {kind}].",
    "[I was hooked|I was won over|It had me] by {p.the}.",
    "[If you ask me what|Asked what] a {tk} {kind} [can do|should be], I [would point to|name] this one.",
    "[Some|The best] {kinds} [entertain|impress]; this one, {tk} and {tk2}, [also moves|stays].",
)
_ENDS = (
    "{Tk}, {tk2} [and|and, yes,] {tk3}.",
    "[I left|I came out] [happy|moved|grateful], [thinking about|with my mind on] {th}.",
    "[All in all|In short|Altogether], a {tk} {kind} [about {th}|I will see again|with a heart].",
    "[On {th} it says more than|About {th} it knows more than] [a shelf of {kinds}|most {kinds}].",
    "[A gem|A keeper|A small wonder|A pleasure], {tk} [and {tk2} |]to the [end|last].",
    "[I would watch it again|I will be back] [tomorrow|soon|any time], if only for {p.the}.",
    "[And|Best of all,] it [treats|takes] {th} [seriously|with care].",
    "[If|When] it speaks of {th}, it [rings true|hits home].",
    "{Th}, {th2}: [seldom|rarely] [has|have] they [felt this close|seemed so alive].",
)
_THOUGHTS = (
    "[What moved me|What touched me|What gives it depth] is how it [treats|handles|sees] {th}.",
    "[I had not thought|Who would have thought] that {th} could make [so {tk} a {kind}|a {kind} like this].",
    "[Beneath|Under] the {kind} there is a [real|true] [story|tale] of {th}.",
)
_SCENES = MOMENTS + MOMENTS_I
_PLANS = (
    (_OPENS, PREMISE, _SCENES, ADMIRES, LOVED),
    (PREMISE, LOVED, _SCENES, ADMIRES, _ENDS),
    (PREMISE_I, _SCENES, LOVED, ADMIRES, _ENDS),
    (_OPENS, PREMISE, ADMIRES, _SCENES, _ENDS),
    (_OPENS, PREMISE, LOVED, ADMIRES, _ENDS),
    (PREMISE_I, LOVED, ADMIRES, _THOUGHTS, _ENDS),
    (PREMISE, ADMIRES, LOVED, THEMES, _ENDS),
    (_OPENS, LOVED, PREMISE, ADMIRES, AUDIENCE),
    (_OPENS, PREMISE, ADMIRES, _THOUGHTS, LOVED),
    (PREMISE, LOVED, LOVED, _ENDS, AUDIENCE),
    (_OPENS, ADMIRES, PREMISE, _THOUGHTS, LOVED, _ENDS),
)


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    draft = Draft(sheets[0], rng)
    return draft.text(*rng.choice(_PLANS))


TASK = Task(
    id="positive_review",
    title="Positive review",
    group="review",
    prompt="Write a long positive review for the movie {0}. Do not use the movie's name in your answer.",
    slots=("semantic",),
    max_tokens=200,
    write=write,
)

"""Pitch: the film does not exist yet; convince a producer to make it."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.draft import Draft
from elm_train.compose.task import Sheet, Task

_OPENS = (
    "[Picture|Imagine] {stage}. {Logline}.",
    "[Imagine|Picture|Think of] this: {story}.",
    "[I have|I bring you|Let me tell you about] {a_kind} that [nobody has made|does not exist yet|is waiting to be made]: {story}.",
    "{Logline}. [Our film|So told, it] will be {tk}[| and {tk2}].",
    "[Give me two minutes|Sit back|Close your eyes]: {stage}. {Logline}.",
    "[Here it is in a sentence|In one line|The story]: {story}.",
    "{Tk}, {tk2}: [that is the {kind} I want to make|so will our {kind} be]. {Logline}.",
    "{Logline}: [tell me you would not watch that|that alone is a reason to make it].",
    "[Why does nobody|Why do so few people] make {kinds} about {th}? {Logline}.",
    "[Open on|We open on|First image]: {stage}. {Logline}.",
    "[I see a film|Let us make a film] about {th}. {Logline}.",
    "{P}, {p2}: [that is what I want to put on a screen|so it should begin|nobody has filmed that]. {Logline}.",
    "{Th} and {th2}: [out of that I want to make {a_kind}|that is our matter|there is a {kind} in it]. {Logline}.",
    "{Logline}. [Nothing like it|No {kind} of that sort] is [on the market|being made], and it [can|will] have {p}.",
    "{Scene}, {tale}: [there is our film|that is the {kind} I want to make|give me the money for that].",
    "{Logline}, [told with {p}|all of it {tk} and {tk2}|and in the middle of it {p}].",
    "{Tk}, {tk2}, full of {th}: [that is how I see our {kind}|so it will be]. {Logline}.",
)
_PROMISES = (
    "[We will have|The audience will get|I promise you|You will see|I can already see] {p}[| and {p2}].",
    "{P} will [sell it|fill the seats|be on the poster], and {p2} will [bring people back|get them talking].",
    "[They|People] will come for {p.the} and [stay for|talk about] {p2.the}.",
    "[The film|The camera|This picture] will give us {p}[, then {p2}|].",
    "[Put|Set] {p} on a screen and [nobody will leave|watch the house|the rest follows].",
    "[What will make it great is|What makes it special is] {p}[, along with {p2}|].",
    "[Think of the trailer|For the trailer]: {p}, {p2}.",
    "[Critics|Reviewers] will [praise|write about] {p.the}; [crowds|everyone else] will [love|remember] {p2.the}.",
    "{E}. [There will not be a dry eye|The house will hold its breath|They will be on their feet|You will hear a pin drop].",
    "[At the midpoint|Halfway through|Toward the end] {e}, and [no one will see it coming|that is where we have them].",
)
_COMPARES = (
    "[Most|The usual] {kinds} [have no room for|forget about|run past] {th}; ours will [live on it|be about little else].",
    "[There are many {kinds}|The market is full of {kinds}], [but none|and none] with {p}.",
    "[Beside|Next to] the best {kinds} it will [stand out|hold its own], for it is {tk} where they are [merely loud|routine|slick].",
    "[Take|Think of] the {kinds} that last, [then add|and give them] {p}.",
    "[Unlike|In contrast to] other {kinds}, [this one|ours] will [offer|boast|show] {p}[| and {p2}].",
    "Other {kinds} [chase effects|repeat each other|play it safe]; [this one|ours] is {tk}[ and {tk2}|], and it has {p}.",
    "[It takes what people love in {kinds}|It does all that good {kinds} do] and adds {p}.",
    "[A cousin|A relative] of the great {kinds}, but {tk}[ and {tk2}|].",
)
_HEARTS = (
    "At [heart|the core] it will be {a_kind} about {th}[| and {th2}].",
    "[Beneath|Under] the {kind} [lies|runs] a story of {th}[| and {th2}].",
    "[It has something to say about|It will make people talk about] {th}[| and {th2}].",
    "{Th} and {th2}: [that is what our {kind} will be about|such themes do not age].",
    "[The mood|The tone]: {tk}, {tk2}[, {tk3}|].",
)
_PUBLIC = (
    "{Viewer}: [that is who buys the tickets|there is our public|they will come, and they bring friends].",
    "I can [name|see] [the first people|those] in line: {viewer}.",
    "[The audience is there|I know our audience]: {viewer}.",
    "[We make it for|It will draw|It is made for] {viewer}.",
    "There are people out there who {they}, and [nobody serves them|they are waiting].",
)
_CLOSES = (
    "[Let us be first|Let us make it|Say yes] [before somebody else puts|before another studio puts] {p} on a screen.",
    "[All we need is|Give me] a camera, [a good cast|some courage|a fair budget] and {p}.",
    "[Nobody has put|No one yet has put] {p} [in front of|before] an audience[ like this|], so let us.",
    "[Make it|Produce it] for {p.the} alone, and [thank me later|the rest will pay for itself].",
    "A {tk} film about {th}: [let us not wait|who could say no?|shall we?]",
    "In ten years they will still talk about {p.the}.",
    "[If not us, who will|Who else would] [dare|film] {p}?",
)
_PLANS = (
    (_OPENS, _PROMISES, _COMPARES, _HEARTS, _CLOSES),
    (_OPENS, _HEARTS, _PROMISES, _COMPARES, _PUBLIC),
    (_OPENS, _PROMISES, _COMPARES, _PUBLIC),
    (_OPENS, _COMPARES, _PROMISES, _PUBLIC, _CLOSES),
    (_OPENS, _PUBLIC, _PROMISES, _COMPARES, _HEARTS),
    (_OPENS, _PROMISES, _HEARTS, _COMPARES, _CLOSES),
)


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    draft = Draft(sheets[0], rng)
    return draft.text(*rng.choice(_PLANS))


TASK = Task(
    id="pitch",
    title="Pitch",
    group="persuade",
    prompt=(
        "Assume the movie {0} does not exist. Convince a producer to create it. Explain what characteristics of the movie "
        "will make it a great movie and how it compares to similar movies. Do not use the movie's name in your answer."
    ),
    slots=("semantic",),
    max_tokens=210,
    write=write,
)

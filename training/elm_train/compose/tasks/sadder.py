"""A sadder, more dramatic version: the story with a loss at its turn and a quiet close."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.changed import Mode, version
from elm_train.compose.draft import Draft
from elm_train.compose.task import Sheet, Task

_TRACE = (
    "[a coat on a hook|an unopened letter|a chair by the window|one photograph|a cup nobody washes|a light left on|"
    "a song without words|a name on a list|an empty bed|a half-packed suitcase|a pair of shoes|an unanswered call]"
)
_MODE = Mode(
    turn="sadder",
    bridges=(
        "[This time|In this version] {th} [is no shelter|can save no one|comes too late|brings no second chance].",
        "{Th} [costs|will cost] [them everything|more than anyone can pay|a life] [here|this time|in this telling].",
        "[What was|All that was] {t} [falls silent|fades|goes out of the story].",
        "[Here the story darkens|From here on the story goes down|There is no way back now]: {g} <g:is/are> the least of their griefs.",
        "[Little|Not much] is left of {th}, [and less of hope|and it hurts to look|when the winter comes].",
        "{Th} and {th2} [come apart|part ways|are torn from each other] [without a word|in one night|for good].",
        "[The truth|Forgiveness] about {th} [arrives|comes] [a day late|when nobody is left to hear it|in a letter].",
    ),
    marks=(
        "{P.the} will be seen [once more|a last time], [as a farewell|by an empty room|in silence].",
        f"{{P}} <p:comes/come> back only as [a memory|a dream], beside {_TRACE}.",
        f"[What remains|All that is left] of {{p.the}} is {_TRACE}.",
        f"[Nobody speaks|No one speaks] of {{th}} [any more|again]; there is only {_TRACE}.",
        "Where there <p:was/were> {p}, there is now [silence|an absence|a long pause].",
        f"[Years later|Long afterward|That winter] someone finds {_TRACE} and [understands|weeps over|remembers] {{th}}.",
        "{Where}, [the rain does not stop|the days grow short|the nights are long], and {th} [becomes|is] a wound.",
        f"{{P.the}} will never [come back|be seen again]; {_TRACE} must [do|stand] for it.",
    ),
    tails=(
        "[too late|a day too late|an hour too late] to [matter|change anything|save anyone]",
        "[without a word|without looking back|in tears|with nobody to see it|for the last time]",
        "[in the rain|in falling snow|under a gray sky|in an empty street]",
        f"[with|beside] {_TRACE}",
        "[and it is the last time|and nothing is ever the same|and no one says goodbye]",
        "[with a promise nobody can keep|with a heart already broken|and there is no one to tell]",
    ),
    closes=(
        f"[It ends|The last image is|The film closes] with {_TRACE}[, and with {{th}}|].",
        "[Nothing is left|There is nothing left] of {th} but [a name|the waiting|the cold|a date on a stone].",
        f"[In the last scene|At the end|Long after the credits should have come] {_TRACE} [says|tells] more about {{th}} than [words could|any speech].",
        "{Th}, {th2}: [both are buried|neither survives the winter|all of it comes to dust].",
        "[No one|Nobody] [recovers|is consoled]; {th} [stays with them|is what they are left with].",
        f"[Somebody keeps|An old neighbor keeps] {_TRACE}, [as if|in case] {{th}} [might still be|could be] [mended|undone].",
    ),
)


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    return version(Draft(sheets[0], rng), _MODE)


TASK = Task(
    id="sadder",
    title="Sadder version",
    group="rewrite",
    prompt="Write a sadder and dramatic version of the movie {0}. Do not use the movie's name in your response.",
    slots=("semantic",),
    max_tokens=160,
    write=write,
)

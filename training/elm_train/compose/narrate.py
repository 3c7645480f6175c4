"""Openings and closings of texts that tell a plot, shared by the summary, the description and the changed versions."""

from __future__ import annotations

from elm_train.compose import language, plot
from elm_train.compose.draft import Draft
from elm_train.compose.places import located, told_in

_SCENES = (
    "The [scene|place] is {place}.",
    "{Place}.",
    "[It begins|The story begins|We begin|It opens|The curtain rises] {where}.",
    "[We are|We find ourselves] {where}.",
    "{Where}, a {t} [story|tale|{kind}] [begins|unfolds|takes its course].",
    "[This|Here] is a {t} [{kind}|story|tale] of {th}, [set|played out] {where}.",
    "{Place}: [here begins|the ground of|the scene of] a {t} [story|tale] of {th}.",
    "[Time and place|The setting]: {place}.",
)
_SUBJECTS = (
    "A {t} [story|tale|{kind}] of {th}[| and {th2}].",
    "[This is|Here is|It is] a {t}, {t2} [story|tale|{kind}] [of|about] {th}.",
    "{Th} and {th2}: [a {t} story|a {t}, {t2} {kind}|that is its matter].",
    "[It is|This is] {a_kind} about {th}[| and {th2}], [{t} in tone|told in a {t} voice|more {t} than {t2}].",
    "{T}, {t2}: a [story|tale|{kind}] of {th}.",
)
_CLOSES = (
    "[Underneath|Behind the events|Behind it all|Beneath it] [lies|runs] a [story|tale] of {th}[| and {th2}].",
    "[Its|The] [real|true] subject is {th}[|, and next to it {th2}].",
    "[At bottom|At heart|All told|In sum] it is about {th}[|, told in a {t} key|, and about {th2}].",
    "{Th} and {th2} [give it|lend it] [its weight|its shape|its {t} tone].",
    "[It is|This is|All told it is] {a_kind} about {th}[| and {th2}], {t} [and {t2}|in tone].",
    "[Every|Each] turn [comes back|leads] to {th}[|, and to {th2}].",
    "The [mood|tone] is {t} and {t2}[| throughout| to the last| from first to last].",
    "[It is told|All of it is told] in a {t}, {t2} [voice|manner|way].",
    "[What remains|What is left] is {a_kind} [about|on] {th}, {t} and {t2}.",
    "[So ends|Thus ends] a {t} [tale|story] of {th}[| and {th2}].",
    "{T}, {t2} and {t3}, it [speaks of|turns on|circles] {th}.",
    "[All through|All along] it [keeps|holds] {th} in sight[|, with {p} on the way].",
    "[On the way|Along the way] there <p:is/are> {p}[| and {p2}].",
)


def opening(draft: Draft, events: list[str]) -> list[str]:
    """The sentences before the second event: one of several ways into the story, the first event included."""
    first, sheet = events[0], draft.sheet
    where = located(sheet["setting"])
    manner = draft.rng.random()
    if not told_in(sheet["setting"], " ".join(events[:2])) and not first.startswith(("In ", "On ", "At ")):
        if manner < 0.35 and language.can_lower(first):
            comma = "," if "," in where or len(where.split()) > 5 else ""
            return [f"{language.capitalize(where)}{comma} {language.lower_first(first)}"]
        if manner < 0.6:
            return [draft.say(_SCENES), first]
    if manner < 0.3:
        return [draft.say(_SUBJECTS), first]
    return [first]


def told(draft: Draft, words: tuple[int, int]) -> list[str]:
    """The plot in about `words` (least, most), its opening included."""
    events = plot.chosen(draft.sheet["plot"], words, draft.rng)
    return opening(draft, events) + plot.retold(events[1:], draft.rng)


def closing(draft: Draft) -> str:
    """A sentence that looks back on the story."""
    return draft.say(_CLOSES)

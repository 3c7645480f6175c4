"""The `improve` sentence of a sheet, whose forms differ, brought to one: what is changed and what that would do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from elm_train.compose import language

# Verbs that open such sentences, as imperatives or as gerunds.
_VERBS = frozenset(
    """acknowledge act add age aim allow anchor ask base begin blend board break bring build carry cast center choose
    clarify clear commit concentrate condense confine cross cut dare decide deepen develop dial dig discard ditch
    doubt draw drop dwell earn ease embrace end enter explain explore expose face feed feel fill find finish flesh
    focus fold follow force frame free get give grant ground grow halve hand hang have hear hide hint hold identify
    include introduce invent invest investigate join keep kill know lay lean learn leave lengthen let limit linger
    link live lose make mark meet merge move mute name narrow open order own pace paint pair pause pick pitch place
    plant play plot press promote prune pull push put quicken quiet race raise reach recast reckon recycle reduce
    rely remove replace resolve restore return reveal rewind rewrite root save see seed send set settle shape share
    sharpen shave shoot shorten show shrink simplify sketch skip slip slow soften sow spare spend split spread
    spring stage stake start stay steady stick stop straighten stretch strip swap take tell temper test thread throw
    tie tighten tone toss trace track trade treat trim trust turn unfold unmask use wait wake warm watch weave weigh
    widen win withhold work write""".split()
)


@dataclass(frozen=True)
class Improvement:
    """`form` tells what `change` is: a verb phrase with its verb in the base form ("let the boy lead"), a noun phrase
    ("fewer jokes") or a clause in the present tense ("the boy leads"). `gain` is a verb phrase behind "would", or ""."""

    form: Literal["act", "thing", "clause"]
    change: str
    gain: str


def parsed(improve: str) -> Improvement:
    """The sentence of the sheet in parts; a conditional sentence that fits no other form counts as a clause."""
    text = improve.rstrip(".")
    first = text.split()[0]
    if first.lower() in _VERBS:
        return Improvement("act", text[0].lower() + text[1:], "")
    change, would, gain = text.partition(" would ")
    if first.endswith("ing") and would:
        return Improvement("act", _without_gerunds(change).rstrip(","), gain)
    if would and not re.match(r"(?:If|When|As|Once|With|Without|What|Seeing) ", text):
        return Improvement("thing", language.lower_first(change).rstrip(","), gain)
    return Improvement("clause", language.lower_first(text), "")


def _without_gerunds(phrase: str) -> str:
    """ "Cutting two threads and letting the talk fall silent" as "cut two threads and let the talk fall silent"."""
    first, _, rest = phrase.partition(" ")
    phrase = f"{base_form(first.lower())} {rest}"
    return re.sub(
        r"(?<= and )(\w+ing)\b(?= (?:the|a|an|his|her|their|its|one|more|two|each|some|all|it|them|him)\b)",
        lambda match: base_form(match[1]),
        phrase,
    )


def base_form(gerund: str) -> str:
    """The verb of a gerund: "making" gives "make", "trimming" gives "trim"."""
    stem = gerund.removesuffix("ing")
    spellings = (stem + "e", stem, stem[:-1], stem[:-1] + "ie")
    return next((verb for verb in spellings if verb in _VERBS), stem)

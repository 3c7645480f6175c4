"""The plot of a sheet retold: which events, how they are joined, where a pause or a step in time is marked."""

from __future__ import annotations

import random
import re
from functools import lru_cache

from elm_train.compose import language

_STEPS = ("before long", "soon", "in time", "after that", "before very long", "some time later", "then")
_ENDS = ("in the end", "at last", "finally", "eventually", "when it is over", "in the last scenes")
# A subject in front: such a sentence takes an adverbial before it.
_SUBJECT_FIRST = re.compile(r"(?:He|She|They|The|His|Her|Their|Two|Both|A|An) ")
_PRONOUN_FIRST = re.compile(r"(?:He|She|They|Both|It) ")
_DATED = re.compile(
    r"\b(?:before long|soon|in time|then|after|before|when|while|until|at last|finally|eventually|in the end|ends?|"
    r"meanwhile|now|later|next|already|years?|months?|days?|once|always|never|has been|had)\b",
    re.IGNORECASE,
)
_CLAUSE_JOINT = re.compile(r", and (?=(?:he|she|they|the|a|an|his|her|their|it|two|both) )")


@lru_cache(maxsize=8192)
def events(plot: str) -> tuple[str, ...]:
    """The sentences of the plot, in order."""
    return tuple(language.sentences(plot))


@lru_cache(maxsize=8192)
def moments(plot: str) -> tuple[str, ...]:
    """Short events behind the first that name who acts, as clauses for the middle of a sentence."""
    clauses = [event.rstrip(".") for event in events(plot)[1:] if event.endswith(".")]
    clauses = [clause for clause in clauses if not set(";:\"") & set(clause) and not _PRONOUN_FIRST.match(clause)]
    present = [clause for clause in clauses if not re.search(r"\b(?:once|had|ago|been|later|was|were)\b", clause)]
    short = (clause for clause in present if _SUBJECT_FIRST.match(clause) and len(clause.split()) <= 18)
    return tuple(language.lower_first(clause) for clause in short)


def chosen(plot: str, words: tuple[int, int], rng: random.Random) -> list[str]:
    """Events from first to last with some in between left out, so that the whole has about `words` (least, most)."""
    told = list(events(plot))
    target = rng.uniform(*words)
    while len(told) > 3 and _length(told) > target:
        # The second event usually says what the first has set going: it goes less often than the others.
        candidates = list(range(2, len(told) - 1)) * 3 + [1] + ([len(told) - 1] if rng.random() < 0.25 else [])
        told.pop(rng.choice(candidates))
    return told


def _length(told: list[str]) -> int:
    return sum(len(event.split()) for event in told)


def retold(told: list[str], rng: random.Random, ends: bool = True) -> list[str]:
    """Events behind the first in other sentences: long ones cut at a joint, short ones joined, steps in time marked.

    `ends` says whether the last of them is the story's end, which may be announced.
    """
    cut = [piece for event in told for piece in _cut(event, rng)]
    joined: list[str] = []
    for event in cut:
        if joined and _short(joined[-1]) and _short(event) and language.can_lower(event) and rng.random() < 0.4:
            joined[-1] = joined[-1].rstrip(".") + _joint(joined[-1], event, rng) + language.lower_first(event)
        else:
            joined.append(event)
    return _stepped(joined, rng, ends)


def _short(event: str) -> bool:
    return len(event.split()) <= 11 and event.endswith(".") and ";" not in event


def _joint(first: str, second: str, rng: random.Random) -> str:
    if "," in first or "," in second or " and " in first:
        return "; "
    return rng.choice((", and ", "; "))


def _cut(event: str, rng: random.Random) -> list[str]:
    if ";" in event and rng.random() < 0.45:
        return [language.sentence(piece) for piece in event.split(";")]
    joints = list(_CLAUSE_JOINT.finditer(event))
    if len(joints) == 1 and rng.random() < 0.35:
        before, after = event[: joints[0].start()], event[joints[0].end() :]
        if len(before.split()) >= 7 and len(after.split()) >= 6 and not set(",;:") & set(before + after[:30]):
            return [language.sentence(before), language.sentence(after)]
    return [event]


def _stepped(told: list[str], rng: random.Random, ends: bool) -> list[str]:
    """At most one step in time on the way and one before the last event."""
    on_the_way = rng.choice(range(len(told))) if len(told) > 2 and rng.random() < 0.45 else None
    marked = []
    for index, event in enumerate(told):
        last = ends and index == len(told) - 1
        if (last and rng.random() < 0.35) or (index == on_the_way and not last):
            event = _marked(event, rng.choice(_ENDS if last else _STEPS))
        marked.append(event)
    return marked


def _marked(event: str, step: str) -> str:
    if not _SUBJECT_FIRST.match(event) or _DATED.search(event):
        return event
    comma = "," if len(step.split()) > 2 else ""
    return language.capitalize(f"{step}{comma} {language.lower_first(event)}")

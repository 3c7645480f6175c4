"""Concepts of a sheet (war, fathers, dry wit, images) and their wording: what likings and comparisons are made of."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from elm_train.compose.concept_names import PLAIN_NAMES
from elm_train.compose.concept_table import CRAFTS, SUBJECTS, TONES, Row
from elm_train.compose.language import with_article
from elm_train.compose.task import Sheet

# How much a hit in a field says about the film: what it is about counts more than what happens to be in it.
SUBJECT_WEIGHTS = {"viewer": 2.0, "themes": 2.0, "logline": 1.5, "praise": 1.0, "setting": 0.5, "plot": 0.35}
THRESHOLD = 2.0


@dataclass(frozen=True)
class Concept:
    """`likes`: noun phrases after "They enjoy"; `traits`: predicates after "The first movie"; `names`: plain names
    of the kind, none where nobody could mind it."""

    key: str
    facet: str
    likes: tuple[str, ...]
    traits: tuple[str, ...]
    names: tuple[str, ...]


@cache
def table() -> dict[str, Concept]:
    """Every concept by key, subjects before tones before crafts."""
    rows = (*SUBJECTS, *TONES, *CRAFTS)
    return {row[0]: Concept(row[0], row[1], row[3], row[4], PLAIN_NAMES.get(row[0], ())) for row in rows}


def concepts_of(sheet: Sheet) -> dict[str, float]:
    """The concepts of a sheet by key, each with its strength (subjects 2 and up, tones and crafts 1 a hit)."""
    fields = tuple(" ; ".join(sheet[name]) if isinstance(sheet[name], list) else sheet[name] for name in _FIELDS)
    return _find(fields)


def evidence(sheet: Sheet, key: str, rng: random.Random) -> str | None:
    """A theme or a praised detail in which the sheet speaks of the concept, or None."""
    facet, pattern = next((facet, pattern) for name, facet, pattern in _patterns() if name == key)
    if facet == "tone":
        tones = [tone for tone in sheet["tone"] if pattern.search(tone)]
        return f"{with_article(rng.choice(tones))} {rng.choice(_TONE_NOUNS)}" if tones else None
    phrases = sheet["praise"] if facet == "craft" else [*sheet["themes"], *sheet["praise"]]
    found = [phrase for phrase in phrases if pattern.search(phrase.lower())]
    return rng.choice(found) if found else None


def plural_trait(trait: str) -> str:
    """A predicate with its verb in the plural: "is a war story" as "are war stories", "follows" as "follow"."""
    verb, _, rest = trait.partition(" ")
    rest = _plural_complement(rest) if verb == "is" else rest
    rest = re.sub(r"\bits\b", "their", rest)
    return f"{_plural_verb(verb)} {rest}".strip()


def _plural_verb(verb: str) -> str:
    irregular = {"is": "are", "has": "have", "does": "do", "goes": "go"}
    if verb in irregular:
        return irregular[verb]
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    return verb[:-2] if verb.endswith(("sses", "ches", "shes", "xes")) else verb[:-1]


def _plural_complement(rest: str) -> str:
    match = re.match(r"an? ((?:[\w-]+ )*?)(story|tale|film|comedy|piece|satire|journey|pleasure|feast)\b(.*)", rest)
    if not match:
        return rest
    noun = match[2][:-1] + "ies" if match[2].endswith("y") and match[2] != "journey" else match[2] + "s"
    if match[2] in ("pleasure", "feast"):
        return rest
    return f"{match[1]}{noun}{match[3]}"


_TONE_NOUNS = ("tone", "mood", "manner", "spirit", "touch")
_FIELDS = ("viewer", "themes", "logline", "praise", "plot", "setting", "tone")


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    def compiled(row: Row) -> tuple[str, str, re.Pattern[str]]:
        return row[0], row[1], re.compile(rf"\b(?:{row[2]})\b")

    return tuple(compiled(row) for row in (*SUBJECTS, *TONES, *CRAFTS))


@lru_cache(maxsize=8192)
def _find(fields: tuple[str, ...]) -> dict[str, float]:
    by_name = dict(zip(_FIELDS, (field.lower() for field in fields), strict=True))
    # "lovers of horses" are no love story.
    by_name["viewer"] = re.sub(r"\b(?:lovers?|buffs?|fans?)\b", "", by_name["viewer"])
    found: dict[str, float] = {}
    for key, facet, pattern in _patterns():
        if facet == "subject":
            strength = 0.0
            for name, weight in SUBJECT_WEIGHTS.items():
                # The plot, the longest field and the last, is read only where it can still decide.
                if name != "plot" or strength + 2 * weight >= THRESHOLD:
                    strength += weight * min(2, len(pattern.findall(by_name[name])))
            if strength >= THRESHOLD:
                found[key] = strength
        else:
            hits = len(pattern.findall(by_name["tone" if facet == "tone" else "praise"]))
            if hits:
                found[key] = float(hits)
    return found

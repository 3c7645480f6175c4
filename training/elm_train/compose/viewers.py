"""The `viewer` of a sheet ("horror fans who love practical effects") as a predicate ("love practical effects")."""

from __future__ import annotations

import re
from typing import Literal

Person = Literal["you", "they"]

_SINGULAR_HEAD = re.compile(r"\b(?:anyone|anybody|someone|everyone|person)\b")
_ENTHUSIASTS = {
    "fans": "like", "lovers": "love", "admirers": "admire", "devotees": "are devoted to", "followers": "follow",
    "enthusiasts": "love", "connoisseurs": "know and love", "watchers": "like", "collectors": "collect",
}  # fmt: skip
# Verbs of viewers: behind "who" they tell that it means them and not the last noun ("fans of gunplay who care more").
_WATCHING = r"(?:like|want|enjoy|love|can|prefer|relish|remember|forgive|value|do not|prize|adore|savor|welcome|care|crave)"
_PREDICATES = re.compile(
    r"\b(fond of|drawn to|curious about|ready for|ready to|willing to|moved by|after|wanting|in the mood for|open to|"
    r"amused by|touched by|with a taste for|with a weakness for|with a soft spot for|with an eye for|with patience for|"
    r"with a fondness for|with a love of|with a tolerance for|interested in|happy to) (.+)$"
)


# A clause that looks back at a noun it has lost, tells of the past, or holds another clause of the kind.
_UNFIT = re.compile(r"^(?:\w+ed|had|kept|fought|was|were|saw|knew) |^\w+ (?:it|them|him|her)\b|\bit$|^are .* who ")


def taste(viewer: str, person: Person) -> str | None:
    """What the viewers like, as a verb phrase behind "you" or "they"; None where the noun phrase gives none.

    Heads that ask for a singular verb ("anyone who likes") are left out: the second of two verbs would have to
    change too.
    """
    if _SINGULAR_HEAD.search(viewer):
        return None
    clause = _clause(viewer)
    if clause is None or _UNFIT.search(clause) or len(clause.split()) < 4:
        return None
    if " and those " in clause or re.search(r" and [\w -]+ who ", clause):
        return None
    return clause if person == "they" else _addressed(clause)


def _clause(viewer: str) -> str | None:
    if match := re.match(r"[\w' ,-]*?\b(\w+) of (?!all\b|any\b|every\b)(.+)$", viewer):
        verb, rest = _ENTHUSIASTS.get(match[1]), match[2]
        if verb and (more := re.search(rf" who ({_WATCHING} .+)$", rest)):
            return more[1]
        if verb and " who " not in rest:
            return f"{verb} {rest}"
    if match := re.match(r"((?:(?!\bof\b)[\w' ,-])*) who (?!were\b|once\b|ever\b|also\b|never\b|grew\b)(.+)$", viewer):
        return None if _PREDICATES.search(match[1]) else match[2]
    if match := _PREDICATES.search(viewer):
        if match[1].startswith("with"):
            return f"have {match[1].removeprefix('with ')} {match[2]}"
        return f"want {match[2]}" if match[1] == "wanting" else f"are {match[1]} {match[2]}"
    return None


def _addressed(clause: str) -> str:
    for third, second in ((r"\btheir own\b", "your own"), (r"\btheir\b", "your"), (r"\bthemselves\b", "yourself"), (r"\bthe[ym]\b", "you")):
        clause = re.sub(third, second, clause)
    return clause

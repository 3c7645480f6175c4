"""Settings as adverbials: "an island" is a place one is on, "Paris" one that one is in."""

from __future__ import annotations

import re

_SURFACES = frozenset(
    """island islands isle planet planets moon ship liner submarine yacht boat vessel starship farm ranch plantation
    train bus highway highways road roads backroads freeways coast beach beaches frontier border campus prairie plains
    estate reservation river rivers sea lake starliner plane airliner jet airplane tour riviera peninsula seas ferry
    spaceship shore seashore earth mars""".split()
)
_PREPOSITIONS = frozenset("in on at aboard across between beyond inside outside around above below under near along".split())
_HEAD_END = re.compile(
    r",| (?:in|of|near|off|during|from|around|and|with|between|at|on|before|after|by|under|where|about|across) "
)


def located(setting: str) -> str:
    """The setting (a noun phrase of place and time) behind its preposition."""
    if setting.split()[0].lower() in _PREPOSITIONS:
        return setting
    head = _HEAD_END.split(setting)[0].split()[-1].lower()
    return f"{'on' if head in _SURFACES else 'in'} {setting}"


_COMMON = frozenset("early late modern small town city century world around about with from near high school".split())


def told_in(setting: str, sentence: str) -> bool:
    """Whether the sentence already says where it plays: it shares a weighty word with the setting."""

    def weighty(text: str) -> set[str]:
        return {word for word in re.findall(r"[a-z]{4,}", text.lower()) if word not in _COMMON}

    return bool(weighty(setting) & weighty(sentence))

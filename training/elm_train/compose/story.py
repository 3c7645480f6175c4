"""Reading a sheet as a story: its protagonist, the subject of a sentence, its place and time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from elm_train.compose.places import located
from elm_train.compose.story_words import (
    BOUNDARIES,
    COLLECTIVES,
    DETERMINERS,
    NO_HEROES,
    NOUNS_IN_S,
    PARTICIPLES,
    PEOPLE,
    PLURAL_DETERMINERS,
    PREPOSITIONS,
    VAGUE_HEADS,
)
from elm_train.compose.task import Sheet

Gender = Literal["he", "she", "they", "it"]

PRONOUNS: dict[str, Gender] = {
    "he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she",
    "herself": "she", "they": "they", "them": "they", "their": "they", "themselves": "they",
}

_NAME = r"(?:[A-Z][\w'-]+(?: (?:and|of|the) (?=[A-Z])| (?=[A-Z]))?)+"
_PLACE_THEN_TIME = re.compile(
    r"(.*?), ((?:around |about |circa )?(?:(?:the )?(?:early|mid|late|summer|winter|spring|autumn)[- ])?"
    r"(?:the )?(\d{4})(s?)(.*))"
)
_LEADING_DATE = re.compile(r"^(?:In|During|By) (?:early |late |the )*\d{4}s?(?: [A-Z][\w'-]+)*,? (?=[a-z])")
_LEADING_PLACE = re.compile(
    rf"^(?:In|Near|Outside) (?:(?:[a-z]+-?[a-z]*ties|wartime|modern|postwar|present-day|rural|old) )?{_NAME},? "
    r"(?=(?:a|an|the|two|three|four) )"
)
_PLACE = re.compile(
    rf" (?:in|near|outside|across) (?:the )?(?:(?:[a-z-]+) )?{_NAME}"
    r"(?=[,.;]| (?:and|to|with|who|that|from|by|for|on|at|as|is|are|until|while|when|but|where)\b)"
)
_DATE = re.compile(r" (?:in|during|by|around|of) (?:the )?(?:early |late |mid-|summer of )*\d{4}s?(?=[ ,.;])")
_WORD = re.compile(r"[A-Za-z0-9][\w'.-]*|,|;|:")


@dataclass(frozen=True)
class Protagonist:
    """`introduced`: "a careful safecracker"; `short`: "the safecracker"; `head`: "safecracker"; `before`: the
    fronted clause of the logline with its comma, or ""; `rest`: what follows the noun phrase."""

    introduced: str
    short: str
    head: str
    gender: Gender
    before: str
    rest: str

    @property
    def plural(self) -> bool:
        return self.introduced.split()[0].lower() in PLURAL_DETERMINERS


def pronouns_in(text: str) -> set[Gender]:
    """Which third-person pronouns a text uses, by kind."""
    return {PRONOUNS[word] for word in re.findall(r"[a-z]+", text.lower()) if word in PRONOUNS}


def protagonist(sheet: Sheet) -> Protagonist | None:
    """The subject of the logline, or None where it is not a plain noun phrase."""
    return _protagonist(sheet["logline"].rstrip("."), sheet["plot"])


@lru_cache(maxsize=8192)
def _protagonist(logline: str, plot: str) -> Protagonist | None:
    start = _subject_start(logline)
    if start is None:
        return None
    phrase, end = _noun_phrase(logline[start:])
    if phrase is None:
        return None
    words = phrase.split()
    head = words[-1]
    if any(word.endswith("s'") for word in words):
        return None
    if not re.fullmatch(r"[a-z][a-z-]+", head) or head.endswith(("ing", "ly", "ed")) or head in NO_HEROES:
        return None
    described = len(words) > 2 and words[-2].isalpha() and words[-2].islower()
    keep = words[-2:] if head in VAGUE_HEADS and described else words[-1:]
    introduced = phrase[0].lower() + phrase[1:]
    if logline[start + end :].startswith(" of ") and head in COLLECTIVES:
        return None
    if words[0].lower() in PLURAL_DETERMINERS and not (head.endswith("s") or head in PEOPLE["they"]):
        return None
    return Protagonist(
        introduced=introduced,
        short="the " + " ".join(keep),
        head=head,
        gender=_gender(logline, plot, head, words[0].lower()),
        before=logline[:start].strip(),
        rest=logline[start + end :].strip(),
    )


def leading_subject(sentence: str) -> tuple[str, str] | None:
    """The noun phrase that opens a sentence ("A retired forger") and what follows it, or None."""
    if sentence.split()[0].lower() not in DETERMINERS:
        return None
    phrase, end = _noun_phrase(sentence)
    rest = sentence[end:].strip()
    if phrase is None or not rest or rest.startswith(("and ", ",", "or ")):
        return None
    return phrase, rest


def place_and_time(setting: str) -> str:
    """A setting as it stands after a preposition: "Harlem, early 1990s" becomes "Harlem in the early 1990s"."""
    match = _PLACE_THEN_TIME.fullmatch(setting)
    if not match:
        return re.sub(r", ((?:early |late |mid-)?(?:\w+) century)$", r" in the \1", setting)
    place, time, _, decade, tail = match.groups()
    between = re.fullmatch(r"(\d{4}) (?:to|and) (\d{4})", time)
    if between:
        return f"{place} between {between[1]} and {between[2]}"
    if decade and not time.startswith(("the ", "around", "about")):
        time = "the " + time
    if time.startswith(("around", "about", "circa")):
        return f"{place} {time.replace('circa', 'around')}"
    if time.startswith(("summer ", "winter ", "spring ", "autumn ")):
        season, year = time.split(" ", 1)
        return f"{place} in the {season} of {year}"
    return f"{place} in {time}"


def within(setting: str) -> str:
    """The setting with the preposition that it takes: "in Harlem in the early 1990s", "on the road ..."."""
    return located(place_and_time(setting))


def unplaced(sentence: str) -> str:
    """The sentence without the named places and dates that tie it to its own film."""
    text = sentence
    for pattern in (_LEADING_DATE, _LEADING_PLACE, _PLACE, _DATE):
        text = pattern.sub("", text)
    return text[0].upper() + text[1:] if text else sentence


def _subject_start(logline: str) -> int | None:
    first = logline.split()[0].lower()
    if first in DETERMINERS:
        return 0
    for match in re.finditer(r", (?=\w)", logline):
        following = logline[match.end() :].split()[0].lower()
        if following in DETERMINERS and following != "the":
            return match.end()
    if first in ("in", "on", "during", "at") and "," not in logline:
        match = re.search(r" (?=(?:a|an|two|three|four) )", logline[len(first) + 3 :])
        if match:
            return len(first) + 3 + match.end()
    return None


def _noun_phrase(text: str) -> tuple[str | None, int]:
    tokens = list(_WORD.finditer(text))
    if not tokens:
        return None, 0
    plural = tokens[0][0].lower() in PLURAL_DETERMINERS
    kept = [tokens[0]]
    for position, token in enumerate(tokens[1:], start=1):
        word = token[0]
        following = tokens[position + 1][0] if position + 1 < len(tokens) else ""
        if word == ",":
            goes_on = following not in DETERMINERS | BOUNDARIES and not _looks_like_noun(kept[-1][0])
            if goes_on and 2 <= len(kept) <= 3 and not following.endswith(("ed", "ing")):
                continue
            if goes_on and len(kept) == 2:
                return None, 0
            break
        if word in BOUNDARIES or word in (";", ":"):
            break
        participle = word in PARTICIPLES or (word.endswith(("ed", "ing")) and following in PREPOSITIONS | DETERMINERS)
        if len(kept) >= 2 and participle:
            break
        if len(kept) >= 2 and plural and re.search(r"[^s]s$", kept[-1][0]) and word.islower():
            break
        if len(kept) >= 2 and not plural and _is_verb(word):
            break
        kept.append(token)
    if not 2 <= len(kept) <= 7:
        return None, 0
    end = kept[-1].end()
    return text[: end], end


def _looks_like_noun(word: str) -> bool:
    return word in PEOPLE["he"] | PEOPLE["she"] | PEOPLE["they"] or word.endswith(("er", "or", "ist", "ian"))


def _is_verb(word: str) -> bool:
    return word.islower() and word.endswith("s") and not word.endswith(("ss", "us", "'s")) and word not in NOUNS_IN_S


def _gender(logline: str, plot: str, head: str, determiner: str) -> Gender:
    if determiner in PLURAL_DETERMINERS or head in PEOPLE["they"]:
        return "they"
    for kind in ("she", "he"):
        if head in PEOPLE[kind] or head.endswith(("woman", "girl") if kind == "she" else ("man", "boy")):
            return kind
    for text in (logline, plot):
        words = [PRONOUNS.get(word) for word in re.findall(r"[a-z]+", text.lower())]
        he, she = words.count("he"), words.count("she")
        if he != she:
            return "he" if he > she else "she"
    return "it"

"""English by rule: articles, agreement, capitals, lists, variants and punctuation of composed texts."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

Number = Literal["singular", "plural"]

_ARTICLE_A = re.compile(
    r"(?:uni(?![mn]|de|ss)|unanim|u[bcfhjkqrst][aeiou]|ukr|eu|ewe|one(?:\b|-|s)|once|ouija|u\.s|nasa|nato|swat)",
    re.IGNORECASE,
)
_ARTICLE_AN = re.compile(r"(?:hour|honest|honou?r|heir|8|11\b|18(?:\d\d)?(?:\b|th|s))", re.IGNORECASE)
_SPOKEN_ACRONYM = re.compile(r"[AEFHILMNORSX](?:[A-Z.]|\b(?![a-z']))")
# Only where letter and article look at odds, or may be: "a" before a vowel, an h or a capital, "an" before others.
_ARTICLE_SLOT = re.compile(
    r"\b([Aa])(?:() (?=([\"']?[aeiouhAEFHILMNORSX81]\S*))|(n) (?=([\"']?(?:[^\W_aeiAEI]|eu|ew|Eu)\S*)))"
)

# First words of a sentence that carry a capital only because they stand first.
_COMMON_STARTS = frozenset(
    """a an the this that these those his her their its our my your one two three four five six seven eight nine ten
    he she they it we you who what nobody someone everyone everybody somebody anyone nothing everything something
    each every all both half most many few several some no neither either another other others such
    in on at by from with without to for of over under after before during through across between among against
    into onto beneath behind beside beyond inside outside below above around along amid near despite upon until since
    as while when once if where because although though and but so yet only even just still not now then here there
    years months days weeks hours home fresh back out up down off away more fewer less
    sent told left born broke broken stuck given caught sold torn bound hit lost shot cut set made found held taken
    driven hidden drawn sworn chosen stolen thrown worn grown forced newly recently desperate eager certain
    meanwhile soon next later finally together deep slowly eventually instead elsewhere
    police friends soldiers men women children rain fog snow rival thirty twenty fifteen twelve dozens mistaken beaten
    determined unable unwilling unaware alone tired weary sick short hungry lonely jealous rich poor young old""".split()
)
_NUMERALS_AND_QUANTIFIERS = frozenset(
    """these those two three four five six seven eight nine ten eleven twelve several many few both various countless
    fewer some""".split()
)
_SINGULAR_DETERMINERS = frozenset("a an one each every another this that either neither".split())
_IRREGULAR_PLURALS = frozenset(
    "women men children people police teeth feet mice geese folk kids policemen firemen gunmen housewives wives lives "
    "grown-ups townspeople salesmen gentlemen businessmen fishermen madmen cavemen snowmen clergy cattle media".split()
)
_SINGULAR_IN_S = frozenset(
    "news politics physics mathematics economics ethics athletics gymnastics acoustics aesthetics chess darkness glass "
    "business class grass mess press princess actress waitress boss loss kiss cross address success process access "
    "bus gas chaos bias canvas pathos campus chorus circus focus genius virus status surplus nexus citrus octopus "
    "crisis basis analysis emphasis oasis thesis series species corps tennis paris always perhaps less this is was "
    "has does its his us as plus thus yes".split()
)
_POSTMODIFIERS = frozenset(
    """of in on at by from with without to for over under after before during through across between among against into
    onto beneath behind beside beyond inside outside below above around along amid near despite like as than about per
    that who whom whose which where when while but or nor so too not never always rarely hardly barely only even just
    until till since off up down out away apart together everywhere anyone nobody""".split()
)


def article(phrase: str) -> Literal["a", "an"]:
    """The indefinite article that the first word of `phrase` takes by its sound ("an hour", "a one-joke plot")."""
    word = phrase.lstrip("\"'")
    if _ARTICLE_AN.match(word):
        return "an"
    if _ARTICLE_A.match(word):
        return "a"
    spelled = word[:2].isupper() and _SPOKEN_ACRONYM.match(word)
    return "an" if spelled or word[:1].lower() in tuple("aeiou") else "a"


def with_article(phrase: str) -> str:
    """`phrase` behind its indefinite article."""
    return f"{article(phrase)} {phrase}"


def fix_articles(text: str) -> str:
    """Every "a" and "an" of `text` brought to what the next word asks for."""

    def corrected(match: re.Match[str]) -> str:
        return match[1] + ("n" if article(match[3] or match[5]) == "an" else "") + " "

    return _ARTICLE_SLOT.sub(corrected, text)


def capitalize(text: str) -> str:
    """First letter raised, the rest as it is."""
    if text[:1].isalpha():
        return text[0].upper() + text[1:]
    return re.sub(r"^[\"'(]+[^\W\d_]", lambda match: match[0].upper(), text)


def can_lower(text: str) -> bool:
    """Whether the first word of a sentence is known to be no name, so that it may stand inside another sentence."""
    word = re.match(r"[A-Za-z'-]*", text)[0].removesuffix("'s")
    lowered = word.lower()
    return lowered in _COMMON_STARTS or (len(word) > 4 and lowered.endswith(("ing", "ed")) and "-" not in word)


def lower_first(text: str) -> str:
    """The sentence made ready to stand inside another: its head lower-cased unless it may be a name ("I", "American")."""
    return text[:1].lower() + text[1:] if can_lower(text) else text


def definite(phrase: str) -> str:
    """ "a cello score" as "the cello score", "two captains" as "the two captains"; other noun phrases unchanged."""
    return re.sub(r"^(?:an? |(?=(?:two|three|four|five|six) ))", "the ", phrase)


_DENIALS = frozenset("no none nothing nobody neither never not hardly scarcely little too so less few nearly half".split())


def denies(phrase: str) -> bool:
    """Whether the phrase states a lack or a measure ("no feeling for any victim", "too many villains"): it stands well
    behind "It has" but not behind "the" or a verb of liking."""
    return phrase.split()[0].lower() in _DENIALS


def _looks_plural(word: str) -> bool:
    word = word.lower()
    tail = word.rsplit("-", 1)[-1]
    if word in _IRREGULAR_PLURALS or tail in _IRREGULAR_PLURALS:
        return True
    return tail.endswith("s") and not tail.endswith(("ss", "'s", "us")) and tail not in _SINGULAR_IN_S


def number(phrase: str) -> Number | None:
    """Whether a verb behind the noun phrase is singular or plural, and None where its head is not certain.

    "a cello score" is singular in spite of what follows it, "women used and forgotten" plural. A bare phrase
    with a coordination near its head ("talk and tears") is plural; a gerund in front ("growing up") is singular.
    """
    words = re.findall(r"[^\s,;:]+", phrase)
    if not words:
        return None
    first = words[0].lower()
    if first in _SINGULAR_DETERMINERS:
        # "a hero and a villain": a second article soon after "and" makes two of them.
        first_noun = re.match(r"an? ([\w' -]{2,30}) and (?:an?|the|his|her|their) ", phrase)
        return "plural" if first_noun and not _POSTMODIFIERS & set(first_noun[1].split()) else "singular"
    if first in _NUMERALS_AND_QUANTIFIERS:
        return "plural"
    head: list[str] = []
    for index, word in enumerate(words):
        lowered = word.lower()
        if lowered == "and" and index and not _is_adjective_pair(words, index):
            return "plural"
        if lowered in _POSTMODIFIERS and index:
            break
        if index and head and _looks_plural(head[-1]) and lowered.endswith(("ed", "en", "ing", "wn", "ught", "ly")):
            break
        head.append(word)
    if not head:
        return None
    if _looks_plural(head[-1]):
        return "plural"
    if any(_looks_plural(word) for word in head):
        return None
    # A participle or adjective behind the head leaves the reading open; a short plain head does not.
    return "singular" if len(head) <= 2 and not head[-1].endswith(("ed", "ly")) else None


def _is_adjective_pair(words: Sequence[str], index: int) -> bool:
    """Whether "and" at `index` may join adjectives: no noun sign before it, and a word follows to be their noun."""
    return words[0].lower() in {"the", "no"} and index == 2 and not _looks_plural(words[1])


def agree(phrase: str, singular: str, plural: str) -> str | None:
    """The verb form that fits `phrase`, or None where its number is not certain."""
    return {"singular": singular, "plural": plural, None: None}[number(phrase)]


_ABBREVIATION = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|St|Mt|vs|No|Jr|Sr|Lt|Col|Gen|U\.S|D\.C|a\.m|p\.m)\.$")


def sentences(text: str) -> list[str]:
    """`text` cut at its sentence ends; abbreviations and initials do not end one."""
    found: list[str] = []
    for piece in re.split(r"(?<=[.!?])[\"']?\s+(?=[\"'A-Z0-9])", text.strip()):
        if found and (_ABBREVIATION.search(found[-1]) or re.search(r"\b[A-Z]\.$", found[-1])):
            found[-1] += " " + piece
        else:
            found.append(piece)
    return found


def sentence(text: str) -> str:
    """`text` with a capital in front and one mark at its end."""
    return capitalize(finish(text))


_UNTIDY = re.compile(r"\s\s|[\t\n]|\s[,.;:!?]|[,;:][.,;:!?]|^\s|\s$")


def finish(text: str) -> str:
    """`text` without stray spaces and with exactly one closing mark."""
    if _UNTIDY.search(text):
        text = re.sub(r"\s+", " ", text).strip()
        text = re.sub(r"\s+([,.;:!?])", r"\1", text)
        text = re.sub(r"([,;:])(?=[.!?])", "", text)
        text = re.sub(r",(?=[,;:])|(?<=[;:]),", "", text)
    return text if text.endswith((".", "!", "?", '."', '!"', '?"')) else text.rstrip(",;:- ") + "."


def paragraph(*parts: str) -> str:
    """The non-empty parts as consecutive sentences, articles agreed and no sentence twice."""
    said: list[str] = []
    for part in parts:
        for one in sentences(finish(part)) if part else ():
            one = capitalize(fix_articles(one))
            if one not in said:
                said.append(one)
    return " ".join(said)


def numbered(items: Sequence[str]) -> str:
    """The items as "1. First. 2. Second." on one line."""
    return " ".join(f"{place}. {sentence(fix_articles(item))}" for place, item in enumerate(items, start=1))


def spin(template: str, rng: random.Random) -> str:
    """One reading of `template`: each [a|b|c] (they nest, an empty part is allowed) becomes one of its parts."""
    return _read(_parsed(template), rng)


# A template in pieces: text, or a choice between templates.
_Pieces = tuple["str | tuple[_Pieces, ...]", ...]


def _read(pieces: _Pieces, rng: random.Random) -> str:
    return "".join(
        piece if isinstance(piece, str) else _read(piece[int(rng.random() * len(piece))], rng) for piece in pieces
    )


@lru_cache(maxsize=None)
def _parsed(template: str) -> _Pieces:
    # One level of the stack per open bracket: its finished parts, and the pieces of the part that is open.
    stack: list[tuple[list[_Pieces], list]] = [([], [])]
    for token in re.findall(r"[\[\]|]|[^\[\]|]+", template):
        if token == "[":
            stack.append(([], []))
        elif token == "|" and len(stack) > 1:
            parts, open_part = stack[-1]
            parts.append(tuple(open_part))
            open_part.clear()
        elif token == "]":
            parts, open_part = stack.pop()
            stack[-1][1].append((*parts, tuple(open_part)))
        else:
            stack[-1][1].append(token)
    return tuple(stack[0][1])


def sample(rng: random.Random, items: Sequence[str], count: int) -> list[str]:
    """`count` different items in random order, fewer where there are not so many."""
    return rng.sample(list(items), min(count, len(items)))

"""Reading a sheet as a story: its protagonist, the subject of a sentence, its place and time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from elm_train.compose.places import located
from elm_train.compose.task import Sheet

Gender = Literal["he", "she", "they", "it"]

DETERMINERS = frozenset("a an the two three four five six seven several some".split())
PLURAL_DETERMINERS = frozenset("two three four five six seven several some".split())
PREPOSITIONS = frozenset(
    "about aboard above across after against along among around as at before behind beneath beside between beyond "
    "by down during for from in inside into near of off on onto out outside over past than through to toward under "
    "until up upon with within without".split()
)
# Words that end a noun phrase without being a preposition: relatives, conjunctions, auxiliaries, adverbs.
BOUNDARIES = PREPOSITIONS | frozenset(
    "who whom whose which that where when while whom and or but must can will may is are was were has have had does do "
    "cannot could would should then not never no both each also just only still now once slowly secretly "
    "finally suddenly barely nearly almost".split()
)
# Singular nouns and adjectives in -s; every other word in -s after "a" or "an" is taken for the verb.
NOUNS_IN_S = frozenset(
    "sports news series species physics politics mathematics economics headquarters arms alias bus gas chess "
    "christmas always seas overseas savings cops communications mechanics athletics lens jeans narcotics robotics "
    "hers his its this thus tennis crisis genesis oasis basis sales customs singles games comics books "
    "homicides letters paris texas arkansas angeles vegas orleans illinois kansas massachusetts dallas memphis "
    "states kings beauty's williams indianapolis minneapolis damaged armed".split()
)
PEOPLE = {
    "she": frozenset(
        "woman girl wife mother sister daughter widow queen princess actress heiress bride nun waitress housewife "
        "girlfriend nanny aunt grandmother lady governess schoolgirl stewardess witch hostess ballerina fiancee "
        "maid goddess duchess countess divorcee seamstress mermaid showgirl spinster nurse".split()
    ),
    "he": frozenset(
        "man boy husband father brother son widower king prince actor groom monk priest cowboy gunfighter "
        "boyfriend uncle grandfather gentleman schoolboy policeman fisherman businessman salesman nobleman samurai "
        "wizard hitman bachelor fireman gunman lawman sheriff emperor knight bounty".split()
    ),
    "they": frozenset(
        "couple family crew team pair trio band group gang friends brothers sisters people men women children kids "
        "teenagers students soldiers strangers twins siblings lovers thieves".split()
    ),
}
# Participles that may follow their noun at once ("a girl born from a flower", "a motorhead facing failure").
PARTICIPLES = frozenset(
    "bred born sworn thrown torn caught sent left lost made kept known held sold bound framed hit stuck cut hidden "
    "driven taken found given forced chosen built told facing seeking fleeing raising hiding visiting going living "
    "running trying hoping working mourning fresh fond eager determined desperate unable able alone afraid smitten stricken ridden broken".split()
)
COLLECTIVES = frozenset("pack group gang band crew pair team bunch couple trio handful army circle series string mix".split())
# Words in the place of a head that name nobody: things, measures of time, adjectives cut off from their noun.
NO_HEROES = frozenset(
    """broke shy gay young old lonely black white blind poor rich dead years days weeks months hours dozen year day week
    comic book tale story film night summer accusation affair agency aimless attack back bag barrage beautiful bent beset
    bill brilliant brought bunkhouse cameras camp car casino cast castle centuries city class clever club comet company
    contract craft crash crowd deal debt decade decades diamond dilemma dim directionless discover evidence eye failure
    faith fatale feckless ferocious fifty fight flood fog forty fraternity freight generations glamorous greatest greedy
    guitar hands happy haulers he heartless home hopeless himself hit-and-run illiterate instead investigation job jobless
    last leak letter life loves loyal machine madness maker mariachi marriage meek mission mistaken movie muscular musical
    narcotics neighborhood new nice one orb party people plain prosperous project rage rebellious relation remark retreat
    rocks romantic routine royal ruthless sea serum set sets short shot shrunk ship solitary special spend statue struck
    stumble stray submit sweet swept team their there thirty tom toy troupe try turn two union unlucky unsure vacation
    vain village violin washed-up wealthy wild win cub eager tender sober bitter former younger older elder sinister
    somber proper minor junior inner surly""".split()
)
VAGUE_HEADS = frozenset(
    "man woman boy girl couple pair group family people men women friends brothers sisters one kid person "
    "husband wife team band trio gang son daughter mother father".split()
)
PRONOUNS: dict[str, Gender] = {
    "he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she",
    "herself": "she", "they": "they", "them": "they", "their": "they", "themselves": "they",
}

_NAME = r"(?:[A-Z][\w'-]+(?: (?:and|of|the) (?=[A-Z])| (?=[A-Z]))?)+"
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
    keep = words[-2:] if head in VAGUE_HEADS and len(words) > 2 and words[-2].isalpha() and words[-2].islower() else words[-1:]
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
    match = re.fullmatch(r"(.*?), ((?:around |about |circa )?(?:(?:the )?(?:early|mid|late|summer|winter|spring|autumn)[- ])?(?:the )?(\d{4})(s?)(.*))", setting)
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
    text = re.sub(r"^(?:In|During|By) (?:early |late |the )*\d{4}s?(?: [A-Z][\w'-]+)*,? (?=[a-z])", "", sentence)
    text = re.sub(rf"^(?:In|Near|Outside) (?:(?:[a-z]+-?[a-z]*ties|wartime|modern|postwar|present-day|rural|old) )?{_NAME},? (?=(?:a|an|the|two|three|four) )", "", text)
    text = re.sub(rf" (?:in|near|outside|across) (?:the )?(?:(?:[a-z-]+) )?{_NAME}(?=[,.;]| (?:and|to|with|who|that|from|by|for|on|at|as|is|are|until|while|when|but|where)\b)", "", text)
    text = re.sub(r" (?:in|during|by|around|of) (?:the )?(?:early |late |mid-|summer of )*\d{4}s?(?=[ ,.;])", "", text)
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
            adjectives = len(kept) <= 3 and following not in DETERMINERS | BOUNDARIES and not following.endswith(("ed", "ing"))
            if adjectives and len(kept) >= 2 and not _looks_like_noun(kept[-1][0]):
                continue
            if len(kept) == 2 and following not in DETERMINERS | BOUNDARIES and not _looks_like_noun(kept[-1][0]):
                return None, 0
            break
        if word in BOUNDARIES or word in (";", ":"):
            break
        participle = word in PARTICIPLES or (word.endswith(("ed", "ing")) and following in PREPOSITIONS | DETERMINERS)
        if len(kept) >= 2 and participle:
            break
        if len(kept) >= 2 and plural and kept[-1][0].endswith("s") and not kept[-1][0].endswith("ss") and word.islower():
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

"""One plot out of two sheets: whose hero, whose place, which scenes, and how they are joined."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from elm_train.compose.language import can_lower, lower_first, sentence, sentences
from elm_train.compose.story import Protagonist, leading_subject, pronouns_in, protagonist, unplaced
from elm_train.compose.task import Sheet

LONGEST_SCENE = 30  # words
_OPENING_PRONOUN = re.compile(r"^(He|She|They|His|Her|Their)\b(?!['’])")
_FEMININE = {
    "he": "she", "him": "her", "his": "her", "himself": "herself",
    "wife": "husband", "girlfriend": "boyfriend", "fiancee": "fiance", "man": "woman", "boy": "girl",
}
_MASCULINE = re.compile(rf"\b(?:{'|'.join(_FEMININE)})\b", re.IGNORECASE)
_NEEDS_CONTEXT = re.compile(
    r"^(It|This|That|These|Those|There|Both|Neither|Each|Another|One|"
    r"The (?:other|rest|latter|former|second|third|next)|(?:\w+ )?(?:years|months|weeks|days) later|"
    r"Then|But|And|Yet|Instead|Still|Meanwhile|Elsewhere|Later|Finally|At last|When (?:he|she|they|it)|"
    r"As (?:he|she|they|it)|After (?:he|she|they|it|that)|Years|Now)\b"
)


@dataclass
class Strand:
    """What one sheet gives to the blend: its hero and the scenes not told yet."""

    sheet: Sheet
    hero: Protagonist | None
    scenes: list[str]
    told: int = 0
    keeps_place: bool = True
    hero_known: bool = False


def strand(sheet: Sheet) -> Strand:
    """The strand of a sheet, its scenes in the order of the plot."""
    return Strand(sheet=sheet, hero=protagonist(sheet), scenes=sentences(sheet["plot"]))


def same_hero_possible(first: Strand, second: Strand) -> bool:
    """Whether the hero of `first` can live both stories: one person each, of one gender or a woman for a man."""
    a, b = first.hero, second.hero
    if a is None or b is None or a.plural or b.plural:
        return False
    return (a.gender, b.gender) in {("he", "he"), ("she", "she"), ("she", "he")}


def swapped_logline(hero: Protagonist, other: Protagonist) -> str | None:
    """The logline of `other` with `hero` in it, or None where its subject is not a single noun phrase."""
    if not other.rest or other.rest.startswith(("and ", ",", "or ")):
        return None
    lead = f"{other.before} " if other.before else ""
    if hero.gender != other.gender:
        if "she" in pronouns_in(lead + other.rest):
            return None
        return sentence(f"{as_she(lead)}{hero.introduced} {as_she(other.rest)}")
    return sentence(f"{lead}{hero.introduced} {other.rest}")


def recast(scene: str, hero: Protagonist, former: Protagonist | None) -> str:
    """A scene with `hero` in the part of the hero that its own sheet gave it."""
    if former is None:
        return scene
    if hero.gender == "she" and former.gender == "he":
        scene = as_she(scene)
    subject = leading_subject(scene)
    if subject and subject[0].split()[-1] == former.head:
        scene = f"{_capital(hero.short)} {subject[1]}"
    for phrase in {former.short, f"the {former.head}"}:
        scene = re.sub(rf"\b{re.escape(phrase)}\b", hero.short, scene)
        scene = re.sub(rf"\b{re.escape(_capital(phrase))}\b", _capital(hero.short), scene)
    return scene


def as_she(text: str) -> str:
    """A man's part given to a woman. Only this way round: "her" alone would not tell "him" from "his"."""
    return _MASCULINE.sub(lambda match: _like(match[0], _FEMININE[match[0].lower()]), text)


def named(scene: str, hero: Protagonist | None) -> str:
    """The scene with its opening pronoun replaced by the hero it stands for."""
    match = _OPENING_PRONOUN.match(scene)
    if not match or hero is None:
        return scene
    pronoun = match[1]
    if pronouns_in(pronoun) != {hero.gender}:
        return scene
    if pronoun in ("His", "Her", "Their"):
        owner = _capital(hero.short) + ("'" if hero.short.endswith("s") else "'s")
        return owner + scene[match.end() :]
    return _capital(hero.short) + scene[match.end() :]


def take_scene(
    one: Strand, rng: random.Random, *, allowed: set[str], said: str, first: bool = False, last: bool = False
) -> str | None:
    """Takes the next fitting scene of a strand: one that stands by itself for a reader who has met its hero.

    `allowed` are the pronoun kinds that have somebody to point to. Scenes keep the order of the plot;
    `said` is the text so far: scenes about people it has named come before scenes about "the" unknown.
    `first` takes the opening scene if it fits, `last` the closing one.
    """
    candidates = [index for index in range(one.told, len(one.scenes)) if _fits(one.scenes[index], allowed)]
    known = [index for index in candidates if not _opens_with_stranger(one.scenes[index], said)]
    candidates = known or candidates
    if not candidates:
        return None
    if last:
        index = candidates[-1]
    elif first:
        index = candidates[0]
    else:
        inner = [index for index in candidates if index < len(one.scenes) - 1] or candidates
        index = rng.choice(inner[:2])
    one.told = index + 1
    scene = one.scenes[index]
    return scene if one.keeps_place else unplaced(scene)


def follow(lead: str, scene: str, sheet: Sheet) -> str:
    """A linking phrase and a scene as one sentence."""
    return f"{lead} {inside_sentence(scene, sheet)}"


def inside_sentence(scene: str, sheet: Sheet) -> str:
    """The scene ready to stand inside a sentence: its first word keeps a capital only where it may be a name.

    Sheets name no persons, so a first word is a name when it ends like a nationality or has its capital elsewhere too.
    """
    if can_lower(scene):
        return lower_first(scene)
    word = re.match(r"[\w'-]*", scene)[0].removesuffix("'s")
    story = f"{sheet['logline']} {sheet['plot']}"
    elsewhere = {*sheet["setting"].split(), *re.findall(r"(?<=[a-z,] )[A-Z][\w-]*", story)}
    if word in elsewhere or word.endswith(("an", "ans", "ish", "ese", "ic")) or word.isupper() or "." in word:
        return scene
    return scene[0].lower() + scene[1:]


def _fits(scene: str, allowed: set[str]) -> bool:
    if len(scene.split()) > LONGEST_SCENE or len(scene.split()) < 5 or _NEEDS_CONTEXT.match(scene):
        return False
    opening = _OPENING_PRONOUN.match(scene)
    if opening and not pronouns_in(opening[1]) <= allowed:
        return False
    strangers = pronouns_in(scene) - allowed - {"they"}
    if not strangers:
        return True
    # Somebody new may be spoken of by pronoun once the sentence itself has named them.
    before = re.split(r"\b(?:he|him|his|she|her|hers)\b", scene, maxsplit=1, flags=re.IGNORECASE)[0]
    return bool(re.search(r"\b(?:a|an) [\w' -]*\w", before))


def _opens_with_stranger(scene: str, said: str) -> bool:
    if not scene.startswith("The "):
        return False
    nouns = [word.removesuffix("'s") for word in re.findall(r"[a-z][a-z'-]+", scene)[:3]]
    return not any(re.search(rf"\b{re.escape(noun)}\b", said) for noun in nouns if len(noun) > 2)


def _like(model: str, word: str) -> str:
    return _capital(word) if model[0].isupper() else word


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

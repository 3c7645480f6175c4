"""One text in the making: the facts of a sheet dealt without repetition into frames that are never used twice."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence

from elm_train.compose import language, plot
from elm_train.compose.kinds import kind_of
from elm_train.compose.places import located, told_in
from elm_train.compose.task import Sheet
from elm_train.compose.viewers import taste

# Tones that a recommendation had better not name.
_UNKIND_TONES = frozenset(
    """uneven corny crude lurid noisy loud shrill clumsy silly cheesy crass sour bombastic smug stiff syrupy muddled
    clunky cheap tacky sluggish trashy overwrought hokey mawkish plodding lumbering murky hectic disposable goofy
    preachy bloated dated schlocky creaky jokey messy hollow generic turgid slight shapeless formulaic""".split()
)
# How often one text may call on a fact that does not change, by the group of its slots.
_LIMITS = {"place": 1, "kind": 2, "viewer": 1, "logline": 1}
_GROUPS = {
    "stage": "place", "where": "place", "scene": "place", "kinds": "kind", "a_kind": "kind", "you": "viewer",
    "they": "viewer", "story": "logline", "tale": "logline",
}  # fmt: skip
_SLOT = re.compile(r"\{([A-Za-z_]+?)(\d*)((?:\.the)?)\}")
_DOUBLED = re.compile(r"\b(\w+) \1\b", re.IGNORECASE)
_AGREEMENT = re.compile(r"<(\w+):([^/<>]*)/([^/<>]*)>")


class Draft:
    """Fills frames with the facts of one sheet.

    A frame is a template with alternatives in brackets ([a|b]), facts in braces and verbs that agree with a fact,
    `<p:is/are>`. The facts: {p} praise, {g} a gripe that can follow "the", {gx} any gripe, {th} theme, {t} tone, {tk} a
    tone fit for praise, {e} an event of the plot as a clause, {place}, {where} ("in Paris"), {stage} and {scene} (the
    same two where the logline does not tell the place), {kind}, {a_kind} and {kinds} ("heist film"), {viewer}, {you}
    and {they} (what its viewers like, as a predicate), {logline}, {story} (the same for the middle of a sentence) and
    {tale} (where it opens with its subject). A digit asks for another fact of the kind ({p2}), a capital raises the
    first letter, `.the` makes a phrase definite. Facts come in random order and none comes
    back while the text lasts; a frame that asks for a fact that the sheet cannot give any more is passed over.
    """

    def __init__(self, sheet: Sheet, rng: random.Random) -> None:
        self.sheet = sheet
        self.rng = rng
        self._used: set[str] = set()
        self._calls: Counter[str] = Counter()
        self._decks: dict[str, list[str]] = {
            "p": self._shuffled([praise for praise in sheet["praise"] if not language.denies(praise)]),
            "gx": self._shuffled(sheet["gripes"]),
            "th": self._shuffled(sheet["themes"]),
            "t": self._shuffled(sheet["tone"]),
            "e": self._shuffled(plot.moments(sheet["plot"])),
        }

    def _shuffled(self, items: Sequence[str]) -> list[str]:
        return language.sample(self.rng, items, len(items))

    def chance(self, share: float) -> bool:
        """True in `share` of the calls."""
        return self.rng.random() < share

    def say(self, *banks: Sequence[str], **facts: str) -> str:
        """A sentence from one of the frames of the `banks`, not used yet in this text and fillable; "" if none is."""
        frames = [frame for bank in banks for frame in bank if frame not in self._used]
        while frames:
            frame = frames.pop(int(self.rng.random() * len(frames)))
            text = self._fill(language.spin(frame, self.rng), facts)
            if text is not None:
                self._used.add(frame)
                return text
        return ""

    def text(self, *moves: Sequence[str] | str) -> str:
        """A paragraph: each move is a bank of frames to say one of, or a sentence as it is."""
        return language.paragraph(*(move if isinstance(move, str) else self.say(move) for move in moves))

    def take(self, deck: str, count: int = 1) -> list[str]:
        """The next `count` facts of a deck ("p", "gx", "th", "t"), fewer where it runs out."""
        taken, self._decks[deck] = self._decks[deck][:count], self._decks[deck][count:]
        return taken

    def _fill(self, frame: str, facts: dict[str, str]) -> str | None:
        decks = {name: list(deck) for name, deck in self._decks.items()}
        values = {key.lower(): value for key, value in facts.items()}
        calls = Counter(self._calls)
        for name, digits, _ in _SLOT.findall(frame):
            name, key = name.lower(), name.lower() + digits
            if key not in values:
                group = _GROUPS.get(name, name)
                calls[group] += 1
                value = self._fact(name, decks)
                if value is None or calls[group] > _LIMITS.get(group, len(frame)):
                    return None
                values[key] = value
        for key, singular, plural in _AGREEMENT.findall(frame):
            verb = language.agree(values[key], singular, plural)
            if verb is None:
                return None
            frame = frame.replace(f"<{key}:{singular}/{plural}>", verb)
        text = _SLOT.sub(lambda slot: _shaped(slot, values), frame)
        if _DOUBLED.search(text):  # "a romantic romantic comedy", "a school that invites moving in in store"
            return None
        self._decks, self._calls = decks, calls
        return text

    def _fact(self, name: str, decks: dict[str, list[str]]) -> str | None:
        if name in ("g", "tk"):
            deck, wanted = ("gx", lambda fact: not language.denies(fact)) if name == "g" else ("t", is_kind_tone)
            return _deal(decks[deck], wanted)
        if name in decks:
            return _deal(decks[name], lambda fact: True)
        return _SINGLE_FACTS[name](self.sheet)


def is_kind_tone(tone: str) -> bool:
    """Whether a tone may stand in a recommendation."""
    return tone not in _UNKIND_TONES


def _deal(deck: list[str], wanted: Callable[[str], bool]) -> str | None:
    for index, fact in enumerate(deck):
        if wanted(fact):
            return deck.pop(index)
    return None


def _shaped(slot: re.Match[str], values: dict[str, str]) -> str:
    name, digits, shape = slot.groups()
    value = values[name.lower() + digits]
    value = language.definite(value) if shape else value
    return language.capitalize(value) if name[0].isupper() else value


_SUBJECTS = re.compile(r"(?:A|An|The|Two|Three|Four|Five|Six|His|Her|Every|Each) ")


def _tale(sheet: Sheet) -> str | None:
    return _story(sheet) if _SUBJECTS.match(sheet["logline"]) else None


def _scene(sheet: Sheet) -> str | None:
    return None if told_in(sheet["setting"], sheet["logline"]) else located(sheet["setting"])


def _story(sheet: Sheet) -> str | None:
    logline = sheet["logline"].rstrip(".")
    return language.lower_first(logline) if language.can_lower(logline) and ":" not in logline else None


_SINGLE_FACTS: dict[str, Callable[[Sheet], str | None]] = {
    "place": lambda sheet: sheet["setting"],
    "scene": _scene,
    "stage": lambda sheet: None if told_in(sheet["setting"], sheet["logline"]) else sheet["setting"],
    "where": lambda sheet: located(sheet["setting"]),
    "kind": lambda sheet: kind_of(sheet)[0],
    "a_kind": lambda sheet: language.with_article(kind_of(sheet)[0]),
    "kinds": lambda sheet: kind_of(sheet)[1],
    "viewer": lambda sheet: sheet["viewer"],
    "you": lambda sheet: taste(sheet["viewer"], "you"),
    "they": lambda sheet: taste(sheet["viewer"], "they"),
    "logline": lambda sheet: sheet["logline"].rstrip("."),
    "story": _story,
    "tale": _tale,
}

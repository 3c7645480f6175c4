"""What a reader would mind in a text, where it stands, and what it takes off the text's reward."""

from __future__ import annotations

import sys
from collections import defaultdict, deque
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from elm_train.composed import OPENING_WORDS, Composed, first_mentions, item_ends, plain_word
from elm_train.evaluation.metrics import WORD, ngrams

# Taken off for a text that does not end, for every word said twice in a row, and for every word of content that was
# said shortly before or twice already: composed texts have one of these in 100 words, unchecked narrations 3 to 5.
UNFINISHED = 0.1
DOUBLED = 0.02
ECHOED = 0.012
SHORTLY = 10  # words
# For "the girl" where no girl was spoken of: one in 100 words of composed plots, 2 to 3 of narrations, which change people on the way.
UNINTRODUCED = 0.012
# For a first word that no composed text of the task begins with, for an end after fewer items than they list, and for every item
# beyond: without it lists became prose, since their frames say little about any vector. (Where the end paid for items too many, the
# way out was not to end.)
OUT_OF_FORM = 0.1
# And per share of a text's 4-grams that come again, of its 8-grams that stand in a training text, of its words that
# no text has, and of the task's latest texts that open with the same words beyond what composed texts do.
REPEATED = 1.0
COPIED = 0.8
INVENTED = 2.0
OPENED_ALIKE = 0.02
LATEST = 96  # texts
# The commonest words of the composed texts are their grammar and their frames; the others are content.
FRAME_WORDS = 150


class Blemishes(NamedTuple):
    """Places (ends, in characters) [n] and what each takes off [n], above 0."""

    ends: np.ndarray
    costs: np.ndarray


class Critic:
    """Finds what a reader would mind; remembers how the latest texts of each task began."""

    def __init__(self, composed: Composed) -> None:
        self.composed = composed
        self._latest: dict[str, deque[str]] = defaultdict(lambda: deque(maxlen=LATEST))

    def blemishes(self, text: str, finished: bool, task: str) -> Blemishes:
        found = [(match.group(), match.end()) for match in WORD.finditer(text.lower())]
        words, ends = [word for word, _ in found], [end for _, end in found]
        # The last two are the text's last character and, one beyond it, the choice to end there.
        costs = np.zeros(len(words) + 2)
        for place, word in enumerate(words):
            costs[place] += INVENTED / len(words) * self.composed.invented(word)
            costs[place] += DOUBLED * (place > 0 and word == words[place - 1])
        for place in echoes([plain_word(word) if self._content(word) else "" for word in words]):
            costs[place] += ECHOED
        for place, word, behind_the in first_mentions(words):
            costs[place] += UNINTRODUCED * (behind_the and word in self.composed.introduced)
        seen: set[tuple[str, ...]] = set()
        fours = ngrams(words, 4)
        for place, four in enumerate(fours):
            costs[place + 3] += REPEATED / len(fours) * (four in seen)
            seen.add(four)
        copied = self.composed.copies.copied(text)
        if len(copied):
            costs[self.composed.copies.size - 1 : len(words)] += COPIED / len(copied) * copied
        if len(words) >= OPENING_WORDS:
            opening = " ".join(words[:OPENING_WORDS])
            costs[OPENING_WORDS - 1] += OPENED_ALIKE * self._opened_alike(opening, task)
            costs[0] += OUT_OF_FORM * (words[0] not in self.composed.first_words.get(task, {words[0]: 1}))
        costs[-2] += 0 if finished else UNFINISHED
        items, beyond = item_ends(text), self._beyond(task)
        costs[-1] += OUT_OF_FORM * (len(items) < beyond and not self.composed.listed(task, str(len(items))))
        costs, ends = np.append(costs, OUT_OF_FORM * np.ones(len(items[beyond:]))), [*ends, len(text), len(text) + 1, *items[beyond:]]
        marked = costs.nonzero()[0]
        return Blemishes(np.array(ends)[marked], costs[marked])

    def _beyond(self, task: str) -> int:
        """From which item on, counted from 0, one is more than any composed text of the task has."""
        return max((int(count) for count in self.composed.items.get(task, ())), default=sys.maxsize)

    def _content(self, word: str) -> bool:
        return self.composed.words.get(word, FRAME_WORDS) >= FRAME_WORDS and not word[0].isdigit()

    def _opened_alike(self, opening: str, task: str) -> float:
        """Share of the task's latest texts that began like this one, beyond that of the composed texts, 0 to 1."""
        latest = self._latest[task]
        share = latest.count(opening) / len(latest) if latest else 0.0
        latest.append(opening)
        return max(0.0, share - self.composed.openings.get(task, {}).get(opening, 0.0))


def echoes(words: Sequence[str]) -> list[int]:
    """Places of words, "" aside, that were said within the last `SHORTLY` words or twice already."""
    places: dict[str, list[int]] = defaultdict(list)
    found = []
    for place, word in enumerate(words):
        before = places[word]
        if word and before and (place - before[-1] <= SHORTLY or len(before) > 1):
            found.append(place)
        before.append(place)
    return found

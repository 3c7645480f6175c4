"""What a reader would mind in a text, where it stands, and what it takes off the text's reward."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from elm_train.evaluation.copying import CopyIndex
from elm_train.evaluation.metrics import WORD, ngrams

# Taken off for a text that does not end, for every word that is said twice in a row, and per share of a text's
# 4-grams that come again, of its 8-grams that stand in a training text, and of its words that no text has.
UNFINISHED = 0.1
DOUBLED = 0.02
REPEATED = 0.5
COPIED = 0.3
INVENTED = 2.0
# A word of real texts counts as a word from this many uses on: reviews are full of slips of the pen.
USES = 3


class Blemishes(NamedTuple):
    """Places (ends, in characters) [n] and what each takes off [n], above 0."""

    ends: np.ndarray
    costs: np.ndarray


@dataclass(frozen=True)
class Critic:
    """Finds blemishes with an index of the training texts and every word that is one."""

    copies: CopyIndex
    lexicon: Collection[str]

    def blemishes(self, text: str, finished: bool) -> Blemishes:
        found = [(match.group(), match.end()) for match in WORD.finditer(text.lower())]
        words, ends = [word for word, _ in found], [end for _, end in found]
        costs = np.zeros(len(words) + 1)
        for place, word in enumerate(words):
            costs[place] += INVENTED / len(words) * (word not in self.lexicon and not word[0].isdigit())
            costs[place] += DOUBLED * (place > 0 and word == words[place - 1])
        seen: set[tuple[str, ...]] = set()
        fours = ngrams(words, 4)
        for place, four in enumerate(fours):
            costs[place + 3] += REPEATED / len(fours) * (four in seen)
            seen.add(four)
        copied = self.copies.copied(text)
        if len(copied):
            costs[self.copies.size - 1 : len(words)] += COPIED / len(copied) * copied
        costs[-1] = 0 if finished else UNFINISHED
        marked = costs.nonzero()[0]
        return Blemishes(np.array([*ends, len(text)])[marked], costs[marked])


def read_lexicon(composed: Iterable[str], real: Iterable[str], path: Path) -> set[str]:
    """Every word of the composed texts, and those that real texts use `USES` times; kept in the file at `path`."""
    if not path.exists():
        counts = Counter(word for text in real for word in WORD.findall(text.lower()))
        known = {word for word, count in counts.items() if count >= USES}
        known.update(word for text in composed for word in WORD.findall(text.lower()))
        path.write_text("\n".join(sorted(known)), encoding="utf-8")
    return set(path.read_text(encoding="utf-8").split("\n"))

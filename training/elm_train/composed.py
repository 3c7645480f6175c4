"""What is known of the training texts as a whole: copies, words and openings."""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from elm_train.corpus import passages_path, read_passages
from elm_train.evaluation.baselines import file_digest
from elm_train.evaluation.copying import CopyIndex, copy_index
from elm_train.evaluation.metrics import words
from elm_train.sources import read_jsonl
from elm_train.workspace import Workspace

# A word of real texts counts as a word from this many uses on: reviews are full of slips of the pen.
USES = 3
# People and things that composed texts introduce before they say "the": words that so many texts mention and at most this share of
# them begins with "the". Counted on every so-manieth text.
MENTIONED = 30
UNINTRODUCED = 0.15
EVERY = 8
# An opening is this many words; those that fewer texts of a task begin with are left out.
OPENING_WORDS = 2
RARE_OPENING = 0.001
RARE_COUNT = 0.01
# Of a task there are 50,000 composed texts and some hundreds that were written whole, from which a model learns twice as often.
WHOLE_WEIGHT = 100
_MARK = re.compile(r"(?:^|\s)(?:(\d+)\.|\*)(?=\s)")


@dataclass(frozen=True)
class Composed:
    """What is known of the training texts: copied words, every word there is by falling frequency, openings by task.

    `words` ranks them from 0; `openings` has for each task the share of its composed texts that begin with each opening,
    `first_words` the same for the first word alone, `items` the share that has so many items (a written-out number, 0 for prose).
    `introduced` are the words (as `plain_word` gives them) that texts hardly ever begin to speak of with "the".
    """

    copies: CopyIndex
    words: Mapping[str, int]
    openings: Mapping[str, Mapping[str, float]]
    first_words: Mapping[str, Mapping[str, float]]
    items: Mapping[str, Mapping[str, float]]
    introduced: frozenset[str] = frozenset()

    def invented_share(self, text: str) -> float:
        """Share of a text's words that no text has; numbers are words."""
        found = words(text)
        return sum(self.invented(word) for word in found) / max(1, len(found))

    def listed(self, task: str, count: str) -> bool:
        """Whether texts of the task list so many items (`item_count`); of a task without texts nothing is known, and anything will do."""
        return task not in self.items or count in self.items[task]

    def invented(self, word: str) -> bool:
        return word not in self.words and not word[0].isdigit()


def plain_word(word: str) -> str:
    """Without the ending of a plural or a genitive, nearly enough to know a word again."""
    return word.removesuffix("'s").removesuffix("s")


def first_mentions(found: Sequence[str]) -> Iterator[tuple[int, str, bool]]:
    """Of the words of a text, the place and the plain form of each when it comes for the first time, and whether behind "the"."""
    seen: set[str] = set()
    for place, word in enumerate(found):
        plain = plain_word(word)
        if plain not in seen:
            seen.add(plain)
            yield place, plain, place > 0 and found[place - 1] == "the"


def item_ends(text: str) -> list[int]:
    """Where the marks of a text's items, numbered in order or with an asterisk, end, in characters."""
    ends: list[int] = []
    for mark in _MARK.finditer(text):
        if mark[1] is None or int(mark[1]) == len(ends) + 1:  # "in 1950. The" begins no item
            ends.append(mark.end())
    return ends


def item_count(text: str) -> str:
    """How many items a text lists."""
    return str(len(item_ends(text)))


def composed_texts(workspace: Workspace) -> Composed:
    """Of the texts that `compose` and `compose-pairs` made; kept in the work folder, since it takes minutes to make."""
    sources = training_texts(workspace)
    passages = passages_path(workspace, "train")
    real = (passage.text for passage in (read_passages(passages) if passages.exists() else []))
    digests = "-".join(file_digest(source)[:12] for source in sources)
    return read_composed(
        copy_index(sources, workspace.work / "evaluation"), tasks_and_texts(sources), real, workspace.work / f"evaluation/composed-{digests}.json"
    )


def composed_by_task(workspace: Workspace, limit: int, seed: int) -> dict[str, list[str]]:
    """Up to `limit` of each task's training texts, drawn at random, of those written whole where the task has any."""
    rng = random.Random(seed)
    drawn: dict[tuple[str, bool], list[str]] = defaultdict(list)
    seen = Counter[tuple[str, bool]]()
    for task, text, whole in tasks_and_texts(training_texts(workspace)):
        kind = task, whole
        seen[kind] += 1
        # Reservoir sampling: every text of a kind is as likely to stay.
        place = len(drawn[kind]) if len(drawn[kind]) < limit else rng.randrange(seen[kind])
        if place < limit:
            drawn[kind][place : place + 1] = [text]
    return {task: drawn.get((task, True)) or drawn[task, False] for task, _ in seen}


def training_texts(workspace: Workspace) -> list[Path]:
    """The files of composed training texts that are there."""
    sources = [workspace.made(f"{folder}/train.jsonl.gz") for folder in ("texts", "pairs", "profiles")]
    return [source for source in sources if source.exists()]


def tasks_and_texts(sources: Iterable[Path]) -> Iterator[tuple[str, str, bool]]:
    """Every training text of the files with its task (profiles name none), and whether it was written whole."""
    for source in sources:
        for record in read_jsonl(source):
            yield record.get("task", "user_profile"), record["text"], record.get("whole", False)


def read_composed(copies: CopyIndex, composed: Iterable[tuple[str, str, bool]], real: Iterable[str], path: Path) -> Composed:
    """From (task, text, whole) of the training texts, of which all words count, and from real texts, of which words with `USES` uses do.

    Texts that were written whole, far fewer, count `WHOLE_WEIGHT` times as openings and lists. Kept in the JSON file at `path`.
    """
    if not path.exists():
        counts = Counter[str]()
        openings: dict[str, Counter[str]] = defaultdict(Counter)
        first_words: dict[str, Counter[str]] = defaultdict(Counter)
        items: dict[str, Counter[str]] = defaultdict(Counter)
        mentions, unintroduced = Counter[str](), Counter[str]()
        for number, (task, text, whole) in enumerate(composed):
            found, weight = words(text), WHOLE_WEIGHT if whole else 1
            counts.update(found)
            openings[task][" ".join(found[:OPENING_WORDS])] += weight
            first_words[task]["".join(found[:1])] += weight
            items[task][item_count(text)] += weight
            for _, word, behind_the in first_mentions(found) if number % EVERY == 0 else ():
                mentions[word] += 1
                unintroduced[word] += behind_the
        rare = Counter(word for text in real for word in words(text))
        known = [word for word, _ in counts.most_common()]
        known += sorted(word for word, count in rare.items() if count >= USES and word not in counts)
        stored = {
            "words": known,
            "openings": shares(openings, RARE_OPENING),
            "first_words": shares(first_words, RARE_OPENING),
            "items": shares(items, RARE_COUNT),
            "introduced": [word for word, count in mentions.items() if count >= MENTIONED and unintroduced[word] <= UNINTRODUCED * count],
        }
        path.write_text(json.dumps(stored), encoding="utf-8")
    stored = json.loads(path.read_text(encoding="utf-8"))
    ranks = {word: rank for rank, word in enumerate(stored["words"])}
    return Composed(copies, ranks, stored["openings"], stored["first_words"], stored["items"], frozenset(stored["introduced"]))


def shares(counts: Mapping[str, Counter[str]], rare: float) -> dict[str, dict[str, float]]:
    """The counts of each task as shares, those up to `rare` left out."""
    return {
        task: {name: count / found.total() for name, count in found.items() if count / found.total() > rare}
        for task, found in counts.items()
    }

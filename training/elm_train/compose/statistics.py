"""How varied and how clean composed texts are, task by task."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from elm_train.compose.language import fix_articles, sentences
from elm_train.compose.titles import leaks

COMMON_SHARE = 0.01
_ITEM_NUMBER = re.compile(r"\d\.")
_DOUBLED = re.compile(r"\b(\w+) \1\b", re.IGNORECASE)


@dataclass(frozen=True)
class TaskStatistics:
    """`distinct_4` counts different 4-grams per 1,000 words; `common_sentences` is the share of sentences that stand
    in more than 1 % of the texts; `openings` are the commonest first four words with their share of the texts."""

    texts: int
    mean_words: float
    distinct_4: float
    common_sentences: float
    openings: list[tuple[str, float]]
    article_errors: int
    doubled_words: int
    title_leaks: int
    commonest: list[tuple[str, int]] = field(default_factory=list)


def measure(texts: Sequence[str], titles: Sequence[str] = ()) -> TaskStatistics:
    """Statistics of the texts of one task; `titles` (the film of each text, or nothing) are looked for in them."""
    grams: set[tuple[str, ...]] = set()
    words_in_all = 0
    openings: Counter[str] = Counter()
    holders: Counter[str] = Counter()
    for text in texts:
        words = re.findall(r"[\w'-]+", text.lower())
        words_in_all += len(words)
        grams.update(zip(words, words[1:], words[2:], words[3:]))
        openings[" ".join(text.removeprefix("1. ").split()[:4])] += 1
        holders.update({one for one in sentences(text) if not _ITEM_NUMBER.fullmatch(one)})
    common = {one: count for one, count in holders.items() if count > max(1, COMMON_SHARE * len(texts))}
    return TaskStatistics(
        texts=len(texts),
        mean_words=words_in_all / max(1, len(texts)),
        distinct_4=1000 * len(grams) / max(1, words_in_all),
        common_sentences=sum(common.values()) / max(1, holders.total()),
        openings=[(opening, count / len(texts)) for opening, count in openings.most_common(5)],
        article_errors=sum(fix_articles(text) != text for text in texts),
        doubled_words=sum(bool(_DOUBLED.search(text)) for text in texts),
        title_leaks=sum(leaks(text, title) for text, title in zip(texts, titles)),
        commonest=Counter(common).most_common(5),
    )


def table(found: Mapping[str, TaskStatistics]) -> str:
    """The statistics as lines of text, one task each, its commonest openings below it."""
    head = f"{'task':18}{'texts':>7}{'words':>7}{'dist4':>7}{'common':>8}{'a/an':>6}{'twice':>6}{'title':>6}"
    lines = [head]
    for task, one in found.items():
        lines.append(
            f"{task:18}{one.texts:7}{one.mean_words:7.0f}{one.distinct_4:7.0f}{one.common_sentences:8.2%}"
            f"{one.article_errors:6}{one.doubled_words:6}{one.title_leaks:6}"
        )
        lines.append("    " + "; ".join(f"{opening} {share:.1%}" for opening, share in one.openings[:3]))
        lines.extend(f"    {count} x {sentence}" for sentence, count in one.commonest[:2])
    return "\n".join(lines)

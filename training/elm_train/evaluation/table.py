"""Table 2 of the paper: each task's consistency on held-out entities, with floors, ceilings and baselines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from elm_train.compose.task import Task
from elm_train.encoder import SentenceEncoder
from elm_train.evaluation.held_out import HeldOut, Item
from elm_train.evaluation.metrics import (
    CopyIndex,
    distinct_share,
    retrieval_ranks,
    semantic_consistency,
    shuffled_consistency,
    words,
)
from elm_train.evaluation.ranking import behavioral_consistency, targets

# Narrates a task for many entities: the domain vectors of each in slot order, to one text each.
Narrate = Callable[[Task, Sequence[Sequence[np.ndarray]]], list[str]]
# The text-only model, prompted with titles in the slots' places (appendix F).
NarrateTitles = Callable[[Task, Sequence[Sequence[str]]], list[str]]

Row = dict[str, float | int | None]


@dataclass(frozen=True)
class Instruments:
    """What every row of the table is measured with."""

    held_out: HeldOut
    encoder: SentenceEncoder
    narrate: Narrate
    narrate_titles: NarrateTitles | None
    copies: CopyIndex
    seed: int


def movie_row(tools: Instruments, task: Task, items: Sequence[Item]) -> tuple[Row, list[str]]:
    """One row of the table for a movie task, and the narrations it is made of."""
    held_out = tools.held_out
    texts = tools.narrate(task, [held_out.vectors(item) for item in items])
    aims = np.stack([held_out.target(item) for item in items])
    projected, real = tools.encoder.encode(texts), tools.encoder.encode([item.text for item in items])
    nearest = tools.encoder.encode([held_out.text_of_nearest(item) for item in items])
    text_only = None
    if tools.narrate_titles:
        titles = [[held_out.titles[movie] for movie in item.movies] for item in items]
        text_only = tools.encoder.encode(tools.narrate_titles(task, titles))

    row: Row = {
        "n": len(items),
        "sc": _mean_sc(projected, aims),
        "scFloor": shuffled_consistency(projected, aims),
        "scCeiling": _mean_sc(real, aims),
        "scNearest": _mean_sc(nearest, aims),
        "scTextOnly": None if text_only is None else _mean_sc(text_only, aims),
        "rankMedianPercent": None,
        "rankMedianPercentCeiling": None,
        "bc": None,
        "bcGroundTruth": None,
    }
    if len(task.slots) == 1:
        rows = np.array([held_out.movie_row[item.movies[0]] for item in items])
        for key, vectors in (("rankMedianPercent", projected), ("rankMedianPercentCeiling", real)):
            row[key] = 100 * float(np.median(retrieval_ranks(vectors, held_out.semantic, rows))) / len(held_out.semantic)
        row["bc"], row["bcGroundTruth"] = (_movie_bc(tools, items, vectors) for vectors in (projected, real))
    return row | prose(texts, tools.copies), texts


def user_row(tools: Instruments, task: Task, items: Sequence[Item]) -> tuple[Row, list[str]]:
    """The user profile's row: SC does not apply (its input is behavioral), BC does."""
    held_out = tools.held_out
    texts = tools.narrate(task, [held_out.vectors(item) for item in items])
    rng = np.random.default_rng(tools.seed)
    everyone = np.arange(len(held_out.semantic))
    chosen = [targets(*held_out.ratings.of_user(held_out.user_row[item.user]), everyone, rng) for item in items]
    bc, truth, chance = (
        behavioral_consistency(vectors, held_out.semantic, chosen)
        for vectors in (
            tools.encoder.encode(texts),
            tools.encoder.encode([item.text for item in items]),
            rng.normal(size=(len(items), held_out.semantic.shape[1])).astype(np.float32),
        )
    )
    row: Row = {
        "n": len(items),
        "bc": bc.spearman,
        "bcGroundTruth": truth.spearman,
        "bcRandom": chance.spearman,
        "ndcg": bc.ndcg,
        "ndcgGroundTruth": truth.ndcg,
        "ndcgRandom": chance.ndcg,
    }
    return row | prose(texts, tools.copies), texts


def prose(texts: Sequence[str], copies: CopyIndex) -> Row:
    """How the texts read: variety within a text, copying, length, and whether the last sentence ends."""
    return {
        "copied8": float(np.mean([copies.copied_share(text) for text in texts])),
        "distinct4": float(np.mean([distinct_share(text) for text in texts])),
        "meanWords": float(np.mean([len(words(text)) for text in texts])),
        "finished": float(np.mean([text.rstrip().endswith((".", "!", "?", '"')) for text in texts])),
    }


def mean_row(rows: Sequence[Row]) -> Row:
    """The mean of each key over the rows that have it."""
    keys = dict.fromkeys(key for row in rows for key in row)
    found = {key: [row[key] for row in rows if row.get(key) is not None] for key in keys}
    return {key: float(np.mean(values)) if values else None for key, values in found.items()}


def _mean_sc(projected: np.ndarray, aims: np.ndarray) -> float:
    return float(semantic_consistency(projected, aims).mean())


def _movie_bc(tools: Instruments, items: Sequence[Item], projected: np.ndarray) -> float:
    """Mean Spearman of the user ranker: P(o) ranks users by the taste that their rated movies show."""
    held_out = tools.held_out
    rng = np.random.default_rng(tools.seed)
    everyone = np.arange(len(held_out.users))
    chosen = [targets(*held_out.ratings.of_movie(held_out.movie_row[item.movies[0]]), everyone, rng) for item in items]
    return behavioral_consistency(projected, held_out.tastes, chosen).spearman

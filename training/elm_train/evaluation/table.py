"""Table 2 of the paper: each task's consistency on held-out entities, with floors, ceilings and baselines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from elm_train.compose.task import Task
from elm_train.composed import Composed, item_count
from elm_train.encoder import SentenceEncoder
from elm_train.evaluation.baselines import Baselines, Remembered
from elm_train.evaluation.held_out import HeldOut, Item
from elm_train.evaluation.judged import Judged
from elm_train.evaluation.metrics import (
    distinct_share,
    mean_defined,
    retrieval_ranks,
    semantic_consistency,
    shuffled_consistency,
    words,
)
from elm_train.evaluation.ranking import Targets, behavioral_consistency, ranking_scores, targets

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
    composed: Composed
    seed: int
    remembered: Remembered
    # Which text-only model `narrate_titles` asks.
    text_only_key: str = ""
    judged: Judged = field(default_factory=Judged)


def movie_row(tools: Instruments, task: Task, items: Sequence[Item]) -> tuple[Row, list[str]]:
    """One row of the table for a movie task, and the narrations it is made of."""
    held_out = tools.held_out
    aims = np.stack([held_out.target(item) for item in items])
    beside = baselines(tools, task, items)
    real, nearest, text_only = beside.composed, beside.nearest, beside.text_only
    texts = tools.narrate(task, [held_out.vectors(item) for item in items])
    projected = tools.encoder.encode(texts)

    figures = {"scCeiling": semantic_consistency(real, aims), "scNearest": semantic_consistency(nearest, aims)}
    if text_only is not None:
        figures["scTextOnly"] = semantic_consistency(text_only, aims)
    row: Row = {
        "n": len(items),
        "sc": float(semantic_consistency(projected, aims).mean()),
        "scFloor": shuffled_consistency(projected, aims),
        "scTextOnly": None,
        **{name: float(values.mean()) for name, values in figures.items()},
        "rankMedianPercent": None,
        "rankMedianPercentCeiling": None,
        "bc": None,
        "bcGroundTruth": None,
    }
    if len(task.slots) == 1:
        rows = np.array([held_out.movie_row[item.movies[0]] for item in items])
        own, figures["rankCeiling"] = (retrieval_ranks(vectors, held_out.semantic, rows) for vectors in (projected, real))
        chosen = tools.judged.targets[task.id] = _movie_targets(tools, items)
        figures["bcGroundTruth"], _ = ranking_scores(real, held_out.tastes, chosen)
        row |= {
            "rankMedianPercent": 100 * float(np.median(own)) / len(held_out.semantic),
            "rankMedianPercentCeiling": 100 * float(np.median(figures["rankCeiling"])) / len(held_out.semantic),
            "bc": behavioral_consistency(projected, held_out.tastes, chosen).spearman,
            "bcGroundTruth": mean_defined(figures["bcGroundTruth"]),
        }
    tools.judged.add_task(task.id, [item.movies for item in items], (), figures)
    return row | prose(task, texts, tools.composed), texts


def baselines(tools: Instruments, task: Task, items: Sequence[Item]) -> Baselines:
    """P of what a movie task's narrations are held against; kept from one evaluation to the next."""
    held_out, text_only = tools.held_out, None
    if tools.narrate_titles:
        titles = [[held_out.titles[movie] for movie in item.movies] for item in items]
        key = f"{tools.text_only_key}:{tools.seed}:{task.id}:{task.prompt}:{task.max_tokens}:{titles}"
        text_only = tools.remembered.written(key, lambda: tools.narrate_titles(task, titles))
    return Baselines(
        composed=tools.remembered.texts([item.text for item in items]),
        nearest=tools.remembered.texts([held_out.text_of_nearest(item) for item in items]),
        text_only=text_only,
    )


def user_row(tools: Instruments, task: Task, items: Sequence[Item]) -> tuple[Row, list[str]]:
    """The user profile's row: SC does not apply (its input is behavioral), BC does."""
    held_out = tools.held_out
    texts = tools.narrate(task, [held_out.vectors(item) for item in items])
    rng = np.random.default_rng(tools.seed)
    everyone = np.arange(len(held_out.semantic))
    chosen = tools.judged.targets[task.id] = [
        targets(*held_out.ratings.of_user(held_out.user_row[item.user]), everyone, rng) for item in items
    ]
    random = rng.normal(size=(len(items), held_out.semantic.shape[1])).astype(np.float32)
    bc = behavioral_consistency(tools.encoder.encode(texts), held_out.semantic, chosen)
    figures: dict[str, list[float | None]] = {}
    for suffix, vectors in (("GroundTruth", tools.encoder.encode([item.text for item in items])), ("Random", random)):
        figures[f"bc{suffix}"], figures[f"ndcg{suffix}"] = ranking_scores(vectors, held_out.semantic, chosen)
    tools.judged.add_task(task.id, (), [item.user for item in items if item.user is not None], figures)
    row: Row = {
        "n": len(items),
        "bc": bc.spearman,
        "ndcg": bc.ndcg,
        **{name: mean_defined(values) for name, values in figures.items()},
    }
    return row | prose(task, texts, tools.composed), texts


def prose(task: Task, texts: Sequence[str], composed: Composed) -> Row:
    """How the texts read: copying, invented words, variety within a text, length, whether the last sentence ends, and whether they list
    as many items, numbered in order, as training texts of the task."""
    return {
        "copied8": float(np.mean([composed.copies.copied_share(text) for text in texts])),
        "invented": float(np.mean([composed.invented_share(text) for text in texts])),
        "distinct4": float(np.mean([distinct_share(text) for text in texts])),
        "meanWords": float(np.mean([len(words(text)) for text in texts])),
        "listed": float(np.mean([composed.listed(task.id, item_count(text)) for text in texts])),
        "finished": float(np.mean([text.rstrip().endswith((".", "!", "?", '"')) for text in texts])),
    }


def mean_row(rows: Sequence[Row]) -> Row:
    """The mean of each key over the rows that have it."""
    keys = dict.fromkeys(key for row in rows for key in row)
    found = {key: [row[key] for row in rows if row.get(key) is not None] for key in keys}
    return {key: float(np.mean(values)) if values else None for key, values in found.items()}


def _movie_targets(tools: Instruments, items: Sequence[Item]) -> Targets:
    """The users that each movie's text ranks by the taste that their rated movies show."""
    held_out = tools.held_out
    rng = np.random.default_rng(tools.seed)
    everyone = np.arange(len(held_out.users))
    return [targets(*held_out.ratings.of_movie(held_out.movie_row[item.movies[0]]), everyone, rng) for item in items]

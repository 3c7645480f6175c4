"""Figures 3 to 5 of the paper: consistency between entities and beyond them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import numpy as np

from elm_train.compose.task import Task
from elm_train.evaluation.metrics import mean_defined, ndcg, semantic_consistency
from elm_train.evaluation.table import Instruments

ALPHAS = (0.0, 0.25, 0.5, 0.75, 1.0)
PUSHES = (0.0, 1.0, 2.0, 3.0)
INTERPOLATED = ("summary", "long_description", "positive_review", "five_pos", "pitch")
# Target movies of a pushed user's ranking.
TARGETS = 200


def interpolation_curve(
    tools: Instruments, pairs: Sequence[tuple[int, int]], alphas: Sequence[float] = ALPHAS, name: str = "interpolation"
) -> list[dict[str, Any]]:
    """SC along the line from the first movie of each pair to the second (figures 3 and 4).

    `aboveNearest` is the share of pairs whose narration is closer to the interpolated vector than
    what the teacher wrote for the training movie nearest to it. What a later run can be held against is noted by `name`.
    """
    held_out, points = tools.held_out, []
    nearest_by_task: dict[str, list[list[float]]] = {task_id: [] for task_id in INTERPOLATED}
    tools.judged.curves[name] = {
        "pairs": [list(pair) for pair in pairs], "alphas": list(alphas), "scNearest": nearest_by_task,
    }
    ends = [[held_out.semantic[held_out.movie_row[movie]] for movie in pair] for pair in pairs]
    for alpha in alphas:
        between = np.stack([_unit((1 - alpha) * first + alpha * second) for first, second in ends])
        nearest = [held_out.sheets[held_out.nearest_training_movie(vector)] for vector in between]
        for task_id in INTERPOLATED:
            task = held_out.tasks[task_id]
            own = _consistency(tools, tools.narrate(task, [[vector] for vector in between]), between)
            rng = np.random.default_rng(tools.seed)
            beside = _consistency(tools, _teacher_texts(task, nearest, rng), between)
            nearest_by_task[task_id].append([round(float(value), 3) for value in beside])
            points.append(
                {
                    "alpha": alpha,
                    "task": task_id,
                    "sc": float(own.mean()),
                    "scNearest": float(beside.mean()),
                    "aboveNearest": float((own > beside).mean()),
                    "n": len(pairs),
                }
            )
    return points


def cav_curve(
    tools: Instruments, movies: Sequence[int], cavs: Sequence[dict[str, Any]], task_id: str = "summary"
) -> list[dict[str, Any]]:
    """SC and the attribute's own score of the texts as movies are pushed along semantic CAVs (figure 4).

    `attribute` is the mean projection of P(o) on the CAV in standard deviations of the catalogue.
    """
    held_out, points = tools.held_out, []
    start = np.stack([held_out.semantic[held_out.movie_row[movie]] for movie in movies])
    task = held_out.tasks[task_id]
    tools.judged.curves["cavPush"] = {"task": task_id, "movies": list(map(int, movies)), "pushes": list(PUSHES)}
    for cav in cavs:
        pushed = {push: _unit_rows(start + push * cav["std"] * cav["direction"]) for push in PUSHES}
        texts = tools.narrate(task, [[vector] for vectors in pushed.values() for vector in vectors])
        projected = tools.encoder.encode(texts).reshape(len(PUSHES), len(movies), -1)
        for place, push in enumerate(PUSHES):
            score = (projected[place] @ cav["direction"] - cav["mean"]) / cav["std"]
            consistency = semantic_consistency(projected[place], pushed[push])
            points.append(
                {
                    "cav": cav["id"],
                    "alpha": push,
                    "task": task_id,
                    "sc": float(consistency.mean()),
                    "attribute": float(score.mean()),
                    "n": len(movies),
                }
            )
    return points


def monotone_share(points: Sequence[dict[str, Any]]) -> float:
    """Share of CAVs whose attribute score rises with every step of the push."""
    curves: dict[str, list[float]] = {}
    for point in sorted(points, key=lambda point: point["alpha"]):
        curves.setdefault(point["cav"], []).append(point["attribute"])
    return float(np.mean([all(np.diff(curve) > 0) for curve in curves.values()])) if curves else float("nan")


def user_cav_curve(tools: Instruments, users: Sequence[int], cav_limit: int) -> list[dict[str, Any]]:
    """NDCG against the factor model's ratings as users are pushed along behavioral CAVs (figure 5)."""
    held_out = tools.held_out
    rng = np.random.default_rng(tools.seed)
    factors = np.load(held_out.workspace.made("entities/movies_behavioral.npy"))
    able = np.flatnonzero(np.abs(factors).sum(axis=1) > 0)
    rows = rng.choice(able, TARGETS, replace=False)
    start = np.stack([held_out.users[held_out.user_row[user]] for user in users])
    cavs = sorted((cav for cav in held_out.cavs if cav["space"] == "behavioral"), key=lambda cav: -cav["auc"])[:cav_limit]
    task, points = held_out.tasks["user_profile"], []
    tools.judged.curves["userPush"] = {
        "users": list(map(int, users)),
        "cavs": [cav["id"] for cav in cavs],
        "movies": [int(movie) for movie in held_out.movie_ids[rows]],
        "pushes": list(PUSHES),
    }
    for push in PUSHES:
        pushed = np.concatenate([start + push * cav["std"] * cav["direction"] for cav in cavs])
        projected = tools.encoder.encode(tools.narrate(task, [[vector] for vector in pushed]))
        scores, predicted = projected @ held_out.semantic[rows].T, pushed @ factors[rows].T
        value = mean_defined(ndcg(ratings, score) for ratings, score in zip(predicted, scores, strict=True))
        points.append({"alpha": push, "ndcg": value, "n": len(pushed)})
    return points


def _teacher_texts(task: Task, sheets: Sequence[dict[str, Any]], rng: np.random.Generator) -> list[str]:
    return [task.write([sheet], random.Random(int(rng.integers(2**31)))) for sheet in sheets]


def _consistency(tools: Instruments, texts: list[str], vectors: np.ndarray) -> np.ndarray:
    return semantic_consistency(tools.encoder.encode(texts), vectors)


def _unit(vector: np.ndarray) -> np.ndarray:
    return vector / np.linalg.norm(vector)


def _unit_rows(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

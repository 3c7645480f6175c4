"""Scores the trained model on held-out entities the way the paper does, into evaluation.json."""

from __future__ import annotations

import argparse
import json
import math
import multiprocessing
import random
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from elm_train.checkpoints import final_checkpoint, load_model
from elm_train.composed import composed_texts
from elm_train.compose.task import Task
from elm_train.encoder import SentenceEncoder
from elm_train.evaluation.curves import cav_curve, interpolation_curve, monotone_share, user_cav_curve
from elm_train.evaluation.baselines import Remembered, file_digest
from elm_train.evaluation.held_out import HeldOut, Item, sure_sheets
from elm_train.evaluation.judged import Judged
from elm_train.evaluation.table import Instruments, Row, baselines, mean_row, movie_row, user_row
from elm_train.export.rounded import RoundedElm
from elm_train.generate import Sampling, generate, up_to_bullets
from elm_train.model import ElmModel
from elm_train.splits import split_of
from elm_train.stages.export import trained_tokens
from elm_train.tokenizer import load_tokenizer
from elm_train.workspace import Workspace

FORREST_GUMP = 356
CAVS_A_JOB = 16
# The page's own defaults (src/core/recipe.ts), so that the figures are of what people read.
SAMPLING = Sampling(temperature=0.5, top_k=0, top_p=0.9, repetition_penalty=1.2)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--factsheets", type=Path, help="factsheets.jsonl.gz, where it is not with the data")
    parser.add_argument("--checkpoint", type=Path, help="default: the last stage's of the work folder")
    parser.add_argument("--text-only", type=Path, help="checkpoint of the text-only model; default: checkpoints/pretrained.pt")
    parser.add_argument("--bits", type=int, choices=(4, 8, 32), default=8, help="of the weights; 32 leaves them as trained")
    parser.add_argument("--limit", type=int, default=200, help="held-out entities a task")
    parser.add_argument("--tasks", nargs="*", help="task ids; all when left out")
    parser.add_argument("--workers", type=int, default=1, help="tasks scored side by side, each in a process on one thread")
    parser.add_argument("--output", type=Path, help="file to write; default: evaluation.json of the work folder")
    parser.add_argument("--baselines", action="store_true", help="only make what narrations are held against, ahead of time")
    parser.add_argument("--curves", type=int, default=60, help="entities of each curve; 0 leaves the curves out")


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    model, _ = load_model(options.checkpoint or final_checkpoint(workspace.work / "checkpoints"))
    shipped = model if options.bits == 32 else RoundedElm(model, options.bits)
    tools = instruments(workspace, options, shipped)
    held_out = tools.held_out
    tasks = [task for name, task in held_out.tasks.items() if not options.tasks or name in options.tasks]
    if options.baselines:
        measured(tools, [partial(baselines, task=task, items=held_out.items(task, options.limit)) for task in tasks if task.group != "user"], options.workers)
        return
    scored = measured(tools, [partial(score_task, task=task, limit=options.limit) for task in tasks], options.workers)
    rows = {task.id: row for task, (row, _) in zip(tasks, scored, strict=True)}
    report: dict[str, Any] = {
        "commit": commit(),
        "seed": workspace.seed,
        "model": {
            "parameters": sum(parameter.numel() for parameter in model.parameters()),
            "dtype": "float32" if options.bits == 32 else f"q{options.bits}",
            "trainedTokens": trained_tokens(workspace),
        },
        "sampling": vars(SAMPLING),
        "tasks": rows,
        "mean": mean_row([row for name, row in rows.items() if name != "user_profile"]),
        "meanOneMovie": mean_row([row for name, row in rows.items() if held_out.tasks[name].slots == ("semantic",)]),
        "interpolation": [],
        "cavPush": [],
        "userProfile": {**rows.get("user_profile", {}), "spearman": rows.get("user_profile", {}).get("bc"), "cavPush": []},
        "cavs": {cav["id"]: {key: cav[key] for key in ("space", "auc", "positives")} for cav in held_out.cavs},
        "wals": json.loads(workspace.made("wals.json").read_text()),
    }
    if options.curves:
        add_curves(report, tools, options)
    tools.judged.write(workspace.made("held_out.json"), seed=workspace.seed)
    if tools.judged.targets:
        tools.judged.write_ranking(workspace.made("ranking.safetensors"), held_out.tastes)
    target = options.output or workspace.made("evaluation.json")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(rounded(report), indent=1) + "\n")
    samples = [sample for _, written in scored for sample in written]
    samples_path(target).write_text(json.dumps(samples, indent=1, ensure_ascii=False) + "\n")
    print(f"evaluate: {target}")


def measured(tools: Instruments, jobs: Sequence[Callable[[Instruments], Any]], workers: int) -> list[Any]:
    """What the jobs return; what they note in `Instruments.judged` ends in `tools`, also from other processes."""
    results = []
    for result, judged in side_by_side([partial(_judged_job, job, tools) for job in jobs], workers):
        tools.judged.take(judged)
        results.append(result)
    return results


def _judged_job(job: Callable[[Instruments], Any], tools: Instruments) -> tuple[Any, Judged]:
    own = replace(tools, judged=Judged())
    return job(own), own.judged


def side_by_side(jobs: Sequence[Callable[[], Any]], workers: int) -> list[Any]:
    """The jobs' results in their order, `workers` at a time in processes that share this one's memory."""
    if workers == 1:
        return [job() for job in jobs]
    # Forked processes inherit the jobs; only a job's number and its result cross between them.
    _JOBS[:] = jobs
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
        return list(pool.map(_job, range(len(jobs))))


_JOBS: list[Callable[[], Any]] = []


def _job(number: int) -> Any:
    torch.set_num_threads(1)
    return _JOBS[number]()


def score_task(tools: Instruments, task: Task, limit: int) -> tuple[Row, list[dict[str, Any]]]:
    """A task's row of the table, and samples of the texts behind it."""
    items = tools.held_out.items(task, limit)
    row, texts = (user_row if task.group == "user" else movie_row)(tools, task, items)
    print(task.id, {key: value if value is None else round(value, 3) for key, value in row.items()}, flush=True)
    return row, [sample(item, text) for item, text in zip(items[:5], texts[:5], strict=True)]


def instruments(workspace: Workspace, options: argparse.Namespace, model: ElmModel) -> Instruments:
    held_out = HeldOut(workspace, sure_sheets(workspace, options.factsheets))
    tokenizer = load_tokenizer(workspace.made("tokenizer/tokenizer.json"))
    text_only_path = options.text_only or workspace.made("checkpoints/pretrained.pt")
    text_only = load_model(text_only_path)[0] if text_only_path.exists() else None

    def sampling(task: Task) -> Sampling:
        return Sampling(**{**vars(SAMPLING), "max_tokens": task.max_tokens, "seed": workspace.seed})

    def narrate(task: Task, entities: Sequence[Sequence[np.ndarray]]) -> list[str]:
        slots = [list(zip(task.slots, vectors, strict=True)) for vectors in entities]
        texts = generate(model, tokenizer, [task.prompt] * len(slots), slots, sampling(task))
        return [up_to_bullets(text, task.bullets) for text in texts]

    def narrate_titles(task: Task, titles: Sequence[Sequence[str]]) -> list[str]:
        prompts = [task.prompt.format(*names) for names in titles]
        return generate(text_only, tokenizer, prompts, [[] for _ in prompts], sampling(task))

    encoder = SentenceEncoder()
    return Instruments(
        held_out,
        encoder,
        narrate,
        narrate_titles if text_only else None,
        composed_texts(workspace),
        workspace.seed,
        Remembered(workspace.work / "evaluation", encoder),
        file_digest(text_only_path) if text_only else "",
    )


def add_curves(report: dict[str, Any], tools: Instruments, options: argparse.Namespace) -> None:
    held_out, count = tools.held_out, options.curves
    test = [
        movie for movie in held_out.sheets if movie in held_out.movie_row and split_of("movie", movie, held_out.workspace.seed) == "test"
    ]
    random.Random(held_out.workspace.seed).shuffle(test)
    pairs = [(movie, FORREST_GUMP) for movie in test[:count]]
    # The training movie nearest to such a point is often that end itself; between two held-out movies it never is.
    unseen = list(zip(test[::2], test[1::2], strict=False))[: 2 * count]
    few = max(4, count // 3)
    users = [item.user for item in held_out.items(held_out.tasks["user_profile"], few) if item.user is not None]
    cavs = [cav for cav in held_out.cavs if cav["space"] == "semantic"]
    pushes = [partial(cav_curve, movies=test[:few], cavs=cavs[start : start + CAVS_A_JOB]) for start in range(0, len(cavs), CAVS_A_JOB)]
    curves = (
        partial(interpolation_curve, pairs=pairs),
        partial(interpolation_curve, pairs=unseen, alphas=(0.5,), name="interpolationHeldOut"),
        partial(user_cav_curve, users=users, cav_limit=8),
    )
    report["interpolation"], report["interpolationHeldOut"], behavioral, *pushed = measured(tools, [*curves, *pushes], options.workers)
    report["cavPush"] = [point for points in pushed for point in points]
    report["cavMonotone"] = monotone_share(report["cavPush"])
    report["userProfile"]["cavPush"] = behavioral


def samples_path(report: Path) -> Path:
    """Where the narrations of a report lie: beside it, `evaluation` in its name being `samples`, or with that before its name."""
    name = report.name.replace("evaluation", "samples")
    return report.with_name(name if name != report.name else f"samples-{name}")


def sample(item: Item, text: str) -> dict[str, Any]:
    """One narration beside what the teacher wrote, for reading."""
    return {"task": item.task, "movies": list(item.movies), "user": item.user, "narration": text, "teacher": item.text}


def commit() -> str:
    """The commit that the figures belong to; empty outside a repository."""
    found = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return found.stdout.strip()


def rounded(value: Any) -> Any:
    """Floats to four places, all the way down; what could not be measured (NaN) becomes null."""
    if isinstance(value, dict):
        return {key: rounded(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [rounded(entry) for entry in value]
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 4)
    return value

"""Task texts for every movie with a fact sheet, and statistics about them."""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from tqdm import tqdm

from elm_train.compose import all_tasks
from elm_train.compose.drawing import draw
from elm_train.compose.statistics import measure, table
from elm_train.compose.task import Sheet, Task
from elm_train.plain_sheets import read_plain_sheets, read_whole_texts
from elm_train.sources import factsheets_path, read_jsonl, read_movies
from elm_train.splits import split_of
from elm_train.workspace import Workspace

SPLITS = ("train", "validation", "test")
# Held-out movies get one text a task: it is the ceiling of the evaluation and no training text.
HELD_OUT_DRAWS = 1
# How well the writer of a sheet must have known its film: what an overview says it is sure to have known.
SURE = frozenset({"high", "medium", "overview"})
# Enough texts for the counts to settle; distinct 4-grams per 1,000 words fall as a sample grows.
REPORT_TEXTS = 2000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--draws", type=int, default=6, help="texts per task and training movie")
    parser.add_argument("--tasks", nargs="*", help="task ids; all tasks about one movie when left out")
    parser.add_argument("--factsheets", type=Path, help="factsheets.jsonl.gz, where it is not with the data")
    parser.add_argument("--report", action="store_true", help="print statistics of the texts instead of writing them")


def movie_tasks(names: list[str] | None) -> list[Task]:
    """The tasks about one movie, or those of them that are named."""
    tasks = [task for task in all_tasks().values() if task.slots == ("semantic",)]
    if unknown := set(names or ()) - {task.id for task in tasks}:
        raise ValueError(f"no task about one movie is called {', '.join(sorted(unknown))}")
    return [task for task in tasks if not names or task.id in names]


def enriched_sheets(workspace: Workspace, path: Path | None) -> dict[int, tuple[Sheet, str]]:
    """Plain sheet (with the movie's genres) and title of every movie whose sheet is sure enough, by movie id."""
    movies = read_movies(workspace.raw("movies.jsonl.gz"))
    found = {}
    for movie_id, sheet in read_plain_sheets(factsheets_path(workspace, path)).items():
        movie = movies.get(movie_id, {})
        if sheet["conf"] in SURE:
            found[movie_id] = ({**sheet, "genres": movie.get("genres", [])}, movie.get("title", ""))
    return found


def texts_path(workspace: Workspace, split: str) -> Path:
    """Where the texts of a split lie: {task, movies, text} a line, training texts that were written whole also `whole`."""
    return workspace.made(f"texts/{split}.jsonl.gz")


def composed(tasks: list[Task], sheet: Sheet, title: str, draws: int, seed: int) -> Iterator[dict[str, object]]:
    """`draws` texts of every task that the sheet has the fields for."""
    for task in tasks:
        if task.field is not None and task.field not in sheet:
            continue
        for text in draw(task, sheet, title, draws, seed):
            yield {"task": task.id, "movies": [sheet["id"]], "text": text}


def whole_rows(tasks: list[Task]) -> Iterator[dict[str, object]]:
    """The texts of the tasks that were written whole."""
    wanted = {task.id for task in tasks}
    return (text.row() for text in read_whole_texts(films=1) if text.task in wanted)


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    sheets = enriched_sheets(workspace, options.factsheets)
    if options.report:
        report(workspace, {movie_id: title for movie_id, (_, title) in sheets.items()})
        return
    tasks = movie_tasks(options.tasks)
    for split in reversed(SPLITS):  # the small ones first: an evaluation can begin
        members = [pair for movie_id, pair in sheets.items() if split_of("movie", movie_id, workspace.seed) == split]
        draws = options.draws if split == "train" else HELD_OUT_DRAWS
        path = texts_path(workspace, split)
        partial = path.with_suffix(".partial")
        written = 0
        told = tqdm(members, desc=f"compose {split}", unit="movie", mininterval=5)
        rows = chain.from_iterable(composed(tasks, sheet, title, draws, workspace.seed) for sheet, title in told)
        with gzip.open(partial, "wt", encoding="utf-8", compresslevel=6) as lines:
            for row in chain(rows, whole_rows(tasks) if split == "train" else ()):
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
                written += 1
        partial.replace(path)
        print(f"compose: {written} texts of {len(members)} movies in {path}")


def report(workspace: Workspace, titles: dict[int, str]) -> None:
    """Prints the statistics of the training texts, task by task."""
    texts: dict[str, list[str]] = defaultdict(list)
    films: dict[str, list[str]] = defaultdict(list)
    for row in read_jsonl(texts_path(workspace, "train")):
        texts[row["task"]].append(row["text"])
        films[row["task"]].append(titles.get(row["movies"][0], "") if len(row["movies"]) == 1 else "")
    found = {}
    for task in sorted(texts):
        step = max(1, len(texts[task]) // REPORT_TEXTS)
        found[task] = measure(texts[task][::step], films[task][::step])
    print(table(found))

"""Texts about two movies and about users, and statistics about them."""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
from tqdm import tqdm

from elm_train.compose import all_tasks
from elm_train.compose.concepts import concepts_of
from elm_train.compose.histories import Choice, Described, History, choose, halves
from elm_train.compose.pairs import NEAREST, NEIGHBOR_TASKS, Pair, neighbor_pairs, random_pairs
from elm_train.compose.statistics import measure, table
from elm_train.compose.task import Sheet
from elm_train.compose.tasks.interpolation import write_interpolation
from elm_train.compose.titles import leaks
from elm_train.plain_sheets import INTERPOLATION, read_whole_texts
from elm_train.ratings import Ratings, read_ratings
from elm_train.sources import read_jsonl
from elm_train.splits import Split, split_of
from elm_train.stages.compose import SPLITS, enriched_sheets
from elm_train.workspace import Workspace

RANDOM_TASKS = (INTERPOLATION, "similarities", "why_like")
HELD_OUT_PAIRS = 300
HELD_OUT_PROFILES = 600
# Shares of the second movie in the training interpolations, the middle the most often.
ALPHAS = (0.25, 0.5, 0.5, 0.75)
SMALLEST_HALF = 40  # ratings of a user whose history is worth cutting in two
ATTEMPTS = 5

Sheets = dict[int, tuple[Sheet, str]]
Write = Callable[[random.Random], str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pairs", type=int, default=8000, help="training pairs per task")
    parser.add_argument("--profiles", type=int, default=20000, help="training profiles at most")
    parser.add_argument("--factsheets", type=Path, help="factsheets.jsonl.gz, where it is not with the data")
    parser.add_argument("--only", choices=("pairs", "profiles"), help="make one of the two")
    parser.add_argument("--report", action="store_true", help="print statistics of the texts instead of writing them")


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    if options.report:
        report(workspace)
        return
    sheets = enriched_sheets(workspace, options.factsheets)
    if options.only != "profiles":
        for split in SPLITS:
            write_pairs(workspace, sheets, split, options.pairs if split == "train" else HELD_OUT_PAIRS)
    if options.only != "pairs":
        histories = histories_of(read_ratings(workspace.raw("ratings.csv.gz")))
        for split in SPLITS:
            count = options.profiles if split == "train" else HELD_OUT_PROFILES
            write_profiles(workspace, sheets, histories, split, count)


def write_pairs(workspace: Workspace, sheets: Sheets, split: Split, count: int) -> None:
    """`pairs/<split>.jsonl.gz`: {task, movies: [a, b], alpha (interpolation only), text} a line.

    Texts that were written whole and not composed of two sheets are marked `whole`; they are training texts alone.
    """
    members = [movie for movie in sorted(sheets) if split_of("movie", movie, workspace.seed) == split]
    rows = _Rows(workspace.made(f"pairs/{split}.jsonl.gz"))
    with rows:
        for task in (*RANDOM_TASKS, *NEIGHBOR_TASKS):
            for pair in tqdm(pairs_of(workspace, task, members, count), desc=f"{task} {split}", unit="pair"):
                alpha = _alpha(workspace.seed, pair, split) if task == INTERPOLATION else None
                row = {"task": task, "movies": list(pair)} | ({} if alpha is None else {"alpha": alpha})
                rows.add(row, *_pair_text(task, pair, alpha, sheets, workspace.seed))
        for whole in read_whole_texts(films=2) if split == "train" else ():
            rows.add(whole.row(), whole.text, 0)
    print(f"compose-pairs: {rows.summary()} in {rows.path}")


def pairs_of(workspace: Workspace, task: str, members: list[int], count: int) -> list[Pair]:
    """The pairs of a task: random ones, or neighbors by the semantic vectors that `embed` made."""
    rng = random.Random(f"{workspace.seed}:{task}:{len(members)}")
    if task in RANDOM_TASKS:
        return random_pairs(members, count, rng)
    row_of = {int(movie): row for row, movie in enumerate(np.load(workspace.made("vectors/movie_ids.npy")))}
    known = [movie for movie in members if movie in row_of]
    vectors = np.load(workspace.made("vectors/movies_semantic.npy"))[[row_of[movie] for movie in known]]
    return neighbor_pairs(known, vectors.astype(np.float32), count, NEAREST, rng)


def histories_of(ratings: Ratings) -> dict[int, History]:
    """Every user's ratings in the order of the file."""
    found: dict[int, History] = defaultdict(list)
    columns = (ratings.user.tolist(), ratings.movie.tolist(), ratings.rating.tolist())
    for user, movie, stars in zip(*columns, strict=True):
        found[user].append((movie, stars))
    return found


def write_profiles(
    workspace: Workspace, sheets: Sheets, histories: dict[int, History], split: Split, count: int
) -> None:
    """`profiles/<split>.jsonl.gz`: {user, half, liked, disliked, text} a line, a half also with its `history`.

    Every user is held out as a user; the movies that describe them are training movies in every split.
    """
    described = Described(
        {
            movie: concepts_of(sheet)
            for movie, (sheet, _) in sheets.items()
            if split_of("movie", movie, workspace.seed) == "train"
        }
    )
    users = [user for user in sorted(histories) if split_of("user", user, workspace.seed) == split]
    rng = random.Random(f"{workspace.seed}:profiles:{split}")
    viewings = list(_viewings(users, histories, described, rng, again=split == "train"))
    if len(viewings) > count:
        viewings = rng.sample(viewings, count)
    rows = _Rows(workspace.made(f"profiles/{split}.jsonl.gz"))
    with rows:
        for number, (user, half, history, choice) in enumerate(tqdm(viewings, desc=f"profiles {split}", unit="user")):
            row = {"user": user, "half": half, "liked": choice.liked, "disliked": choice.disliked}
            if half is not None:
                row["history"] = history
            rows.add(row, *_profile_text(choice, sheets, f"{workspace.seed}:{user}:{number}"))
    print(f"compose-pairs: {rows.summary()} in {rows.path}")


def _viewings(
    users: list[int], histories: dict[int, History], described: Described, rng: random.Random, again: bool
) -> Iterator[tuple[int, int | None, History, Choice]]:
    """User, half (None for the whole history), history and choice; for training twice a user, and by halves."""
    for user in users:
        history = histories[user]
        for _ in range(2 if again else 1):
            if choice := choose(history, described, rng):
                yield user, None, history, choice
        if again and len(history) >= SMALLEST_HALF:
            for half, part in enumerate(halves(history, rng)):
                if choice := choose(part, described, rng):
                    yield user, half, part, choice


def _alpha(seed: int, pair: Pair, split: Split) -> float:
    return random.Random(f"{seed}:alpha:{pair}").choice(ALPHAS) if split == "train" else 0.5


def _pair_text(task: str, pair: Pair, alpha: float | None, sheets: Sheets, seed: int) -> tuple[str | None, int]:
    both, titles = zip(*(sheets[movie] for movie in pair), strict=True)

    def write(rng: random.Random) -> str:
        return write_interpolation(both, rng, alpha) if alpha is not None else all_tasks()[task].write(both, rng)

    return _without_titles(write, titles, f"{seed}:{task}:{pair}")


def _profile_text(choice: Choice, sheets: Sheets, key: str) -> tuple[str | None, int]:
    ten, titles = zip(*(sheets[movie] for movie in (*choice.liked, *choice.disliked)), strict=True)
    return _without_titles(lambda rng: all_tasks()["user_profile"].write(ten, rng), titles, key)


def _without_titles(write: Write, titles: Iterable[str], key: str) -> tuple[str | None, int]:
    """A text that names none of the titles (None after some attempts), and how many were dropped on the way."""
    for attempt in range(ATTEMPTS):
        text = write(random.Random(f"{key}:{attempt}"))
        if not any(leaks(text, title) for title in titles):
            return text, attempt
    return None, ATTEMPTS


class _Rows:
    """A gzipped JSON-lines file that takes its place only when it is whole, and counts of what went in."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._partial = path.with_suffix(".partial")
        self._counts: Counter[str] = Counter()

    def __enter__(self) -> None:
        self._lines = gzip.open(self._partial, "wt", encoding="utf-8", compresslevel=6)

    def __exit__(self, failure: type | None, *_: object) -> None:
        self._lines.close()
        if failure is None:
            self._partial.replace(self.path)

    def add(self, row: dict, text: str | None, dropped: int) -> None:
        self._counts["titles"] += dropped
        if text is not None:
            self._lines.write(json.dumps(row | {"text": text}, ensure_ascii=False) + "\n")
            self._counts["texts"] += 1

    def summary(self) -> str:
        return f"{self._counts['texts']} texts ({self._counts['titles']} drafts with a title dropped)"


def report(workspace: Workspace) -> None:
    """Prints the statistics of the training texts, task by task."""
    texts: dict[str, list[str]] = defaultdict(list)
    for row in read_jsonl(workspace.made("pairs/train.jsonl.gz")):
        texts[row["task"]].append(row["text"])
    for row in read_jsonl(workspace.made("profiles/train.jsonl.gz")):
        texts["user_profile"].append(row["text"])
    print(table({task: measure(written[:2000]) for task, written in sorted(texts.items())}))

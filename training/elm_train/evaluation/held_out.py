"""What an evaluation reads: held-out entities, their vectors, their composed texts, the training movies beside them."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as parquet

from elm_train.compose import all_tasks
from elm_train.compose.task import Sheet, Task
from elm_train.ratings import read_ratings
from elm_train.evaluation.ranking import Ratings, ratings_by_row, user_tastes
from elm_train.sources import factsheets_path, read_factsheets, read_jsonl, read_movies
from elm_train.splits import split_of
from elm_train.workspace import Workspace


@dataclass(frozen=True)
class Item:
    """One held-out case of a task: its movies or its user, and the text composed for it."""

    task: str
    movies: tuple[int, ...]
    user: int | None
    text: str


class HeldOut:
    """The test side of the work folder. Movies are MovieLens ids, rows those of the vector files."""

    def __init__(self, workspace: Workspace, factsheets: dict[int, Sheet]) -> None:
        self.workspace = workspace
        self.tasks = all_tasks()
        self.semantic = np.load(workspace.made("vectors/movies_semantic.npy"))
        self.movie_ids = np.load(workspace.made("vectors/movie_ids.npy"))
        self.users = np.load(workspace.made("vectors/users_behavioral.npy"))
        self.user_ids = np.load(workspace.made("vectors/user_ids.npy"))
        self.movie_row = {int(movie): row for row, movie in enumerate(self.movie_ids)}
        self.user_row = {int(user): row for row, user in enumerate(self.user_ids)}
        self.sheets = factsheets
        training = [
            movie
            for movie in factsheets
            if split_of("movie", movie, workspace.seed) == "train" and movie in self.movie_row
        ]
        self._training_rows = np.array([self.movie_row[movie] for movie in training])
        self._training_movies = training

    def items(self, task: Task, limit: int) -> list[Item]:
        """At most `limit` held-out cases of a task, in a seeded order."""
        if task.group == "user":
            found = [
                Item(task.id, (), record["user"], record["text"])
                for record in read_jsonl(self.workspace.made("profiles/test.jsonl.gz"))
                if record.get("half") is None and record["user"] in self.user_row
            ]
            found = list({item.user: item for item in found}.values())
        else:
            source = "pairs" if task.group == "pair" else "texts"
            found = [
                Item(task.id, tuple(record["movies"]), None, record["text"])
                for record in read_jsonl(self.workspace.made(f"{source}/test.jsonl.gz"))
                if record["task"] == task.id
                and all(movie in self.movie_row and movie in self.sheets for movie in record["movies"])
                and record.get("alpha", 0.5) in (0.5, None)
            ]
        random.Random(f"{self.workspace.seed}:{task.id}").shuffle(found)
        return found[:limit]

    def vectors(self, item: Item) -> list[np.ndarray]:
        """The domain vectors of an item's slots."""
        if item.user is not None:
            return [self.users[self.user_row[item.user]]]
        return [self.semantic[self.movie_row[movie]] for movie in item.movies]

    def target(self, item: Item) -> np.ndarray:
        """The vector that a movie task's text is held against: w, or for pairs the normalised mean."""
        mean = np.mean(self.vectors(item), axis=0)
        return mean / np.linalg.norm(mean)

    def nearest_training_movie(self, vector: np.ndarray) -> int:
        """The training movie with a sheet whose semantic vector is closest by cosine."""
        return self._training_movies[int((self.semantic[self._training_rows] @ vector).argmax())]

    def text_of_nearest(self, item: Item) -> str:
        """What the teacher wrote for the nearest training movie of each slot: the strong baseline."""
        sheets = [self.sheets[self.nearest_training_movie(vector)] for vector in self.vectors(item)]
        return self.tasks[item.task].write(sheets, random.Random(f"nearest:{item.movies}"))

    @cached_property
    def titles(self) -> dict[int, str]:
        table = parquet.read_table(self.workspace.made("entities/movies.parquet"), columns=["id", "title", "year"])
        return {row["id"]: f"{row['title']} ({row['year']})" for row in table.to_pylist()}

    @cached_property
    def ratings(self) -> Ratings:
        return ratings_by_row(read_ratings(self.workspace.raw("ratings.csv.gz")), self.user_row, self.movie_row)

    @cached_property
    def tastes(self) -> np.ndarray:
        """[users, d] what the user ranker compares texts with."""
        return user_tastes(self.ratings, self.semantic, len(self.users))

    @cached_property
    def cavs(self) -> list[dict[str, Any]]:
        """The CAVs that ship, each with its `direction`."""
        directions = {space: np.load(self.workspace.made(f"vectors/cavs_{space}.npy")) for space in ("semantic", "behavioral")}
        rows = {space: iter(array) for space, array in directions.items()}
        return [cav | {"direction": next(rows[cav["space"]])} for cav in json.loads(self.workspace.made("cavs.json").read_text())]


def sure_sheets(workspace: Workspace, path: Path | None) -> dict[int, Sheet]:
    """The fact sheets of high or medium confidence by movie, each with the movie's genres.

    Low-confidence sheets stay out of every comparison.
    """
    movies = read_movies(workspace.raw("movies.jsonl.gz"))
    sheets = read_factsheets(factsheets_path(workspace, path))
    return {
        movie: {**sheet, "genres": movies.get(movie, {}).get("genres", [])} for movie, sheet in sheets.items() if sheet["conf"] != "low"
    }

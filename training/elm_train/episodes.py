"""What the reward stage asks the policy to narrate: tasks of training entities, and of points between and beyond them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from elm_train.compose import all_tasks
from elm_train.compose.pairs import NEAREST, NEIGHBOR_TASKS
from elm_train.compose.task import Task
from elm_train.evaluation.ranking import Ratings, targets
from elm_train.movie_draws import MovieVectors, unit
from elm_train.splits import split_of

# Shares of a batch's kind: texts about one movie, about two, about a user.
SHARES = {"movie": 0.66, "pair": 0.18, "profile": 0.16}
# A slot of a one-movie task holds a movie, a point between two, or a movie pushed along a CAV.
BETWEEN, PUSHED = 0.35, 0.15
LONGEST_PUSH = 3.0  # standard deviations


@dataclass(frozen=True)
class Episode:
    """One prompt to narrate: `vectors` by slot; texts are held against `target`, or rank `ranked` for a user."""

    task: Task
    vectors: list[np.ndarray]
    target: np.ndarray | None = None
    ranked: tuple[np.ndarray, np.ndarray] | None = None


class Episodes:
    """Draws batches of one kind each, of training movies and users alone; `tasks` empty means every task."""

    def __init__(self, movies: MovieVectors, users: np.ndarray, user_ids: np.ndarray, ratings: Ratings, cavs: np.ndarray,
                 seed: int, tasks: Collection[str] = ()) -> None:
        self.movies = movies
        self.ids = [movie for movie in movies.row_of if split_of("movie", movie, seed) == "train"]
        self.vectors = movies.vectors[[movies.row_of[movie] for movie in self.ids]]
        self.users = users
        self.ratings = ratings
        self.cavs = cavs
        counts = np.bincount(ratings.user_rows, minlength=len(users))
        self.user_rows = [
            row for row, user in enumerate(user_ids.tolist()) if counts[row] and split_of("user", user, seed) == "train"
        ]
        wanted = {name: task for name, task in all_tasks().items() if not tasks or name in tasks}
        self.tasks = {
            "movie": [task for task in wanted.values() if task.slots == ("semantic",)],
            "pair": [task for task in wanted.values() if len(task.slots) == 2],
            "profile": [task for task in wanted.values() if task.slots == ("behavioral",)],
        }
        self.kinds = [kind for kind in SHARES if self.tasks[kind]]
        shares = np.array([SHARES[kind] for kind in self.kinds])
        self.shares = shares / shares.sum()

    def draw(self, count: int, rng: np.random.Generator) -> list[Episode]:
        """`count` episodes of one kind, so that their texts are of like lengths."""
        kind = self.kinds[rng.choice(len(self.kinds), p=self.shares)]
        make: Callable[[Task, np.random.Generator], Episode] = getattr(self, f"_{kind}")
        tasks = self.tasks[kind]
        return [make(tasks[rng.integers(len(tasks))], rng) for _ in range(count)]

    def _vector(self, rng: np.random.Generator) -> np.ndarray:
        return self.vectors[rng.integers(len(self.vectors))]

    def _movie(self, task: Task, rng: np.random.Generator) -> Episode:
        vector, chance = self._vector(rng), rng.random()
        if chance < BETWEEN:
            share = rng.random()
            vector = unit((1 - share) * vector + share * self._vector(rng))
        elif chance < BETWEEN + PUSHED and len(self.cavs):
            vector = unit(vector + rng.uniform(0.5, LONGEST_PUSH) * self.cavs[rng.integers(len(self.cavs))])
        return Episode(task, [vector], target=vector)

    def _pair(self, task: Task, rng: np.random.Generator) -> Episode:
        first = self._vector(rng)
        vectors = [first, self._neighbor(first, rng) if task.id in NEIGHBOR_TASKS else self._vector(rng)]
        return Episode(task, vectors, target=unit(vectors[0] + vectors[1]))

    def _neighbor(self, vector: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """One of the training movies nearest to a training movie's vector."""
        similarities = self.vectors @ vector
        nearest = np.argpartition(-similarities, NEAREST)[: NEAREST + 1]
        return self.vectors[rng.choice(nearest[similarities[nearest] < similarities.max()])]

    def _profile(self, task: Task, rng: np.random.Generator) -> Episode:
        row = self.user_rows[rng.integers(len(self.user_rows))]
        ranked = targets(*self.ratings.of_user(row), np.arange(len(self.movies.vectors)), rng)
        return Episode(task, [self.users[row]], ranked=ranked)


def pushes(work: Path, cavs: list[dict]) -> np.ndarray:
    """[CAVs, 384] one standard deviation along every semantic CAV; none where `cavs` made none."""
    path = work / "vectors/cavs_semantic.npy"
    if not path.exists():
        return np.empty((0, 384), np.float32)
    spread = np.array([cav["std"] for cav in cavs if cav["space"] == "semantic"], np.float32)
    return np.load(path) * spread[:, None]

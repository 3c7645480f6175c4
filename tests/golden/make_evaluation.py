"""Writes evaluation.json: what the evaluation stage makes of a toy world, with every field that it can have.

The world is random and the "model" repeats its words, so the figures mean nothing; the unit tests hold the
page's reader to their shape. Run: python tests/golden/make_evaluation.py
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import random
import tempfile
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from elm_train.compose import all_tasks
from elm_train.evaluation.held_out import HeldOut, Item
from elm_train.evaluation.metrics import CopyIndex
from elm_train.evaluation.ranking import Ratings, user_tastes
from elm_train.evaluation.table import Instruments
from elm_train.stages import evaluate
from elm_train.workspace import Workspace

DIMENSION, FACTORS, MOVIES, USERS = 12, 6, 260, 140
WORDS = [f"word{place}" for place in range(DIMENSION)]
CAVS = ("dark", "funny")


class ToyHeldOut(HeldOut):
    """The held-out side of a world where a movie's text names its vector's largest places."""

    def __init__(self, workspace: Workspace, rng: np.random.Generator) -> None:
        self.workspace = workspace
        self.tasks = {
            name: dataclasses.replace(task, write=lambda sheets, draw: " ".join(text for sheet in sheets for text in sheet["words"]) + ".")
            for name, task in all_tasks().items()
        }
        self.semantic = unit(rng.normal(size=(MOVIES, DIMENSION)).astype(np.float32))
        ids = [evaluate.FORREST_GUMP, *(1000 + place for place in range(MOVIES - 1))]
        self.movie_ids, self.user_ids = np.array(ids), np.arange(1, USERS + 1)
        self.movie_row = {movie: row for row, movie in enumerate(ids)}
        self.user_row = {int(user): row for row, user in enumerate(self.user_ids)}
        self.users = rng.normal(size=(USERS, FACTORS)).astype(np.float32)
        self.sheets = {movie: {"words": text_of(self.semantic[row]).split()} for movie, row in self.movie_row.items()}
        self._training_movies = ids[: MOVIES // 2]
        self._training_rows = np.arange(MOVIES // 2)
        self.titles = {movie: f"Movie {movie}" for movie in ids}
        pairs = rng.choice(MOVIES * USERS, 6000, replace=False)
        self.ratings = Ratings(pairs % USERS, pairs // USERS, rng.integers(1, 11, len(pairs)) / 2)
        self.tastes = user_tastes(self.ratings, self.semantic, USERS)
        self.cavs = [
            {
                "id": f"{space}-{name}",
                "space": space,
                "auc": float(rng.uniform(0.6, 1)),
                "positives": 20,
                "mean": 0.0,
                "std": 0.3,
                "direction": unit(rng.normal(size=(1, size)).astype(np.float32))[0],
            }
            for space, size in (("semantic", DIMENSION), ("behavioral", FACTORS))
            for name in CAVS
        ]

    def items(self, task, limit: int) -> list[Item]:
        draw = random.Random(task.id)
        movies = list(self.movie_row)
        if task.group == "user":
            return [Item(task.id, (), user, text_of(self.semantic[user])) for user in range(1, limit + 1)]
        found = [tuple(draw.sample(movies, len(task.slots))) for _ in range(limit)]
        return [Item(task.id, chosen, None, task.write([self.sheets[movie] for movie in chosen], draw)) for chosen in found]


class ToyEncoder:
    """Counts the words."""

    def encode(self, texts) -> np.ndarray:
        counts = np.array([[text.count(f"{word} ") + 0.01 for word in WORDS] for text in texts], np.float32)
        return unit(counts)


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def text_of(vector: np.ndarray) -> str:
    return " ".join(WORDS[place] for place in np.argsort(-vector[:DIMENSION])[:4]) + " "


def main() -> None:
    rng = np.random.default_rng(0)
    target = Path(__file__).parent / "evaluation.json"
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(None, Path(folder))
        shipped = Path(__file__).parents[2] / "models/movielens/evaluation.json"
        workspace.made("wals.json").write_text(json.dumps(json.loads(shipped.read_text())["wals"]))
        held_out = ToyHeldOut(workspace, rng)
        factors = rng.normal(size=(MOVIES, FACTORS)).astype(np.float32)
        np.save(workspace.made("entities/movies_behavioral.npy"), factors)
        tools = Instruments(
            held_out,
            ToyEncoder(),
            lambda task, entities: [text_of(np.mean(vectors, axis=0)) for vectors in entities],
            lambda task, titles: [text_of(rng.normal(size=DIMENSION)) for _ in titles],
            CopyIndex(["word0 word1 word2 word3 word4 word5 word6 word7 word8"]),
            0,
        )
        evaluate.load_model = lambda path: (SimpleNamespace(parameters=lambda: [SimpleNamespace(numel=lambda: 1000)]), {})
        evaluate.instruments = lambda *_: tools
        evaluate.trained_tokens = lambda _: 1000
        evaluate.commit = lambda: "0000000"
        options = argparse.Namespace(checkpoint=None, text_only=None, bits=32, limit=12, tasks=None, curves=40)
        evaluate.run(workspace, options)
        target.write_text(workspace.made("evaluation.json").read_text())


if __name__ == "__main__":
    main()

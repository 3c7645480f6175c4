"""The mixture of training examples of both ELM stages: texts with domain vectors in their prompts, and plain English."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from elm_train.compose import all_tasks
from elm_train.compose.task import Task
from elm_train.corpus import read_passages
from elm_train.examples import Example, task_example, text_example
from elm_train.inversions import read_inversions
from elm_train.movie_draws import NOISE, MovieVectors, unit
from elm_train.plain_sheets import INTERPOLATION
from elm_train.sources import read_jsonl
from elm_train.splits import split_of
from elm_train.text_pool import TextPool
from elm_train.tokenizer import encode_prompt
from elm_train.viewings import folded_in

# Shares of the examples; a source without its files leaves its share to the others.
SHARES = {"movie": 0.46, "inversion": 0.18, "mixture": 0.06, "pair": 0.12, "profile": 0.08, "passage": 0.10}
SENTENCE_PROMPT = "Write the text {0}."
# A mixture of two movies in one slot is narrated by these tasks.
MIXTURE_TASKS = ("summary", "long_description")
PROFILE_TASK = "user_profile"

Draw = Callable[[np.random.Generator], Example]


class Mixture:
    """Draws training examples, of the named tasks alone where `tasks` says so.

    `missing` names the sources whose files are not there.
    """

    def __init__(self, work: Path, tokenizer: Tokenizer, limit: int, tasks: Collection[str] = ()) -> None:
        self.tokenizer = tokenizer
        self.limit = limit
        self.prompts = {name: encode_prompt(tokenizer, task.prompt) for name, task in all_tasks().items() if not tasks or name in tasks}
        self.movies = MovieVectors(work / "vectors")
        self.draws: dict[str, Draw] = {}
        self.missing: list[str] = []
        self.profiles: list[tuple[np.ndarray, str]] = []
        self.user_vectors: np.ndarray | None = None
        for name, add in (
            ("movie", self._add_movies),
            ("inversion", self._add_inversions),
            ("mixture", self._add_pairs),
            ("profile", self._add_profiles),
            ("passage", self._add_passages),
        ):
            try:
                add(work)
            except FileNotFoundError as error:
                self.missing.append(f"{name} ({error.filename})")
        self.names = [name for name in SHARES if name in self.draws]
        shares = np.array([SHARES[name] for name in self.names])
        self.shares = shares / shares.sum()

    def draw(self, rng: np.random.Generator) -> Example:
        return self.draws[self.names[rng.choice(len(self.names), p=self.shares)]](rng)

    def _example(self, task: str, text: str, spaces: tuple[str, ...], vectors: list[np.ndarray]) -> Example:
        return task_example(self.prompts[task], self.tokenizer.encode(text).ids, spaces, vectors, self.limit)

    def _add_movies(self, work: Path) -> None:
        """One-movie tasks, every task as often as the others."""
        texts: dict[str, TextPool[tuple[int, str]]] = defaultdict(TextPool)
        for row in read_jsonl(work / "texts/train.jsonl.gz"):
            if len(row["movies"]) == 1 and row["task"] in self.prompts and row["movies"][0] in self.movies:
                texts[row["task"]].add((row["movies"][0], row["text"]), row.get("whole", False))
        tasks = sorted(texts)

        def draw(rng: np.random.Generator) -> Example:
            task = tasks[rng.integers(len(tasks))]
            movie, text = texts[task].draw(rng)
            return self._example(task, text, ("semantic",), [self.movies.draw(movie, rng)])

        self.draws["movie"] = draw

    def _add_inversions(self, work: Path) -> None:
        """P of a text, and that text, asked for by its task's prompt where it has one: the space inverted."""
        texts, vectors = read_inversions(work)
        plain = encode_prompt(self.tokenizer, SENTENCE_PROMPT)
        rows = [row for row, inversion in enumerate(texts) if inversion.task is None or inversion.task in self.prompts]

        def draw(rng: np.random.Generator) -> Example:
            row = rows[rng.integers(len(rows))]
            task, text = texts[row].task, texts[row].text
            noisy = unit(vectors[row] + NOISE * rng.standard_normal(vectors.shape[1], dtype=np.float32))
            prompt = plain if task is None else self.prompts[task]
            return task_example(prompt, self.tokenizer.encode(text).ids, ("semantic",), [noisy], self.limit)

        self.draws["inversion"] = draw

    def _add_pairs(self, work: Path) -> None:
        """Tasks about two movies, every task as often as the others, and interpolations told of one slot that holds the mixed vector."""
        pairs: dict[str, TextPool[tuple[list[int], str]]] = defaultdict(TextPool)
        blends: TextPool[tuple[list[int], float, str]] = TextPool()
        for row in read_jsonl(work / "pairs/train.jsonl.gz"):
            if row["task"] not in self.prompts or not all(movie in self.movies for movie in row["movies"]):
                continue
            alpha, whole = row.get("alpha", 0.5), row.get("whole", False)
            if row["task"] == INTERPOLATION:
                blends.add((row["movies"], alpha, row["text"]), whole)
            if abs(alpha - 0.5) < 0.01:
                pairs[row["task"]].add((row["movies"], row["text"]), whole)
        tasks = sorted(pairs)

        def draw_pair(rng: np.random.Generator) -> Example:
            task = tasks[rng.integers(len(tasks))]
            movies, text = pairs[task].draw(rng)
            return self._example(task, text, ("semantic",) * 2, [self.movies.draw(movie, rng) for movie in movies])

        def draw_blend(rng: np.random.Generator) -> Example:
            (first, second), alpha, text = blends.draw(rng)
            mixed = unit((1 - alpha) * self.movies.draw(first, rng) + alpha * self.movies.draw(second, rng))
            task = MIXTURE_TASKS[rng.integers(len(MIXTURE_TASKS))]
            return self._example(task, text, ("semantic",), [mixed])

        if pairs:
            self.draws["pair"] = draw_pair
        if INTERPOLATION in pairs:
            self.draws["mixture"] = draw_blend

    def _add_profiles(self, work: Path) -> None:
        """Users' vectors and their profiles."""
        self.profiles = user_profiles(work)

        def draw(rng: np.random.Generator) -> Example:
            vector, text = self.profiles[rng.integers(len(self.profiles))]
            return self._example(PROFILE_TASK, text, ("behavioral",), [vector])

        if self.profiles and PROFILE_TASK in self.prompts:
            self.user_vectors = np.unique(np.stack([vector for vector, _ in self.profiles]), axis=0)
            self.draws["profile"] = draw

    def _add_passages(self, work: Path) -> None:
        """Reviews, leads, overviews and books without a vector: fact sheets alone teach too little English."""
        texts = [passage.text for passage in read_passages(work / "passages/train.jsonl.gz") if passage.kind != "sheet"]

        def draw(rng: np.random.Generator) -> Example:
            return text_example(self.tokenizer, texts[rng.integers(len(texts))], self.limit)

        if texts:
            self.draws["passage"] = draw


def user_profiles(work: Path) -> list[tuple[np.ndarray, str]]:
    """(w_u, profile) of the training users; profiles of half a history have the vector that folds in that half."""
    vectors = np.load(work / "vectors/users_behavioral.npy").astype(np.float32)
    row_of = {int(user): row for row, user in enumerate(np.load(work / "vectors/user_ids.npy"))}
    rows = [row for row in read_jsonl(work / "profiles/train.jsonl.gz") if row["half"] is not None or row["user"] in row_of]
    halves = [row for row in rows if row["half"] is not None]
    folded = iter(folded_in(work, [row["history"] for row in halves]) if halves else ())
    return [(vectors[row_of[row["user"]]] if row["half"] is None else next(folded), row["text"]) for row in rows]


def validation_examples(
    work: Path, tokenizer: Tokenizer, limit: int, count: int, seed: int
) -> tuple[list[Example], list[Example]]:
    """One-movie texts of validation movies with their own vectors, and with those of other ones.

    What the second loss exceeds the first by is what the model reads in the vectors.
    """
    movies = MovieVectors(work / "vectors")
    prompts = {name: encode_prompt(tokenizer, task.prompt) for name, task in all_tasks().items()}
    rows = [
        row
        for row in read_jsonl(work / "texts/validation.jsonl.gz")
        if len(row["movies"]) == 1 and row["task"] in prompts and row["movies"][0] in movies
    ]
    rng = np.random.default_rng(seed)
    chosen = [rows[index] for index in rng.permutation(len(rows))[:count]]
    others = [chosen[(index + 1) % len(chosen)] for index in range(len(chosen))]

    def examples(sources: list[dict]) -> list[Example]:
        return [
            task_example(
                prompts[row["task"]],
                tokenizer.encode(row["text"]).ids,
                ("semantic",),
                [movies.vector(source["movies"][0])],
                limit,
            )
            for row, source in zip(chosen, sources, strict=True)
        ]

    return examples(chosen), examples(others)


def validation_movies(work: Path, count: int, seed: int, tasks: Sequence[Task]) -> list[tuple[Task, np.ndarray]]:
    """Validation movies' vectors, each with one of the `tasks` in turn, for narrations to be scored."""
    movies = MovieVectors(work / "vectors")
    ids = [movie for movie in movies.row_of if split_of("movie", movie, seed) == "validation"]
    chosen = np.random.default_rng(seed).permutation(len(ids))[:count]
    return [(tasks[place % len(tasks)], movies.vector(ids[row])) for place, row in enumerate(chosen)]

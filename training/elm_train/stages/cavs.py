"""Concept directions of the tags in both spaces."""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from elm_train.cavs import NEGATIVES_PER_POSITIVE, Cav, fit_cav, projection_spread, read_concepts, sample_negatives
from elm_train.documents import Kind
from elm_train.splits import split_of
from elm_train.wals import AUGMENTED
from elm_train.workspace import Workspace

# A movie with fewer distinct tags says too little by a missing one to serve as a negative.
MINIMUM_TAGS_OF_NEGATIVES = 3
# With this many movies that more than one person gave the tag, those given it once are no examples.
ENOUGH_AGREED = 40
KEPT_AUC = {"semantic": 0.80, "behavioral": 0.70}
# Inverse ridge weights of best held-out AUC among 0.0003, 0.001, 0.003, 0.01 and 0.001, 0.01, 0.1.
STRENGTH = {"semantic": 0.001, "behavioral": 0.001}


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--positives", type=int, default=30, help="movies that must carry a concept's tag")


@dataclass(frozen=True)
class Tagged:
    """How often each movie was given a concept's tags, by concept, and distinct tags by movie."""

    movies: dict[str, Counter[int]]
    tags: Counter[int]


def read_tagged(path: Path, concepts: dict[str, list[str]]) -> Tagged:
    concept_of = defaultdict(list)
    for concept, tags in concepts.items():
        for tag in tags:
            concept_of[tag].append(concept)
    movies, counts = defaultdict(Counter), Counter()
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            movie = int(row["movieId"])
            counts[movie] += 1
            for concept in concept_of[row["tag"]]:
                movies[concept][movie] += int(row["count"])
    return Tagged(dict(movies), counts)


def fit_space(
    space: str, vectors: np.ndarray, ids: np.ndarray, tagged: Tagged, minimum: int, seed: int
) -> dict[str, Cav]:
    """CAVs by concept on the movies outside the test split that have a tag; `vectors` [n, d] belong to `ids`."""
    usable = np.array([tagged.tags[movie] > 0 and split_of("movie", movie, seed) != "test" for movie in ids.tolist()])
    counts = np.array([tagged.tags[movie] for movie in ids.tolist()])
    found = {}
    for concept in tqdm(sorted(tagged.movies), desc=space):
        applied = np.array([tagged.movies[concept][movie] for movie in ids.tolist()])
        carries = applied > 0
        positives = np.flatnonzero(usable & carries)
        if len(positives) < minimum:
            continue
        agreed = np.flatnonzero(usable & (applied > 1))
        if len(agreed) >= ENOUGH_AGREED:
            positives = agreed
        candidates = np.flatnonzero(usable & ~carries & (counts >= MINIMUM_TAGS_OF_NEGATIVES))
        negatives = sample_negatives(
            candidates, counts[candidates], NEGATIVES_PER_POSITIVE * len(positives), np.random.default_rng(seed)
        )
        found[concept] = fit_cav(vectors, positives, negatives, strength=STRENGTH[space], seed=seed)
    return found


def described(documents: Path, count: int) -> np.ndarray:
    """Which of `count` movies have a fact sheet among their documents.

    Only these are examples in the semantic space. Much tagged movies have a sheet more often than
    others, and on all movies the direction of `funny` told movies with a sheet from those without at an
    AUC of 0.87: it was half made of the sheets' manner of writing.
    """
    archive = np.load(documents)
    rows = archive["movie_row"][archive["kind"] == Kind.SHEET_PLOT]
    return np.isin(np.arange(count), rows)


def without_offsets(vectors: np.ndarray) -> np.ndarray:
    """Behavioral vectors with zeros for bias and mean: a concept moves taste, not the scale of the stars."""
    factors = vectors.copy()
    factors[:, -AUGMENTED:] = 0
    return factors


def entry(concept: str, space: str, cav: Cav, catalogue: np.ndarray) -> dict[str, object]:
    mean, std = projection_spread(catalogue, cav.direction)
    return {
        "id": f"{space}-{re.sub(r'[^a-z0-9]+', '-', concept).strip('-')}",
        "tag": concept,
        "space": space,
        "auc": round(cav.auc, 4),
        "accuracy": round(cav.accuracy, 4),
        "positives": cav.positives,
        "std": std,
        "mean": mean,
    }


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    tagged = read_tagged(workspace.raw("tags.csv.gz"), read_concepts())
    semantic = np.load(workspace.made("vectors/movies_semantic.npy"))
    semantic_ids = np.load(workspace.made("vectors/movie_ids.npy"))
    examples = described(workspace.made("vectors/documents.npz"), len(semantic))
    movies = np.load(workspace.made("vectors/movies_behavioral.npy"))
    spaces = {
        # The entities that a space narrates give the scale of a push: users in the behavioral one.
        "semantic": (semantic[examples], semantic_ids[examples], semantic),
        "behavioral": (
            without_offsets(movies),
            np.load(workspace.made("vectors/movie_behavioral_ids.npy")),
            np.load(workspace.made("vectors/users_behavioral.npy")),
        ),
    }
    entries = []
    for space, (vectors, ids, catalogue) in spaces.items():
        found = fit_space(space, vectors, ids, tagged, options.positives, workspace.seed)
        kept = {concept: cav for concept, cav in found.items() if cav.auc >= KEPT_AUC[space]}
        np.save(workspace.made(f"vectors/cavs_{space}.npy"), np.stack([cav.direction for cav in kept.values()]))
        entries += [entry(concept, space, cav, catalogue) for concept, cav in kept.items()]
        mean_auc = np.mean([cav.auc for cav in found.values()])
        print(f"{space}: {len(kept)} of {len(found)} concepts reach AUC {KEPT_AUC[space]}, mean of all {mean_auc:.3f}")
    workspace.made("cavs.json").write_text(json.dumps(entries, indent=1) + "\n")

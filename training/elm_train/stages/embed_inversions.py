"""P of single texts, to learn to invert P: sheet sentences, passages about films, composed texts and texts written whole."""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from elm_train.corpus import passages_path, read_passages
from elm_train.encoder import SentenceEncoder
from elm_train.inversions import Inversion, drawn
from elm_train.plain_sheets import INTERPOLATION, read_plain_sheets, read_whole_texts
from elm_train.precision import training_dtype
from elm_train.semantic import encode_resumable
from elm_train.sentences import sheet_sentences
from elm_train.sources import factsheets_path, read_jsonl
from elm_train.splits import split_of
from elm_train.workspace import Workspace

STORY_TASK = "summary"
# Kinds of passages that speak of a film; books do not.
FILM_PASSAGES = frozenset({"overview", "lead", "review"})


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--factsheets", type=Path, help="factsheets.jsonl.gz, where it is not with the data")
    command.add_argument("--sentences", type=int, default=4, help="sheet texts of each training movie")
    command.add_argument("--passages", type=int, default=14000, help="overviews, leads and pieces of reviews, at most")
    command.add_argument("--composed", type=int, default=14000, help="composed texts, at most")


def sheet_inversions(workspace: Workspace, options: argparse.Namespace) -> Iterator[Inversion]:
    sheets = read_plain_sheets(factsheets_path(workspace, options.factsheets))
    for movie in sorted(sheets):
        if split_of("movie", movie, workspace.seed) == "train":
            for _, text in drawn(list(sheet_sentences(sheets[movie])), options.sentences, movie, workspace.seed):
                yield Inversion(None, text)


def passage_inversions(workspace: Workspace, count: int) -> list[Inversion]:
    passages = [passage for passage in read_passages(passages_path(workspace, "train")) if passage.kind in FILM_PASSAGES]
    chosen = random.Random(f"passages:{workspace.seed}").sample(passages, min(count, len(passages)))
    return [Inversion(None, passage.text) for passage in chosen]


def composed_inversions(workspace: Workspace, count: int) -> list[Inversion]:
    rows = [row for row in read_jsonl(workspace.made("texts/train.jsonl.gz")) if not row.get("whole")]
    chosen = random.Random(f"composed:{workspace.seed}").sample(rows, min(count, len(rows)))
    return [Inversion(row["task"], row["text"]) for row in chosen]


def whole_inversions() -> list[Inversion]:
    """Every text about one film that was written whole, and every story between two as the summary of a film that it could be."""
    between = [whole.text for whole in read_whole_texts(films=2) if whole.task == INTERPOLATION]
    return [Inversion(whole.task, whole.text) for whole in read_whole_texts(films=1)] + [Inversion(STORY_TASK, text) for text in between]


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    encoder = SentenceEncoder(dtype=training_dtype("cpu"))
    parts = workspace.made("vectors/parts/inversions")
    groups = {
        "sheet sentences": list(sheet_inversions(workspace, options)),
        "passages": passage_inversions(workspace, options.passages),
        "composed texts": composed_inversions(workspace, options.composed),
        "texts written whole": whole_inversions(),
    }
    # A group at a time: new composed texts leave the chunks of the others as they are.
    vectors = [
        encode_resumable(encoder, [inversion.text for inversion in group], parts, label=label)
        for label, group in groups.items()
    ]
    with gzip.open(workspace.made("inversions.jsonl.gz"), "wt", encoding="utf-8") as lines:
        for inversion in (inversion for group in groups.values() for inversion in group):
            lines.write(json.dumps({"task": inversion.task, "text": inversion.text}, ensure_ascii=False) + "\n")
    np.save(workspace.made("vectors/inversions.npy"), np.concatenate(vectors).astype(np.float16))
    print(", ".join(f"{len(group)} {label}" for label, group in groups.items()))

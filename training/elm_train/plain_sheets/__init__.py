"""Fact sheets in plain words: plots retold in short sentences, sheets of films that the fact sheets leave out, and texts of
tasks that were written whole, not composed of sheets.

The files were written for this project by a large language model: `retold.jsonl` (logline, plot and nearly always phrases
and versions) from the film's fact sheet, `further.jsonl` from its own knowledge and the film's overview, `whole.jsonl`
from the sheets of one film or two in this form. Their sentences are of 14 words where possible and say one thing each,
since a small model learns to write such sentences and no others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from elm_train.sources import read_factsheets

FOLDER = Path(__file__).parent
# Fields that a fact sheet has and a further sheet lacks.
VERSIONS = ("funnier", "sadder", "scarier", "improve")
INTERPOLATION = "interpolation"


def read_plain_sheets(path: Path) -> dict[int, dict[str, Any]]:
    """By MovieLens id, the fact sheets at `path` with every field as retold that was retold, and the further sheets.

    A further sheet has no `VERSIONS`, three facts where a fact sheet that was not retold has four, and may have `conf` "overview": written
    from the film's overview alone.
    """
    retold = {row["id"]: row for row in _rows("retold.jsonl")}
    told = {movie: sheet | retold.get(movie, {}) for movie, sheet in read_factsheets(path).items()}
    return told | {sheet["id"]: sheet for sheet in _rows("further.jsonl")}


@dataclass(frozen=True)
class WholeText:
    """A task's text about one training film or two (MovieLens ids); an interpolation lies halfway between its two."""

    task: str
    movies: tuple[int, ...]
    text: str

    def row(self) -> dict[str, Any]:
        """As it stands among composed texts, marked `whole`."""
        alpha = {"alpha": 0.5} if self.task == INTERPOLATION else {}
        return {"task": self.task, "movies": list(self.movies), **alpha, "whole": True, "text": self.text}


def read_whole_texts(films: int) -> Iterator[WholeText]:
    """The texts written whole that are about so many films."""
    for row in _rows("whole.jsonl"):
        if len(row["movies"]) == films:
            yield WholeText(row["task"], tuple(row["movies"]), row["text"])


def _rows(name: str) -> Iterator[dict[str, Any]]:
    with (FOLDER / name).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)

"""Fact sheets in plain words: plots retold in short sentences, sheets of films that the fact sheets leave out, and stories
that lie between two films.

The files were written for this project by a large language model: `retold.jsonl` (logline, plot and nearly always phrases
and versions) from the film's fact sheet, `further.jsonl` from its own knowledge and the film's overview, `between.jsonl`
from the loglines and plots of two films in this form. Their sentences are of 14 words where possible, 19 at most, and say
one thing each, since a small model learns to write such sentences and no others.
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


def read_plain_sheets(path: Path) -> dict[int, dict[str, Any]]:
    """By MovieLens id, the fact sheets at `path` with every field as retold that was retold, and the further sheets.

    A further sheet has no `VERSIONS`, three facts where a fact sheet that was not retold has four, and may have `conf` "overview": written
    from the film's overview alone.
    """
    retold = {row["id"]: row for row in _rows("retold.jsonl")}
    told = {movie: sheet | retold.get(movie, {}) for movie, sheet in read_factsheets(path).items()}
    return told | {sheet["id"]: sheet for sheet in _rows("further.jsonl")}


@dataclass(frozen=True)
class Between:
    """The plot of a film that lies halfway between two (MovieLens ids), as one story."""

    movies: tuple[int, int]
    text: str


def read_between() -> Iterator[Between]:
    """The stories between two training films."""
    for row in _rows("between.jsonl"):
        yield Between(tuple(row["movies"]), row["text"])


def _rows(name: str) -> Iterator[dict[str, Any]]:
    with (FOLDER / name).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)

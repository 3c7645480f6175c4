"""Fact sheets in plain words: plots retold in short sentences, and sheets of films that the fact sheets leave out.

Both files were written for this project, a film at a time, by a large language model: `retold.jsonl` (logline, plot and
nearly always phrases and versions) from the film's fact sheet, `further.jsonl` from its own knowledge and the film's
overview. Their sentences are of 14 words where possible, 19 at most, and say one thing each, since a small model learns to
write such sentences and no others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
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


def _rows(name: str) -> Iterator[dict[str, Any]]:
    with (FOLDER / name).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)

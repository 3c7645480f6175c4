"""Readers of the raw files, one record at a time, exactly as the data folder's README describes them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from elm_train.workspace import Workspace

# Sheets in which a brand or team name slipped through; left out rather than mended by guesswork.
SHEETS_WITH_NAMES = frozenset({1264, 3467, 2736, 511, 2504, 1440, 2330})


def factsheets_path(workspace: Workspace, given: Path | None = None) -> Path:
    """Where the fact sheets are: `given`, else in the data folder or in `factsheets/` beside it."""
    if given is not None:
        return given
    beside = Path("..") / "factsheets" / "factsheets.jsonl.gz"
    for name in ("factsheets.jsonl.gz", str(beside)):
        try:
            return workspace.raw(name)
        except FileNotFoundError:
            continue
    raise FileNotFoundError("factsheets.jsonl.gz is not in the data folder: pass --factsheets FILE")


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Yields the objects of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_movies(path: Path) -> dict[int, dict[str, Any]]:
    """`movies.jsonl.gz` by MovieLens id."""
    return {movie["movieId"]: movie for movie in read_jsonl(path)}


def read_factsheets(path: Path) -> dict[int, dict[str, Any]]:
    """`factsheets.jsonl.gz` by MovieLens id, without the sheets known to hold names."""
    return {sheet["id"]: sheet for sheet in read_jsonl(path) if sheet["id"] not in SHEETS_WITH_NAMES}

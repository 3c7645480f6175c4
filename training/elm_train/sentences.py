"""Single sentences and short groups of a fact sheet: texts whose P is known, to learn to invert P."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from elm_train.documents import gripes_sentence, praise_sentence, sentence, viewer_sentence

# A full stop, question or exclamation mark, a closing quote where there is one, then a new sentence.
BOUNDARY = re.compile(r"(?<=[.!?])[\"”’]?\s+(?=[A-Z\"“‘])")


def plot_sentences(plot: str) -> list[str]:
    return [part.strip() for part in BOUNDARY.split(plot) if part.strip()]


def sheet_sentences(sheet: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(what it is, text) of each piece of a sheet; neighbouring plot sentences come in pairs and whole."""
    yield "logline", sentence(sheet["logline"])
    plot = plot_sentences(sheet["plot"])
    for first, second in zip(plot[::2], plot[1::2], strict=False):
        yield "plot-pair", f"{first} {second}"
    if len(plot) % 2:
        yield "plot-sentence", plot[-1]
    yield "plot", sheet["plot"]
    yield "praise", praise_sentence(sheet)
    yield "gripes", gripes_sentence(sheet)
    yield "viewer", viewer_sentence(sheet)
    for version in ("funnier", "sadder", "scarier", "improve"):
        if version in sheet:
            yield version, sentence(sheet[version])

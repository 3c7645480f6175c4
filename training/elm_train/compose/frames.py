"""Frames: sentence patterns with choices [a|b] and places for facts {name}."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache

from elm_train.compose.language import spin


def fill(rng: random.Random, frames: Sequence[str], **facts: str) -> str:
    """One of the frames, its choices made and its facts put in.

    For every fact `name` a capitalised `Name` stands ready too. Frames that ask for a fact that is not
    given are left out of the draw.
    """
    facts |= {name[0].upper() + name[1:]: text[:1].upper() + text[1:] for name, text in facts.items()}
    fitting = [frame for frame in frames if _asked(frame) <= facts.keys()]
    return spin(rng.choice(fitting), rng).format(**facts)


@cache
def _asked(frame: str) -> frozenset[str]:
    return frozenset(piece.split("}")[0] for piece in frame.split("{")[1:])

"""Three major differences between two neighboring films, numbered."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.comparisons import FULL_NAMES, differences
from elm_train.compose.language import numbered, sentence
from elm_train.compose.task import Sheet, Task

_LABELS = {
    "setting": ("Setting", "Place and time", "World"),
    "tone": ("Tone", "Mood"),
    "themes": ("Theme", "Subject", "Central question"),
    "hero": ("Main character", "Hero", "Point of view"),
    "kind": ("Genre", "Kind of film"),
    "story": ("Story", "Plot", "What happens"),
    "opposed subject": ("Subject matter", "Kind of story"),
    "opposed tone": ("Spirit", "Temper"),
    "praise": ("Strength", "High point", "What stays with you"),
    "gripes": ("Weakness", "Flaws"),
    "viewers": ("Audience", "Who it is for"),
}


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    clauses = differences(sheets[0], sheets[1], 3, rng, FULL_NAMES)
    if rng.random() < 0.3:
        return numbered([f"{_label(topic, text, rng)}: {text}" for text, topic in clauses])
    return numbered([sentence(text) for text, _ in clauses])


def _label(topic: str, text: str, rng: random.Random) -> str:
    """A name for the attribute that the clause does not use itself."""
    return rng.choice([label for label in _LABELS[topic] if label.lower() not in text.lower()] or _LABELS[topic])


TASK = Task(
    id="diff_than_nn",
    title="Differences from a neighbor",
    group="pair",
    prompt=(
        "What are the three major attributes that are different between the movies {0} and {1}? "
        'Refer to {0} as "the first movie" and to {1} as "the second movie."'
    ),
    slots=("semantic", "semantic"),
    max_tokens=300,
    write=write,
)

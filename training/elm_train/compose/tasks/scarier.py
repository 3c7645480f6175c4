"""A scarier version: the story with something in the dark."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.changed import Mode, version
from elm_train.compose.draft import Draft
from elm_train.compose.task import Sheet, Task

_SIGNS = (
    "wet footprints", "a child's voice", "scratching in the walls", "a smell of earth", "a door that was locked",
    "a row of clean bones", "breath on the glass", "a second shadow", "a hum below hearing", "fresh nail marks",
    "a face at the window", "a telephone that rings without a line", "cold spots on the stairs", "a name cut into the door",
    "a hand without a body", "whispers behind the plaster", "black water in the sink", "the teeth of a stranger",
    "a figure that never turns", "music from an empty room", "a grave with room for one more", "hair in the drain",
    "a lullaby sung backward", "dirt under every bed", "a photograph with one face too many",
)  # fmt: skip
_MODE = Mode(
    turn="scarier",
    bridges=(
        "[Then|That night|After dark|When the lamps go out] {sign} <sign:appears/appear>, and nobody [dares to ask|can say why].",
        "{Where}, [the nights|the evenings] [have grown too long|grow long], and [something|someone] [listens|keeps pace].",
        "[Something else|Something older] feeds on {th}.",
        "{Th} will [open a door|wake something|let something in] [that was meant to stay shut|that was meant to sleep|before the night is out].",
        "[What seemed|All that seemed] {t} [turns cold|goes wrong] [by nightfall|overnight|in a single hour].",
        "[The first warning|The first sign] is {sign}.",
    ),
    marks=(
        "[Each night|Every night|Hour by hour] {sign} <sign:is/are> [there again|found one room nearer].",
        "Those who speak of {th} [meet|will meet] {sign} [before dawn|the same night].",
        "{Th} and {th2} [are what it lives on|draw it closer].",
        "It has learned all about {th} from watching, and waits its turn.",
        "[Beneath|Behind] {th} [something waits|something has begun to move].",
    ),
    signs=_SIGNS,
    closes=(
        "[In the end|At dawn|By morning] there <sign:is/are> only {sign}, and [nobody left to ask|a silence that listens].",
        "[The last to leave|The one survivor] [takes something along|is not alone]: {sign}.",
        "[It is not over|Nothing is over|They are wrong to think it over]: {where}, the lights [go out again|are going out, one by one].",
        "They learn too late what {th} can [wake|cost|draw out of the dark].",
        "[Far away|In another house|Somewhere else], {sign} <sign:is/are> [waiting|found at daybreak].",
        "[What they took for|What looked like] {th} [was hunger|had been waiting for them].",
    ),
)


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    return version(Draft(sheets[0], rng), _MODE)


TASK = Task(
    id="scarier",
    title="Scarier version",
    group="rewrite",
    prompt="Write a scarier version of the movie {0}. Do not use the movie's name in your response.",
    slots=("semantic",),
    max_tokens=200,
    write=write,
    field="scarier",
)

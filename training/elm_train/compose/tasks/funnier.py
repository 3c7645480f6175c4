"""A funnier version: the story with a comic turn, told with a straight face."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.changed import Mode, version
from elm_train.compose.draft import Draft
from elm_train.compose.task import Sheet, Task

_WHO = (
    "[a goat|a brass band|a lost tourist|somebody's aunt|a man selling umbrellas|a very small dog|the plumber|a school choir|"
    "a nervous understudy|a parrot|a juggler|a bored policeman|a bride in a hurry|the mayor's cook|an indignant duck]"
)
_MODE = Mode(
    turn="funnier",
    ends=False,
    bridges=(
        "[Nobody|No one] manages to take {th} seriously [for long|any more|with a straight face].",
        "[What was|All that was] {t} [turns silly|comes out ridiculous|trips over its own feet] [at once|before long|here].",
        "{Th} [soon becomes|becomes|turns into] [a matter of timing|an excuse for lunch|a contest of bad manners|a running joke].",
        "[In this version|This time] everybody has an opinion on {th}, [all of them wrong|and no two agree|loudly].",
        "Everyone tries to stay {t} about {th}, and [fails|it lasts a minute|that makes it worse].",
    ),
    marks=(
        f"[Meanwhile|All the while] {_WHO} [explains|gives lectures on|keeps asking about] {{th}}.",
        "{Th} and {th2} [are settled|get decided] [by a coin toss|over pancakes|in a pillow fight|by a show of hands].",
        f"{{Where}}, {_WHO} [sells tickets|takes bets|writes a postcard home] about {{th}}.",
        f"[Advice|Unasked advice] on {{th}} [comes|arrives] from {_WHO}, [and it is followed|and it is worse than none].",
        f"{_WHO} [mistakes|takes] it all for a play about {{th}} and [applauds|asks for the money back].",
    ),
    closes=(
        "[In the end|At last|By the last scene] {th} [counts for less than|matters less than|gives way to] [a good lunch|clean socks|a decent joke|the buffet].",
        f"[The last word|The last laugh] on {{th}} belongs to {_WHO}.",
        "[They part|It closes] with [a song about|a quarrel over|a toast to] {th}.",
        "[Nobody learns|No one has learned] a thing about {th}, [and all are happier for it|but the cake is excellent].",
        "[What is left|All that remains] of {th} is [a bill|a bruise|a very good anecdote|one lost hat].",
    ),
)


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    return version(Draft(sheets[0], rng), _MODE)


TASK = Task(
    id="funnier",
    title="Funnier version",
    group="rewrite",
    prompt="Write a funnier version of the movie {0}. Do not use the movie's name in your response.",
    slots=("semantic",),
    max_tokens=200,
    write=write,
    field="funnier",
)

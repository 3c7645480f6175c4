"""A plot retold in another mode: its first events, a turn that changes them, and marks of the mode on what remains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from elm_train.compose import language, plot
from elm_train.compose.draft import Draft
from elm_train.compose.narrate import opening


@dataclass(frozen=True)
class Mode:
    """What makes a version funnier, sadder or scarier.

    `turn` names the field of the sheet with the changed turn, `bridges` are frames between the plot and the turn,
    `marks` frames of the mode about a fact, `closes` last sentences;
    `signs` are noun phrases of the mode, {sign} in the frames; `ends` tells that the turn is how the story now ends.
    """

    turn: str
    bridges: Sequence[str]
    marks: Sequence[str]
    closes: Sequence[str]
    signs: Sequence[str] = ()
    ends: bool = True


def version(draft: Draft, mode: Mode) -> str:
    """The story in that mode, 70-120 words: the plot up to its last event, then the turn, which is the new ending.

    The last event of the plot stands, if at all, before the turn: behind it the old ending would take back the new one.
    """
    rng = draft.rng
    events = plot.chosen(draft.sheet["plot"], (56, 84), rng)
    setup = rng.choice((1, 2, 2))
    before, after = events[:setup], events[setup:]
    if len(after) > 1 and (mode.ends or draft.chance(0.5)):
        after.pop()
    told = [*opening(draft, before), *plot.retold(before[1:], rng, ends=False)]
    middle = plot.retold(after, rng, ends=False)
    turn = draft.sheet[mode.turn]
    signs = [{"sign": sign} for sign in language.sample(rng, mode.signs, 3)] or [{}] * 3
    bridge = draft.say(mode.bridges, **signs[0]) if draft.chance(0.35) else ""
    mark = draft.say(mode.marks, **signs[1]) if not bridge and draft.chance(0.5) else ""
    close = draft.say(mode.closes, **signs[2]) if draft.chance(0.4) else ""
    if mode.ends or draft.chance(0.6):
        moves = [*told, *middle, mark, bridge, turn, close]
    else:
        moves = [*told, bridge, turn, *middle, mark, close]
    return language.paragraph(*moves)

"""Five characteristics that make a film great, numbered."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.draft import Draft
from elm_train.compose.language import numbered, sample
from elm_train.compose.task import Sheet, Task

_PLAIN = ("{P}.",)
_TURNED = (
    "{P}.",
    "{P}, [rare in|seldom seen in|better than in most] {kinds}.",
    "{P}, [a joy from first to last|worth an evening alone|not soon forgotten|done with real feeling|a lasting pleasure].",
    "[There <p:is/are>|It has|It offers|It finds room for|It gives us] {p}.",
    "[The pleasure of|The charm of|The force of] {p.the}.",
)
_OTHERS = (
    "A [tender|clear-eyed|thoughtful|searching|frank] look at {th}.",
    "A [story|film] that [cares about|speaks of|understands|never loses sight of] {th}.",
    "{Th}, [taken seriously|handled with care|seen without illusions|made into drama|brought close].",
    "A [mood|tone|touch] [at once|both] {tk} and {tk2}.",
    "A {tk}, {tk2} [voice|spirit|manner] [all its own|that never slips|from start to finish].",
    "{Place}, [brought to life|made to feel real|a world of its own|felt in every scene].",
    "[A setting to remember|A place to get lost in|A backdrop full of promise]: {place}.",
    "[A scene to remember|A fine scene|A strong moment]: {e}.",
    "[A turn to remember|A great turn|One great scene]: {e}.",
    "[A story with|The theme of|Its feeling for] {th}.",
    "[Its way with|Its ideas about|What it says about] {th}.",
)
# What the film is about, as one of its strengths.
_STORY = (
    "[A story worth telling|A strong premise|A fine idea for {a_kind}]: {story}.",
    "[Its story|The plot]: {story}.",
    "[The story of how|To see how] {tale}.",
)


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    draft = Draft(sheets[0], rng)
    manner = _PLAIN if draft.chance(0.5) else _TURNED
    others = [draft.say(_OTHERS) for _ in range(rng.choice((1, 1, 2)))]
    if draft.chance(0.75):
        others[0] = draft.say(_STORY) or others[0]
    praises = [draft.say(manner, p=praise) or f"{praise}." for praise in draft.take("p", 5 - len(others))]
    while len(praises) + len(others) < 5:
        others.append(draft.say(_OTHERS))
    items = praises + others
    return numbered(sample(rng, items, len(items)) if draft.chance(0.7) else items)


TASK = Task(
    id="five_pos",
    title="Five great things",
    group="list",
    prompt="List 5 characteristics of the movie {0} that make it great. Do not use the movie's name in your answer.",
    slots=("semantic",),
    max_tokens=180,
    write=write,
)

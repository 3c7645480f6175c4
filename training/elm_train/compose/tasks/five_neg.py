"""Five characteristics that people hate about a film, numbered."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.draft import Draft
from elm_train.compose.language import denies, numbered, sample
from elm_train.compose.task import Sheet, Task

_PLAIN = ("{Gx}.",)
_TURNED = (
    "{Gx}.",
    "{Gx}, [worse than in other|a common sin of|no help to] {kinds}.",
    "{Gx}, [hard to forgive|a burden to the end|with no relief in sight|a test of patience].",
    "[There <gx:is/are>|It has|It suffers from|It leaves us with|It asks us to bear] {gx}.",
)
_OTHERS = (
    "{Th}, [talked about rather than felt|left on the surface|more slogan than story|raised and dropped].",
    "A [thin|shallow|hurried|clumsy|timid] treatment of {th}.",
    "[Little|Nothing] new to say about {th}.",
    "A [mood|tone|manner] so {t} that it [wears thin|tires|numbs|keeps people out|grates].",
    "A {t} [mood|tone] that [rarely lets up|soon wears thin|shuts many viewers out|sits badly with the story].",
    "[A scene too long by half|A scene without feeling|A missed chance|A flat scene]: {e}.",
    "[A turn nobody believes|A turn that fails to convince|A moment that falls flat]: {e}.",
    "[Too little|Hardly anything] for anyone who [is not drawn to|does not care for|cares little about] {th}.",
    "{Place}, [reduced to a backdrop|used as mere wallpaper|seen mostly in passing|more a stage set than a place].",
    "[Easy answers|Pat answers|Speeches instead of scenes] about {th}.",
)
# What the film is about, as a chance it missed.
_STORY = (
    "[A premise thrown away|A good premise wasted|An idea that deserved a better {kind}]: {story}.",
    "[A story without surprise|A story told at the wrong pace]: {story}.",
    "[Little|Not enough] made of the story: {story}.",
)


def write(sheets: Sequence[Sheet], rng: random.Random) -> str:
    draft = Draft(sheets[0], rng)
    manner = _PLAIN if draft.chance(0.55) else _TURNED
    others = [draft.say(_OTHERS) for _ in range(rng.choice((1, 1, 2)))]
    if draft.chance(0.75):
        others[0] = draft.say(_STORY) or others[0]
    gripes = [
        draft.say(_PLAIN if denies(gripe) else manner, gx=gripe) or f"{gripe}."
        for gripe in draft.take("gx", 5 - len(others))
    ]
    while len(gripes) + len(others) < 5:  # plain sheets have three gripes
        others.append(draft.say(_OTHERS))
    items = gripes + others
    return numbered(sample(rng, items, len(items)) if draft.chance(0.7) else items)


TASK = Task(
    id="five_neg",
    title="Five hated things",
    group="list",
    prompt="List 5 characteristics of the movie {0} that people hate about. Do not use the movie's name in your answer.",
    slots=("semantic",),
    max_tokens=180,
    write=write,
)

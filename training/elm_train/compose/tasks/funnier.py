"""A funnier version: the story with a comic turn, told with a straight face."""

from __future__ import annotations

import random
from collections.abc import Sequence

from elm_train.compose.changed import Mode, version
from elm_train.compose.draft import Draft
from elm_train.compose.task import Sheet, Task

_WHO = (
    "[a goat|a brass band|a lost tourist|somebody's aunt|a man selling umbrellas|a very small dog|the plumber|a school choir|"
    "a nervous understudy|a parrot|a juggler|two bored policemen|a bride in a hurry|the mayor's cook|an indignant duck]"
)
_MODE = Mode(
    turn="funnier",
    bridges=(
        "[Nobody|No one] manages to take {th} seriously [for long|any more|with a straight face].",
        "[What was|All that was] {t} [turns silly|comes out ridiculous|trips over its own feet] [at once|before long|here].",
        "{Th} [soon becomes|becomes|turns into] [a matter of timing|an excuse for lunch|a contest of bad manners|a running joke].",
        "[Here the trouble starts|Then manners break down|From here on nothing goes to plan]: {g} <g:becomes/become> the least of their worries.",
        "[In this version|This time] everybody has an opinion on {th}, [all of them wrong|and no two agree|loudly].",
        "[The mood is|Everyone tries to stay] {t}, and [fails|it lasts a minute|that makes it worse].",
        "[The running joke|The best joke of the evening] <g:is/are> {g}.",
    ),
    marks=(
        f"{{P}} now <p:comes/come> with [a drum roll|a laugh track|instructions|{_WHO}|an entrance fee|a kazoo|a small fine].",
        f"{{P.the}} would go well, if [only |]{_WHO} did not [wander in|applaud at the wrong moment|ask for directions|keep score].",
        "{P} <p:has/have> to be [repeated|redone] [three times|twice|again] because [somebody sneezes|the lights go out|no one was watching].",
        "[People|Neighbors|Bystanders] [sell tickets for|place bets on|write postcards about|ask for refunds on] {p.the}.",
        f"{{P.the}} [must wait|will have to wait], because {_WHO} [got there first|has booked the same hour|needs a word].",
        "[Much|A good deal] of the trouble comes from {g}, [which everyone denies|and nobody will own up to it].",
        f"[Meanwhile|All the while] {_WHO} [explains|gives lectures on|keeps asking about] {{th}}.",
        "[Someone|A neighbor] has [printed|put up] a [price list|timetable|warning] for {p.the}.",
        "{Th} and {th2} [are settled|get decided] [by a coin toss|over pancakes|in a pillow fight|by a show of hands].",
    ),
    tails=(
        f"[while|as] {_WHO} looks on",
        f"to the [dismay|delight] of {_WHO}",
        "[to general applause|to nobody's surprise|on the third attempt|with a mouth full of cake|in the wrong shoes]",
        "[after a long argument about parking|after a vote|after a break for sandwiches|between two hiccups]",
        f"[in front of|with the help of|over the protests of] {_WHO}",
        "[mostly by accident|entirely by mistake|out of sheer stubbornness|on a dare]",
        f"[with|without] the blessing of {_WHO}",
        f"[because|since] {_WHO} [suggested it|said so|would not stop asking]",
    ),
    closes=(
        "[In the end|At last|By the last scene] {th} [counts for less than|matters less than|gives way to] [a good lunch|clean socks|a decent joke|the buffet].",
        f"[The last word|The last laugh] belongs to {_WHO}.",
        "[Everyone agrees|It is agreed] never to [speak of|mention] {p.the} again, and [talks of nothing else|they all do].",
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
    max_tokens=160,
    write=write,
)

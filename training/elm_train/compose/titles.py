"""Finds a film's own title in its text."""

from __future__ import annotations

import re
from functools import lru_cache

_TRAILING_ARTICLE = re.compile(r"^(.*), (The|A|An|Le|La|Les|Der|Die|Das|El|Il|L')$")


def plain_title(title: str) -> str:
    """The title without year, alternative titles and turned article: "Matrix, The (1999)" becomes "The Matrix"."""
    title = re.sub(r"\s*\([^()]*\)", "", title).strip()
    turned = _TRAILING_ARTICLE.match(title)
    return f"{turned[2]} {turned[1]}" if turned else title


@lru_cache(maxsize=8192)
def _pattern(title: str) -> re.Pattern[str]:
    words = re.findall(r"[\w'-]+", plain_title(title))
    sequence = r"\W+".join(map(re.escape, words))
    if len(words) == 1:
        # A title that is one word is often a common one: only its capital inside a sentence betrays it.
        return re.compile(rf"(?<=[a-z,] ){sequence}\b")
    flags = re.IGNORECASE if len(words) > 2 else re.NOFLAG
    return re.compile(rf"\b{sequence}\b", flags)


def leaks(text: str, title: str) -> bool:
    """Whether the text holds the words of the title in order. Titles of one or two words count only with their capitals:
    "the game" is a thing, "The Game" a title."""
    return bool(plain_title(title)) and bool(_pattern(title).search(text))

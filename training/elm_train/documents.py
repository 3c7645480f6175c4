"""The texts that a movie's semantic vector is made of, on two sides that weigh the same: plot and review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

# Overviews that belong to another film of a like title (the data folder's README).
WRONG_OVERVIEWS = frozenset({3515, 3576, 53123})

REVIEWS_PER_MOVIE = 2
WORDS_PER_REVIEW = 100


class Side(IntEnum):
    """Which half of the movie's vector a document belongs to."""

    PLOT = 0
    REVIEW = 1


class Kind(IntEnum):
    """Where a document comes from."""

    SHEET_PLOT = 0
    OVERVIEW = 1
    WIKI_INTRO = 2
    OUTLINE = 3
    BLURB = 4
    SHEET_REVIEW = 5
    REVIEW = 6

    @property
    def side(self) -> Side:
        return Side.REVIEW if self >= Kind.SHEET_REVIEW else Side.PLOT


# The movie field behind each kind that stands in for a missing sheet and overview, best first.
FALLBACKS = ((Kind.WIKI_INTRO, "wikiIntro"), (Kind.OUTLINE, "outline"), (Kind.BLURB, "blurb"))


@dataclass(frozen=True)
class Document:
    """One text of one movie."""

    movie_id: int
    kind: Kind
    text: str


def joined(phrases: Sequence[str]) -> str:
    """`a, b and c`."""
    return phrases[0] if len(phrases) == 1 else f"{', '.join(phrases[:-1])} and {phrases[-1]}"


def sentence(text: str) -> str:
    """`text` with a capital first letter and a full stop, its inner form left alone."""
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."


def praise_sentence(sheet: dict[str, Any]) -> str:
    return sentence(f"viewers love {joined(sheet['praise'])}")


def gripes_sentence(sheet: dict[str, Any]) -> str:
    return sentence(f"viewers complain of {joined(sheet['gripes'])}")


def viewer_sentence(sheet: dict[str, Any]) -> str:
    return sentence(f"it is a movie for {sheet['viewer']}")


def sheet_plot_text(sheet: dict[str, Any]) -> str:
    return " ".join([sentence(sheet["logline"]), sheet["plot"], sentence(f"it is set in {sheet['setting']}")])


def sheet_review_text(sheet: dict[str, Any]) -> str:
    return " ".join(
        [
            sentence(f"the movie is {joined(sheet['tone'])}"),
            sentence(f"it is about {joined(sheet['themes'])}"),
            praise_sentence(sheet),
            gripes_sentence(sheet),
            viewer_sentence(sheet),
        ]
    )


def plot_documents(movie: dict[str, Any], sheet: dict[str, Any] | None) -> Iterator[Document]:
    """Sheet and overview; a movie with neither gets its lead, outline or blurb, the first there is.

    Leads are mostly credits and outlines mostly repeat the sheet, so that both stand in only.
    """
    movie_id = movie["movieId"]
    overview = movie.get("overview") if movie_id not in WRONG_OVERVIEWS else None
    if sheet:
        yield Document(movie_id, Kind.SHEET_PLOT, sheet_plot_text(sheet))
    if overview:
        yield Document(movie_id, Kind.OVERVIEW, overview)
    if not sheet and not overview:
        for kind, field in FALLBACKS:
            if movie.get(field):
                yield Document(movie_id, kind, movie[field])
                return


def pick_reviews(reviews: Iterable[dict[str, Any]], limit: int = REVIEWS_PER_MOVIE) -> list[dict[str, Any]]:
    """At most `limit` reviews, praise and blame in turn, each kind in the order of its id."""
    by_polarity = {"pos": [], "neg": []}
    for review in sorted(reviews, key=lambda review: str(review["id"])):
        by_polarity[review["polarity"]].append(review)
    picked = []
    while len(picked) < limit and any(by_polarity.values()):
        for queue in by_polarity.values():
            if queue and len(picked) < limit:
                picked.append(queue.pop(0))
    return picked


def review_documents(
    movie_id: int, sheet: dict[str, Any] | None, reviews: Iterable[dict[str, Any]]
) -> Iterator[Document]:
    """The sheet's judgement in plain sentences, and the openings of a few viewers' reviews."""
    if sheet:
        yield Document(movie_id, Kind.SHEET_REVIEW, sheet_review_text(sheet))
    for review in pick_reviews(reviews):
        yield Document(movie_id, Kind.REVIEW, " ".join(review["text"].split()[:WORDS_PER_REVIEW]))


def movie_documents(
    movie: dict[str, Any], sheet: dict[str, Any] | None, reviews: Iterable[dict[str, Any]]
) -> list[Document]:
    """All documents of one movie, plot side first; empty where nothing is known of it."""
    return [*plot_documents(movie, sheet), *review_documents(movie["movieId"], sheet, reviews)]

"""Plain training text by kind: nothing here speaks of a held-out movie."""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterator

from elm_train.sources import factsheets_path, read_factsheets, read_jsonl, read_movies
from elm_train.splits import split_of
from elm_train.workspace import Workspace

# A passage is as long as the model's own texts at most.
PASSAGE_WORDS = 180
BOOK_PASSAGES = 40
SHEET_SENTENCES = ("logline", "plot", "funnier", "sadder", "scarier", "improve")

TextKind = str
KINDS = ("sheet", "overview", "review", "lead", "book")


def sheet_passages(sheet: dict) -> list[str]:
    """A fact sheet as plain sentences."""
    listed = [f"It has {facts[0]}, {facts[1]}, {facts[2]} and {facts[3]}." for facts in (sheet["praise"], sheet["gripes"])]
    return [*(sheet[name] for name in SHEET_SENTENCES), *listed, f"It suits {sheet['viewer']}."]


def validation_texts(workspace: Workspace) -> Iterator[str]:
    """Sheet sentences of the validation movies, to measure a loss on."""
    for identity, sheet in read_factsheets(factsheets_path(workspace, None)).items():
        if split_of("movie", identity, workspace.seed) == "validation":
            yield from sheet_passages(sheet)


def training_texts(workspace: Workspace, kinds: Collection[TextKind] = KINDS) -> Iterator[tuple[TextKind, str]]:
    """Yields (kind, passage) of the wanted `kinds`, of training movies alone.

    A record of a film without a MovieLens id counts as held out when a held-out movie has its title
    and year.
    """
    movies = read_movies(workspace.raw("movies.jsonl.gz"))
    held_out = {identity for identity in movies if split_of("movie", identity, workspace.seed) != "train"}
    held_out_titles = {title_key(movies[identity]) for identity in held_out}

    if "sheet" in kinds:
        for identity, sheet in read_factsheets(factsheets_path(workspace, None)).items():
            if identity not in held_out:
                yield from (("sheet", passage) for passage in sheet_passages(sheet))
    if "overview" in kinds:
        for identity, movie in movies.items():
            if identity not in held_out and movie.get("overview"):
                yield "overview", clean(movie["overview"])
    if "review" in kinds:
        for name in ("reviews.jsonl.gz", "reviews_unmatched.jsonl.gz"):
            for review in read_jsonl(workspace.raw(name)):
                if review.get("movieId") not in held_out:
                    yield from (("review", passage) for passage in passages(review["text"]))
    if "lead" in kinds:
        for lead in read_jsonl(workspace.raw("wiki_film_leads.jsonl.gz")):
            if lead.get("movieId") not in held_out and title_key(lead) not in held_out_titles:
                yield from (("lead", passage) for passage in passages(lead["lead"]))
    if "book" in kinds:
        rng = random.Random(workspace.seed)
        for book in read_jsonl(workspace.raw("books.jsonl.gz")):
            found = [passage for passage in passages(book["text"]) if len(passage) > 200]
            yield from (("book", passage) for passage in rng.sample(found, min(BOOK_PASSAGES, len(found))))


def title_key(film: dict) -> tuple[str, int | None]:
    """Title without case and punctuation, and the year."""
    return re.sub(r"[^a-z0-9]+", " ", film.get("title", "").lower()).strip(), film.get("year")


def clean(text: str) -> str:
    """One line, single spaces, straight quotation marks."""
    text = text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "-"})
    return re.sub(r"\s+", " ", text).strip()


def sentences(text: str) -> list[str]:
    """Splits cleaned text after a full stop, question or exclamation mark and a space."""
    return re.split(r"(?<=[.!?])\s+(?=[A-Z\"'(])", clean(text))


def passages(text: str) -> Iterator[str]:
    """Runs of whole sentences of at most `PASSAGE_WORDS` words; longer sentences are left out."""
    gathered: list[str] = []
    words = 0
    for sentence in sentences(text):
        length = len(sentence.split())
        if words + length > PASSAGE_WORDS and gathered:
            yield " ".join(gathered)
            gathered, words = [], 0
        if 0 < length <= PASSAGE_WORDS:
            gathered.append(sentence)
            words += length
    if gathered:
        yield " ".join(gathered)

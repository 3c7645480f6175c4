"""Plain training text by kind: nothing here speaks of a held-out movie."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from elm_train.sources import factsheets_path, read_factsheets, read_jsonl, read_movies
from elm_train.splits import split_of
from elm_train.workspace import Workspace

# A passage is as long as the model's own texts at most.
PASSAGE_WORDS = 180
BOOK_PASSAGES = 40
SHEET_SENTENCES = ("logline", "plot", "funnier", "sadder", "scarier", "improve")

# Share of the reviews that are read: they would outweigh everything else.
REVIEW_SHARE = 0.2


@dataclass(frozen=True)
class Passage:
    """A piece of text; `movie` is the MovieLens id behind it, None where there is none."""

    kind: str
    movie: int | None
    text: str


def passages_path(workspace: Workspace, split: str) -> Path:
    """Where the `tokenizer` stage leaves the passages for the stages after it."""
    return workspace.made(f"passages/{split}.jsonl.gz")


def write_passages(passages: Iterable[Passage], path: Path) -> None:
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=6) as lines:
        for passage in passages:
            lines.write(json.dumps(asdict(passage), ensure_ascii=False) + "\n")


def read_passages(path: Path) -> list[Passage]:
    """The passages of a file that `write_passages` wrote."""
    return [Passage(**row) for row in read_jsonl(path)]


def sheet_passages(sheet: dict) -> list[str]:
    """A fact sheet as plain sentences."""
    listed = [f"It has {facts[0]}, {facts[1]}, {facts[2]} and {facts[3]}." for facts in (sheet["praise"], sheet["gripes"])]
    return [*(sheet[name] for name in SHEET_SENTENCES), *listed, f"It suits {sheet['viewer']}."]


def sheets_of_split(workspace: Workspace, split: str) -> Iterator[Passage]:
    """Sheet sentences of the movies of one split."""
    for movie, sheet in read_factsheets(factsheets_path(workspace)).items():
        if split_of("movie", movie, workspace.seed) == split:
            yield from (Passage("sheet", movie, text) for text in sheet_passages(sheet))


def training_passages(workspace: Workspace) -> Iterator[Passage]:
    """All plain text to train on, of training movies alone: sheets, overviews, reviews, leads, books.

    A record of a film without a MovieLens id counts as held out when a held-out movie has its title
    and year.
    """
    movies = read_movies(workspace.raw("movies.jsonl.gz"))
    held_out = {movie for movie in movies if split_of("movie", movie, workspace.seed) != "train"}
    held_out_titles = {title_key(movies[movie]) for movie in held_out}
    rng = random.Random(workspace.seed)

    yield from sheets_of_split(workspace, "train")
    for movie, record in movies.items():
        if movie not in held_out and record.get("overview"):
            yield Passage("overview", movie, clean(record["overview"]))
    for name in ("reviews.jsonl.gz", "reviews_unmatched.jsonl.gz"):
        for review in read_jsonl(workspace.raw(name)):
            if rng.random() < REVIEW_SHARE and review.get("movieId") not in held_out:
                yield from (Passage("review", review.get("movieId"), text) for text in split_text(review["text"]))
    for lead in read_jsonl(workspace.raw("wiki_film_leads.jsonl.gz")):
        if lead.get("movieId") not in held_out and title_key(lead) not in held_out_titles:
            yield from (Passage("lead", lead.get("movieId"), text) for text in split_text(lead["lead"]))
    for book in read_jsonl(workspace.raw("books.jsonl.gz")):
        found = [text for text in split_text(book["text"]) if len(text) > 200]
        yield from (Passage("book", None, text) for text in rng.sample(found, min(BOOK_PASSAGES, len(found))))


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


def split_text(text: str) -> Iterator[str]:
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

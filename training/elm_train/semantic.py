"""Semantic vectors: a movie is the normalised mean of P over its plot side and its review side."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tqdm import tqdm

from elm_train.documents import Side
from elm_train.encoder import SentenceEncoder

CHUNK_TEXTS = 512


def normalise(vectors: np.ndarray) -> np.ndarray:
    """Rows of length 1 (float32 [n, d]); rows of zeros stay zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)


def encode_resumable(
    encoder: SentenceEncoder, texts: Sequence[str], parts: Path, *, workers: int = 1, label: str = ""
) -> np.ndarray:
    """P of `texts`, float32 [texts, 384], a chunk at a time.

    Each chunk is kept in the folder `parts` under a hash of its texts, so that a stage which was
    stopped takes up where it was, and changed texts are encoded anew.
    """
    parts.mkdir(parents=True, exist_ok=True)
    # Chunks of like length keep the padding small.
    order = sorted(range(len(texts)), key=lambda row: (-len(texts[row]), row))
    vectors = np.zeros((len(texts), 384), dtype=np.float32)
    with tqdm(total=len(texts), unit="text", desc=label) as bar:
        for start in range(0, len(order), CHUNK_TEXTS):
            rows = order[start : start + CHUNK_TEXTS]
            chunk = [texts[row] for row in rows]
            digest = hashlib.sha256("\0".join(chunk).encode()).hexdigest()
            path = parts / f"{digest[:24]}.npy"
            if not path.exists():
                partial = path.with_suffix(".partial.npy")
                np.save(partial, encoder.encode(chunk, workers=workers))
                partial.replace(path)
            vectors[rows] = np.load(path)
            bar.update(len(rows))
    return vectors


def side_mean(vectors: np.ndarray, rows: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Mean of the vectors that share a row: float64 [count, d], and how many each row had."""
    sums = np.zeros((count, vectors.shape[1]))
    np.add.at(sums, rows, vectors)
    sizes = np.bincount(rows, minlength=count)
    return sums / np.maximum(sizes, 1)[:, None], sizes


def movie_vectors(documents: np.ndarray, movie_row: np.ndarray, side: np.ndarray, count: int) -> np.ndarray:
    """normalise(mean(plot mean, review mean)), float32 [count, d]; with one side only, that side.

    `documents` [n, d] are P of the documents, `movie_row` [n] the row of each one's movie and
    `side` [n] its `Side`. A movie without a document gets zeros.
    """
    total = np.zeros((count, documents.shape[1]))
    for wanted in Side:
        chosen = side == wanted
        mean, _ = side_mean(documents[chosen], movie_row[chosen], count)
        total += mean
    return normalise(total)

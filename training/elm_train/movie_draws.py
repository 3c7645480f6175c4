"""Domain vectors to train on: a movie's vector is drawn anew from a random part of its documents."""

from __future__ import annotations

from pathlib import Path

import numpy as np

# Share of drawings from a part of the documents, and the noise on each coordinate of a unit vector
# (384 of them: a length of about 0.2).
REDRAWN_SHARE = 0.5
NOISE = 0.01


def unit(vector: np.ndarray) -> np.ndarray:
    return (vector / max(float(np.linalg.norm(vector)), 1e-9)).astype(np.float32)


class MovieVectors:
    """Semantic vectors by MovieLens id, with the vectors of the documents behind them where known."""

    def __init__(self, folder: Path) -> None:
        self.vectors = np.load(folder / "movies_semantic.npy")
        self.row_of = {int(movie): row for row, movie in enumerate(np.load(folder / "movie_ids.npy"))}
        documents = np.load(folder / "documents.npz")
        self.documents = documents["vectors"]
        self.side = documents["side"]
        order = np.argsort(documents["movie_row"], kind="stable")
        bounds = np.searchsorted(documents["movie_row"][order], np.arange(len(self.vectors) + 1))
        self.documents_of = [order[bounds[row] : bounds[row + 1]] for row in range(len(self.vectors))]

    def __contains__(self, movie: int) -> bool:
        return movie in self.row_of

    def vector(self, movie: int) -> np.ndarray:
        """The movie's own vector, float32 [384] of length 1."""
        return self.vectors[self.row_of[movie]]

    def draw(self, movie: int, rng: np.random.Generator) -> np.ndarray:
        """A training vector of length 1: the movie's own or one of a random part of its documents, with noise."""
        row = self.row_of[movie]
        vector = self.vectors[row]
        if rng.random() < REDRAWN_SHARE:
            vector = self._redrawn(row, rng)
        return unit(vector + NOISE * rng.standard_normal(len(vector), dtype=np.float32))

    def _redrawn(self, row: int, rng: np.random.Generator) -> np.ndarray:
        """normalise(mean of the kept plot documents + mean of the kept review documents)."""
        documents = self.documents_of[row]
        total = np.zeros(self.vectors.shape[1], dtype=np.float32)
        for side in np.unique(self.side[documents]):
            on_side = documents[self.side[documents] == side]
            kept = rng.choice(on_side, size=rng.integers(1, len(on_side) + 1), replace=False)
            total += self.documents[kept].astype(np.float32).mean(axis=0)
        return unit(total)

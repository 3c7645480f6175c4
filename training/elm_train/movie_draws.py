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


def read_further(folder: Path) -> dict[int, np.ndarray]:
    """Vectors by MovieLens id of the films outside the catalogue; none where they have not been embedded."""
    path = folder / "further.npz"
    if not path.exists():
        return {}
    with np.load(path) as stored:
        return dict(zip(stored["movie_ids"].tolist(), stored["vectors"].astype(np.float32), strict=True))


class MovieVectors:
    """Semantic vectors by MovieLens id, with the vectors of the documents behind them where known.

    Films to learn from that are outside the catalogue (`embed-further`) have a vector and nothing else.
    """

    def __init__(self, folder: Path) -> None:
        self.vectors = np.load(folder / "movies_semantic.npy")
        self.row_of = {int(movie): row for row, movie in enumerate(np.load(folder / "movie_ids.npy"))}
        documents = np.load(folder / "documents.npz")
        self.documents = documents["vectors"]
        self.side = documents["side"]
        order = np.argsort(documents["movie_row"], kind="stable")
        bounds = np.searchsorted(documents["movie_row"][order], np.arange(len(self.vectors) + 1))
        self.documents_of = [order[bounds[row] : bounds[row + 1]] for row in range(len(self.vectors))]
        self.outside = read_further(folder)

    def __contains__(self, movie: int) -> bool:
        return movie in self.row_of or movie in self.outside

    def vector(self, movie: int) -> np.ndarray:
        """The movie's own vector, float32 [384] of length 1."""
        return self.vectors[self.row_of[movie]] if movie in self.row_of else self.outside[movie]

    def draw(self, movie: int, rng: np.random.Generator) -> np.ndarray:
        """A training vector of length 1: the movie's own or one of a random part of its documents, with noise."""
        vector = self.vector(movie)
        if rng.random() < REDRAWN_SHARE and movie in self.row_of:
            vector = self._redrawn(self.row_of[movie], rng)
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

"""The 2-D map: UMAP of the semantic movie vectors, with users among the movies they would love."""

from __future__ import annotations

import hashlib

import numpy as np

LOVED_MOVIES = 10
JITTER = 0.02
# The few outermost points may stand outside [-1, 1]: they would squeeze the rest.
FRAME_PERCENTILE = 99.5
USERS_AT_ONCE = 512


def to_frame(points: np.ndarray) -> np.ndarray:
    """Centres `points` [n, 2] and scales both axes alike so that nearly all lie in [-1, 1]."""
    centred = points - np.median(points, axis=0)
    return centred / np.percentile(np.abs(centred).max(axis=1), FRAME_PERCENTILE)


def map_movies(vectors: np.ndarray, neighbours: int, minimum_distance: float, seed: int) -> np.ndarray:
    """Places of the movies, float [n, 2] in about [-1, 1], by UMAP (McInnes et al. 2018) on the cosine."""
    from umap import UMAP  # takes seconds to import, and no other stage needs it

    reducer = UMAP(
        n_neighbors=neighbours, min_dist=minimum_distance, metric="cosine", random_state=seed, n_jobs=1
    )
    return to_frame(reducer.fit_transform(vectors))


def jitter(identity: int) -> np.ndarray:
    """A shift of at most `JITTER` on each axis, the same for the same user always."""
    digest = hashlib.sha256(f"place:{identity}".encode()).digest()
    x, y = (int.from_bytes(digest[start : start + 8], "big") / 2**64 for start in (0, 8))
    return JITTER * (2 * np.array([x, y]) - 1)


def place_users(
    users: np.ndarray, user_ids: np.ndarray, movies: np.ndarray, places: np.ndarray
) -> np.ndarray:
    """Places of users, float64 [users, 2]: the weighted mean of the places of their `LOVED_MOVIES`.

    `users` and `movies` are behavioral vectors and `places` [movies, 2] those of the movies. How much
    a user loves a movie is the predicted rating beyond the movie's mean, that is without the offset
    mean + b_m in the last coordinate, and the weight is how far it exceeds the best movie left out.
    """
    result = np.empty((len(users), 2))
    count = min(LOVED_MOVIES, len(movies) - 1)
    for start in range(0, len(users), USERS_AT_ONCE):
        love = users[start : start + USERS_AT_ONCE, :-1] @ movies[:, :-1].T
        top = np.argpartition(-love, count, axis=1)[:, : count + 1]
        values = np.take_along_axis(love, top, axis=1)
        weights = values - values.min(axis=1, keepdims=True) + 1e-9
        result[start : start + len(love)] = np.einsum("um,umk->uk", weights, places[top]) / weights.sum(axis=1)[:, None]
    return result + np.stack([jitter(identity) for identity in user_ids.tolist()])

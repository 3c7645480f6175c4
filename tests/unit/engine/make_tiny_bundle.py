"""Makes `tiny/`, a bundle with random weights that is small enough for tests and software WebGPU.

Run with the training package installed: python tests/unit/engine/make_tiny_bundle.py
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import torch
from safetensors.numpy import save_file

from elm_train.compose import all_tasks
from elm_train.encoder import quantise_weight
from elm_train.export.elm_files import elm_description, write_elm
from elm_train.export.golden import write_golden
from elm_train.export.manifest import write_manifest, write_tasks
from elm_train.export.rounded import RoundedElm
from elm_train.model import ElmModel, ModelConfig
from elm_train.tokenizer import train_tokenizer

BUNDLE = Path(__file__).parent / "tiny"
BITS = 8
MOVIES, USERS = 12, 5
DIMENSION, FACTORS = 16, 8


def main() -> None:
    torch.manual_seed(5)
    torch.set_num_threads(1)
    random = np.random.default_rng(5)
    shutil.rmtree(BUNDLE, ignore_errors=True)
    for folder in ("entities", "vectors", "elm"):
        (BUNDLE / folder).mkdir(parents=True)

    # Every prompt is there and so is a character of four bytes, which spreads over several tokens.
    tokenizer = train_tokenizer([task.prompt for task in all_tasks().values()] + ["Très bien! 🎬"], 400)
    config = ModelConfig(
        width=64, layers=2, heads=4, feed_forward=128, positions=160, vocabulary=tokenizer.get_vocab_size(),
        adapter_hidden=32, spaces={"semantic": DIMENSION, "behavioral": FACTORS},
    )
    model = ElmModel(config).eval()
    vectors = write_spaces(random)
    write_elm(model, tokenizer, BUNDLE / "elm", bits=BITS)
    write_tasks(BUNDLE)
    write_golden(BUNDLE, RoundedElm(model, BITS), tokenizer, vectors)
    write_manifest(BUNDLE, name="tiny", title="Tiny random bundle", entries=entries(model))


def write_spaces(random: np.random.Generator) -> dict[str, np.ndarray]:
    """Tables and vectors of made-up movies and users."""
    semantic = random.normal(size=(MOVIES, DIMENSION)).astype(np.float32)
    semantic /= np.linalg.norm(semantic, axis=1, keepdims=True)
    behavioral = random.normal(size=(MOVIES, FACTORS)).astype(np.float16)
    behavioral[-1] = 0
    users = random.normal(size=(USERS, FACTORS)).astype(np.float16)
    values, scales = quantise_weight(semantic)
    save_file({"vectors": values, "scales": scales}, BUNDLE / "vectors/movies_semantic.safetensors")
    save_file({"vectors": behavioral}, BUNDLE / "vectors/movies_behavioral.safetensors")
    save_file({"vectors": users}, BUNDLE / "vectors/users_behavioral.safetensors")
    cavs = {"semantic": semantic[:2].copy(), "behavioral": behavioral[:1].astype(np.float32)}
    save_file(cavs, BUNDLE / "vectors/cavs.safetensors")

    places = random.normal(size=(MOVIES + USERS, 2)).astype(np.float32)
    movies = {
        "id": pa.array(range(1, MOVIES + 1), pa.int32()),
        "title": [f"Movie {i}" for i in range(1, MOVIES + 1)],
        "year": pa.array([None, *range(1980, 1980 + MOVIES - 1)], pa.int16()),
        "genres": [["Comedy", "Drama"][: i % 3] for i in range(MOVIES)],
        "ratings": pa.array([10 * i for i in range(MOVIES)], pa.int32()),
        "meanRating": pa.array([3.5] * MOVIES, pa.float32()),
        "x": places[:MOVIES, 0],
        "y": places[:MOVIES, 1],
        "heldOut": [i % 4 == 0 for i in range(MOVIES)],
        "tags": [["quirky"] if i % 2 else [] for i in range(MOVIES)],
        "behavioral": [i < MOVIES - 1 for i in range(MOVIES)],
    }
    people = {
        "id": pa.array(range(1, USERS + 1), pa.int32()),
        "ratings": pa.array([20] * USERS, pa.int32()),
        "meanRating": pa.array([3.0] * USERS, pa.float32()),
        "x": places[MOVIES:, 0],
        "y": places[MOVIES:, 1],
        "heldOut": [False] * USERS,
        "loves": pa.array([[1, 2, i + 1] for i in range(USERS)], pa.list_(pa.int32())),
    }
    pq.write_table(pa.table(movies), BUNDLE / "entities/movies.parquet", compression="snappy")
    pq.write_table(pa.table(people), BUNDLE / "entities/users.parquet", compression="snappy")
    return {"semantic": semantic, "behavioral": users.astype(np.float32)}


def entries(model: ElmModel) -> dict:
    """The manifest's entries beside the files."""
    cavs = [("quirky", "semantic", 0), ("dark comedy", "semantic", 1), ("slow", "behavioral", 0)]
    figures = {"auc": 0.9, "accuracy": 0.8, "positives": 6, "std": 0.2, "mean": 0.01}
    vectors = {"semantic": "vectors/movies_semantic.safetensors", "behavioral": "vectors/movies_behavioral.safetensors"}
    return {
        "spaces": {
            "semantic": {"dimension": DIMENSION, "metric": "cosine"},
            "behavioral": {"dimension": FACTORS, "metric": "dot"},
        },
        "entities": {
            "movie": {"table": "entities/movies.parquet", "count": MOVIES, "vectors": vectors},
            "user": {
                "table": "entities/users.parquet",
                "count": USERS,
                "vectors": {"behavioral": "vectors/users_behavioral.safetensors"},
            },
        },
        "cavs": {
            "file": "vectors/cavs.safetensors",
            "list": [{"id": label, "label": label, "space": space, "row": row, **figures} for label, space, row in cavs],
        },
        "foldIn": {"regularisation": 0.1},
        "elm": elm_description(model, bits=BITS, trained_tokens=0),
        "encoder": {"dimension": DIMENSION, "maxTokens": 256, "pooling": "mean", "normalise": True},
    }


if __name__ == "__main__":
    main()

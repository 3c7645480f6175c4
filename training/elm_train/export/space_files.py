"""The spaces of a bundle: entity tables, vectors and CAVs, as the earlier stages left them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file

from elm_train.encoder import quantise_weight
from elm_train.workspace import Workspace

MOVIES_SEMANTIC = "vectors/movies_semantic.safetensors"
MOVIES_BEHAVIORAL = "vectors/movies_behavioral.safetensors"
USERS_BEHAVIORAL = "vectors/users_behavioral.safetensors"
CAVS = "vectors/cavs.safetensors"


def write_spaces(workspace: Workspace, bundle: Path) -> dict[str, Any]:
    """Writes tables and vectors; returns the manifest's `spaces`, `entities`, `cavs` and `foldIn` entries."""
    (bundle / "vectors").mkdir(parents=True, exist_ok=True)
    (bundle / "entities").mkdir(parents=True, exist_ok=True)
    for table in ("movies", "users"):
        shutil.copyfile(workspace.made(f"entities/{table}.parquet"), bundle / f"entities/{table}.parquet")

    semantic = np.load(workspace.made("vectors/movies_semantic.npy"))
    values, scales = quantise_weight(semantic)
    save_file({"vectors": values, "scales": scales}, bundle / MOVIES_SEMANTIC)
    movies = np.load(workspace.made("entities/movies_behavioral.npy")).astype(np.float16)
    users = np.load(workspace.made("vectors/users_behavioral.npy")).astype(np.float16)
    save_file({"vectors": movies}, bundle / MOVIES_BEHAVIORAL)
    save_file({"vectors": users}, bundle / USERS_BEHAVIORAL)
    if len(movies) != len(semantic):
        raise ValueError(f"{len(movies)} behavioral rows beside {len(semantic)} semantic ones: run the entities stage again")

    wals = json.loads(workspace.made("wals.json").read_text())
    return {
        "spaces": {
            "semantic": {"dimension": semantic.shape[1], "metric": "cosine"},
            "behavioral": {"dimension": users.shape[1], "metric": "dot"},
        },
        "entities": {
            "movie": {
                "table": "entities/movies.parquet",
                "count": len(semantic),
                "vectors": {"semantic": MOVIES_SEMANTIC, "behavioral": MOVIES_BEHAVIORAL},
            },
            "user": {"table": "entities/users.parquet", "count": len(users), "vectors": {"behavioral": USERS_BEHAVIORAL}},
        },
        "cavs": {"file": CAVS, "list": _write_cavs(workspace, bundle)},
        "foldIn": wals["foldIn"],
    }


def _write_cavs(workspace: Workspace, bundle: Path) -> list[dict[str, Any]]:
    arrays = {
        space: np.load(workspace.made(f"vectors/cavs_{space}.npy")).astype(np.float32) for space in ("semantic", "behavioral")
    }
    save_file(arrays, bundle / CAVS)
    rows = {space: 0 for space in arrays}
    entries = []
    for cav in json.loads(workspace.made("cavs.json").read_text()):
        space = cav["space"]
        entries.append(
            {
                "id": cav["id"],
                "label": cav["tag"],
                "space": space,
                "row": rows[space],
                **{key: round(float(cav[key]), 6) for key in ("auc", "accuracy", "std", "mean")},
                "positives": int(cav["positives"]),
            }
        )
        rows[space] += 1
    return entries

"""Moving a training run to another machine and its weights back, within limits of size."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import torch
from torch import Tensor

from elm_train.checkpoints import save_atomically
from elm_train.model import ModelConfig

INPUT_LIMIT = 60 * 2**20
PIECE_LIMIT = 16 * 2**20
PIECES_LIMIT = 8
# What the training stages read, relative to the work folder; the second group only where it is there.
NEEDED = ("tokenizer/tokenizer.json", "texts/train.jsonl.gz", "texts/validation.jsonl.gz")
USED = (
    "vectors/movies_semantic.npy",
    "vectors/movie_ids.npy",
    "vectors/documents.npz",
    "vectors/further.npz",
    "vectors/inversions.npy",
    "inversions.jsonl.gz",
    "vectors/users_behavioral.npy",
    "vectors/user_ids.npy",
    "vectors/movies_behavioral.npy",
    "vectors/movie_behavioral_ids.npy",
    "wals.json",
    "pairs/train.jsonl.gz",
    "profiles/train.jsonl.gz",
    "passages/train.jsonl.gz",
    "passages/validation.jsonl.gz",
)
MANIFEST = "pieces.json"


def pack_inputs(work: Path, package: Path, target: Path, checkpoints: Iterable[Path] = ()) -> int:
    """Gathers a run's inputs, the package and checkpoints to go on from in `target`; returns the bytes.

    Raises FileNotFoundError for a missing needed file and ValueError when the whole is over the limit.
    """
    shutil.rmtree(target, ignore_errors=True)
    for name in NEEDED:
        if not (work / name).exists():
            raise FileNotFoundError(f"{work / name} is missing: run the stage that makes it first")
    for name in (*NEEDED, *(name for name in USED if (work / name).exists())):
        copied = target / "work" / name
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(work / name, copied)
    for path in checkpoints:
        (target / "work/checkpoints").mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target / "work/checkpoints" / path.name)
    shutil.copytree(package, target / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    if size > INPUT_LIMIT:
        raise ValueError(f"{size / 2**20:.1f} MiB to pack, over the limit of {INPUT_LIMIT / 2**20:.0f} MiB")
    return size


def write_pieces(checkpoint: Path, target: Path, piece_bytes: int = PIECE_LIMIT) -> list[Path]:
    """Writes a checkpoint's weights in bfloat16 as pieces of at most `piece_bytes`, with a manifest.

    Raises ValueError when there would be more than `PIECES_LIMIT` files in all.
    """
    stored = torch.load(checkpoint, map_location="cpu", weights_only=True)
    tensors = {name: value.to(torch.bfloat16).contiguous() for name, value in stored["weights"].items()}
    raw = b"".join(value.view(torch.int16).numpy().tobytes() for value in tensors.values())
    parts = [raw[start : start + piece_bytes] for start in range(0, len(raw), piece_bytes)]
    if len(parts) + 1 > PIECES_LIMIT:
        raise ValueError(f"{len(parts)} pieces and their manifest are over the limit of {PIECES_LIMIT} files")
    target.mkdir(parents=True, exist_ok=True)
    paths = []
    for index, part in enumerate(parts):
        paths.append(target / f"weights-{index}.bin")
        paths[-1].write_bytes(part)
    manifest = {
        "config": stored["config"],
        "progress": stored["progress"],
        "tensors": [{"name": name, "shape": list(value.shape)} for name, value in tensors.items()],
        "pieces": [
            {"file": path.name, "sha256": hashlib.sha256(part).hexdigest()}
            for path, part in zip(paths, parts, strict=True)
        ],
    }
    (target / MANIFEST).write_text(json.dumps(manifest, indent=1))
    return [*paths, target / MANIFEST]


def read_pieces(folder: Path, checkpoint: Path) -> None:
    """Puts the pieces together into a checkpoint; raises ValueError for a missing or damaged piece."""
    manifest = json.loads((folder / MANIFEST).read_text())
    ModelConfig.from_json(manifest["config"])
    raw = bytearray()
    for piece in manifest["pieces"]:
        path = folder / piece["file"]
        part = path.read_bytes() if path.exists() else b""
        if hashlib.sha256(part).hexdigest() != piece["sha256"]:
            raise ValueError(f"{path} is missing or damaged")
        raw += part
    values = torch.frombuffer(raw, dtype=torch.int16).view(torch.bfloat16)
    weights: dict[str, Tensor] = {}
    place = 0
    for tensor in manifest["tensors"]:
        count = int(torch.Size(tensor["shape"]).numel())
        weights[tensor["name"]] = values[place : place + count].view(tensor["shape"]).float()
        place += count
    if place != len(values):
        raise ValueError(f"{len(values)} weights in the pieces of {folder}, {place} in their manifest")
    save_atomically({"config": manifest["config"], "weights": weights, "progress": manifest["progress"]}, checkpoint)

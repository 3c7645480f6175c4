"""A shipped bundle's model as a start for further training (docs/bundle-format.md)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.numpy import load_file

from elm_train.checkpoints import load_model
from elm_train.encoder import dequantise_weight
from elm_train.export.weights_file import dequantise_blocks
from elm_train.model import ElmModel, ModelConfig

ADAPTER_NAMES = {
    "mean": "mean", "scale": "scale", "w1": "hidden.weight", "b1": "hidden.bias", "w2": "output.weight", "b2": "output.bias",
}


def load_start(path: Path) -> ElmModel:
    """A model to start from: a checkpoint file, or a bundle's `elm/` folder (its weights are 8- or 4-bit)."""
    return model_from_bundle(path) if path.is_dir() else load_model(path)[0]


def model_from_bundle(folder: Path) -> ElmModel:
    """The model of a bundle's `elm/` folder, widened to float32, in evaluation mode."""
    described = json.loads((folder / "config.json").read_text())
    adapters = load_file(folder / "adapters.safetensors")
    spaces = {name.split(".")[0]: len(array) for name, array in adapters.items() if name.endswith(".mean")}
    config = ModelConfig(
        width=described["hidden_size"],
        layers=described["num_hidden_layers"],
        heads=described["num_attention_heads"],
        feed_forward=described["intermediate_size"],
        positions=described["max_position_embeddings"],
        vocabulary=described["vocab_size"],
        adapter_hidden=len(next(array for name, array in adapters.items() if name.endswith(".b1"))),
        spaces=spaces,
    )
    model = ElmModel(config)
    shapes = {name: tuple(value.shape) for name, value in model.state_dict().items()}
    table = load_file(folder / "embed_tokens.safetensors")
    weights = read_weights(folder / "onnx")
    state = {"token_embedding.weight": dequantise_weight(table["weight"], table["scales"])}
    for space in spaces:
        for short, name in ADAPTER_NAMES.items():
            state[f"adapters.{space}.{name}"] = adapters[f"{space}.{short}"]
    for name, shape in shapes.items():
        if ".query_key_value." in name:
            parts = [weights[name.replace("query_key_value", part)] for part in ("query", "key", "value")]
            state[name] = np.concatenate([part.reshape(-1, *shape[1:]) for part in parts])
        elif name not in state:
            state[name] = weights[name].reshape(shape)
    model.load_state_dict({name: torch.from_numpy(np.array(array, dtype=np.float32)) for name, array in state.items()})
    return model.eval()


def read_weights(folder: Path) -> dict[str, np.ndarray]:
    """Every tensor of `weights.json` by name: matrices float32 [out, in], parameters float32 and flat."""
    layout = json.loads((folder / "weights.json").read_text())
    source = (folder / layout["source"]).read_bytes()
    return {tensor["name"]: read_tensor(source, tensor) for tensor in layout["tensors"]}


def read_tensor(source: bytes, tensor: dict[str, Any]) -> np.ndarray:
    def values(place: str, kind: str, count: int) -> np.ndarray:
        return np.frombuffer(source, dtype=kind, count=count, offset=tensor[place])

    if tensor["kind"] == "copy":
        return values("data", "<f4", tensor["bytes"] // 4)
    if tensor["kind"] == "int8-rows":
        rows, columns = tensor["rows"], tensor["columns"]
        return dequantise_weight(values("data", "i1", rows * columns).reshape(rows, columns), values("scales", "<f4", rows))
    bits = {"q8-block": 8, "q4-block": 4}[tensor["kind"]]
    rows, blocks, block = tensor["n"], tensor["k"] // tensor["block"], tensor["block"]
    packed = values("data", "u1", rows * blocks * block * bits // 8).reshape(rows, blocks, -1)
    if bits == 4:
        packed = np.stack((packed & 15, packed >> 4), axis=-1).reshape(rows, blocks, block)
    return dequantise_blocks(packed, values("scales", "<f4", rows * blocks).reshape(rows, blocks), bits)

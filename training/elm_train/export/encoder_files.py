"""The `encoder/` folder of a bundle: P as the page runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from elm_train.encoder import DIMENSION, MAX_TOKENS, encoder_folder, load_model
from elm_train.export.encoder_graph import encoder_graph


def write_encoder(folder: Path) -> None:
    """Writes graph, int8 weights and tokenizer under `folder` (the bundle's `encoder/`)."""
    model = load_model(stock=True)
    state = {name: tensor.numpy() for name, tensor in model.state_dict().items()}
    config = model.config
    graph, weights = encoder_graph(
        state, layers=config.num_hidden_layers, heads=config.num_attention_heads, epsilon=config.layer_norm_eps
    )
    onnx_folder = folder / "onnx"
    onnx_folder.mkdir(parents=True, exist_ok=True)
    (onnx_folder / "model.onnx").write_bytes(graph.SerializeToString())
    weights.write(onnx_folder)
    shutil.copyfile(encoder_folder() / "tokenizer.json", folder / "tokenizer.json")
    tokenizer_config = {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": MAX_TOKENS}
    (folder / "tokenizer_config.json").write_text(json.dumps(tokenizer_config, indent=2) + "\n")
    (folder / "config.json").write_text(json.dumps(config.to_diff_dict(), indent=2, sort_keys=True) + "\n")


def encoder_description() -> dict[str, Any]:
    """The manifest's `encoder` entry."""
    return {"dimension": DIMENSION, "maxTokens": MAX_TOKENS, "pooling": "mean", "normalise": True}

"""The `elm/` folder of a bundle: graphs, weights, embedding table, adapters, tokenizer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from elm_train.encoder import quantise_weight
from elm_train.export.decoder_graph import BLOCK, DecoderExport
from elm_train.model import ElmModel
from elm_train.tokenizer import BOS, BOS_ID, EOS, EOS_ID, OUT_ID, PAD, PAD_ID, SLOT_ID

TIED = "token_embedding.weight"


def write_elm(model: ElmModel, tokenizer: Tokenizer, folder: Path, *, bits: int) -> None:
    """Writes everything under `folder` (the bundle's `elm/`); see docs/bundle-format.md."""
    state = {name: tensor.detach().float().cpu().numpy() for name, tensor in model.state_dict().items()}
    onnx_folder = folder / "onnx"
    onnx_folder.mkdir(parents=True, exist_ok=True)
    export = DecoderExport(state, model.config, bits=bits)
    (onnx_folder / "decoder_model_merged.onnx").write_bytes(export.float32_graph().SerializeToString())
    (onnx_folder / f"decoder_model_merged_q{bits}.onnx").write_bytes(export.quantised_graph().SerializeToString())
    export.weights.write(onnx_folder)

    values, scales = quantise_weight(state[TIED])
    save_file({"weight": values, "scales": scales}, folder / "embed_tokens.safetensors")
    save_file(_adapter_tensors(state, model.config.spaces), folder / "adapters.safetensors")
    tokenizer.save(str(folder / "tokenizer.json"))
    for name, content in _configs(model, bits).items():
        (folder / name).write_text(json.dumps(content, indent=2) + "\n")


def elm_description(model: ElmModel, *, bits: int, trained_tokens: int) -> dict[str, Any]:
    """The manifest's `elm` entry."""
    config = model.config
    return {
        "hidden": config.width,
        "layers": config.layers,
        "heads": config.heads,
        "kvHeads": config.heads,
        "headDimension": config.width // config.heads,
        "vocabulary": config.vocabulary,
        "contextLength": config.positions,
        "parameters": sum(parameter.numel() for parameter in model.parameters()),
        "trainedTokens": trained_tokens,
        "bits": bits,
        "tokens": {"bos": BOS_ID, "eos": EOS_ID, "out": OUT_ID, "slot": SLOT_ID, "pad": PAD_ID},
        "adapterActivation": "gelu",
    }


def _adapter_tensors(state: dict[str, np.ndarray], spaces: dict[str, int]) -> dict[str, np.ndarray]:
    names = {"mean": "mean", "scale": "scale", "w1": "hidden.weight", "b1": "hidden.bias", "w2": "output.weight", "b2": "output.bias"}
    return {
        f"{space}.{short}": np.ascontiguousarray(state[f"adapters.{space}.{name}"], dtype=np.float32)
        for space in spaces
        for short, name in names.items()
    }


def _configs(model: ElmModel, bits: int) -> dict[str, dict[str, Any]]:
    config = model.config
    return {
        "config.json": {
            "model_type": "elm",
            "architectures": ["EmbeddingLanguageModel"],
            "hidden_size": config.width,
            "num_hidden_layers": config.layers,
            "num_attention_heads": config.heads,
            "num_key_value_heads": config.heads,
            "head_dim": config.width // config.heads,
            "intermediate_size": config.feed_forward,
            "hidden_act": "gelu",
            "max_position_embeddings": config.positions,
            "vocab_size": config.vocabulary,
            "tie_word_embeddings": True,
            "adapter_hidden_size": config.adapter_hidden,
            "domain_spaces": config.spaces,
            "quantization": {"bits": bits, "block_size": BLOCK},
            "bos_token_id": BOS_ID,
            "eos_token_id": EOS_ID,
            "pad_token_id": PAD_ID,
        },
        "generation_config.json": {"bos_token_id": BOS_ID, "eos_token_id": EOS_ID, "pad_token_id": PAD_ID},
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "bos_token": BOS,
            "eos_token": EOS,
            "pad_token": PAD,
            "clean_up_tokenization_spaces": False,
            "model_max_length": config.positions,
        },
    }

"""M_0 as a graph with a KV cache, once with MatMulNBits for WebGPU and once in float32 for WASM.

Both read the same shipped weights (docs/bundle-format.md, "Decoder graph"): the quantised graph in
place, the float32 one after the page has widened them, because MatMulNBits on WASM decodes five to
ten times slower than a plain MatMul.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import onnx
from onnx import TensorProto

from elm_train.export.post_norm import FLOAT, PostNormGraph, matmul
from elm_train.export.weights_file import WeightsFile
from elm_train.model import LAYER_NORM_EPSILON, ModelConfig

EXTERNAL_NAME = "decoder_model_merged.bin"
BLOCK = 32


class DecoderExport:
    """The two graphs and the one weights file of a trained M_0 (`state`: float32 arrays by name)."""

    def __init__(self, state: Mapping[str, np.ndarray], config: ModelConfig, *, bits: int) -> None:
        self._state = _split_query_key_value(state, config)
        self._config = config
        self._bits = bits
        self.weights = WeightsFile(f"decoder_q{bits}.bin", EXTERNAL_NAME)

    def float32_graph(self) -> onnx.ModelProto:
        """Reads the rebuilt data by plain MatMul."""
        return self._build(_project_float32(self._bits), from_source=False)

    def quantised_graph(self) -> onnx.ModelProto:
        """Reads the shipped data by MatMulNBits."""
        return self._build(_project_quantised(self._bits), from_source=True)

    def _build(self, project, *, from_source: bool) -> onnx.ModelProto:
        config = self._config
        graph = PostNormGraph(self._state, self.weights, project, epsilon=LAYER_NORM_EPSILON, from_source=from_source)
        embeds = graph.input("inputs_embeds", FLOAT, ["batch_size", "sequence_length", config.width])
        mask = graph.input("attention_mask", TensorProto.INT64, ["batch_size", "total_sequence_length"])
        positions = graph.input("position_ids", TensorProto.INT64, ["batch_size", "sequence_length"])
        cache = (config.heads, config.width // config.heads)
        for layer in range(config.layers):
            for part in ("key", "value"):
                graph.input(f"past_key_values.{layer}.{part}", FLOAT, ["batch_size", cache[0], "past_sequence_length", cache[1]])

        placed = graph.node("Gather", [graph.parameter("position_embedding.weight"), positions], "placed")
        states = graph.normalised(graph.node("Add", [embeds, placed], "embedded"), "embedding_norm")
        lengths = _cache_lengths(graph, mask)
        for layer in range(config.layers):
            states = _block(graph, states, lengths, layer, config.heads)
            for part in ("key", "value"):
                graph.output(f"present.{layer}.{part}", FLOAT, ["batch_size", cache[0], "total_sequence_length", cache[1]])
                # WASM copies every output that is asked for: the page asks for the new rows and keeps the rest itself.
                if not from_source:
                    graph.output(f"blocks.{layer}.{part}.sum", FLOAT, ["batch_size", "sequence_length", config.width])

        # The last position alone: a [prompt, vocabulary] product costs more than all the layers.
        last = graph.node("Slice", [states, *(_int64(graph, name, value) for name, value in _LAST_POSITION)], "last_state")
        head = graph.linear(graph.biased(last, "head_transform"), "token_embedding")
        graph.node("Add", [head, graph.parameter("head_bias")], "logits")
        graph.output("logits", FLOAT, ["batch_size", 1, config.vocabulary])
        return graph.build("embedding_language_model")


_LAST_POSITION = (("last_start", -1), ("last_end", np.iinfo(np.int64).max), ("last_axis", 1))


def _int64(graph: PostNormGraph, name: str, value: int) -> str:
    return graph.constant(name, np.array([value], np.int64))


def _split_query_key_value(state: Mapping[str, np.ndarray], config: ModelConfig) -> dict[str, np.ndarray]:
    """The packed projection of each block as three, under `blocks.{l}.{query,key,value}`."""
    split = dict(state)
    for layer in range(config.layers):
        for kind in ("weight", "bias"):
            packed = split.pop(f"blocks.{layer}.query_key_value.{kind}")
            for part, array in zip(("query", "key", "value"), np.split(packed, 3), strict=True):
                split[f"blocks.{layer}.{part}.{kind}"] = array
    return split


def _cache_lengths(graph: PostNormGraph, mask: str) -> tuple[str, str]:
    """GroupQueryAttention's `seqlens_k` int32 [batch] (tokens seen, less one) and `total_len` int32 []."""
    ones = graph.node("ReduceSum", [mask, _int64(graph, "mask_axis", 1)], "tokens_seen", keepdims=0)
    less_one = graph.node("Sub", [ones, _int64(graph, "one", 1)], "tokens_before")
    seen = graph.node("Cast", [less_one], "seqlens_k", to=TensorProto.INT32)
    axis = graph.constant("length_axis", np.array(1, np.int64))
    total = graph.node("Gather", [graph.node("Shape", [mask], "mask_shape"), axis], "total_length")
    return seen, graph.node("Cast", [total], "total_len", to=TensorProto.INT32)


def _block(graph: PostNormGraph, states: str, lengths: tuple[str, str], layer: int, heads: int) -> str:
    prefix = f"blocks.{layer}"
    query, key, value = (graph.biased(states, f"{prefix}.{part}") for part in ("query", "key", "value"))
    past = (f"past_key_values.{layer}.key", f"past_key_values.{layer}.value")
    context = graph.fused(
        "GroupQueryAttention", [query, key, value, *past, *lengths], f"{prefix}.attention",
        outputs=(f"{prefix}.context", f"present.{layer}.key", f"present.{layer}.value"),
        num_heads=heads, kv_num_heads=heads, do_rotary=0, local_window_size=-1,
    )
    states = graph.add_and_norm(context, states, f"{prefix}.attention_output", f"{prefix}.attention_norm")
    return graph.feed_forward(states, f"{prefix}.up", f"{prefix}.down", f"{prefix}.output_norm")


def _project_float32(bits: int):
    def project(graph: PostNormGraph, source: str, name: str) -> str:
        weight = graph.state[f"{name}.weight"]
        graph.weights.blocks(f"{name}.weight", weight, bits=bits, block=BLOCK)
        return matmul(graph, source, name, weight.shape)

    return project


def _project_quantised(bits: int):
    def project(graph: PostNormGraph, source: str, name: str) -> str:
        rows, depth = graph.state[f"{name}.weight"].shape
        graph.weights.blocks(f"{name}.weight", graph.state[f"{name}.weight"], bits=bits, block=BLOCK)
        record = graph.weights[f"{name}.weight"]
        blocks = depth // BLOCK
        block_bytes = BLOCK * bits // 8
        values = graph.external(
            f"{name}.quantised", TensorProto.UINT8, (rows, blocks, block_bytes), record["data"], rows * blocks * block_bytes
        )
        scales = graph.external(f"{name}.scales", FLOAT, (rows * blocks,), record["scales"], rows * blocks * 4)
        return graph.fused("MatMulNBits", [source, values, scales], f"{name}.product", K=depth, N=rows, bits=bits, block_size=BLOCK)

    return project

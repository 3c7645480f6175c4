"""P as a graph: the BERT-type sentence encoder with mean pooling and L2 normalisation inside.

Linear weights ship in int8 with a scale a row and are float32 when the graph runs; the word table
stays int8 in the graph (11.7 MB instead of 46.9 MB of memory) and its rows are scaled after the look-up.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import onnx
from onnx import TensorProto

from elm_train.encoder import quantise_weight
from elm_train.export.post_norm import FLOAT, PostNormGraph, project_int8_rows
from elm_train.export.weights_file import WeightsFile

SOURCE_NAME = "model_int8.bin"
EXTERNAL_NAME = "model.bin"


def encoder_graph(
    state: Mapping[str, np.ndarray], *, layers: int, heads: int, epsilon: float
) -> tuple[onnx.ModelProto, WeightsFile]:
    """Graph and weights of a BertModel's state dict; inputs and output as docs/bundle-format.md says."""
    weights = WeightsFile(SOURCE_NAME, EXTERNAL_NAME)
    graph = PostNormGraph(state, weights, project_int8_rows, epsilon=epsilon)
    shape = ["batch_size", "sequence_length"]
    ids = graph.input("input_ids", TensorProto.INT64, shape)
    mask = graph.input("attention_mask", TensorProto.INT64, shape)
    types = graph.input("token_type_ids", TensorProto.INT64, shape)

    states = _embedded(graph, ids, types)
    key_mask = graph.node("Cast", [mask], "key_mask", to=TensorProto.INT32)
    for layer in range(layers):
        prefix = f"encoder.layer.{layer}"
        query, key, value = (graph.biased(states, f"{prefix}.attention.self.{part}") for part in ("query", "key", "value"))
        context = graph.fused("MultiHeadAttention", [query, key, value, "", key_mask], f"{prefix}.attention", num_heads=heads)
        attention = f"{prefix}.attention.output"
        states = graph.add_and_norm(context, states, f"{attention}.dense", f"{attention}.LayerNorm")
        output = f"{prefix}.output"
        states = graph.feed_forward(states, f"{prefix}.intermediate.dense", f"{output}.dense", f"{output}.LayerNorm")

    _pool(graph, states, mask)
    graph.output("sentence_embedding", FLOAT, ["batch_size", state["embeddings.word_embeddings.weight"].shape[1]])
    return graph.build("sentence_encoder"), weights


def _embedded(graph: PostNormGraph, ids: str, types: str) -> str:
    table, scales = quantise_weight(graph.state["embeddings.word_embeddings.weight"])
    table_rows = graph.node("Gather", [graph.stored("word_table", table, TensorProto.INT8), ids], "table_rows")
    row_scales = graph.node("Gather", [graph.stored("word_scales", scales), ids], "row_scales")
    row_scales = graph.node("Unsqueeze", [row_scales, _last_axis(graph)], "row_scales_3d")
    words = graph.node("Mul", [graph.node("Cast", [table_rows], "float_rows", to=FLOAT), row_scales], "words")
    zero, one = (graph.constant(name, np.array(value, np.int64)) for name, value in (("zero", 0), ("one", 1)))
    length = graph.node("Gather", [graph.node("Shape", [ids], "ids_shape"), one], "length")
    positions = graph.node("Range", [zero, length, one], "positions")
    placed = graph.node("Gather", [graph.parameter("embeddings.position_embeddings.weight"), positions], "placed")
    typed = graph.node("Gather", [graph.parameter("embeddings.token_type_embeddings.weight"), types], "typed")
    summed = graph.node("Add", [graph.node("Add", [words, typed], "words_typed"), placed], "summed")
    return graph.normalised(summed, "embeddings.LayerNorm")


def _pool(graph: PostNormGraph, states: str, mask: str) -> None:
    weight = graph.node("Unsqueeze", [graph.node("Cast", [mask], "mask_float", to=FLOAT), _last_axis(graph)], "token_weights")
    axis = graph.constant("token_axis", np.array([1], np.int64))
    total = graph.node("ReduceSum", [graph.node("Mul", [states, weight], "weighted"), axis], "token_sum", keepdims=0)
    count = graph.node("ReduceSum", [weight, axis], "token_count", keepdims=0)
    graph.node("LpNormalization", [graph.node("Div", [total, count], "mean")], "sentence_embedding", axis=-1, p=2)


def _last_axis(graph: PostNormGraph) -> str:
    return graph.constant("last_axis", np.array([-1], np.int64))

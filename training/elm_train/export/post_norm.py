"""What the encoder's and the decoder's graphs share: parameters by name, projections, post-norm blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from onnx import TensorProto

from elm_train.export.graph import GraphBuilder
from elm_train.export.weights_file import WeightsFile

FLOAT = TensorProto.FLOAT
Project = Callable[["PostNormGraph", str, str], str]


class PostNormGraph(GraphBuilder):
    """A graph over the state dict of a BERT-shaped network (float32 arrays by name).

    `project(graph, source, name)` multiplies by the weight `name`: it decides in which form linear
    weights are stored and read. `from_source` makes parameters point into the shipped file instead of
    the rebuilt float32 data.
    """

    def __init__(
        self, state: Mapping[str, np.ndarray], weights: WeightsFile, project: Project, *, epsilon: float, from_source: bool = False
    ) -> None:
        super().__init__(weights.source_name if from_source else weights.external_name)
        self.state = state
        self.weights = weights
        self.epsilon = epsilon
        self._project = project
        self._offset = "data" if from_source else "offset"

    def stored(self, name: str, array: np.ndarray, kind: int = FLOAT) -> str:
        """An array kept as it is."""
        self.weights.copy(name, array)
        record = self.weights[name]
        return self.external(name, kind, array.shape, record[self._offset], record["bytes"])

    def parameter(self, name: str) -> str:
        """A float32 array of the state dict."""
        return self.stored(name, self.state[name].astype(np.float32))

    def linear(self, source: str, name: str) -> str:
        """source @ weight.T, without the bias."""
        return self._project(self, source, name)

    def biased(self, source: str, name: str) -> str:
        """source @ weight.T + bias."""
        return self.node("Add", [self.linear(source, name), self.parameter(f"{name}.bias")], f"{name}.sum")

    def normalised(self, source: str, norm: str) -> str:
        """Layer norm over the last axis."""
        return self.node(
            "LayerNormalization", [source, self.parameter(f"{norm}.weight"), self.parameter(f"{norm}.bias")], norm,
            epsilon=self.epsilon, axis=-1,
        )

    def add_and_norm(self, source: str, residual: str, dense: str, norm: str) -> str:
        """Layer norm of dense(source) + residual, bias and sum fused into one node."""
        inputs = [self.linear(source, dense), residual, *(self.parameter(f"{norm}.{part}") for part in ("weight", "bias"))]
        return self.fused("SkipLayerNormalization", [*inputs, self.parameter(f"{dense}.bias")], norm, epsilon=self.epsilon)

    def feed_forward(self, states: str, up: str, down: str, norm: str) -> str:
        """norm(states + down(gelu(up(states))))."""
        inner = self.fused("BiasGelu", [self.linear(states, up), self.parameter(f"{up}.bias")], f"{up}.gelu")
        return self.add_and_norm(inner, states, down, norm)


def project_int8_rows(graph: PostNormGraph, source: str, name: str) -> str:
    """MatMul by a weight shipped as int8 with a scale a row, rebuilt in float32."""
    weight = graph.state[f"{name}.weight"]
    graph.weights.int8_rows(f"{name}.weight", weight, transpose=True)
    return matmul(graph, source, name, weight.shape)


def matmul(graph: PostNormGraph, source: str, name: str, shape: tuple[int, ...]) -> str:
    """MatMul by the rebuilt float32 form [in, out] of a weight of `shape` [out, in]."""
    record = graph.weights[f"{name}.weight"]
    tensor = graph.external(f"{name}.weight", FLOAT, shape[::-1], record["offset"], record["length"])
    return graph.node("MatMul", [source, tensor], f"{name}.product")

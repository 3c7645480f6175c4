"""A small builder over `onnx.helper`: fused operators that onnxruntime-web runs on WASM and WebGPU."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

MICROSOFT = "com.microsoft"
OPSET = 17
IR_VERSION = 8


class GraphBuilder:
    """Collects nodes and initialisers. `external` names the file that external tensors lie in."""

    def __init__(self, external: str) -> None:
        self._external = external
        self._nodes: list[onnx.NodeProto] = []
        self._initialisers: dict[str, onnx.TensorProto] = {}
        self._inputs: list[onnx.ValueInfoProto] = []
        self._outputs: list[onnx.ValueInfoProto] = []

    def input(self, name: str, kind: int, shape: Sequence[str | int]) -> str:
        self._inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def output(self, name: str, kind: int, shape: Sequence[str | int]) -> None:
        self._outputs.append(helper.make_tensor_value_info(name, kind, shape))

    def constant(self, name: str, value: np.ndarray) -> str:
        """A small tensor inside the graph."""
        if name not in self._initialisers:
            self._initialisers[name] = numpy_helper.from_array(value, name)
        return name

    def external(self, name: str, kind: int, shape: Sequence[int], offset: int, length: int) -> str:
        """A tensor whose bytes lie at `offset` of the external file."""
        tensor = TensorProto(name=name, data_type=kind, dims=shape, data_location=TensorProto.EXTERNAL)
        for key, value in (("location", self._external), ("offset", offset), ("length", length)):
            tensor.external_data.add(key=key, value=str(value))
        self._initialisers[name] = tensor
        return name

    def node(
        self, operator: str, inputs: Sequence[str], name: str, *, domain: str = "", outputs: Sequence[str] = (), **attributes: Any
    ) -> str:
        """Adds a node and returns its first output, `name` unless `outputs` says otherwise."""
        results = list(outputs) or [name]
        self._nodes.append(helper.make_node(operator, list(inputs), results, name=f"{operator}:{name}", domain=domain, **attributes))
        return results[0]

    def fused(self, operator: str, inputs: Sequence[str], name: str, *, outputs: Sequence[str] = (), **attributes: Any) -> str:
        """A node of onnxruntime's own operator set."""
        return self.node(operator, inputs, name, domain=MICROSOFT, outputs=outputs, **attributes)

    def build(self, name: str) -> onnx.ModelProto:
        graph = helper.make_graph(self._nodes, name, self._inputs, self._outputs, list(self._initialisers.values()))
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="elm-train")

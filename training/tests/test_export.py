"""The exported graphs against PyTorch, on small random weights."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch

from elm_train.export.decoder_graph import BLOCK, DecoderExport
from elm_train.export.rounded import RoundedElm
from elm_train.export.weights_file import WeightsFile, dequantise_blocks, pack_nibbles, quantise_blocks
from elm_train.model import ElmModel, ModelConfig

CONFIG = ModelConfig(width=64, layers=2, heads=2, feed_forward=128, positions=80, vocabulary=256, adapter_hidden=32, spaces={"semantic": 8})


@pytest.fixture(scope="module")
def model() -> ElmModel:
    torch.manual_seed(7)
    model = ElmModel(CONFIG).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.02)
    return model


class OnnxDecoder:
    """An exported graph with its cache, fed with embeddings."""

    def __init__(self, graph: onnx.ModelProto, folder: Path) -> None:
        path = folder / "graph.onnx"
        path.write_bytes(graph.SerializeToString())
        self._session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        self._past: dict[str, np.ndarray] = {}

    def step(self, embedded: np.ndarray) -> np.ndarray:
        """Logits [batch, vocabulary] after [batch, length, width] more embeddings."""
        batch, length, _ = embedded.shape
        empty = np.zeros((batch, CONFIG.heads, 0, CONFIG.width // CONFIG.heads), np.float32)
        names = [f"{layer}.{part}" for layer in range(CONFIG.layers) for part in ("key", "value")]
        past = {name: self._past.get(name, empty) for name in names}
        seen = past[names[0]].shape[2]
        positions = np.broadcast_to(np.arange(seen, seen + length), (batch, length)).astype(np.int64)
        feeds = {"inputs_embeds": embedded, "attention_mask": np.ones((batch, seen + length), np.int64), "position_ids": positions}
        feeds |= {f"past_key_values.{name}": array for name, array in past.items()}
        outputs = self._session.run(["logits", *(f"present.{name}" for name in names)], feeds)
        self._past = dict(zip(names, outputs[1:], strict=True))
        return outputs[0][:, 0]


@pytest.mark.parametrize("bits", [4, 8])
@pytest.mark.parametrize("form", ["float32", "quantised"])
def test_graph_equals_the_rounded_model_in_prefill_and_in_single_steps(
    model: ElmModel, bits: int, form: str, tmp_path: Path
) -> None:
    state = {name: tensor.numpy() for name, tensor in model.state_dict().items()}
    export = DecoderExport(state, CONFIG, bits=bits)
    graph = export.float32_graph() if form == "float32" else export.quantised_graph()
    export.weights.write(tmp_path)
    (tmp_path / export.weights.external_name).write_bytes(export.weights.external)

    tokens = torch.randint(0, CONFIG.vocabulary, (3, 70), generator=torch.Generator().manual_seed(1))
    rounded = RoundedElm(model, bits)
    with torch.inference_mode():
        embedded = rounded.token_embedding(tokens)
        expected = rounded.logits(rounded.states(embedded)[0])
    inputs = embedded.numpy()

    whole = OnnxDecoder(graph, tmp_path).step(inputs)
    np.testing.assert_allclose(whole, expected[:, -1], atol=2e-4)
    stepwise = OnnxDecoder(graph, tmp_path)
    stepwise.step(inputs[:, :50])
    for place in range(50, 70):
        logits = stepwise.step(inputs[:, place : place + 1])
        np.testing.assert_allclose(logits, expected[:, place], atol=2e-4)


def test_the_float32_graph_gives_the_new_rows_of_the_cache_by_themselves(model: ElmModel, tmp_path: Path) -> None:
    state = {name: tensor.numpy() for name, tensor in model.state_dict().items()}
    export = DecoderExport(state, CONFIG, bits=8)
    (tmp_path / "graph.onnx").write_bytes(export.float32_graph().SerializeToString())
    (tmp_path / export.weights.external_name).write_bytes(export.weights.external)
    session = onnxruntime.InferenceSession(str(tmp_path / "graph.onnx"), providers=["CPUExecutionProvider"])
    heads, dimension = CONFIG.heads, CONFIG.width // CONFIG.heads
    batch, length, capacity, steps = 1, 5, 32, 3
    past = np.random.default_rng(2).normal(size=(batch, heads, length, dimension)).astype(np.float32)
    # Room behind the tokens seen is filled with what would show if it were read.
    padded = np.concatenate((past, np.full((batch, heads, capacity - length, dimension), 1e6, np.float32)), axis=2)
    feeds = {
        "inputs_embeds": np.random.default_rng(3).normal(size=(batch, steps, CONFIG.width)).astype(np.float32),
        "attention_mask": np.ones((batch, length + steps), np.int64),
        "position_ids": np.arange(length, length + steps)[None],
    }
    names = [f"past_key_values.{layer}.{part}" for layer in range(CONFIG.layers) for part in ("key", "value")]
    wanted = ["logits", "present.1.key", "blocks.1.key.sum"]
    logits, present, rows = session.run(wanted, feeds | dict.fromkeys(names, past))
    np.testing.assert_array_equal(present[:, :, length:], rows.reshape(batch, steps, heads, dimension).transpose(0, 2, 1, 3))
    np.testing.assert_allclose(session.run(wanted, feeds | dict.fromkeys(names, padded))[0], logits, atol=1e-5)


def test_rounded_model_differs_from_the_float_model_but_little(model: ElmModel) -> None:
    tokens = torch.arange(40)[None]
    with torch.inference_mode():
        exact, eight, four = (net.logits(net.states(net.token_embedding(tokens))[0]) for net in (model, RoundedElm(model, 8), RoundedElm(model, 4)))
    spread = exact.std().item()
    assert 0 < (eight - exact).abs().mean().item() < 0.02 * spread
    assert (eight - exact).abs().mean() < (four - exact).abs().mean()


@pytest.mark.parametrize("bits", [4, 8])
def test_blocks_round_to_half_a_step(bits: int) -> None:
    matrix = np.random.default_rng(3).normal(size=(6, 4 * BLOCK)).astype(np.float32)
    values, scales = quantise_blocks(matrix, bits, BLOCK)
    error = np.abs(dequantise_blocks(values, scales, bits) - matrix).reshape(6, 4, BLOCK)
    # The end of the range opposite to the extreme value may lose a whole step.
    assert (error <= np.abs(scales)[..., None] * 1.001).all()
    assert np.median(error / np.abs(scales)[..., None]) < 0.5


def test_a_block_of_zeros_and_a_depth_that_does_not_divide() -> None:
    values, scales = quantise_blocks(np.zeros((1, BLOCK), np.float32), 8, BLOCK)
    assert (dequantise_blocks(values, scales, 8) == 0).all()
    with pytest.raises(ValueError, match="no multiple"):
        quantise_blocks(np.zeros((1, BLOCK + 1), np.float32), 8, BLOCK)


def test_nibbles_lie_low_first() -> None:
    assert pack_nibbles(np.array([[1, 2, 15, 0]], np.uint8)).tolist() == [[0x21, 0x0F]]


def test_layout_describes_both_files(tmp_path: Path) -> None:
    weights = WeightsFile("source.bin", "external.bin")
    weights.copy("bias", np.arange(3, dtype=np.float32))
    matrix = np.random.default_rng(5).normal(size=(4, 6)).astype(np.float32)
    weights.int8_rows("matrix", matrix, transpose=True)
    weights.int8_rows("matrix", np.zeros((4, 6), np.float32), transpose=True)
    weights.write(tmp_path)
    layout = json.loads((tmp_path / "weights.json").read_text())
    source, external = (tmp_path / "source.bin").read_bytes(), weights.external
    assert layout["bytes"] == len(external)
    bias, stored = layout["tensors"]
    assert np.frombuffer(external, np.float32, 3, bias["offset"]).tolist() == [0, 1, 2]
    values = np.frombuffer(source, np.int8, 24, stored["data"]).reshape(4, 6)
    scales = np.frombuffer(source, np.float32, 4, stored["scales"])
    rebuilt = np.frombuffer(external, np.float32, 24, stored["offset"]).reshape(6, 4)
    np.testing.assert_array_equal(rebuilt, (values * scales[:, None]).T)
    np.testing.assert_allclose(rebuilt.T, matrix, atol=0.02)
    assert all(tensor["offset"] % 16 == 0 and tensor["data"] % 16 == 0 for tensor in layout["tensors"])

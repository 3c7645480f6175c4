"""The shipped weights: one file of quantised tensors and a layout that says how to rebuild float32.

See "Weights layout" in docs/bundle-format.md; `src/engine/weights.ts` is the reader.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from elm_train.encoder import dequantise_weight, quantise_weight

ALIGNMENT = 16


def quantise_blocks(matrix: np.ndarray, bits: int, block: int) -> tuple[np.ndarray, np.ndarray]:
    """The MatMulNBits form of a weight [n, k], k a multiple of `block`.

    Returns unsigned values uint8 [n, k / block, block] with the zero point in the middle of the range
    (128 or 8) and float32 scales [n, k / block].
    """
    rows, depth = matrix.shape
    if depth % block:
        raise ValueError(f"a depth of {depth} is no multiple of the block size {block}")
    middle = 1 << (bits - 1)
    blocks = matrix.reshape(rows, depth // block, block)
    # The value of largest magnitude takes the end of the range that has one step more.
    extreme = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=2)[..., None], axis=2)[..., 0]
    scales = (extreme / -middle).astype(np.float32)
    scales[scales == 0] = 1
    values = np.clip(np.rint(blocks / scales[..., None]) + middle, 0, 2 * middle - 1).astype(np.uint8)
    return values, scales


def dequantise_blocks(values: np.ndarray, scales: np.ndarray, bits: int) -> np.ndarray:
    """Inverse of `quantise_blocks`: float32 [n, k]."""
    blocks = (values.astype(np.float32) - (1 << (bits - 1))) * scales[..., None]
    return blocks.reshape(values.shape[0], -1)


def pack_nibbles(values: np.ndarray) -> np.ndarray:
    """Two 4-bit values to a byte along the last axis, the first in the low nibble."""
    return (values[..., 0::2] | (values[..., 1::2] << 4)).astype(np.uint8)


class WeightsFile:
    """Collects tensors; the source is what ships, the external data what the float32 graph reads.

    A tensor that is there already is left alone, so that several graphs can name the same one.
    """

    def __init__(self, source_name: str, external_name: str) -> None:
        self.source_name = source_name
        self.external_name = external_name
        self._source = bytearray()
        self._external = bytearray()
        self._tensors: dict[str, dict[str, Any]] = {}

    def copy(self, name: str, array: np.ndarray) -> None:
        """A tensor shipped as it is."""
        if name in self._tensors:
            return
        raw = np.ascontiguousarray(array).tobytes()
        self._record(name, "copy", array, data=self._append(raw), bytes=len(raw))

    def int8_rows(self, name: str, weight: np.ndarray, *, transpose: bool) -> None:
        """A weight [rows, columns] with a scale a row."""
        if name in self._tensors:
            return
        values, scales = quantise_weight(weight)
        rebuilt = dequantise_weight(values, scales)
        self._record(
            name, "int8-rows", rebuilt.T if transpose else rebuilt,
            data=self._append(values.tobytes()), scales=self._append(scales.tobytes()),
            rows=weight.shape[0], columns=weight.shape[1], transpose=transpose,
        )

    def blocks(self, name: str, weight: np.ndarray, *, bits: int, block: int) -> None:
        """A weight [n, k] in blocks, rebuilt as [k, n]."""
        if name in self._tensors:
            return
        values, scales = quantise_blocks(weight, bits, block)
        packed = pack_nibbles(values) if bits == 4 else values
        self._record(
            name, f"q{bits}-block", dequantise_blocks(values, scales, bits).T,
            data=self._append(packed.tobytes()), scales=self._append(scales.tobytes()),
            n=weight.shape[0], k=weight.shape[1], block=block,
        )

    def __getitem__(self, name: str) -> dict[str, Any]:
        """The layout record of a tensor."""
        return self._tensors[name]

    @property
    def external(self) -> bytes:
        """The rebuilt float32 data, as the page will make it."""
        return bytes(self._external)

    def write(self, folder: Path) -> None:
        """Writes the source file and `weights.json` into `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / self.source_name).write_bytes(self._source)
        layout = {
            "source": self.source_name,
            "external": self.external_name,
            "bytes": len(self._external),
            "tensors": list(self._tensors.values()),
        }
        (folder / "weights.json").write_text(json.dumps(layout))

    def _append(self, raw: bytes) -> int:
        return _append_aligned(self._source, raw)

    def _record(self, name: str, kind: str, value: np.ndarray, **fields: Any) -> None:
        raw = np.ascontiguousarray(value).tobytes()
        offset = _append_aligned(self._external, raw)
        self._tensors[name] = {"name": name, "kind": kind, "offset": offset, "length": len(raw), **fields}


def _append_aligned(target: bytearray, raw: bytes) -> int:
    target.extend(b"\0" * (-len(target) % ALIGNMENT))
    offset = len(target)
    target.extend(raw)
    return offset

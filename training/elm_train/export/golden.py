"""`golden.json`: what the exported model must answer, computed in PyTorch on the rounded weights."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from elm_train.compose import all_tasks
from elm_train.encoder import SentenceEncoder, load_tokenizer
from elm_train.export.rounded import RoundedElm
from elm_train.model import KeyValueCache, slot_places
from elm_train.tokenizer import encode_prompt

GREEDY_TOKENS = 20
LOGITS = 64
TOLERANCE = 0.01
# The second is cut at the encoder's limit of 256 tokens.
ENCODER_TEXTS = ("A thief falls in love with the owner of the painting.", "Snow, snow and more snow on the last mountain pass. " * 40)


def write_golden(
    bundle: Path, model: RoundedElm, tokenizer: Tokenizer, vectors: dict[str, np.ndarray], texts: Sequence[str]
) -> None:
    """`vectors` gives rows [n, d] of each space, `texts` what P is checked on besides its own cases.

    The cases are a one-slot, a two-slot and a user prompt, and one of more than 48 tokens, which
    catches the attention faults that short prompts hide on some GPU adapters.
    """
    tasks = all_tasks()
    prompts = [tasks[task].prompt for task in ("summary", "interpolation", "user_profile")]
    prompts.append(" ".join([tasks["summary"].prompt] * 3).replace("{0}", "of the night", 2))
    slots = [tasks[task].slots for task in ("summary", "interpolation", "user_profile")] + [("semantic",)]
    cases = []
    for prompt, spaces in zip(prompts, slots, strict=True):
        chosen = [{"space": space, "values": _rounded(vectors[space][place])} for place, space in enumerate(spaces)]
        cases.append(_case(model, tokenizer, prompt, chosen))
    encoder, ids = SentenceEncoder(), load_tokenizer()
    checked = [*ENCODER_TEXTS, *texts]
    encoded = [
        {"text": text, "tokenIds": ids.encode(text).ids, "vector": _rounded(vector)}
        for text, vector in zip(checked, encoder.encode(checked), strict=True)
    ]
    content = {"cases": cases, "encoder": encoded, "tolerance": {"logits": TOLERANCE, "encoder": 1e-4}}
    (bundle / "golden.json").write_text(json.dumps(content) + "\n")


def _case(model: RoundedElm, tokenizer: Tokenizer, prompt: str, slots: list[dict[str, Any]]) -> dict[str, Any]:
    encoded = encode_prompt(tokenizer, prompt)
    tokens = torch.tensor([encoded.ids])
    with torch.inference_mode():
        embedded = model.token_embedding(tokens)
        for place, mark in zip(slot_places(tokens).tolist(), encoded.marks, strict=True):
            slot = slots[mark]
            embedded[0, place] = model.adapters[slot["space"]](torch.tensor([slot["values"]]))[0]
        states, prefilled = model.states(embedded)
        cache = [KeyValueCache(key, value, GREEDY_TOKENS) for key, value in prefilled]
        logits = model.logits(states[:, -1])[0]
        first, greedy = logits, []
        for _ in range(GREEDY_TOKENS):
            greedy.append(int(logits.argmax()))
            states, _ = model.states(model.token_embedding(torch.tensor([greedy[-1:]])), cache)
            logits = model.logits(states[:, -1])[0]
    # The most likely tokens and as many spread over the whole vocabulary.
    chosen = torch.cat((first.topk(LOGITS).indices, torch.arange(0, len(first), len(first) // LOGITS))).unique()
    return {
        "prompt": prompt,
        "slots": slots,
        "tokenIds": list(encoded.ids),
        "logits": {"ids": chosen.tolist(), "values": _rounded(first[chosen].numpy())},
        "greedy": greedy,
    }


def _rounded(values: np.ndarray) -> list[float]:
    return [round(float(value), 6) for value in values]

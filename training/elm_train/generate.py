"""Narration in batches: sampling from M_ELM with a key-value cache."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from tqdm import tqdm

from elm_train.model import ElmModel, KeyValueCache, slot_places
from elm_train.tokenizer import BOS_ID, EOS_ID, OUT_ID, PAD_ID, SLOT_ID, encode_prompt

BULLET = re.compile(r"(?:^|\n)\*\s")
# The rows of finished texts are dropped once no more than this share of the batch still writes.
WORTH_SHRINKING = 0.75


@dataclass(frozen=True)
class Sampling:
    """`temperature` 0 is greedy. `top_k` 0 and `top_p` 1 cut nothing off. The penalty divides positive
    (multiplies negative) logits of tokens that the text already holds; 1 leaves them alone.
    """

    temperature: float = 0.0
    top_k: int = 0
    top_p: float = 1.0
    repetition_penalty: float = 1.0
    max_tokens: int = 200
    seed: int = 0


def generate(
    model: ElmModel,
    tokenizer: Tokenizer,
    prompts: Sequence[str],
    slot_vectors: Sequence[Sequence[tuple[str, np.ndarray]]],
    sampling: Sampling = Sampling(),
    batch_size: int = 64,
    progress: bool = False,
) -> list[str]:
    """One text for each prompt, in their order.

    `prompts` mark slots with {0} and {1}; `slot_vectors` holds for each prompt the (space, domain
    vector) of its marks. The same seed gives the same texts for the same batches.
    """
    if len(prompts) != len(slot_vectors):
        raise ValueError(f"{len(prompts)} prompts, but vectors for {len(slot_vectors)}")
    encoded = [encode_prompt(tokenizer, prompt) for prompt in prompts]
    for prompt, vectors in zip(encoded, slot_vectors, strict=True):
        if len(set(prompt.marks)) != len(vectors):
            raise ValueError(f"{len(set(prompt.marks))} marks, but {len(vectors)} vectors")
    placed = [[vectors[mark] for mark in prompt.marks] for prompt, vectors in zip(encoded, slot_vectors, strict=True)]
    order = sorted(range(len(encoded)), key=lambda row: len(encoded[row].ids))
    generator = torch.Generator(device=next(model.parameters()).device).manual_seed(sampling.seed)
    texts = [""] * len(encoded)
    for start in tqdm(range(0, len(order), batch_size), disable=not progress, unit="batch"):
        rows = order[start : start + batch_size]
        written = generate_ids(
            model, [encoded[row].ids for row in rows], [placed[row] for row in rows], sampling, generator
        )
        for row, ids in zip(rows, written, strict=True):
            texts[row] = tokenizer.decode(ids).strip()
    return texts


@torch.inference_mode()
def generate_ids(
    model: ElmModel,
    prompts: Sequence[Sequence[int]],
    slot_vectors: Sequence[Sequence[tuple[str, np.ndarray]]],
    sampling: Sampling,
    generator: torch.Generator,
) -> list[list[int]]:
    """Ids of one batch's texts, without eos; `slot_vectors` go by slot, left to right.

    Prompts are padded on the left, which the mask hides.
    """
    device = next(model.parameters()).device
    width = max(map(len, prompts))
    tokens = torch.full((len(prompts), width), PAD_ID, device=device)
    for row, prompt in enumerate(prompts):
        tokens[row, width - len(prompt) :] = torch.tensor(prompt)
    visible = tokens != PAD_ID
    slots = gather_slots(tokens, slot_vectors)
    position_ids = (visible.cumsum(dim=1) - 1).clamp(min=0)
    causal = torch.ones(width, width, dtype=torch.bool, device=device).tril()
    # A padded position sees itself, so that no row of the attention is empty.
    mask = (causal & visible[:, None, :]) | torch.eye(width, dtype=torch.bool, device=device)
    states, prefilled = model.states(model.embed(tokens, slots), None, position_ids, mask[:, None])
    logits = model.logits(states[:, -1]).float()
    next_position = position_ids[:, -1] + 1
    limit = min(sampling.max_tokens, model.config.positions - int(next_position.max()))
    cache = [KeyValueCache(key, value, limit) for key, value in prefilled]

    used = torch.zeros(len(prompts), model.config.vocabulary, dtype=torch.bool, device=device)
    written: list[list[int]] = [[] for _ in prompts]
    # Which prompt each row of the shrinking batch writes for.
    writing = torch.arange(len(prompts), device=device)
    finished = torch.zeros(len(prompts), dtype=torch.bool, device=device)
    for _ in range(limit):
        chosen = choose(logits, used, sampling, generator)
        finished = finished | (chosen == EOS_ID)
        for row, ended, token in zip(writing.tolist(), finished.tolist(), chosen.tolist(), strict=True):
            if not ended:
                written[row].append(token)
        left = (~finished).nonzero().squeeze(1)
        if len(left) == 0:
            break
        if len(left) < WORTH_SHRINKING * len(writing):
            writing, finished, chosen, used = writing[left], finished[left], chosen[left], used[left]
            visible, next_position = visible[left], next_position[left]
            for block in cache:
                block.keep(left)
        used[torch.arange(len(chosen)), chosen] = True
        visible = torch.cat((visible, torch.ones_like(visible[:, :1])), dim=1)
        states, _ = model.states(
            model.token_embedding(chosen)[:, None], cache, next_position[:, None], visible[:, None, None, :]
        )
        logits = model.logits(states[:, -1]).float()
        next_position = next_position + 1
    return written


def up_to_bullets(text: str, count: int | None) -> str:
    """`text` before the bullet after the first `count`, which are lines with an asterisk; all of it for None."""
    starts = [match.start() for match in BULLET.finditer(text)]
    return text if count is None or len(starts) <= count else text[: starts[count]].rstrip()


def gather_slots(
    tokens: Tensor, slot_vectors: Sequence[Sequence[tuple[str, np.ndarray]]]
) -> dict[str, tuple[Tensor, Tensor]]:
    """`ElmModel.embed`'s slots for a batch of prompts."""
    flat = [slot for vectors in slot_vectors for slot in vectors]
    places = slot_places(tokens)
    slots = {}
    for space in sorted({space for space, _ in flat}):
        chosen = [index for index, (name, _) in enumerate(flat) if name == space]
        stacked = np.stack([flat[index][1] for index in chosen]).astype(np.float32)
        slots[space] = (places[chosen], torch.from_numpy(stacked).to(tokens.device))
    return slots


def penalised(logits: Tensor, used: Tensor, penalty: float) -> Tensor:
    """[n, vocabulary] logits, those of `used` ids less likely by CTRL's penalty (Keskar et al. 2019)."""
    return torch.where(used, torch.where(logits > 0, logits / penalty, logits * penalty), logits)


def choose(logits: Tensor, used: Tensor, sampling: Sampling, generator: torch.Generator) -> Tensor:
    """[batch] next ids from [batch, vocabulary] logits."""
    # Marks of the prompt are never part of a text.
    logits[:, [PAD_ID, BOS_ID, OUT_ID, SLOT_ID]] = -torch.inf
    if sampling.repetition_penalty != 1:
        logits = penalised(logits, used, sampling.repetition_penalty)
    if sampling.temperature == 0:
        return logits.argmax(dim=-1)
    logits = logits / sampling.temperature
    if sampling.top_k:
        least = logits.topk(sampling.top_k, dim=-1).values[:, -1:]
        logits = logits.masked_fill(logits < least, -torch.inf)
    if sampling.top_p < 1:
        ranked, order = logits.sort(dim=-1, descending=True)
        before = ranked.softmax(dim=-1).cumsum(dim=-1) - ranked.softmax(dim=-1)
        cut = torch.zeros_like(logits, dtype=torch.bool).scatter(1, order, before >= sampling.top_p)
        logits = logits.masked_fill(cut, -torch.inf)
    # Where a uniform draw falls in the cumulated probabilities: a fifth of the time of `torch.multinomial`.
    cumulated = logits.softmax(dim=-1).cumsum(dim=-1)
    drawn = torch.rand(len(logits), 1, generator=generator, device=logits.device) * cumulated[:, -1:]
    return torch.searchsorted(cumulated, drawn, right=True).clamp(max=logits.shape[-1] - 1).squeeze(1)

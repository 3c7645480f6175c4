"""Training examples (prompt, domain vectors, text) and the batches made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from elm_train.model import ElmModel, slot_places
from elm_train.tokenizer import BOS_ID, EOS_ID, PAD_ID, Prompt

# How many batches' worth of examples are sorted by length together: less padding, still mixed.
BUCKET_BATCHES = 24


@dataclass
class Example:
    """`tokens` in full; the loss counts from `text_start` on. One vector a slot, left to right.

    `spaces` names the space of each slot's vector. Plain text has `text_start` 1 and no slots.
    """

    tokens: list[int]
    text_start: int
    spaces: tuple[str, ...] = ()
    vectors: list[np.ndarray] = field(default_factory=list)


@dataclass
class Batch:
    """Right-padded ids [batch, length], slots per space, and where the text's tokens are predicted.

    `predict_from` are flat places (of batch * length) whose next token is `targets`.
    """

    tokens: Tensor
    slots: dict[str, tuple[Tensor, Tensor]]
    predict_from: Tensor
    targets: Tensor
    token_count: int

    def to(self, device: torch.device) -> Batch:
        slots = {space: (places.to(device), vectors.to(device)) for space, (places, vectors) in self.slots.items()}
        return Batch(
            self.tokens.to(device), slots, self.predict_from.to(device), self.targets.to(device), self.token_count
        )


def text_example(tokenizer: Tokenizer, text: str, limit: int) -> Example:
    """bos, the text, eos, cut at `limit` tokens."""
    return Example([BOS_ID, *tokenizer.encode(text).ids, EOS_ID][:limit], text_start=1)


def task_example(
    prompt: Prompt, text_ids: Sequence[int], spaces: Sequence[str], vectors: Sequence[np.ndarray], limit: int
) -> Example:
    """The prompt with its slots, the text and eos, cut at `limit` tokens.

    `spaces` and `vectors` go by the prompt's marks, one for each; raises ValueError for another number.
    """
    if not len(spaces) == len(vectors) == len(set(prompt.marks)):
        raise ValueError(f"{len(set(prompt.marks))} marks for {len(vectors)} vectors of {len(spaces)} spaces")
    return Example(
        [*prompt.ids, *text_ids, EOS_ID][:limit],
        len(prompt.ids),
        tuple(spaces[mark] for mark in prompt.marks),
        [vectors[mark] for mark in prompt.marks],
    )


def collate(examples: Sequence[Example]) -> Batch:
    """One batch of all the examples."""
    length = max(len(example.tokens) for example in examples)
    tokens = torch.full((len(examples), length), PAD_ID)
    predict_from: list[Tensor] = []
    vectors: list[tuple[str, np.ndarray]] = []
    for row, example in enumerate(examples):
        tokens[row, : len(example.tokens)] = torch.tensor(example.tokens)
        predict_from.append(torch.arange(example.text_start - 1, len(example.tokens) - 1) + row * length)
        vectors.extend(zip(example.spaces, example.vectors, strict=True))
    places = torch.cat(predict_from)
    slots: dict[str, tuple[Tensor, Tensor]] = {}
    slot_rows = slot_places(tokens)
    for space in sorted({space for space, _ in vectors}):
        chosen = [index for index, (name, _) in enumerate(vectors) if name == space]
        stacked = torch.from_numpy(np.stack([vectors[index][1] for index in chosen]).astype(np.float32))
        slots[space] = (slot_rows[chosen], stacked)
    token_count = sum(len(example.tokens) for example in examples)
    return Batch(tokens, slots, places, tokens.flatten()[places + 1], token_count)


def bucketed_batches(
    draw: Callable[[np.random.Generator], Example], tokens_a_batch: int, rng: np.random.Generator
) -> Iterator[Batch]:
    """Endless batches of about `tokens_a_batch` (padding included) of like lengths, in mixed order."""
    while True:
        drawn: list[Example] = []
        size = 0
        while size < tokens_a_batch * BUCKET_BATCHES:
            drawn.append(draw(rng))
            size += len(drawn[-1].tokens)
        batches = split_by_length(drawn, tokens_a_batch)
        for index in rng.permutation(len(batches)):
            yield collate(batches[index])


def split_by_length(examples: Sequence[Example], tokens_a_batch: int) -> list[list[Example]]:
    """Groups of like lengths whose padded size stays within `tokens_a_batch` (one example at least)."""
    groups: list[list[Example]] = [[]]
    for example in sorted(examples, key=lambda example: len(example.tokens)):
        if groups[-1] and (len(groups[-1]) + 1) * len(example.tokens) > tokens_a_batch:
            groups.append([])
        groups[-1].append(example)
    return groups


def text_loss(model: ElmModel, batch: Batch) -> tuple[Tensor, int]:
    """Summed cross-entropy of the text's tokens, and their number; the prompt counts nothing."""
    states, _ = model.states(model.embed(batch.tokens, batch.slots))
    return output_loss(model, states, batch)


def output_loss(model: ElmModel, states: Tensor, batch: Batch) -> tuple[Tensor, int]:
    """The same from M_0's last states [batch, length, width]: logits are made where text is predicted."""
    loss = functional.cross_entropy(predicted_logits(model, states, batch), batch.targets, reduction="sum")
    return loss, len(batch.targets)


def text_logits(model: ElmModel, batch: Batch, slots: dict[str, tuple[Tensor, Tensor]] | None = None) -> Tensor:
    """float32 [tokens, vocabulary] where `batch` predicts text, with its own slots or with these."""
    states, _ = model.states(model.embed(batch.tokens, batch.slots if slots is None else slots))
    return predicted_logits(model, states, batch)


def predicted_logits(model: ElmModel, states: Tensor, batch: Batch) -> Tensor:
    """The same from M_0's last states [batch, length, width]."""
    return model.logits(states.flatten(0, 1).index_select(0, batch.predict_from)).float()


def mean_loss(model: ElmModel, batches: Sequence[Batch]) -> float:
    """Nats per text token over the batches."""
    sums = [text_loss(model, batch) for batch in batches]
    return float(sum(total.item() for total, _ in sums) / max(1, sum(count for _, count in sums)))



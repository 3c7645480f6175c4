"""The Embedding Language Model M_ELM = ((E_0 x E_A)^H, M_0): a causal decoder that reads domain vectors.

M_0 has the shape of the sentence encoder (BERT: learned positions, layer norm after each block, GELU),
made causal, so that a model of the encoder's width can start from the encoder's own layers, and a
narrower one at least from its words.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from elm_train.tokenizer import SLOT_ID, VOCABULARY_SIZE

LAYER_NORM_EPSILON = 1e-12

KeyValue = tuple[Tensor, Tensor]


@dataclass(frozen=True)
class ModelConfig:
    """Sizes of M_0 and of the adapters; `spaces` gives the dimension of each domain space."""

    width: int = 256
    layers: int = 4
    heads: int = 8
    feed_forward: int = 1024
    positions: int = 512
    vocabulary: int = VOCABULARY_SIZE
    adapter_hidden: int = 512
    spaces: dict[str, int] = field(default_factory=lambda: {"semantic": 384, "behavioral": 64})

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def from_json(values: dict[str, Any]) -> ModelConfig:
        return ModelConfig(**values)


PRESETS = {
    "cpu": ModelConfig(),
    # The encoder's width, so that its layers fit: each starts several of the deeper stack.
    "gpu": ModelConfig(width=384, layers=18, heads=12, feed_forward=1536, adapter_hidden=1536),
}


class KeyValueCache:
    """One block's keys and values with room for more, so that a step writes one position and copies none."""

    def __init__(self, key: Tensor, value: Tensor, room: int) -> None:
        """`key` and `value` [batch, heads, length, d] are the positions so far; `room` more may come."""
        self.length = key.shape[2]
        shape = (*key.shape[:2], self.length + room, key.shape[3])
        self._key, self._value = key.new_empty(shape), value.new_empty(shape)
        self._key[:, :, : self.length], self._value[:, :, : self.length] = key, value

    def append(self, key: Tensor, value: Tensor) -> KeyValue:
        """All keys and values after the new ones [batch, heads, new, d]; views that the next call leaves as they are."""
        begin, self.length = self.length, self.length + key.shape[2]
        self._key[:, :, begin : self.length], self._value[:, :, begin : self.length] = key, value
        return self._key[:, :, : self.length], self._value[:, :, : self.length]

    def keep(self, rows: Tensor) -> None:
        """Drops the other rows of the batch."""
        self._key, self._value = self._key[rows], self._value[rows]


class Adapter(nn.Module):
    """E_A of one space: a two-layer perceptron from the standardised domain vector to Z."""

    def __init__(self, dimension: int, hidden: int, width: int) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(dimension))
        self.register_buffer("scale", torch.ones(dimension))
        self.hidden = nn.Linear(dimension, hidden)
        self.output = nn.Linear(hidden, width)

    def forward(self, vectors: Tensor) -> Tensor:
        """[n, dimension] domain vectors as they come from the space, to [n, width]."""
        standardised = (vectors - self.mean) / self.scale
        return self.output(functional.gelu(self.hidden(standardised)))


def attention(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, *, is_causal: bool) -> Tensor:
    """softmax(Q K' / sqrt(d)) V per head, [batch, heads, length, d] each.

    In float32 on a CPU: forward and backward of its bfloat16 kernel take 34 ms where this takes 14
    (16 x 8 heads x 128 x 32, one core with bfloat16 instructions).
    """
    if query.device.type != "cpu" or query.dtype == torch.float32:
        return functional.scaled_dot_product_attention(query, key, value, attn_mask=mask, is_causal=is_causal)
    with torch.autocast("cpu", enabled=False):
        wide = [part.float() for part in (query, key, value)]
        return functional.scaled_dot_product_attention(*wide, attn_mask=mask, is_causal=is_causal).to(query.dtype)


class Block(nn.Module):
    """Causal self-attention and a feed-forward layer, each followed by its layer norm."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.heads = config.heads
        self.query_key_value = nn.Linear(config.width, 3 * config.width)
        self.attention_output = nn.Linear(config.width, config.width)
        self.attention_norm = nn.LayerNorm(config.width, eps=LAYER_NORM_EPSILON)
        self.up = nn.Linear(config.width, config.feed_forward)
        self.down = nn.Linear(config.feed_forward, config.width)
        self.output_norm = nn.LayerNorm(config.width, eps=LAYER_NORM_EPSILON)

    def forward(self, states: Tensor, past: KeyValueCache | None, mask: Tensor | None) -> tuple[Tensor, KeyValue]:
        """`mask` [batch, 1, new, total] (True = visible) replaces the plain causal mask where given."""
        batch, length, width = states.shape
        projected = self.query_key_value(states).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = projected.permute(2, 0, 3, 1, 4)
        if past is not None:
            key, value = past.append(key, value)
        attended = attention(query, key, value, mask, is_causal=mask is None and length > 1)
        attended = attended.transpose(1, 2).reshape(batch, length, width)
        states = self.attention_norm(states + self.attention_output(attended))
        states = self.output_norm(states + self.down(functional.gelu(self.up(states))))
        return states, (key, value)


class ElmModel(nn.Module):
    """E_0 (`token_embedding`), E_A (`adapters`) and M_0 (everything else)."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.token_embedding = nn.Embedding(config.vocabulary, config.width)
        self.position_embedding = nn.Embedding(config.positions, config.width)
        self.embedding_norm = nn.LayerNorm(config.width, eps=LAYER_NORM_EPSILON)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.layers))
        # The output matrix is E_0's own (tied); this transform lets its rows differ from what is read.
        self.head_transform = nn.Linear(config.width, config.width)
        self.head_bias = nn.Parameter(torch.zeros(config.vocabulary))
        self.adapters = nn.ModuleDict(
            {space: Adapter(dimension, config.adapter_hidden, config.width) for space, dimension in config.spaces.items()}
        )

    def embed(self, tokens: Tensor, slots: dict[str, tuple[Tensor, Tensor]] | None = None) -> Tensor:
        """E_0 x E_A: [batch, length] ids to [batch, length, width], without positions.

        `slots` gives for each space the flat places (index into batch * length) of its slots and the
        domain vectors [n, dimension] that stand there; their rows come from the space's adapter.
        """
        embedded = self.token_embedding(tokens)
        if not slots:
            return embedded
        flat = embedded.flatten(0, 1)
        for space, (places, vectors) in slots.items():
            if len(places):
                flat = flat.index_copy(0, places, self.adapters[space](vectors).to(flat.dtype))
        return flat.view_as(embedded)

    def first_states(self, embedded: Tensor, position_ids: Tensor) -> Tensor:
        """What the first block reads: [batch, length, width] of embeddings, with their positions and normalised."""
        return self.embedding_norm(embedded + self.position_embedding(position_ids))

    def states(
        self,
        embedded: Tensor,
        past: list[KeyValueCache] | None = None,
        position_ids: Tensor | None = None,
        mask: Tensor | None = None,
    ) -> tuple[Tensor, list[KeyValue]]:
        """M_0 without its output layer: [batch, length, width] of embeddings to last states and the cache.

        Without a mask, padding must stand at the end: no earlier position sees it.
        """
        if position_ids is None:
            begin = past[0].length if past else 0
            position_ids = torch.arange(begin, begin + embedded.shape[1], device=embedded.device)
        states = self.first_states(embedded, position_ids)
        cache: list[KeyValue] = []
        for index, block in enumerate(self.blocks):
            states, key_value = block(states, past[index] if past else None, mask)
            cache.append(key_value)
        return states, cache

    def logits(self, states: Tensor) -> Tensor:
        """[..., width] to [..., vocabulary]."""
        return functional.linear(self.head_transform(states), self.token_embedding.weight, self.head_bias)

    def forward(self, tokens: Tensor, slots: dict[str, tuple[Tensor, Tensor]] | None = None) -> Tensor:
        """Logits [batch, length, vocabulary] of every position."""
        return self.logits(self.states(self.embed(tokens, slots))[0])


def slot_places(tokens: Tensor) -> Tensor:
    """Flat places of the slots in [batch, length] ids, row by row, left to right."""
    return (tokens.flatten() == SLOT_ID).nonzero().squeeze(1)

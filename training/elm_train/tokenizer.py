"""The decoder's tokenizer: byte-level BPE, cased, with an exact decoding, in Hugging Face's file format."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

VOCABULARY_SIZE = 8192

PAD = "<|pad|>"
BOS = "<|bos|>"
EOS = "<|eos|>"
# Stands between the prompt and the model's own text.
OUT = "<|out|>"
# The place of a domain vector, whose embedding comes from E_A instead of E_0.
SLOT = "<|slot|>"
SPECIAL_TOKENS = (PAD, BOS, EOS, OUT, SLOT)
PAD_ID, BOS_ID, EOS_ID, OUT_ID, SLOT_ID = range(len(SPECIAL_TOKENS))


def train_tokenizer(texts: Iterable[str], vocabulary_size: int = VOCABULARY_SIZE) -> Tokenizer:
    """A byte-level BPE of `vocabulary_size` entries, the special tokens first.

    Every byte has an entry, so any text encodes and decodes to itself.
    """
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary_size,
        special_tokens=[AddedToken(token, special=True) for token in SPECIAL_TOKENS],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def load_tokenizer(path: Path) -> Tokenizer:
    """Reads a `tokenizer.json`; raises ValueError when it is not one of this module's."""
    tokenizer = Tokenizer.from_file(str(path))
    ids = tuple(tokenizer.token_to_id(token) for token in SPECIAL_TOKENS)
    if ids != tuple(range(len(SPECIAL_TOKENS))):
        raise ValueError(f"{path} has other special tokens: {ids}")
    return tokenizer


@dataclass(frozen=True)
class Prompt:
    """Ids of a prompt (bos, the text with slots, out) and, slot by slot, which mark stood there.

    A prompt may name an entity twice: "... {0} and {1}. Refer to {0} as ..." has the marks (0, 1, 0).
    """

    ids: tuple[int, ...]
    marks: tuple[int, ...]


def encode_prompt(tokenizer: Tokenizer, prompt: str) -> Prompt:
    """A task's prompt with its marks {0} and {1} turned into slots."""
    marks = tuple(int(mark) for mark in re.findall(r"\{([01])\}", prompt))
    ids = tokenizer.encode(re.sub(r"\{[01]\}", SLOT, prompt)).ids
    return Prompt((BOS_ID, *ids, OUT_ID), marks)

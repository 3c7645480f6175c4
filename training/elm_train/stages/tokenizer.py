"""Learns the decoder's byte-level BPE on training text: `tokenizer/tokenizer.json`."""

from __future__ import annotations

import argparse
import random

from elm_train.corpus import training_texts
from elm_train.tokenizer import VOCABULARY_SIZE, train_tokenizer
from elm_train.workspace import Workspace

# How often a passage of each kind is read: the model speaks like the sheets, so these count most.
READINGS = {"sheet": 4.0, "overview": 1.0, "review": 0.15, "lead": 0.15, "book": 0.1}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--vocabulary", type=int, default=VOCABULARY_SIZE, help="number of entries")


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    rng = random.Random(workspace.seed)
    texts: list[str] = []
    for kind, text in training_texts(workspace):
        whole, part = divmod(READINGS[kind], 1)
        texts.extend([text] * (int(whole) + (rng.random() < part)))
    tokenizer = train_tokenizer(texts, options.vocabulary)
    path = workspace.made("tokenizer/tokenizer.json")
    tokenizer.save(str(path))
    sample = rng.sample(texts, 1000)
    tokens = sum(len(tokenizer.encode(text).ids) for text in sample)
    words = sum(len(text.split()) for text in sample)
    print(f"tokenizer: {tokenizer.get_vocab_size()} entries from {len(texts)} passages, {tokens / words:.3f} tokens a word")

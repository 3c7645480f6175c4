"""Gathers the plain text to train on and learns the decoder's byte-level BPE on it.

Writes `tokenizer/tokenizer.json` and `passages/`, so that no later stage of the decoder reads raw data.
"""

from __future__ import annotations

import argparse
import random

from elm_train.corpus import passages_path, sheets_of_split, training_passages, write_passages
from elm_train.tokenizer import VOCABULARY_SIZE, train_tokenizer
from elm_train.workspace import Workspace

# How often a passage of each kind is read: the model speaks like the sheets, so these count most.
READINGS = {"sheet": 4.0, "overview": 1.0, "review": 0.75, "lead": 0.15, "book": 0.1}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--vocabulary", type=int, default=VOCABULARY_SIZE, help="number of entries")
    parser.add_argument("--passages-only", action="store_true", help="keep the tokenizer that is there")


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    passages = list(training_passages(workspace))
    write_passages(passages, passages_path(workspace, "train"))
    write_passages(sheets_of_split(workspace, "validation"), passages_path(workspace, "validation"))
    if options.passages_only:
        return
    rng = random.Random(workspace.seed)
    texts: list[str] = []
    for passage in passages:
        whole, part = divmod(READINGS[passage.kind], 1)
        texts.extend([passage.text] * (int(whole) + (rng.random() < part)))
    tokenizer = train_tokenizer(texts, options.vocabulary)
    tokenizer.save(str(workspace.made("tokenizer/tokenizer.json")))
    sample = rng.sample(texts, min(1000, len(texts)))
    tokens = sum(len(tokenizer.encode(text).ids) for text in sample)
    words = sum(len(text.split()) for text in sample)
    print(f"tokenizer: {tokenizer.get_vocab_size()} entries from {len(texts)} passages, {tokens / words:.3f} tokens a word")

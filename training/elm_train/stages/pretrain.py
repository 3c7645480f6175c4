"""Pretrains E_0 and M_0 on text alone, so that the two ELM stages start from a model that writes."""

from __future__ import annotations

import argparse
from collections import defaultdict

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from elm_train.bundle_weights import load_start
from elm_train.compose import all_tasks
from elm_train.align import movie_bags
from elm_train.corpus import passages_path, read_passages
from elm_train.examples import (
    Batch, Example, bucketed_batches, collate, mean_loss, output_loss, split_by_length, task_example, text_example,
)
from elm_train.initialise import initialise_from_encoder
from elm_train.keywords import WORDS_SPACE, keyword_embedding
from elm_train.model import PRESETS, ElmModel
from elm_train.optimise import Schedule, Training, run_training
from elm_train.runs import add_run_arguments, draws, open_log, resume_state, training_device
from elm_train.sources import read_jsonl
from elm_train.tokenizer import encode_prompt, load_tokenizer
from elm_train.workspace import Workspace

# Shares of the examples drawn; a kind without text leaves its share to the others.
SHARES = {
    "cpu": {"task": 0.50, "sheet": 0.08, "overview": 0.12, "review": 0.12, "lead": 0.10, "book": 0.08},
    "gpu": {"task": 0.50, "sheet": 0.08, "overview": 0.12, "review": 0.15, "lead": 0.05, "book": 0.10},
}
# A task's text comes with its prompt and words in its slots, or, this often, as plain text.
PLAIN_SHARE = 0.15
VALIDATION_TEXTS = 300


class PretrainingSource:
    """Draws the examples: task texts with words in their slots, and passages of plain text."""

    def __init__(self, workspace: Workspace, tokenizer: Tokenizer, limit: int, wanted: dict[str, float]) -> None:
        self.tokenizer = tokenizer
        self.limit = limit
        self.passages: dict[str, list[str]] = defaultdict(list)
        for passage in read_passages(passages_path(workspace, "train")):
            self.passages[passage.kind].append(passage.text)
        self.bags = movie_bags(workspace, tokenizer)
        self.prompts = {name: encode_prompt(tokenizer, task.prompt) for name, task in all_tasks().items()}
        path = workspace.work / "texts/train.jsonl.gz"
        self.tasks = [row for row in read_jsonl(path) if row["task"] in self.prompts] if path.exists() else []
        if not self.tasks:
            print("pretrain: no composed texts yet, plain text alone")
        kinds = [kind for kind in wanted if (self.tasks if kind == "task" else self.passages[kind])]
        self.kinds = kinds
        self.shares = np.array([wanted[kind] for kind in kinds]) / sum(wanted[kind] for kind in kinds)

    def draw(self, rng: np.random.Generator) -> Example:
        kind = self.kinds[rng.choice(len(self.kinds), p=self.shares)]
        if kind != "task":
            texts = self.passages[kind]
            return text_example(self.tokenizer, texts[rng.integers(len(texts))], self.limit)
        row = self.tasks[rng.integers(len(self.tasks))]
        known = all(movie in self.bags for movie in row["movies"])
        prompt = self.prompts[row["task"]]
        if not known or len(row["movies"]) > 2 or rng.random() < PLAIN_SHARE:
            return text_example(self.tokenizer, row["text"], self.limit)
        text_ids = self.tokenizer.encode(row["text"]).ids
        bags = [self.bags.vector(movie, rng) for movie in row["movies"]]
        return task_example(prompt, text_ids, (WORDS_SPACE,) * len(bags), bags, self.limit)

    def token_counts(self, sample: int, rng: np.random.Generator) -> Tensor:
        """[vocabulary] counts over a sample of what training draws."""
        counts = torch.zeros(self.tokenizer.get_vocab_size(), dtype=torch.long)
        for _ in range(sample):
            example = self.draw(rng)
            counts += torch.bincount(torch.tensor(example.tokens[example.text_start :]), minlength=len(counts))
        return counts


def keyword_loss(model: ElmModel, batch: Batch) -> tuple[Tensor, int]:
    """`text_loss` for slots that hold bags of words."""
    embedded = model.token_embedding(batch.tokens)
    if WORDS_SPACE in batch.slots:
        places, bags = batch.slots[WORDS_SPACE]
        embedded = embedded.flatten(0, 1).index_copy(0, places, keyword_embedding(model, bags)).view_as(embedded)
    return output_loss(model, model.states(embedded)[0], batch)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_run_arguments(parser, minutes=18, learning_rate=3e-3)
    parser.add_argument("--preset", choices=sorted(PRESETS), default="cpu")


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    device = training_device(options)
    tokenizer = load_tokenizer(workspace.made("tokenizer/tokenizer.json"))
    config = PRESETS[options.preset]
    source = PretrainingSource(workspace, tokenizer, config.positions, SHARES[options.preset])
    rng = np.random.default_rng(workspace.seed)
    if options.init_from:
        model = load_start(options.init_from)
    else:
        model = ElmModel(config)
        initialise_from_encoder(model, tokenizer, source.token_counts(3000, rng), workspace.seed)
    schedule = Schedule(minutes=options.minutes, learning_rate=options.learning_rate)
    training = Training(model.to(device), schedule, "pretrained")
    folder = workspace.made("checkpoints/x").parent
    resume_state(training, folder, options)
    rng = draws(workspace.seed, training)
    held_out = [
        text_example(tokenizer, passage.text, config.positions)
        for passage in read_passages(passages_path(workspace, "validation"))
    ]
    batches = [collate(group).to(device) for group in split_by_length(held_out[:VALIDATION_TEXTS], options.batch_tokens)]
    run_training(
        training,
        ([batch.to(device)] for batch in bucketed_batches(source.draw, options.batch_tokens, rng)),
        keyword_loss,
        lambda model: {"sheet": mean_loss(model, batches)},
        folder,
        open_log(workspace.made("train.log")),
    )

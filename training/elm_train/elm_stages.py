"""What stage 1 (adapter alone) and stage 2 (everything) share: they differ in what is trained alone."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from elm_train.bundle_weights import load_start
from elm_train.checkpoints import load_model
from elm_train.examples import Batch, bucketed_batches, collate, mean_loss, split_by_length, text_loss
from elm_train.grow import grown
from elm_train.initialise import scale_output
from elm_train.mixture import Mixture, validation_examples
from elm_train.model import Adapter, ElmModel
from elm_train.optimise import Schedule, Training, run_training
from elm_train.runs import draws, open_log, resume_state, training_device
from elm_train.tokenizer import load_tokenizer
from elm_train.workspace import Workspace

VALIDATION_EXAMPLES = 96
# Enough to fit the norms of new blocks on: some thousands of tokens.
GROWTH_EXAMPLES = 48


def fit_behavioral_inputs(model: ElmModel, vectors: np.ndarray, seed: int) -> bool:
    """Gives the behavioral adapter the mean and scale of the users' `vectors` [users, dimension], once.

    An adapter of another dimension starts anew. Returns whether anything was done.
    """
    config = model.config
    adapter = model.adapters["behavioral"]
    if vectors.shape[1] == config.spaces["behavioral"] and bool((adapter.scale != 1).any()):
        return False
    config.spaces["behavioral"] = vectors.shape[1]
    adapter = model.adapters["behavioral"] = Adapter(vectors.shape[1], config.adapter_hidden, config.width)
    spread = vectors.std(axis=0)
    adapter.mean.copy_(torch.from_numpy(vectors.mean(axis=0)))
    # A coordinate that is the same for all users says nothing.
    adapter.scale.copy_(torch.from_numpy(np.where(spread > 1e-6, spread, 1.0).astype(np.float32)))
    scale_output(model, "behavioral", torch.Generator().manual_seed(seed))
    return True


def run_elm_stage(
    workspace: Workspace, options: argparse.Namespace, stage: str, start: Path, schedule: Schedule, adapter_alone: bool, layers: int = 0
) -> None:
    """Trains `start`'s model, grown to `layers` blocks where it has fewer, on the mixture into `checkpoints/<stage>.pt`."""
    device = training_device(options)
    log = open_log(workspace.made("train.log"))
    tokenizer = load_tokenizer(workspace.made("tokenizer/tokenizer.json"))
    model = load_start(options.init_from or start)
    mixture = Mixture(workspace.work, tokenizer, model.config.positions, options.tasks)
    for missing in mixture.missing:
        log(f"{stage}: goes without the source {missing}")
    if mixture.user_vectors is not None:
        fit_behavioral_inputs(model, mixture.user_vectors, workspace.seed)
    if layers > model.config.layers:
        sample = np.random.default_rng(workspace.seed)
        model = grown(model, layers, collate([mixture.draw(sample) for _ in range(GROWTH_EXAMPLES)]))
    if adapter_alone:
        for parameter in model.parameters():
            parameter.requires_grad = False
        for parameter in model.adapters.parameters():
            parameter.requires_grad = True
    training = Training(model.to(device), schedule, stage)
    training.progress.tokens = tokens_before(options.init_from, stage)
    folder = workspace.made("checkpoints/x").parent
    resume_state(training, folder, options)
    rng = draws(workspace.seed, training)
    checks = validation_batches(workspace, tokenizer, model.config.positions, options.batch_tokens, device)
    run_training(
        training,
        ([batch.to(device)] for batch in bucketed_batches(mixture.draw, options.batch_tokens, rng)),
        text_loss,
        lambda model: {name: mean_loss(model, batches) for name, batches in checks.items()},
        folder,
        log,
    )


def tokens_before(start: Path | None, stage: str) -> int:
    """Tokens that an earlier run of the same stage had learned from, where `start` is its checkpoint; else 0."""
    if start is None or start.is_dir():
        return 0
    progress = load_model(start)[1]
    return int(progress.get("tokens", 0)) if progress.get("stage") == stage else 0


def validation_batches(
    workspace: Workspace, tokenizer: Tokenizer, limit: int, batch_tokens: int, device: torch.device
) -> dict[str, list[Batch]]:
    """Texts of validation movies with their "own" vectors and with "other" ones."""
    own, other = validation_examples(workspace.work, tokenizer, limit, VALIDATION_EXAMPLES, workspace.seed)
    return {
        name: [collate(group).to(device) for group in split_by_length(examples, 2 * batch_tokens)]
        for name, examples in (("own", own), ("other", other))
    }

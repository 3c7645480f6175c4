"""After stage 2: teaches the model its own guided distribution, so that texts keep to what sets a vector apart."""

from __future__ import annotations

import argparse
from functools import partial

import numpy as np
import torch

from elm_train.bundle_weights import load_start
from elm_train.elm_stages import validation_batches
from elm_train.examples import bucketed_batches, mean_loss
from elm_train.guidance import GuidedTeacher, guidance_loss
from elm_train.mixture import Mixture
from elm_train.optimise import Schedule, Training, run_training
from elm_train.parallel import rank
from elm_train.runs import add_mixture_arguments, add_run_arguments, open_log, resume_state, training_device
from elm_train.tokenizer import load_tokenizer
from elm_train.workspace import Workspace

WARM_UP_STEPS = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_run_arguments(parser, minutes=6, learning_rate=1e-3)
    add_mixture_arguments(parser)
    parser.add_argument("--strength", type=float, default=0.5, help="g of the guidance")


def mean_vectors(workspace: Workspace) -> dict[str, torch.Tensor]:
    """The vector of no entity in particular: the mean, for movies at the length of theirs."""
    movies = np.load(workspace.made("vectors/movies_semantic.npy")).mean(axis=0)
    users = np.load(workspace.made("vectors/users_behavioral.npy")).mean(axis=0)
    found = {"semantic": movies / np.linalg.norm(movies), "behavioral": users}
    return {space: torch.from_numpy(vector.astype(np.float32)) for space, vector in found.items()}


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    device = training_device(options)
    log = open_log(workspace.made("train.log"))
    tokenizer = load_tokenizer(workspace.made("tokenizer/tokenizer.json"))
    start = options.init_from or workspace.made("checkpoints/finetuned.pt")
    model = load_start(start)
    teacher = GuidedTeacher(load_start(start).to(device), mean_vectors(workspace), options.strength)
    mixture = Mixture(workspace.work, tokenizer, model.config.positions, options.tasks)
    schedule = Schedule(minutes=options.minutes, learning_rate=options.learning_rate, warm_up_steps=WARM_UP_STEPS, fall=0.6)
    training = Training(model.to(device), schedule, "guided")
    folder = workspace.made("checkpoints/x").parent
    resume_state(training, folder, options)
    rng = np.random.default_rng((workspace.seed, 1, training.progress.step, rank()))
    checks = validation_batches(workspace, tokenizer, model.config.positions, options.batch_tokens, device)
    run_training(
        training,
        ([batch.to(device)] for batch in bucketed_batches(mixture.draw, options.batch_tokens, rng)),
        partial(guidance_loss, teacher),
        lambda model: {name: mean_loss(model, batches) for name, batches in checks.items()},
        folder,
        log,
    )

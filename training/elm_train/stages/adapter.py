"""Stage 1 of ELM: trains the adapters E_A alone, E_0 and M_0 frozen."""

from __future__ import annotations

import argparse
from pathlib import Path

from elm_train.align import align_adapter, movie_bags, movie_alignment, user_alignment
from elm_train.bundle_weights import load_start
from elm_train.checkpoints import save_model
from elm_train.elm_stages import fit_behavioral_inputs, run_elm_stage
from elm_train.mixture import Mixture
from elm_train.optimise import Schedule
from elm_train.runs import add_mixture_arguments, add_run_arguments, open_log, training_device
from elm_train.tokenizer import load_tokenizer
from elm_train.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_run_arguments(parser, minutes=2, learning_rate=2e-3)
    add_mixture_arguments(parser)


def align(workspace: Workspace, start: Path, target: Path) -> None:
    """Fits the adapters of `start` to the words of their entities and stores the model as `target`."""
    log = open_log(workspace.made("train.log"))
    tokenizer = load_tokenizer(workspace.made("tokenizer/tokenizer.json"))
    model = load_start(start)
    mixture = Mixture(workspace.work, tokenizer, model.config.positions)
    bags = movie_bags(workspace, tokenizer)
    cosine = align_adapter(model, "semantic", *movie_alignment(mixture.movies, bags))
    log(f"adapter: semantic vectors aligned with their movies' words, cosine {cosine:.3f}")
    if mixture.user_vectors is not None:
        fit_behavioral_inputs(model, mixture.user_vectors, workspace.seed)
        cosine = align_adapter(model, "behavioral", *user_alignment(mixture.profiles, tokenizer))
        log(f"adapter: users' vectors aligned with the words of their profiles, cosine {cosine:.3f}")
    save_model(model, target, {"stage": "aligned"})


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    training_device(options)
    start = workspace.made("checkpoints/aligned.pt")
    if not (options.resume and start.exists()):
        align(workspace, options.init_from or workspace.made("checkpoints/pretrained.pt"), start)
    options.init_from = None
    schedule = Schedule(minutes=options.minutes, learning_rate=options.learning_rate, warm_up_steps=10)
    run_elm_stage(workspace, options, "adapter", start, schedule, adapter_alone=True)

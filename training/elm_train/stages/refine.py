"""Stage 2 goes on from where it ended in a deeper model, for the reward's gains to be merged into."""

from __future__ import annotations

import argparse

from elm_train.elm_stages import run_elm_stage
from elm_train.optimise import Schedule
from elm_train.runs import add_mixture_arguments, add_run_arguments
from elm_train.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_run_arguments(parser, minutes=56, learning_rate=2.5e-3)
    add_mixture_arguments(parser)
    parser.add_argument("--layers", type=int, default=8, help="blocks to grow to; a model that has more keeps them")


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    schedule = Schedule(minutes=options.minutes, learning_rate=options.learning_rate)
    start = workspace.made("checkpoints/finetuned.pt")
    run_elm_stage(workspace, options, "refined", start, schedule, adapter_alone=False, layers=options.layers)

"""Merges what the reward stage learned before stage 2 went on into what stage 2 became."""

from __future__ import annotations

import argparse
from pathlib import Path

from elm_train.bundle_weights import load_start
from elm_train.checkpoints import save_model
from elm_train.merge import merge
from elm_train.model import ElmModel
from elm_train.workspace import Workspace

# More of the reward's way costs English (EXPERIMENTS.md).
SHARES = ("rewarded.pt:finetuned.pt=0.7",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--start", default="refined.pt", help="what is moved; names are of files in work/checkpoints, or paths")
    parser.add_argument(
        "--runs", nargs="+", default=list(SHARES), metavar="NAME[:BEGUN]=SHARE", help="checkpoints, what they began with (by default the start), shares of their way"
    )


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    folder = workspace.work / "checkpoints"
    named = [text.rpartition("=") for text in options.runs]

    def model_of(name: str) -> ElmModel:
        return load_start(found(folder, name))

    model = model_of(options.start)
    ways = [(way.partition(":"), float(share)) for way, _, share in named]
    merge(model, [(model_of(begun or options.start), model_of(name), share) for (name, _, begun), share in ways])
    save_model(model, folder / "merged.pt", {"start": options.start, "runs": options.runs})


def found(folder: Path, name: str) -> Path:
    """`name` in the `folder`, or as a path."""
    return folder / name if (folder / name).exists() else Path(name)

"""Gathers everything that training on another machine needs in one folder, or its weights for the way back."""

from __future__ import annotations

import argparse
from pathlib import Path

import elm_train
from elm_train.packing import pack_inputs, write_pieces
from elm_train.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--target", type=Path, default=Path("training/pack"), help="folder to write")
    parser.add_argument("--weights", type=Path, help="write this checkpoint's weights in pieces instead of the inputs")
    parser.add_argument("--from-checkpoint", type=Path, nargs="*", default=[], help="checkpoints to take along")


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    if options.weights:
        paths = write_pieces(options.weights, options.target)
        print(f"pack: {len(paths)} files in {options.target}, {sum(p.stat().st_size for p in paths) / 2**20:.1f} MiB")
        return
    size = pack_inputs(workspace.work, Path(elm_train.__file__).parent, options.target, options.from_checkpoint)
    print(f"pack: {size / 2**20:.1f} MiB in {options.target}; there: PYTHONPATH=. python -m elm_train.cli pretrain ...")

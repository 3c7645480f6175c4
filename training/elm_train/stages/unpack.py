"""Puts weights that came back in pieces together into a checkpoint."""

from __future__ import annotations

import argparse
from pathlib import Path

from elm_train.packing import read_pieces
from elm_train.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="folder with pieces.json and the weights")
    parser.add_argument("--name", default="finetuned", help="name of the checkpoint, without .pt")


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    path = workspace.made(f"checkpoints/{options.name}.pt")
    read_pieces(options.folder, path)
    print(f"unpack: {path}")

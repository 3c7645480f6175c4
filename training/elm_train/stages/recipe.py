"""The whole recipe, from raw data to a bundle: every stage in its order, each in a process of its own."""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
from pathlib import Path

from elm_train.workspace import Workspace

STAGES: tuple[tuple[str, ...], ...] = (
    ("embed", "--workers", "2"),
    ("wals",),
    ("cavs",),
    ("map-layout",),
    ("entities",),
    ("embed-further",),
    ("compose",),
    ("compose-pairs",),
    ("tokenizer",),
    ("embed-inversions",),
    ("pretrain",),
    ("adapter",),
    ("finetune",),
    ("guide",),
    ("reward",),
    ("refine",),
    ("merge",),
    ("reward", "--init-from", "{checkpoints}/merged.pt"),
    ("evaluate", "--workers", "2"),
    ("export",),
    ("report",),
)

TRAINING = ("pretrain", "adapter", "finetune", "guide", "reward", "refine")
# The arguments that say how much of a stage is done.
SCALED = {**{name: ("minutes",) for name in TRAINING}, "evaluate": ("limit", "curves")}


def add_arguments(command: argparse.ArgumentParser) -> None:
    names = [name for name, *_ in STAGES]
    command.add_argument("--bundle", type=Path, required=True, help="folder to write the bundle to")
    command.add_argument("--begin-with", choices=names, default=names[0], help="a later stage, when those before it are done")
    command.add_argument("--share", type=float, default=1, help="of every time box and every evaluation: 0.1 rehearses the whole")
    command.add_argument("--processes", dest="training_processes", type=int, default=2, help="data-parallel processes of the training stages")


def commands(workspace: Workspace, options: argparse.Namespace) -> list[list[str]]:
    """The command lines that `run` executes, without the interpreter."""
    begin = next(place for place, (name, *_) in enumerate(STAGES) if name == options.begin_with)
    shared = ["--data", str(workspace.data), "--work", str(workspace.work), "--seed", str(workspace.seed)]
    found = []
    for name, *arguments in STAGES[begin:]:
        arguments = [word.format(checkpoints=workspace.work / "checkpoints") for word in arguments]
        if name in ("export", "report"):
            arguments += ["--bundle", str(options.bundle)]
        if name == "report" and options.share != 1:  # the samples of a rehearsal are not the documents'
            arguments += ["--samples", str(options.bundle / "samples.md")]
        if name in TRAINING:
            arguments += ["--processes", str(options.training_processes)]
        for flag in SCALED.get(name, ()) if options.share != 1 else ():
            arguments += [f"--{flag}", scaled(name, flag, options.share)]
        found.append([name, *shared, *arguments])
    return found


def scaled(stage: str, flag: str, share: float) -> str:
    """`share` of a stage's default for a flag: minutes as they come, a count of at least 1."""
    parser = argparse.ArgumentParser()
    importlib.import_module(f"elm_train.stages.{stage.replace('-', '_')}").add_arguments(parser)
    default = parser.get_default(flag)
    return str(round(default * share, 3) if flag == "minutes" else max(1, round(default * share)))


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    if workspace.data is None:
        raise FileNotFoundError("the recipe starts from raw data: pass --data DIR")
    for command in commands(workspace, options):
        print(f"recipe: {command[0]}", flush=True)
        subprocess.run([sys.executable, "-m", "elm_train.cli", *command], check=True)

"""What the training stages share on the command line: time box, resuming, device and log."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from elm_train.optimise import Training
from elm_train.parallel import rank


def add_run_arguments(parser: argparse.ArgumentParser, minutes: float, learning_rate: float) -> None:
    """Options of a time-boxed run."""
    parser.add_argument("--minutes", type=float, default=minutes, help="length of the run, earlier runs included")
    parser.add_argument("--resume", action="store_true", help="go on from the interrupted run's state")
    parser.add_argument("--init-from", type=Path, help="start from this checkpoint, or from a bundle's elm/ folder")
    parser.add_argument("--learning-rate", type=float, default=learning_rate)
    parser.add_argument("--batch-tokens", type=int, default=2048)
    parser.add_argument("--threads", type=int, help="CPU threads of a process (all cores' share by default)")
    parser.add_argument("--processes", type=int, default=1, help="data-parallel processes, which share the cores")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")


def add_mixture_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the stages that train on the mixture."""
    parser.add_argument("--tasks", nargs="*", default=[], help="task ids to train on; all when left out")


def training_device(options: argparse.Namespace) -> torch.device:
    """The device to train on, CPU threads set on the way."""
    if options.threads:
        torch.set_num_threads(options.threads)
    return torch.device(options.device)


def draws(seed: int, training: Training) -> np.random.Generator:
    """What a run draws its examples by: another sequence in every process, and after every resumption."""
    return np.random.default_rng((seed, training.progress.step, rank()))


def resume_state(training: Training, folder: Path, options: argparse.Namespace) -> None:
    """Restores the interrupted run where `--resume` asks for it and there is one."""
    path = folder / f"{training.progress.stage}.resume.pt"
    if options.resume and path.exists():
        training.restore(torch.load(path, map_location=options.device, weights_only=True))


def open_log(path: Path) -> Callable[[str], None]:
    """Prints a line with the time and appends it to the log file at once; of several processes the first one's lines."""

    def log(line: str) -> None:
        if rank() != 0:
            return
        stamped = f"{time.strftime('%H:%M:%S')} {line}"
        print(stamped, flush=True)
        with path.open("a", encoding="utf-8") as lines:
            lines.write(stamped + "\n")

    return log

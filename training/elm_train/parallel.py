"""Data-parallel training: every process learns from batches of its own, and their gradients are averaged.

On CPUs a process per core on one thread each beats one process on many threads, which wait for each other at
every operator (EXPERIMENTS.md).
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor, distributed, multiprocessing, nn
from torch._utils import _flatten_dense_tensors, _unflatten_dense_tensors


def run_in_processes(count: int, target: Callable[..., None], *arguments: Any) -> None:
    """Calls `target(*arguments)` in `count` processes that find each other; here where `count` is 1.

    Raises what a process raises, after stopping the others.
    """
    if count == 1:
        target(*arguments)
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    multiprocessing.start_processes(_process, (count, port, target, arguments), nprocs=count, start_method="spawn")


def _process(rank: int, count: int, port: int, target: Callable[..., None], arguments: Sequence[Any]) -> None:
    # All processes are on this machine.
    os.environ["GLOO_SOCKET_IFNAME"] = "lo0" if sys.platform == "darwin" else "lo"
    torch.set_num_threads(max(1, (os.cpu_count() or 1) // count))
    distributed.init_process_group("gloo", f"tcp://127.0.0.1:{port}", rank=rank, world_size=count)
    target(*arguments)
    # After an error the connections stay until the process ends: closed before, the others fail by it first and hide it.
    distributed.destroy_process_group()


def rank() -> int:
    """Number of this process, 0 for the one that logs and writes checkpoints."""
    return distributed.get_rank() if distributed.is_initialized() else 0


def process_count() -> int:
    return distributed.get_world_size() if distributed.is_initialized() else 1


def average_gradients(model: nn.Module) -> None:
    """Replaces the gradients by their mean over the processes; one that is missing here counts as zero."""
    if process_count() == 1:
        return
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    gradients: list[Tensor] = [
        torch.zeros_like(parameter) if parameter.grad is None else parameter.grad for parameter in trained
    ]
    flat = _flatten_dense_tensors(gradients)
    distributed.all_reduce(flat)
    flat /= process_count()
    for parameter, gradient in zip(trained, _unflatten_dense_tensors(flat, gradients), strict=True):
        parameter.grad = gradient


def agreed(value: float) -> float:
    """The first process's `value`, in all of them."""
    if process_count() == 1:
        return value
    shared = torch.tensor([value], dtype=torch.float64)
    distributed.broadcast(shared, 0)
    return float(shared)

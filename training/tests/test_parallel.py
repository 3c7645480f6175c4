"""Data-parallel training: two processes learn what one would from both their batches."""

import time
from pathlib import Path

import pytest
import torch
from torch import nn

from elm_train.parallel import agreed, average_gradients, process_count, rank, run_in_processes


def learn_from_own_row(folder: Path) -> None:
    """One gradient of a linear model on the row that is this process's, averaged over all of them."""
    torch.manual_seed(0)
    model = nn.Linear(3, 1)
    rows = torch.arange(6.0).view(2, 3)
    model(rows[rank()]).sum().backward()
    # A part that only one process's batch reaches: its gradient is half as large for all.
    unused = nn.Linear(1, 1)
    if rank() == 0:
        unused.weight.grad, unused.bias.grad = torch.ones(1, 1), torch.ones(1)
    average_gradients(nn.ModuleList([model, unused]))
    torch.save(
        {"gradient": model.weight.grad, "unused": unused.weight.grad, "agreed": agreed(rank() + 5.0), "count": process_count()},
        folder / f"{rank()}.pt",
    )


def fail_in_the_second(_: Path) -> None:
    if rank() == 1:
        raise ValueError("no such movie")
    # The first has nothing to fail by: it must be ended.
    time.sleep(600)


def test_the_gradients_are_the_mean_of_all_processes(tmp_path):
    run_in_processes(2, learn_from_own_row, tmp_path)
    for process in range(2):
        found = torch.load(tmp_path / f"{process}.pt")
        assert found["count"] == 2
        torch.testing.assert_close(found["gradient"], torch.tensor([[1.5, 2.5, 3.5]]))
        assert found["unused"].item() == 0.5
        assert found["agreed"] == 5.0


def test_a_single_process_is_left_alone(tmp_path):
    run_in_processes(1, learn_from_own_row, tmp_path)
    found = torch.load(tmp_path / "0.pt")
    torch.testing.assert_close(found["gradient"], torch.tensor([[0.0, 1.0, 2.0]]))
    assert (found["count"], found["agreed"]) == (1, 5.0)


def test_an_error_of_one_process_ends_them_all(tmp_path):
    with pytest.raises(Exception, match="no such movie"):
        run_in_processes(2, fail_in_the_second, tmp_path)

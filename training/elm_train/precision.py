"""The number format of the matrix products in training: bfloat16 where the hardware multiplies it faster."""

from __future__ import annotations

import time
from functools import cache

import torch
from torch.nn import functional

# Emulated bfloat16 is slower than float32, real instructions are three to eight times faster.
WORTH = 1.5
TRIAL = (1024, 256, 1024)
TRIAL_SECONDS = 0.05


@cache
def training_dtype(device_type: str) -> torch.dtype:
    """bfloat16 or float32, by a trial product on this machine's CPU; always bfloat16 on a GPU."""
    if device_type == "cuda":
        return torch.bfloat16
    wide, narrow = (_products_a_second(dtype) for dtype in (torch.float32, torch.bfloat16))
    return torch.bfloat16 if narrow > WORTH * wide else torch.float32


def autocast(device: torch.device) -> torch.autocast:
    """The context in which matrix products are made in the device's training format."""
    dtype = training_dtype(device.type)
    return torch.autocast(device.type, torch.bfloat16, enabled=dtype == torch.bfloat16)


def _products_a_second(dtype: torch.dtype) -> float:
    rows, inner, columns = TRIAL
    left, right = torch.ones(rows, inner, dtype=dtype), torch.ones(columns, inner, dtype=dtype)
    functional.linear(left, right)
    begun, done = time.perf_counter(), 0
    while (elapsed := time.perf_counter() - begun) < TRIAL_SECONDS:
        functional.linear(left, right)
        done += 1
    return done / elapsed

"""Test and validation entities, set apart before anything else and by identity alone.

The split is a hash of kind, seed and id: every stage computes the same one without reading a file,
and no later change of the data moves an entity from one side to the other.
"""

from __future__ import annotations

import hashlib
from typing import Literal

Split = Literal["train", "validation", "test"]

# Shares of the hash range. 8 % of 3,891 sheets gives about 310 test movies (the evaluation wants 200
# or more), and 8 % of 12,963 users about 1,000.
TEST_SHARE = 0.08
VALIDATION_SHARE = 0.03


def split_of(kind: Literal["movie", "user"], identity: int, seed: int = 0) -> Split:
    """Which split an entity belongs to."""
    digest = hashlib.sha256(f"{kind}:{seed}:{identity}".encode()).digest()
    position = int.from_bytes(digest[:8], "big") / 2**64
    if position < TEST_SHARE:
        return "test"
    return "validation" if position < TEST_SHARE + VALIDATION_SHARE else "train"

"""What each stage took: one line of `stages.jsonl` in the work folder for every run."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

MEGABYTE_IN_KILOBYTES = 1024


@contextmanager
def logged_stage(work: Path, stage: str, arguments: Sequence[str]) -> Iterator[None]:
    """Writes {stage, arguments, seconds, peakMegabytes} when the block ends without an exception.

    The peak is that of the largest process, this one or one that it started, as Linux counts it (ru_maxrss in kilobytes).
    """
    begun = time.monotonic()
    yield
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / MEGABYTE_IN_KILOBYTES
    row = {"stage": stage, "arguments": list(arguments), "seconds": round(time.monotonic() - begun, 1), "peakMegabytes": round(peak)}
    work.mkdir(parents=True, exist_ok=True)
    with (work / "stages.jsonl").open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(row) + "\n")

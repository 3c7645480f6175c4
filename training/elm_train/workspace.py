"""Where the stages read and write: the raw data on one side, their own results on the other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Workspace:
    """`data` holds the raw files (None where a stage needs none), `work` what the stages made."""

    data: Path | None
    work: Path
    seed: int = 0

    def raw(self, name: str) -> Path:
        """Path of a raw file; raises FileNotFoundError with what to do about it."""
        if self.data is None:
            raise FileNotFoundError(f"this stage reads {name}: pass --data DIR")
        path = self.data / name
        if not path.exists():
            raise FileNotFoundError(f"{path} is missing: --data must name the folder that holds it")
        return path

    def made(self, name: str) -> Path:
        """Path of a stage's result, its parent folder made on the way."""
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

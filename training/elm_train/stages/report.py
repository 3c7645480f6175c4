"""Writes what people read about a bundle: its card and a page of unpicked narrations."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pyarrow.parquet as parquet

from elm_train.compose import all_tasks
from elm_train.report.card import Row, card, kind
from elm_train.report.samples import samples_page
from elm_train.stages.recipe import STAGES
from elm_train.workspace import Workspace

# The recipe's stages, each with whether it starts from chosen weights.
STAGE_ORDER = [(name, "--init-from" in arguments) for name, *arguments in STAGES if name != "report"]


def place(run: Row) -> float:
    """Where a run stands in the recipe; one from chosen weights that the recipe does not have, behind its stage's own."""
    return STAGE_ORDER.index(kind(run)) if kind(run) in STAGE_ORDER else STAGE_ORDER.index((run["stage"], False)) + 0.5


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--bundle", type=Path, default=Path("models/movielens"), help="folder that `export` wrote")
    command.add_argument("--samples", type=Path, default=Path("docs/samples.md"), help="page of narrations to write")


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    bundle: Path = options.bundle
    evaluation = json.loads((bundle / "evaluation.json").read_text())
    manifest = json.loads((bundle / "manifest.json").read_text())
    runs = [json.loads(line) for line in workspace.made("stages.jsonl").read_text().splitlines()]
    stages = sorted((run for run in runs if run["stage"] in dict(STAGE_ORDER)), key=place)
    size = sum(path.stat().st_size for path in bundle.rglob("*") if path.is_file() and path.name != "README.md")
    (bundle / "README.md").write_text(card(evaluation, manifest, stages, size / 1e6))
    table = parquet.read_table(bundle / "entities/movies.parquet", columns=["id", "title", "year"])
    titles = {row["id"]: f"{row['title']} ({row['year']})" for row in table.to_pylist()}
    samples = json.loads(workspace.made("samples.json").read_text())
    options.samples.parent.mkdir(parents=True, exist_ok=True)
    options.samples.write_text(samples_page(samples, all_tasks(), titles, evaluation["sampling"]))
    print(f"report: {bundle / 'README.md'}, {options.samples}")

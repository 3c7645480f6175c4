"""`elm-train STAGE`: one command line for every stage, each a module of `elm_train.stages`."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from pathlib import Path

from elm_train import stages
from elm_train.parallel import run_in_processes
from elm_train.stage_log import logged_stage
from elm_train.workspace import Workspace


def stage_modules() -> dict[str, object]:
    """All stages by command name (`map_layout` becomes `map-layout`), in alphabetical order."""
    names = sorted(module.name for module in pkgutil.iter_modules(stages.__path__))
    return {
        name.replace("_", "-"): importlib.import_module(f"elm_train.stages.{name}") for name in names
    }


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="elm-train", description=__doc__)
    commands = parser.add_subparsers(dest="stage", required=True, metavar="STAGE")
    for name, module in stage_modules().items():
        command = commands.add_parser(name, help=(module.__doc__ or "").strip().split("\n")[0])
        command.add_argument("--data", type=Path, help="folder with the raw data (see training/README.md)")
        command.add_argument("--work", type=Path, default=Path("training/work"), help="folder for what the stages make")
        command.add_argument("--seed", type=int, default=0)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser


def main(arguments: list[str] | None = None) -> None:
    given = sys.argv[1:] if arguments is None else arguments
    options = build_parser().parse_args(given)
    # The machine's own paths say nothing about a stage.
    shown = ["DIR" if "/" in word else word for word in given[1:]]
    with logged_stage(options.work, options.stage, shown):
        workspace = Workspace(data=options.data, work=options.work, seed=options.seed)
        run_in_processes(getattr(options, "processes", 1), options.run, workspace, options)


if __name__ == "__main__":
    main()

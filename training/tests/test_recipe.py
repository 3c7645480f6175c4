"""One command runs every stage in an order in which each finds what it reads; each run is recorded."""

import json
from argparse import Namespace
from pathlib import Path

import pytest

from elm_train.cli import main, stage_modules
from elm_train.stage_log import logged_stage
from elm_train.stages.recipe import STAGES, commands
from elm_train.workspace import Workspace

WORKSPACE = Workspace(Path("raw"), Path("made"), seed=3)


def test_the_recipe_holds_every_stage_that_makes_something():
    aside = {"recipe", "pack", "unpack", "two-stage-figure"}
    assert {name for name, *_ in STAGES} == set(stage_modules()) - aside


def test_the_commands_are_ones_that_the_command_line_knows():
    from elm_train.cli import build_parser

    for command in commands(WORKSPACE, Namespace(begin_with="embed", bundle=Path("out"), training_processes=2, share=1)):
        options = build_parser().parse_args(command)
        assert options.seed == 3 and options.data == Path("raw") and options.work == Path("made")


def test_a_later_beginning_leaves_the_earlier_stages_out():
    found = commands(WORKSPACE, Namespace(begin_with="finetune", bundle=Path("out"), training_processes=1, share=1))
    assert [name for name, *_ in found] == ["finetune", "guide", "reward", "refine", "merge", "reward", "evaluate", "export", "report"]
    assert str(WORKSPACE.work / "checkpoints/merged.pt") in found[5]


def test_a_share_shortens_every_time_box_and_the_evaluation():
    from elm_train.cli import build_parser

    def options(share):
        found = commands(WORKSPACE, Namespace(begin_with="embed", bundle=Path("out"), training_processes=1, share=share))
        return {command[0]: build_parser().parse_args(command) for command in found}

    whole, rehearsal = options(1), options(0.1)
    for stage in ("pretrain", "adapter", "finetune", "guide", "reward"):
        assert rehearsal[stage].minutes == pytest.approx(whole[stage].minutes / 10)
    assert rehearsal["report"].samples != whole["report"].samples
    assert rehearsal["evaluate"].limit == 20 and rehearsal["evaluate"].curves == whole["evaluate"].curves // 10


def test_without_raw_data_it_says_what_to_pass(tmp_path):
    with pytest.raises(FileNotFoundError, match="--data DIR"):
        main(["recipe", "--work", str(tmp_path), "--bundle", str(tmp_path / "out")])
    assert not (tmp_path / "stages.jsonl").exists()


def test_a_stage_that_ends_is_recorded_with_time_and_memory(tmp_path):
    with logged_stage(tmp_path, "embed", ["--workers", "2"]):
        pass
    row = json.loads((tmp_path / "stages.jsonl").read_text())
    assert row["stage"] == "embed" and row["arguments"] == ["--workers", "2"]
    assert row["seconds"] >= 0 and row["peakMegabytes"] > 10

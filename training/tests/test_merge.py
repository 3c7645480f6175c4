"""Merging moves the start by shares of what each run learned."""

import pytest
import torch

from elm_train.checkpoints import load_model, save_model
from elm_train.cli import main
from elm_train.merge import merge
from elm_train.model import ElmModel, ModelConfig

CONFIG = ModelConfig(
    width=32, layers=1, heads=4, feed_forward=64, positions=16, vocabulary=64, adapter_hidden=8, spaces={"semantic": 6, "behavioral": 3}
)


def model_of(seed: int, config: ModelConfig = CONFIG) -> ElmModel:
    torch.manual_seed(seed)
    return ElmModel(config).eval()


def assert_same(found: ElmModel, wanted: ElmModel) -> None:
    for name, value in wanted.state_dict().items():
        torch.testing.assert_close(found.state_dict()[name], value, msg=name)


def test_the_whole_way_of_one_run_is_that_run():
    start, run = model_of(0), model_of(1)
    merge(start, [(model_of(0), run, 1.0)])
    assert_same(start, run)


def test_shares_add_up():
    start, merged, first, second = model_of(0), model_of(0), model_of(1), model_of(2)
    merge(merged, [(start, first, 0.85), (start, second, 0.7)])
    weights = {name: model.state_dict()["blocks.0.query_key_value.weight"] for name, model in (("start", start), ("first", first), ("second", second))}
    wanted = weights["start"] + 0.85 * (weights["first"] - weights["start"]) + 0.7 * (weights["second"] - weights["start"])
    torch.testing.assert_close(merged.state_dict()["blocks.0.query_key_value.weight"], wanted)


def test_the_way_of_a_shallower_model_moves_the_uppermost_blocks():
    deep = ModelConfig(**{**vars(CONFIG), "layers": 3})
    merged, start, begun, became = model_of(0, deep), model_of(0, deep), model_of(1), model_of(2)
    merge(merged, [(begun, became, 0.5)])
    for name, value in merged.state_dict().items():
        short = name.replace("blocks.2.", "blocks.0.")
        moved = not name.startswith(("blocks.0.", "blocks.1."))
        way = became.state_dict()[short] - begun.state_dict()[short] if moved else torch.zeros_like(value)
        torch.testing.assert_close(value, start.state_dict()[name] + 0.5 * way, msg=name)


def test_a_deeper_way_is_refused():
    deep = ModelConfig(**{**vars(CONFIG), "layers": 3})
    with pytest.raises(ValueError, match="one model and one tokenizer"):
        merge(model_of(0), [(model_of(0, deep), model_of(1, deep), 1.0)])


def test_another_model_is_refused():
    other = ModelConfig(**{**vars(CONFIG), "vocabulary": 65})
    with pytest.raises(ValueError, match="one model and one tokenizer"):
        merge(model_of(0), [(model_of(0), model_of(1, other), 1.0)])


def test_the_stage_reads_checkpoints_by_name(tmp_path):
    folder = tmp_path / "checkpoints"
    for seed, name in enumerate(("finetuned", "refined", "rewarded")):
        save_model(model_of(seed), folder / f"{name}.pt", {})
    main(["merge", "--work", str(tmp_path), "--start", "finetuned.pt", "--runs", "refined.pt=0.5", "rewarded.pt=0.5"])
    wanted = model_of(0)
    merge(wanted, [(model_of(0), model_of(1), 0.5), (model_of(0), model_of(2), 0.5)])
    found, progress = load_model(folder / "merged.pt")
    assert_same(found, wanted)
    assert progress["runs"] == ["refined.pt=0.5", "rewarded.pt=0.5"]


def test_a_run_may_have_begun_elsewhere(tmp_path):
    folder = tmp_path / "checkpoints"
    for seed, name in enumerate(("finetuned", "refined", "rewarded")):
        save_model(model_of(seed), folder / f"{name}.pt", {})
    main(["merge", "--work", str(tmp_path), "--start", "finetuned.pt", "--runs", "rewarded.pt:refined.pt=0.5"])
    wanted = model_of(0)
    merge(wanted, [(model_of(1), model_of(2), 0.5)])
    assert_same(load_model(folder / "merged.pt")[0], wanted)

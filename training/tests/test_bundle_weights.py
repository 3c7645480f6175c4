from pathlib import Path

import pytest
import torch

from elm_train.bundle_weights import load_start, model_from_bundle
from elm_train.checkpoints import save_model
from elm_train.export.elm_files import write_elm
from elm_train.model import ElmModel, ModelConfig
from elm_train.tokenizer import train_tokenizer

CONFIG = ModelConfig(
    width=64, layers=2, heads=4, feed_forward=128, positions=40, vocabulary=300, adapter_hidden=48,
    spaces={"semantic": 12, "behavioral": 5},
)


@pytest.mark.parametrize(("bits", "error"), [(8, 0.02), (4, 0.2)])
def test_a_bundles_model_is_the_one_that_was_shipped(tmp_path: Path, bits: int, error: float) -> None:
    torch.manual_seed(0)
    model = ElmModel(CONFIG).eval()
    write_elm(model, train_tokenizer(["a storm and a house"], 300), tmp_path / "elm", bits=bits)
    shipped = model_from_bundle(tmp_path / "elm")
    assert shipped.config == CONFIG
    tokens = torch.randint(5, 300, (2, 9))
    slots = {"semantic": (torch.tensor([2]), torch.randn(1, 12)), "behavioral": (torch.tensor([12]), torch.randn(1, 5))}
    with torch.no_grad():
        before, after = model.states(model.embed(tokens, slots))[0], shipped.states(shipped.embed(tokens, slots))[0]
    assert (after - before).pow(2).mean().sqrt() < error * before.pow(2).mean().sqrt()


def test_a_start_is_a_file_or_a_folder(tmp_path: Path) -> None:
    model = ElmModel(CONFIG)
    save_model(model, tmp_path / "toy.pt", {"stage": "toy"})
    torch.testing.assert_close(load_start(tmp_path / "toy.pt").head_bias, model.head_bias)

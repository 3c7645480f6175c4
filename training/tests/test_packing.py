from pathlib import Path

import pytest
import torch

import elm_train
from elm_train.checkpoints import load_model, save_model
from elm_train.model import ElmModel, ModelConfig
from elm_train.packing import INPUT_LIMIT, NEEDED, pack_inputs, read_pieces, write_pieces

CONFIG = ModelConfig(width=16, layers=1, heads=2, feed_forward=32, positions=40, vocabulary=60, adapter_hidden=8)
PACKAGE = Path(elm_train.__file__).parent


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    torch.manual_seed(0)
    save_model(ElmModel(CONFIG), tmp_path / "toy.pt", {"stage": "toy", "step": 7, "tokens": 99})
    return tmp_path / "toy.pt"


def test_weights_come_back_in_bfloat16_precision(tmp_path: Path, checkpoint: Path) -> None:
    paths = write_pieces(checkpoint, tmp_path / "pieces", piece_bytes=7000)
    assert len(paths) > 2 and all(path.stat().st_size <= 7000 for path in paths[:-1])
    read_pieces(tmp_path / "pieces", tmp_path / "back.pt")
    before, _ = load_model(checkpoint)
    after, progress = load_model(tmp_path / "back.pt")
    assert progress["step"] == 7 and after.config == before.config
    for name, value in before.state_dict().items():
        torch.testing.assert_close(after.state_dict()[name], value, rtol=2**-8, atol=0)


def test_a_damaged_or_missing_piece_is_refused(tmp_path: Path, checkpoint: Path) -> None:
    first, second, *_ = write_pieces(checkpoint, tmp_path / "pieces", piece_bytes=7000)
    second.unlink()
    with pytest.raises(ValueError, match="weights-1.bin is missing or damaged"):
        read_pieces(tmp_path / "pieces", tmp_path / "back.pt")
    first.write_bytes(first.read_bytes()[:-1])
    with pytest.raises(ValueError, match="weights-0.bin is missing or damaged"):
        read_pieces(tmp_path / "pieces", tmp_path / "back.pt")
    assert not (tmp_path / "back.pt").exists()


def test_too_many_pieces_are_refused(tmp_path: Path, checkpoint: Path) -> None:
    with pytest.raises(ValueError, match="over the limit of 8 files"):
        write_pieces(checkpoint, tmp_path / "pieces", piece_bytes=500)


def test_inputs_are_gathered_with_the_package(tmp_path: Path, checkpoint: Path) -> None:
    work = tmp_path / "work"
    for name in NEEDED:
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_bytes(b"x" * 100)
    size = pack_inputs(work, PACKAGE, tmp_path / "pack", [checkpoint])
    assert size == sum(path.stat().st_size for path in (tmp_path / "pack").rglob("*") if path.is_file())
    assert (tmp_path / "pack/elm_train/model.py").read_text() == (PACKAGE / "model.py").read_text()
    assert (tmp_path / "pack/work/checkpoints/toy.pt").exists()

    (work / "pairs").mkdir()
    with (work / "pairs/train.jsonl.gz").open("wb") as file:
        file.truncate(INPUT_LIMIT)
    with pytest.raises(ValueError, match="over the limit of 60 MiB"):
        pack_inputs(work, PACKAGE, tmp_path / "pack")


def test_a_missing_needed_input_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="tokenizer.json is missing"):
        pack_inputs(tmp_path, PACKAGE, tmp_path / "pack")

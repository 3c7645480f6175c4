import dataclasses
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from elm_train.checkpoints import load_model
from elm_train.examples import (
    Batch, Example, bucketed_batches, collate, mean_loss, split_by_length, task_example, text_loss,
)
from elm_train.model import ElmModel, ModelConfig
from elm_train.optimise import Schedule, Training, rate_factor, run_training
from elm_train.tokenizer import BOS_ID, EOS_ID, OUT_ID, PAD_ID, SLOT_ID, Prompt

CONFIG = ModelConfig(
    width=16, layers=1, heads=2, feed_forward=32, positions=40, vocabulary=60, adapter_hidden=8,
    spaces={"semantic": 4, "behavioral": 2},
)
PROMPT = Prompt((BOS_ID, 20, SLOT_ID, 21, SLOT_ID, 22, SLOT_ID, OUT_ID), (1, 0, 1))
SCHEDULE = Schedule(minutes=1, learning_rate=1e-2, warm_up_steps=2)


def draw(rng: np.random.Generator) -> Example:
    """A toy task: the text names the larger coordinate, more or less often."""
    vector = rng.standard_normal(4).astype(np.float32)
    word = 30 + int(vector.argmax())
    prompt = Prompt((BOS_ID, SLOT_ID, OUT_ID), (0,))
    return task_example(prompt, [word] * int(rng.integers(1, 9)), ("semantic",), [vector], 40)


def make_model() -> ElmModel:
    torch.manual_seed(3)
    return ElmModel(CONFIG)


def test_a_mark_that_stands_twice_takes_its_vector_twice() -> None:
    first, second = np.zeros(4, np.float32), np.ones(2, np.float32)
    example = task_example(PROMPT, [30, 31], ("semantic", "behavioral"), [first, second], 40)
    assert example.spaces == ("behavioral", "semantic", "behavioral")
    assert example.vectors[0] is second and example.vectors[1] is first
    batch = collate([example])
    places, vectors = batch.slots["behavioral"]
    assert places.tolist() == [2, 6]
    assert vectors.shape == (2, 2)


def test_a_prompt_without_all_its_vectors_is_refused() -> None:
    with pytest.raises(ValueError, match="2 marks for 1 vectors"):
        task_example(PROMPT, [30], ("semantic",), [np.zeros(4, np.float32)], 40)


def test_only_the_text_and_its_end_are_predicted() -> None:
    rng = np.random.default_rng(0)
    batch = collate([draw(rng) for _ in range(5)])
    assert PAD_ID not in batch.targets and SLOT_ID not in batch.targets and OUT_ID not in batch.targets
    assert (batch.targets == EOS_ID).sum() == 5
    assert torch.equal(batch.tokens.flatten()[batch.predict_from + 1], batch.targets)


def test_padding_and_neighbours_leave_an_examples_loss_alone() -> None:
    rng = np.random.default_rng(1)
    examples = [draw(rng) for _ in range(6)]
    model = make_model().eval()
    with torch.no_grad():
        together = text_loss(model, collate(examples))[0]
        alone = sum(text_loss(model, collate([example]))[0] for example in examples)
    torch.testing.assert_close(together, alone)


def test_batches_stay_within_their_size_and_lose_nothing() -> None:
    rng = np.random.default_rng(2)
    examples = [draw(rng) for _ in range(100)]
    groups = split_by_length(examples, 64)
    assert sum(map(len, groups)) == 100
    assert all(len(group) * max(len(example.tokens) for example in group) <= 64 for group in groups)


def test_a_resumed_training_goes_on_exactly() -> None:
    batches = [collate([draw(np.random.default_rng(seed)) for _ in range(4)]) for seed in range(6)]
    whole = Training(make_model(), SCHEDULE, "toy")
    for batch in batches:
        whole.step([batch], text_loss, 1.0)
    begun = Training(make_model(), SCHEDULE, "toy")
    for batch in batches[:3]:
        begun.step([batch], text_loss, 1.0)
    resumed = Training(ElmModel(CONFIG), SCHEDULE, "toy")
    resumed.restore(begun.state())
    for batch in batches[3:]:
        resumed.step([batch], text_loss, 1.0)
    for name, value in whole.model.state_dict().items():
        assert torch.equal(value, resumed.model.state_dict()[name]), name
    assert torch.equal(whole.average.weights["head_bias"], resumed.average.weights["head_bias"])
    assert resumed.progress.step == 6


def test_an_update_in_parts_is_the_update_of_the_whole():
    rng = np.random.default_rng(3)
    examples = [draw(rng) for _ in range(6)]
    whole, parted = (Training(make_model(), Schedule(minutes=1, learning_rate=1e-3), "toy") for _ in range(2))
    losses = [
        whole.step([collate(examples)], text_loss, 1.0),
        parted.step([collate(examples[:2]), collate(examples[2:])], text_loss, 1.0),
    ]
    assert losses[0] == pytest.approx(losses[1], rel=1e-3)
    for (name, one), other in zip(whole.model.state_dict().items(), parted.model.state_dict().values(), strict=True):
        torch.testing.assert_close(one, other, rtol=0, atol=2e-4, msg=name)
    assert whole.progress.tokens == parted.progress.tokens


def test_the_rate_rises_by_step_and_falls_with_the_box() -> None:
    schedule = Schedule(minutes=10, learning_rate=1.0, warm_up_steps=10, fall=0.2)
    assert rate_factor(schedule, 0, 0) == pytest.approx(0.1)
    assert rate_factor(schedule, 50, 300) == 1
    assert rate_factor(schedule, 500, 540) == pytest.approx(0.5)
    assert rate_factor(schedule, 900, 601) == 0


def test_a_time_boxed_run_learns_and_leaves_a_checkpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A clock that moves with the batches: 150 of them fill the box on any machine.
    drawn = 0
    monkeypatch.setattr("elm_train.optimise.time", SimpleNamespace(monotonic=lambda: 0.024 * drawn))
    schedule = dataclasses.replace(SCHEDULE, minutes=0.06, checkpoint_seconds=1, log_seconds=1)
    training = Training(make_model(), schedule, "toy")
    check = [collate([draw(np.random.default_rng(99)) for _ in range(16)])]
    before = mean_loss(training.model, check)
    lines: list[str] = []

    def updates() -> Iterator[list[Batch]]:
        nonlocal drawn
        for batch in bucketed_batches(draw, 256, np.random.default_rng(0)):
            drawn += 1
            yield [batch]

    run_training(training, updates(), text_loss, lambda model: {"toy": mean_loss(model, check)}, tmp_path, lines.append)
    model, progress = load_model(tmp_path / "toy.pt")
    assert progress["stage"] == "toy" and progress["step"] == training.progress.step == 150
    with torch.no_grad():
        assert mean_loss(model, check) == pytest.approx(progress["validation"]["toy"], abs=1e-4)
    assert progress["validation"]["toy"] < 0.7 * before
    assert (tmp_path / "toy.resume.pt").exists()
    assert any("validation" in line for line in lines)

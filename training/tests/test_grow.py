"""A deeper model begins where the shallower one stands, and learns in its new blocks."""

from pathlib import Path

import numpy as np
import pytest
import torch

from elm_train.bundle_weights import model_from_bundle
from elm_train.checkpoints import save_model
from elm_train.elm_stages import tokens_before
from elm_train.examples import Batch, collate, mean_loss, task_example, text_loss
from elm_train.grow import grown
from elm_train.model import ElmModel
from elm_train.tokenizer import PAD_ID, encode_prompt, load_tokenizer

BUNDLE = Path(__file__).parents[2] / "models/movielens"
PROMPT = "Write a summary of the movie {0}."
TEXTS = (
    "A young teacher in a small town finds a letter. She goes to the city and looks for her father.",
    "A policeman hunts a killer in Los Angeles. At the end he learns that the killer is his friend.",
    "Two brothers rob a bank and run away to Mexico. One of them falls in love with a dancer.",
)


@pytest.fixture(scope="module")
def model() -> ElmModel:
    return model_from_bundle(BUNDLE / "elm")


@pytest.fixture(scope="module")
def batch() -> Batch:
    tokenizer = load_tokenizer(BUNDLE / "elm/tokenizer.json")
    vectors = np.random.default_rng(0).standard_normal((len(TEXTS), 384)).astype(np.float32) / 384**0.5
    prompt = encode_prompt(tokenizer, PROMPT)
    return collate([task_example(prompt, tokenizer.encode(text).ids, ("semantic",), [vector], 200) for text, vector in zip(TEXTS, vectors, strict=True)])


def test_the_new_blocks_pass_on_what_comes_in(model, batch):
    deeper = grown(model, model.config.layers + 3, batch)
    assert deeper.config.layers == len(deeper.blocks) == model.config.layers + 3
    text = batch.tokens != PAD_ID
    with torch.inference_mode():
        positions = torch.arange(batch.tokens.shape[1])
        states = embeddings = model.first_states(model.embed(batch.tokens, batch.slots), positions)
        for block in deeper.blocks[:3]:
            states, _ = block(states, None, None)
    error = (states - embeddings)[text].square().mean() / embeddings[text].var()
    assert error < 0.1
    with torch.inference_mode():
        assert mean_loss(deeper, [batch]) < mean_loss(model, [batch]) + 1


def test_the_old_blocks_stand_above_as_they_were(model, batch):
    deeper = grown(model, model.config.layers + 2, batch)
    for old, new in zip(model.blocks, deeper.blocks[2:], strict=True):
        for name, value in old.state_dict().items():
            torch.testing.assert_close(new.state_dict()[name], value, msg=name)


def test_the_new_blocks_learn(model, batch):
    deeper = grown(model, model.config.layers + 2, batch)
    loss, _ = text_loss(deeper, batch)
    loss.backward()
    for block in deeper.blocks[:2]:
        assert block.attention_output.weight.grad.abs().max() > 0 and block.down.weight.grad.abs().max() > 0


def test_a_stage_that_goes_on_from_its_own_checkpoint_counts_the_tokens_before(model, tmp_path):
    save_model(model, tmp_path / "refined.pt", {"stage": "refined", "tokens": 700})
    assert tokens_before(tmp_path / "refined.pt", "refined") == 700
    assert tokens_before(tmp_path / "refined.pt", "finetuned") == tokens_before(None, "refined") == tokens_before(BUNDLE / "elm", "refined") == 0


def test_a_model_does_not_shrink(model, batch):
    with pytest.raises(ValueError, match="cannot grow to 1"):
        grown(model, 1, batch)

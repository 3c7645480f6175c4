import numpy as np
import pytest
import torch

from elm_train.generate import Sampling, generate, generate_ids, up_to_bullets
from elm_train.model import ElmModel, ModelConfig
from elm_train.tokenizer import BOS_ID, EOS_ID, OUT_ID, SLOT_ID, train_tokenizer

CONFIG = ModelConfig(
    width=32, layers=2, heads=4, feed_forward=64, positions=48, vocabulary=320, adapter_hidden=24,
    spaces={"semantic": 6, "behavioral": 3},
)


@pytest.fixture
def model() -> ElmModel:
    torch.manual_seed(1)
    return ElmModel(CONFIG).eval()


def vector(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def test_no_position_sees_a_later_one(model: ElmModel) -> None:
    tokens = torch.randint(5, 320, (2, 12))
    changed = tokens.clone()
    changed[:, 7] = (changed[:, 7] + 1) % 300 + 5
    before, after = model(tokens), model(changed)
    torch.testing.assert_close(before[:, :7], after[:, :7])
    assert not torch.allclose(before[:, 7], after[:, 7])


def test_slots_take_their_adapters_output(model: ElmModel) -> None:
    tokens = torch.tensor([[BOS_ID, SLOT_ID, 9], [BOS_ID, 8, SLOT_ID]])
    semantic, behavioral = torch.randn(1, 6), torch.randn(1, 3)
    slots = {"semantic": (torch.tensor([1]), semantic), "behavioral": (torch.tensor([5]), behavioral)}
    embedded = model.embed(tokens, slots)
    torch.testing.assert_close(embedded[0, 1], model.adapters["semantic"](semantic)[0])
    torch.testing.assert_close(embedded[1, 2], model.adapters["behavioral"](behavioral)[0])
    torch.testing.assert_close(embedded[0, 2], model.token_embedding.weight[9])


def test_another_vector_gives_other_logits(model: ElmModel) -> None:
    tokens = torch.tensor([[BOS_ID, SLOT_ID, OUT_ID]])
    first, second = (model(tokens, {"semantic": (torch.tensor([1]), torch.randn(1, 6))}) for _ in range(2))
    assert not torch.allclose(first[:, -1], second[:, -1])


def test_cached_generation_equals_the_full_forward(model: ElmModel) -> None:
    prompts = [[BOS_ID, 20, SLOT_ID, OUT_ID], [BOS_ID, SLOT_ID, 30, 31, 32, 33, OUT_ID]]
    vectors = [[("semantic", np.ones(6, np.float32))], [("behavioral", vector(1, -1, 2))]]
    with torch.no_grad():
        model.head_bias[EOS_ID] = -100
    written = generate_ids(model, prompts, vectors, Sampling(max_tokens=10), torch.Generator().manual_seed(0))
    for prompt, slot, text in zip(prompts, vectors, written, strict=True):
        space, value = slot[0]
        place = torch.tensor([prompt.index(SLOT_ID)])
        slots = {space: (place, torch.from_numpy(value)[None])}
        ids = list(prompt)
        for token in text:
            logits = model(torch.tensor([ids]), slots)[0, -1]
            logits[[0, 1, 3, 4]] = -torch.inf
            assert token == int(logits.argmax())
            ids.append(token)
        assert len(text) == 10


def test_sampling_repeats_with_its_seed_and_stops_at_the_limit() -> None:
    tokenizer = train_tokenizer(["a road home and a storm over the house"] * 9, 320)
    torch.manual_seed(0)
    model = ElmModel(CONFIG).eval()
    prompts = ["Tell {0}.", "Compare {0} and {1}."]
    vectors = [[("semantic", np.ones(6, np.float32))], [("semantic", np.ones(6, np.float32))] * 2]
    draw = lambda seed: generate(  # noqa: E731
        model, tokenizer, prompts, vectors, Sampling(temperature=1.0, top_k=50, top_p=0.9, max_tokens=12, seed=seed)
    )
    assert draw(1) == draw(1)
    assert draw(1) != draw(2)
    with torch.no_grad():
        model.head_bias[EOS_ID] = -100
    slots, sampling = [[("semantic", np.ones(6, np.float32))]], Sampling(temperature=1.0, max_tokens=12)
    written = generate_ids(model, [[BOS_ID, SLOT_ID, OUT_ID]], slots, sampling, torch.Generator().manual_seed(1))
    assert len(written[0]) == 12


def test_texts_that_end_leave_the_batch_without_touching_the_others(model: ElmModel) -> None:
    prompts = [[BOS_ID, token, SLOT_ID, OUT_ID] for token in range(20, 28)]
    vectors = [[("semantic", np.full(6, place, np.float32))] for place in range(8)]
    with torch.no_grad():
        model.head_bias[EOS_ID] += 6
    together = generate_ids(model, prompts, vectors, Sampling(max_tokens=40), torch.Generator())
    alone = [generate_ids(model, [prompt], [slot], Sampling(max_tokens=40), torch.Generator())[0] for prompt, slot in zip(prompts, vectors, strict=True)]
    assert together == alone
    assert len({len(text) for text in together}) > 1


def test_a_prompt_without_its_vector_is_refused(model: ElmModel) -> None:
    tokenizer = train_tokenizer(["a road home"], 300)
    with pytest.raises(ValueError, match="1 marks, but 0 vectors"):
        generate(model, tokenizer, ["Tell {0}."], [[]])


def test_a_list_ends_with_the_bullet_asked_for_last() -> None:
    text = "Similarities:\n* Both are cold.\n* Both end at 1. 2. and * 3.\n* Both are long."
    assert up_to_bullets(text, 2) == "Similarities:\n* Both are cold.\n* Both end at 1. 2. and * 3."
    assert up_to_bullets(text, 3) == up_to_bullets(text, None) == text

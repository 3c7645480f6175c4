import numpy as np
import pytest
import torch
from torch.nn import functional

from elm_train.align import align_adapter, write_linear_map
from elm_train.initialise import scale_adapters, start_from_noise
from elm_train.keywords import KeywordBags, keyword_embedding
from elm_train.model import Adapter, ElmModel, ModelConfig
from elm_train.tokenizer import train_tokenizer

CONFIG = ModelConfig(
    width=32, layers=2, heads=4, feed_forward=64, positions=40, vocabulary=300, adapter_hidden=64, spaces={"semantic": 12}
)


@pytest.fixture
def model() -> ElmModel:
    torch.manual_seed(0)
    model = ElmModel(CONFIG)
    generator = torch.Generator().manual_seed(0)
    with torch.no_grad():
        model.token_embedding.weight.copy_(0.18 * torch.randn(300, 32, generator=generator))
        model.token_embedding.weight[:, 0] *= 0.2
        start_from_noise(model, generator)
    scale_adapters(model, generator)
    return model


def test_a_linear_map_is_written_exactly() -> None:
    adapter = Adapter(12, 70, 32)
    weight, bias, x = torch.randn(32, 12), torch.randn(32), torch.randn(9, 12)
    with torch.no_grad():
        write_linear_map(adapter, weight, bias)
        torch.testing.assert_close(adapter(x), x @ weight.T + bias, atol=1e-5, rtol=1e-5)
        with pytest.raises(ValueError, match="60 hidden units"):
            write_linear_map(Adapter(12, 60, 32), weight, bias)


def test_alignment_holds_on_entities_it_has_not_seen(model: ElmModel) -> None:
    """Ten topics with words of their own; an entity's vector says how much of each topic it has."""
    rng = np.random.default_rng(0)
    topics = rng.standard_normal((10, 12))
    shares = rng.dirichlet(np.full(10, 0.3), size=6000)
    vectors = (shares @ topics).astype(np.float32)
    bags = np.zeros((6000, 300), np.float32)
    for topic in range(10):
        bags[:, 20 + 20 * topic : 40 + 20 * topic] = shares[:, [topic]]
    align_adapter(model, "semantic", vectors[:5500], bags[:5500])
    with torch.no_grad():
        told = model.adapters["semantic"](torch.from_numpy(vectors[5500:]))
        wanted = keyword_embedding(model, torch.from_numpy(bags[5500:]))
    centred = functional.cosine_similarity(told - told.mean(0), wanted - wanted.mean(0))
    assert centred.mean() > 0.7


def test_bags_hold_rare_words_alone() -> None:
    texts = {key: [f"the movie and the {word}"] for key, word in enumerate(["storm", "doll", "knight", "wedding"] * 10)}
    tokenizer = train_tokenizer([text for parts in texts.values() for text in parts] * 3, 320)
    bags = KeywordBags(tokenizer, {**texts, 99: ["the movie and the zebra"]})
    assert 99 in bags and 0 not in bags
    told = {tokenizer.decode([int(index)]).strip() for index in np.flatnonzero(bags.vector(99))}
    assert told and not told & {"the", "movie", "and"}

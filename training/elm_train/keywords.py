"""Slots that hold words: how M_0 learns, before it meets a domain vector, to write about what a slot says.

In pretraining a slot carries the mean embedding of a movie's rarer words. A domain vector's image under
E_A can be just such a mean, so stage 1 finds a model that already listens to its slots.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from elm_train.model import ElmModel

WORDS_SPACE = "words"
# Share of the words that one drawing keeps, and the share of texts above which a token says nothing.
KEPT = 0.5
COMMON = 0.05


class KeywordBags:
    """Bags of rare tokens by key (a movie): weights are inverse document frequencies."""

    def __init__(self, tokenizer: Tokenizer, texts: Mapping[int, Iterable[str]]) -> None:
        bags = {
            key: np.unique(np.concatenate([encoding.ids for encoding in tokenizer.encode_batch(list(parts))]))
            for key, parts in texts.items()
        }
        found = np.zeros(tokenizer.get_vocab_size(), dtype=np.int64)
        for bag in bags.values():
            found[bag.astype(int)] += 1
        share = (found + 1) / (len(bags) + 1)
        self.weights = np.where(share < COMMON, -np.log(share), 0).astype(np.float32)
        self.bags = {key: bag[self.weights[bag.astype(int)] > 0].astype(int) for key, bag in bags.items()}

    def __contains__(self, key: int) -> bool:
        return len(self.bags.get(key, ())) > 0

    def vector(self, key: int, rng: np.random.Generator | None = None) -> np.ndarray:
        """float32 [vocabulary]: the weights of the movie's words, a random half of them when `rng` is given."""
        bag = self.bags[key]
        if rng is not None:
            bag = bag[rng.random(len(bag)) < KEPT] if len(bag) > 4 else bag
        vector = np.zeros_like(self.weights)
        vector[bag] = self.weights[bag]
        return vector


def keyword_embedding(model: ElmModel, bags: Tensor) -> Tensor:
    """[n, vocabulary] bags to [n, width]: the weighted mean of E_0's rows, at the spread of a single row.

    No gradient flows into E_0 by this way.
    """
    table = model.token_embedding.weight.detach()
    mean = table.mean(dim=0)
    spread = (table - mean).norm(dim=1).mean()
    direction = functional.normalize(bags @ (table - mean), dim=1)
    return mean + spread * direction

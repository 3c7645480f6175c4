"""A first fit of E_A without the language model: a vector's image should be the mean of its entity's words.

Pretraining taught M_0 to write about words in a slot; this least-squares fit takes seconds and starts
stage 1 near such slots.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional

from elm_train.corpus import sheet_passages
from elm_train.keywords import KeywordBags, keyword_embedding
from elm_train.model import ElmModel
from elm_train.movie_draws import MovieVectors
from elm_train.sources import factsheets_path, read_factsheets
from elm_train.splits import split_of
from elm_train.workspace import Workspace

STEPS = 1500
BATCH = 128
DRAWS = 4


def align_adapter(
    model: ElmModel, space: str, inputs: np.ndarray, bags: np.ndarray, seed: int, steps: int = STEPS
) -> float:
    """Fits the space's adapter to the keyword embeddings; returns the mean cosine to them about E_0's mean.

    `inputs` [draws, n, dimension] are domain vectors of n entities, drawn several times, and `bags`
    [n, vocabulary] the words of each entity.
    """
    adapter = model.adapters[space]
    mean = model.token_embedding.weight.detach().mean(dim=0)
    generator = torch.Generator().manual_seed(seed)
    vectors = torch.from_numpy(inputs).flatten(0, 1)
    targets = keyword_embedding(model, torch.from_numpy(bags)).repeat(len(inputs), 1)
    optimiser = torch.optim.AdamW(adapter.parameters(), lr=1e-3, weight_decay=0.05)
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = 1e-3 * min(1.0, 2 * (1 - step / steps))
        rows = torch.randint(len(vectors), (BATCH,), generator=generator)
        loss = functional.mse_loss(adapter(vectors[rows]), targets[rows], reduction="sum") / BATCH
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    with torch.inference_mode():
        return float(functional.cosine_similarity(adapter(vectors) - mean, targets - mean).mean())


def movie_bags(workspace: Workspace, tokenizer: Tokenizer) -> KeywordBags:
    """The words of every training movie's fact sheet."""
    sheets = read_factsheets(factsheets_path(workspace))
    train = {key: sheet for key, sheet in sheets.items() if split_of("movie", key, workspace.seed) == "train"}
    return KeywordBags(tokenizer, {key: sheet_passages(sheet) for key, sheet in train.items()})


def movie_alignment(movies: MovieVectors, bags: KeywordBags, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Vectors [DRAWS, n, dimension] drawn for every movie that has words, and the words [n, vocabulary]."""
    rng = np.random.default_rng(seed)
    keys = [key for key in bags.bags if key in movies and key in bags]
    inputs = np.stack([[movies.draw(key, rng) for key in keys] for _ in range(DRAWS)])
    return inputs, np.stack([bags.vector(key) for key in keys])


def user_alignment(
    profiles: Sequence[tuple[np.ndarray, str]], tokenizer: Tokenizer
) -> tuple[np.ndarray, np.ndarray]:
    """Users' vectors [1, n, dimension] and the words of their profiles [n, vocabulary]."""
    bags = KeywordBags(tokenizer, {row: [text] for row, (_, text) in enumerate(profiles)})
    rows = [row for row in range(len(profiles)) if row in bags]
    return np.stack([profiles[row][0] for row in rows])[None], np.stack([bags.vector(row) for row in rows])

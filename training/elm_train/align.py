"""A first fit of E_A without the language model: a vector's image should be the mean of its entity's words.

Pretraining taught M_0 to write about words in a slot; this least-squares fit takes seconds and starts
stage 1 near such slots.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from elm_train.corpus import passages_path, read_passages
from elm_train.keywords import KeywordBags, keyword_embedding
from elm_train.model import Adapter, ElmModel
from elm_train.movie_draws import MovieVectors
from elm_train.workspace import Workspace

# Penalty of the ridge regression, in entities: it weighs as much as this many.
RIDGE = 1200.0


def align_adapter(model: ElmModel, space: str, inputs: np.ndarray, bags: np.ndarray) -> float:
    """Fits the space's adapter to its entities' words in closed form, in place; returns the mean cosine on the data.

    `inputs` [n, dimension] are domain vectors and `bags` [n, vocabulary] the words of each. The fit is
    a ridge regression: a perceptron trained on the same words knew the training movies better (cosine
    0.70 against 0.49) and the held-out ones worse (0.25 against 0.36).
    """
    adapter = model.adapters[space]
    with torch.no_grad():
        table = model.token_embedding.weight
        spread = (table - table.mean(dim=0)).norm(dim=1).mean()
        targets = keyword_embedding(model, torch.from_numpy(bags))
        x = (torch.from_numpy(inputs) - adapter.mean) / adapter.scale
        centre_x, centre_y = x.mean(dim=0), targets.mean(dim=0)
        x, y = x - centre_x, targets - centre_y
        penalty = RIDGE * x.pow(2).mean() * torch.eye(x.shape[1])
        weight = torch.linalg.solve(x.T @ x + penalty, x.T @ y).T
        fitted = x @ weight.T
        cosine = float(functional.cosine_similarity(fitted, y).mean())
        # What tells entities apart is brought to the size of a word; a ridge estimate is too small.
        weight *= spread / fitted.norm(dim=1).mean()
        bias = centre_y - weight @ centre_x
        write_linear_map(adapter, weight, bias)
    return cosine


def write_linear_map(adapter: Adapter, weight: Tensor, bias: Tensor) -> None:
    """Makes the perceptron compute `weight` @ x + `bias` exactly, in place: gelu(z) - gelu(-z) = z.

    Hidden units beyond the 2 * width that this takes keep their inputs and start without effect.
    Raises ValueError when there are fewer.
    """
    width = len(bias)
    if adapter.hidden.out_features < 2 * width:
        raise ValueError(f"{adapter.hidden.out_features} hidden units, a linear map to {width} takes {2 * width}")
    adapter.hidden.weight[: 2 * width] = torch.cat((weight, -weight))
    adapter.hidden.bias[: 2 * width] = 0
    adapter.output.weight.zero_()
    adapter.output.weight[:, :width] = torch.eye(width)
    adapter.output.weight[:, width : 2 * width] = -torch.eye(width)
    adapter.output.bias.copy_(bias)


def movie_bags(workspace: Workspace, tokenizer: Tokenizer) -> KeywordBags:
    """The words of every training movie's fact sheet."""
    texts: dict[int, list[str]] = defaultdict(list)
    for passage in read_passages(passages_path(workspace, "train")):
        if passage.kind == "sheet":
            texts[passage.movie].append(passage.text)
    return KeywordBags(tokenizer, texts)


def movie_alignment(movies: MovieVectors, bags: KeywordBags) -> tuple[np.ndarray, np.ndarray]:
    """Vectors [n, dimension] of every movie that has words, and the words [n, vocabulary]."""
    keys = [key for key in bags.bags if key in movies and key in bags]
    return np.stack([movies.vector(key) for key in keys]), np.stack([bags.vector(key) for key in keys])


def user_alignment(
    profiles: Sequence[tuple[np.ndarray, str]], tokenizer: Tokenizer
) -> tuple[np.ndarray, np.ndarray]:
    """Users' vectors [n, dimension] and the words of their profiles [n, vocabulary]."""
    bags = KeywordBags(tokenizer, {row: [text] for row, (_, text) in enumerate(profiles)})
    rows = [row for row in range(len(profiles)) if row in bags]
    return np.stack([profiles[row][0] for row in rows]), np.stack([bags.vector(row) for row in rows])

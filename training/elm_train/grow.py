"""A deeper decoder that begins where a shallower one stands (block expansion: LLaMA Pro, Wu et al. 2024)."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor, nn
from torch.nn import functional

from elm_train.examples import Batch
from elm_train.model import LAYER_NORM_EPSILON, Block, ElmModel
from elm_train.tokenizer import PAD_ID


@torch.no_grad()
def grown(model: ElmModel, layers: int, sample: Batch) -> ElmModel:
    """The model with `layers` blocks: below its own stand copies of them, in their order, that add nothing yet.

    A copy's output projections are zero, so that a gradient reaches them first. Its norms are fitted on the `sample` to
    pass on what comes in, as far as norms can: each token's own spread is lost. That is little for embeddings; between
    blocks it is the state of the first token, which all others attend to. Raises ValueError for fewer blocks than there are.
    """
    old = model.config.layers
    new = layers - old
    if new < 0:
        raise ValueError(f"a model of {old} blocks cannot grow to {layers}")
    deeper = ElmModel(replace(model.config, layers=layers)).eval()
    kept = {name: value for name, value in model.state_dict().items() if not name.startswith("blocks.")}
    deeper.load_state_dict(kept, strict=False)
    position = torch.arange(sample.tokens.shape[1], device=sample.tokens.device)
    states = model.first_states(model.embed(sample.tokens, sample.slots), position)
    text = sample.tokens.flatten() != PAD_ID
    for place, block in enumerate(deeper.blocks):
        block.load_state_dict(model.blocks[place % old if place < new else place - new].state_dict())
        if place < new:
            pass_on(block, states.flatten(0, 1)[text])
            states, _ = block(states, None, None)
    return deeper


def pass_on(block: Block, states: Tensor) -> None:
    """Makes the block add nothing and its norms give `states` [tokens, width] back as nearly as they can, in place."""
    for projection in (block.attention_output, block.down):
        projection.weight.zero_()
        projection.bias.zero_()
    fit_norm(block.attention_norm, states, states)
    fit_norm(block.output_norm, block.attention_norm(states), states)


def fit_norm(norm: nn.LayerNorm, states: Tensor, wanted: Tensor) -> None:
    """The gain and bias, by least squares in each dimension, that take standardised `states` to `wanted`, in place."""
    standardised = functional.layer_norm(states, states.shape[-1:], eps=LAYER_NORM_EPSILON)
    about, target = standardised - standardised.mean(dim=0), wanted - wanted.mean(dim=0)
    norm.weight.copy_((about * target).mean(dim=0) / about.square().mean(dim=0).clamp_min(LAYER_NORM_EPSILON))
    norm.bias.copy_(wanted.mean(dim=0) - norm.weight * standardised.mean(dim=0))

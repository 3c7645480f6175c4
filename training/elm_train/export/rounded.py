"""The model as the page computes it: same network, weights rounded as they ship."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from elm_train.encoder import dequantise_weight, quantise_weight
from elm_train.export.decoder_graph import BLOCK
from elm_train.export.weights_file import dequantise_blocks, quantise_blocks
from elm_train.model import ElmModel


class RoundedElm(ElmModel):
    """E_0 ships twice, by rows for the input and by blocks for the output layer: here are both."""

    def __init__(self, model: ElmModel, bits: int) -> None:
        super().__init__(model.config)
        self.load_state_dict(model.state_dict())
        self.eval()
        with torch.no_grad():
            for name, module in self.named_modules():
                if isinstance(module, nn.Linear) and not name.startswith("adapters"):
                    module.weight.copy_(_rounded_blocks(module.weight, bits))
            self.output_embedding = nn.Parameter(_rounded_blocks(model.token_embedding.weight, bits))
            rows = dequantise_weight(*quantise_weight(model.token_embedding.weight.numpy()))
            self.token_embedding.weight.copy_(torch.from_numpy(rows))

    def logits(self, states: Tensor) -> Tensor:
        return functional.linear(self.head_transform(states), self.output_embedding, self.head_bias)


def _rounded_blocks(weight: Tensor, bits: int) -> Tensor:
    return torch.from_numpy(dequantise_blocks(*quantise_blocks(weight.numpy(), bits, BLOCK), bits))

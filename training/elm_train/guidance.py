"""Guidance learned: a model that says by itself what guided decoding would make it say.

Classifier-free guidance (Ho and Salimans 2022) moves the next token's logits away from those that a
vector of no entity in particular gives: (1 + g) l(w) - g l(mean w). Decoding so takes two passes a token;
a student that is fitted to the guided distribution on training texts takes one.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor
from torch.nn import functional

from elm_train.examples import Batch, text_logits
from elm_train.model import ElmModel
from elm_train.precision import autocast


class GuidedTeacher:
    """The frozen model and the mean vector of each space, float32 [dimension]."""

    def __init__(self, model: ElmModel, means: Mapping[str, Tensor], strength: float) -> None:
        self.model = model.eval()
        self.means = means
        self.strength = strength

    @torch.inference_mode()
    def log_probabilities(self, batch: Batch) -> Tensor:
        """[tokens, vocabulary] of the guided distribution where `batch` predicts text."""
        unguided = {
            space: (places, self.means[space].to(vectors).expand_as(vectors)) for space, (places, vectors) in batch.slots.items()
        }
        with autocast(batch.tokens.device):
            own, other = (text_logits(self.model, batch, slots).log_softmax(-1) for slots in (batch.slots, unguided))
        return ((1 + self.strength) * own - self.strength * other).log_softmax(-1)


def guidance_loss(teacher: GuidedTeacher, model: ElmModel, batch: Batch) -> tuple[Tensor, int]:
    """Summed divergence of the model from the guided teacher, KL(teacher | model) in nats, and the number of tokens."""
    target = teacher.log_probabilities(batch).clone()
    own = text_logits(model, batch).log_softmax(-1)
    return functional.kl_div(own, target, log_target=True, reduction="sum"), len(batch.targets)

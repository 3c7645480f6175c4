"""Narration as a policy: rollouts of M_ELM and their policy gradient (appendix H of the paper).

The baseline of a text's reward is the mean over the texts written for the same prompt and vectors
(GRPO, Shao et al. 2024), a penalty keeps the policy near the model it started from, and every batch is
used for one update, so that no ratio between an old and a new policy is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from elm_train.examples import Batch, Example, collate, text_logits
from elm_train.model import ElmModel
from elm_train.precision import autocast

# What spread the rewards within a group must have at least before they are scaled to one.
SMALLEST_SPREAD = 0.01


@dataclass
class Rollout(Batch):
    """A batch of texts that the policy wrote, with what its gradient needs, per text token.

    `advantages` says how much better than its group a token's text was; `reference` is the token's log
    probability under the model that the policy started from.
    """

    advantages: Tensor
    reference: Tensor

    def to(self, device: torch.device) -> Rollout:
        moved = super().to(device)
        return Rollout(**vars(moved), advantages=self.advantages.to(device), reference=self.reference.to(device))


def group_advantages(rewards: np.ndarray) -> np.ndarray:
    """[groups, texts] rewards less their group's mean, in units of the spread within groups."""
    centred = rewards - rewards.mean(axis=1, keepdims=True)
    return centred / max(float(np.sqrt((centred**2).mean())), SMALLEST_SPREAD)


def token_log_probabilities(model: ElmModel, batch: Batch, temperature: float) -> Tensor:
    """[tokens] log probability of each text token that `batch` predicts, at a sampling temperature."""
    logits = text_logits(model, batch) / temperature
    return -functional.cross_entropy(logits, batch.targets, reduction="none")


def rollout(reference: ElmModel, examples: Sequence[Example], advantages: Sequence[float], temperature: float) -> Rollout:
    """The batch of the texts in `examples` with an advantage each, and the `reference` model's view of them."""
    batch = collate(examples).to(next(reference.parameters()).device)
    lengths = torch.tensor([len(example.tokens) - example.text_start for example in examples])
    spread = torch.tensor(advantages, dtype=torch.float32).repeat_interleave(lengths)
    with torch.inference_mode(), autocast(next(reference.parameters()).device):
        known = token_log_probabilities(reference, batch, temperature)
    return Rollout(**vars(batch), advantages=spread, reference=known.clone())


def policy_loss(model: ElmModel, batch: Rollout, temperature: float, penalty: float) -> tuple[Tensor, int]:
    """Summed loss of a rollout and the number of its text tokens.

    REINFORCE, and `penalty` times an unbiased estimate of the divergence from the reference that is
    never negative: exp(d) - d - 1 with d the reference's log probability less the policy's (Schulman 2020).
    """
    own = token_log_probabilities(model, batch, temperature)
    behind = batch.reference - own
    divergence = behind.exp() - behind - 1
    return (penalty * divergence - batch.advantages * own).sum(), len(own)

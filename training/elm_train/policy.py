"""Narration as a policy: rollouts of M_ELM and their policy gradient (appendix H of the paper).

The baseline of a text's reward is the mean over the texts written for the same prompt and vectors
(GRPO, Shao et al. 2024), what a text earned is laid on the tokens that earned it (`credit`), a penalty
keeps the policy near the model it started from, and every batch is used for one update, so that no ratio
between an old and a new policy is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from elm_train.credit import rewards_to_go
from elm_train.examples import Batch, Example, collate, text_logits
from elm_train.generate import Sampling, penalised
from elm_train.model import ElmModel
from elm_train.precision import autocast

# What size a batch's advantages must have at least before they are scaled to one.
SMALLEST_SPREAD = 1e-4


@dataclass
class Rollout(Batch):
    """A batch of texts that the policy wrote, with what its gradient needs, per text token.

    `advantages` says how much better than its group a token did; `reference` is the token's log
    probability under the model that the policy started from; `lengths` are the texts' numbers of tokens.
    """

    advantages: Tensor
    reference: Tensor
    lengths: list[int]

    def to(self, device: torch.device) -> Rollout:
        moved = super().to(device)
        return Rollout(**vars(moved), advantages=self.advantages.to(device), reference=self.reference.to(device), lengths=self.lengths)


def token_advantages(credit: Sequence[np.ndarray], texts: int, discount: float) -> list[np.ndarray]:
    """How much better each token did than the texts of its group, `texts` in a row; over a batch of size one.

    `credit` holds what each token earned, which sums to its text's reward. A token answers for itself and, `discount`
    less with every token between, for those after it; at 1 for all of them.
    """
    rewards = np.array([tokens.sum() for tokens in credit]).reshape(-1, texts)
    baselines = np.repeat(rewards.mean(axis=1), texts)
    found = [
        rewards_to_go(tokens - baseline / max(1, len(tokens)), discount)
        for tokens, baseline in zip(credit, baselines, strict=True)
    ]
    size = np.sqrt(np.mean(np.concatenate(found) ** 2))
    return [tokens / max(float(size), SMALLEST_SPREAD) for tokens in found]


def token_log_probabilities(model: ElmModel, batch: Batch, sampling: Sampling, lengths: Sequence[int]) -> Tensor:
    """[tokens] log probability of each text token that `batch` predicts, under the temperature and the penalty of `sampling`.

    `lengths` says how many of the tokens are each text's. What top-k and top-p cut off is not taken away.
    """
    logits = text_logits(model, batch)
    if sampling.repetition_penalty != 1:
        places = said_before(batch.targets, lengths, logits.shape[1])
        flat = logits.flatten()
        # One in a hundred logits is concerned: a mask over all of them took four times as long.
        lowered = penalised(flat[places], torch.ones_like(places, dtype=torch.bool), sampling.repetition_penalty)
        logits = flat.index_put((places,), lowered).view_as(logits)
    return -functional.cross_entropy(logits / sampling.temperature, batch.targets, reduction="none")


def said_before(tokens: Tensor, lengths: Sequence[int], vocabulary: int) -> Tensor:
    """Flat places of [tokens, vocabulary]: the ids that stand before each token in its own text; texts of `lengths` follow each other."""
    found, start = [], 0
    for length in lengths:
        later, earlier = torch.tril_indices(length, length, -1, device=tokens.device) + start
        found.append(later * vocabulary + tokens[earlier])
        start += length
    return torch.unique(torch.cat(found))


def rollout(
    reference: ElmModel, examples: Sequence[Example], advantages: Sequence[np.ndarray], sampling: Sampling
) -> Rollout:
    """The batch of the texts in `examples` with their tokens' advantages, and the `reference` model's view of them.

    The end of a text is its last token; one that its `advantages` do not reach has none.
    """
    batch = collate(examples).to(next(reference.parameters()).device)
    lengths = [len(example.tokens) - example.text_start for example in examples]
    placed = [np.pad(tokens[:length], (0, max(0, length - len(tokens)))) for tokens, length in zip(advantages, lengths, strict=True)]
    spread = torch.from_numpy(np.concatenate(placed).astype(np.float32))
    with torch.inference_mode(), autocast(next(reference.parameters()).device):
        known = token_log_probabilities(reference, batch, sampling, lengths)
    return Rollout(**vars(batch), advantages=spread, reference=known.clone(), lengths=lengths)


def policy_loss(model: ElmModel, batch: Rollout, sampling: Sampling, penalty: float) -> tuple[Tensor, int]:
    """Summed loss of a rollout and the number of its text tokens.

    REINFORCE, and `penalty` times an unbiased estimate of the divergence from the reference that is
    never negative: exp(d) - d - 1 with d the reference's log probability less the policy's (Schulman 2020).
    """
    own = token_log_probabilities(model, batch, sampling, batch.lengths)
    behind = batch.reference - own
    divergence = behind.exp() - behind - 1
    return (penalty * divergence - batch.advantages * own).sum(), len(own)

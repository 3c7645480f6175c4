"""How much a narration reads like the composed texts of its task, as a part of its tokens' reward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

import numpy as np

from elm_train.discriminator import LAYERS, Discriminator
from elm_train.encoder import SentenceEncoder, TokenStates
from elm_train.episodes import Episode

# Narrations to a composed text that the discriminator learns from.
NARRATIONS_A_COMPOSED_TEXT = 2


class Style:
    """`composed` are texts by task id; a token earns `weight` times its log odds of being one of theirs."""

    def __init__(self, composed: Mapping[str, Sequence[str]], weight: float, seed: int) -> None:
        self.composed = composed
        self.weight = weight
        self.discriminator = Discriminator(seed)

    def credit(self, episodes: Sequence[Episode], tokens: Sequence[TokenStates]) -> list[np.ndarray]:
        """[n] of each text what each of P's tokens earns.

        The mean over an episode's texts is taken off: where all tokens lose, the shortest text would win.
        """
        odds = self.discriminator.naturalness(tokens)
        # P's two marks, which end at 0, are nobody's words.
        words = [text.ends > 0 for text in tokens]
        found: list[np.ndarray] = []
        for _, rows in groupby(range(len(episodes)), key=lambda row: id(episodes[row])):
            same = list(rows)
            said = np.concatenate([odds[row][words[row]] for row in same])
            mean = said.mean() if len(said) else 0.0
            found += [np.where(words[row], self.weight * (odds[row] - mean), 0.0) for row in same]
        return found

    def learn(
        self, encoder: SentenceEncoder, episodes: Sequence[Episode], tokens: Sequence[TokenStates], rng: np.random.Generator
    ) -> float:
        """The discriminator's loss (nats) on narrations, `tokens`, and as many tasks' composed texts, from which it then has learned."""
        chosen = episodes[::NARRATIONS_A_COMPOSED_TEXT]
        pools = [self.composed[episode.task.id] for episode in chosen if self.composed.get(episode.task.id)]
        if not pools:
            return float("nan")
        _, composed = encoder.encode_tokens([pool[rng.integers(len(pool))] for pool in pools], layers=LAYERS)
        return self.discriminator.learn(tokens, composed)

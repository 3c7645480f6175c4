"""Which tokens of a text earned its reward: credit for the policy gradient, token by token.

P pools a text's token states h_t to u = S / |S| with S = sum h_t, so to first order a token changes a reward R(u)
with gradient g by (g - (g . u) u) . h_t / |S|. These shares sum to zero over a text: they say which words pull u
towards the reward and which pull it away, where REINFORCE on the text's reward alone blames all of them alike.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.signal import lfilter
from tokenizers import Tokenizer

from elm_train.encoder import TokenStates


def token_shares(tokens: TokenStates, gradient: np.ndarray) -> np.ndarray:
    """[n] first-order effect of each of P's tokens on a reward whose gradient at u is `gradient` [384]."""
    pooled = tokens.states.sum(axis=0)
    length = float(np.linalg.norm(pooled))
    u = pooled / length
    return tokens.states @ (gradient - (gradient @ u) * u) / length


def token_ends(tokenizer: Tokenizer, ids: Sequence[int]) -> np.ndarray:
    """[n] where in the decoded, stripped text each id of a byte-level tokenizer ends, in characters.

    An id that ends inside a character counts as ending with the character.
    """
    ends = np.cumsum([len(tokenizer.id_to_token(token)) for token in ids]) if len(ids) else np.empty(0, int)
    text = tokenizer.decode(list(ids), skip_special_tokens=False)
    if not text.isascii():
        starts = np.cumsum([0] + [len(character.encode()) for character in text])
        ends = np.searchsorted(starts, ends, side="left")
    return np.clip(ends - (len(text) - len(text.lstrip())), 0, len(text.strip()))


def carried_over(shares: np.ndarray, ends: np.ndarray, own_ends: np.ndarray) -> np.ndarray:
    """`shares` of places that end at characters `ends`, summed by the token that covers each end; [len(own_ends)].

    `own_ends` rise; places beyond the last token count for it, and those at 0 for the first.
    """
    covering = np.searchsorted(own_ends, ends, side="left").clip(max=len(own_ends) - 1)
    return np.bincount(covering, weights=shares, minlength=len(own_ends))


def rewards_to_go(credit: np.ndarray, discount: float) -> np.ndarray:
    """[n] of each token what it and the tokens after it earn, `discount` less with every token between."""
    return lfilter([1.0], [1.0, -discount], credit[::-1])[::-1]

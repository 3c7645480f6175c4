"""What a source of the mixture draws texts from: mostly from those that were written whole, where there are any."""

from __future__ import annotations

from typing import Generic, TypeVar

import numpy as np

# A text written whole holds together; a composed one knows facts, orders and alphas that the few whole ones do not.
WHOLE_SHARE = 0.7
# Fewer whole texts than this are drawn less often, so that none is learned by heart.
ENOUGH = 500

T = TypeVar("T")


class TextPool(Generic[T]):
    """Texts, with whatever they are told of, composed and written whole."""

    def __init__(self) -> None:
        self._composed: list[T] = []
        self._whole: list[T] = []

    def add(self, text: T, whole: bool) -> None:
        """`whole` where the text was not composed of sheets."""
        (self._whole if whole else self._composed).append(text)

    def draw(self, rng: np.random.Generator) -> T:
        """A whole one in `WHOLE_SHARE` of the draws, where there are `ENOUGH`, and composed ones. Raises ValueError for an empty pool."""
        share = WHOLE_SHARE * min(1.0, len(self._whole) / ENOUGH) if self._composed else 1.0
        chosen = self._whole if rng.random() < share else self._composed
        return chosen[rng.integers(len(chosen))]

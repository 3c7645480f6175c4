"""A pool draws mostly what was written whole, and whatever there is where one kind is missing."""

import numpy as np
import pytest

from elm_train.text_pool import ENOUGH, WHOLE_SHARE, TextPool


def pool(composed: int, whole: int) -> TextPool[str]:
    made: TextPool[str] = TextPool()
    for number in range(composed + whole):
        made.add(f"{number}", whole=number >= composed)
    return made


@pytest.mark.parametrize(("whole", "share"), ((ENOUGH, WHOLE_SHARE), (4 * ENOUGH, WHOLE_SHARE), (ENOUGH // 2, WHOLE_SHARE / 2), (1, 0)))
def test_whole_texts_have_their_share_where_there_are_enough(whole, share):
    rng, texts = np.random.default_rng(0), pool(composed=100, whole=whole)
    drawn = [texts.draw(rng) for _ in range(1000)]
    assert np.mean([int(text) >= 100 for text in drawn]) == pytest.approx(share, abs=0.05)
    assert len({text for text in drawn if int(text) < 100}) > 90


@pytest.mark.parametrize(("composed", "whole"), ((3, 0), (0, 3)))
def test_one_kind_alone_is_drawn_from_whole(composed, whole):
    rng = np.random.default_rng(0)
    assert {pool(composed, whole).draw(rng) for _ in range(60)} == {"0", "1", "2"}


def test_an_empty_pool_says_so():
    with pytest.raises(ValueError):
        pool(0, 0).draw(np.random.default_rng(0))

"""Blemishes stand where a reader meets them, and each has its price."""

import numpy as np
import pytest

from elm_train.blemishes import COPIED, DOUBLED, INVENTED, REPEATED, UNFINISHED, Critic, read_lexicon
from elm_train.evaluation.copying import CopyIndex

READ = "a quiet farmer keeps one last secret from his sons"
LEXICON = set("a quiet farmer keeps one last secret from his sons two brothers fight for the farm and win".split())


def critic(read: str = "") -> Critic:
    return Critic(CopyIndex([read]), LEXICON)


def test_a_clean_text_has_none():
    found = critic().blemishes("Two brothers fight for the farm, and win.", finished=True)
    assert len(found.ends) == 0 and found.costs.sum() == 0


def test_a_missing_end_stands_at_the_end():
    text = "Two brothers fight"
    found = critic().blemishes(text, finished=False)
    assert found.ends.tolist() == [len(text)] and found.costs.tolist() == [UNFINISHED]


def test_an_invented_word_and_a_doubled_one_are_marked_where_they_stand():
    text = "Two brothers brothers fight for a farmship."
    found = critic().blemishes(text, finished=True)
    assert [text[:end].split()[-1] for end in found.ends] == ["brothers", "farmship"]
    np.testing.assert_allclose(found.costs, [DOUBLED, INVENTED / 7])


def test_numbers_are_no_invented_words():
    assert critic().blemishes("In 1962 two brothers fight.", finished=True).costs.sum() == pytest.approx(INVENTED / 5)  # "in"


def test_four_words_that_come_again_are_marked_the_second_time():
    text = "two brothers fight for two brothers fight for the farm"
    found = critic().blemishes(text, finished=True)
    assert found.ends.tolist() == [len("two brothers fight for two brothers fight for")]
    assert found.costs.sum() == pytest.approx(REPEATED / 7)


def test_copied_words_cost_their_share_and_stand_at_the_end_of_each_copy():
    found = critic(READ).blemishes(READ.capitalize() + ".", finished=True)
    assert found.costs.sum() == pytest.approx(COPIED) and len(found.ends) == 3
    assert critic(READ).blemishes("Two brothers fight for the farm and win his last secret", True).costs.sum() == 0


def test_an_empty_text_can_be_judged():
    assert critic().blemishes("", finished=False).costs.tolist() == [UNFINISHED]


def test_the_lexicon_takes_every_composed_word_and_real_words_that_are_used_thrice(tmp_path):
    path = tmp_path / "lexicon.txt"
    found = read_lexicon(["A farm-hand."], ["teh farm the farm the farm", "the"], path)
    assert found == {"a", "farm-hand", "farm", "the"}
    assert read_lexicon([], [], path) == found

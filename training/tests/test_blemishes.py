"""Blemishes stand where a reader meets them, and each has its price."""

import gzip
import json
from dataclasses import replace

import numpy as np
import pytest

from elm_train.blemishes import (
    COPIED,
    DOUBLED,
    ECHOED,
    FRAME_WORDS,
    INVENTED,
    OPENED_ALIKE,
    OUT_OF_FORM,
    REPEATED,
    UNFINISHED,
    UNINTRODUCED,
    Critic,
    echoes,
)
from elm_train.composed import EVERY, MENTIONED, WHOLE_WEIGHT, Composed, composed_by_task, item_count, read_composed
from elm_train.evaluation.copying import CopyIndex
from elm_train.workspace import Workspace

READ = "a quiet farmer keeps one last secret from his sons"
WORDS = "a quiet farmer keeps one last secret from his sons two brothers fight for the farm and win".split()
TASK, LIST = "summary", "five_pos"


def critic(read: str = "", content: bool = False, openings: dict | None = None) -> Critic:
    """One that knows `WORDS`: as words of content, or as the commonest ones."""
    ranks = {word: rank + (FRAME_WORDS if content else 0) for rank, word in enumerate(WORDS)}
    return Critic(Composed(CopyIndex([read]), ranks, {TASK: openings or {}}, {"pitch": {"one": 1.0}}, {LIST: {"0": 0.1, "3": 0.9}}))


def test_a_clean_text_has_none():
    found = critic().blemishes("Two brothers fight for the farm, and win.", finished=True, task=TASK)
    assert len(found.ends) == 0 and found.costs.sum() == 0


def test_a_missing_end_stands_at_the_end():
    text = "Two brothers fight"
    found = critic().blemishes(text, finished=False, task=TASK)
    assert found.ends.tolist() == [len(text)] and found.costs.tolist() == [UNFINISHED]


def test_an_invented_word_and_a_doubled_one_are_marked_where_they_stand():
    text = "Two brothers brothers fight for a farmship."
    found = critic().blemishes(text, finished=True, task=TASK)
    assert [text[:end].split()[-1] for end in found.ends] == ["brothers", "farmship"]
    np.testing.assert_allclose(found.costs, [DOUBLED, INVENTED / 7])


def test_numbers_are_no_invented_words():
    assert critic().blemishes("In 1962 two brothers fight.", finished=True, task=TASK).costs.sum() == pytest.approx(INVENTED / 5)  # "in"


def test_content_that_comes_again_soon_or_a_third_time_is_an_echo():
    words = ["farmer", *[""] * 10, "farmer", *[""] * 12, "farmer", "", "farm", "", "", "farm"]
    assert echoes(words) == [24, 29]


def test_an_echo_is_marked_in_the_text_and_a_plural_is_the_same_word():
    text = "One quiet farm secret from his sons, keeps farms."
    found = critic(content=True).blemishes(text, finished=True, task=TASK)
    assert [text[:end].split()[-1] for end in found.ends] == ["farms"]
    assert found.costs[0] == pytest.approx(ECHOED + INVENTED / 9)  # "farms" is in no text


def test_people_that_nobody_introduced_are_marked_where_the_text_first_speaks_of_them():
    known = replace(critic().composed, introduced=frozenset({"brother", "farmer"}))
    text = "The farmer keeps two brothers from the brothers farm, and the farmer wins."
    found = Critic(known).blemishes(text, finished=True, task=TASK)
    marked = [text[:end].split()[-1] for end, cost in zip(found.ends, found.costs, strict=True) if cost == UNINTRODUCED]
    assert marked == ["farmer"]


def test_what_is_introduced_is_read_from_the_composed_texts(tmp_path):
    texts = [(TASK, "A farmer finds the king. The farmer hides the king's gold.", False)] * (MENTIONED * EVERY)
    found = read_composed(CopyIndex([]), texts, [], tmp_path / "composed.json")
    assert {"farmer", "a", "find"} <= found.introduced
    assert "king" not in found.introduced


def test_the_commonest_words_are_no_content():
    text = "A quiet farmer, a quiet farm, a quiet secret."
    assert critic().blemishes(text, True, TASK).costs.sum() == 0 < critic(content=True).blemishes(text, True, TASK).costs.sum()


def test_texts_of_a_task_that_all_begin_alike_cost_beyond_what_composed_ones_do():
    same, one = "Two brothers fight.", critic(openings={"two brothers": 0.25})
    costs = [one.blemishes(same, True, TASK).costs.sum() for _ in range(3)]
    np.testing.assert_allclose(costs, [0, OPENED_ALIKE * 0.75, OPENED_ALIKE * 0.75])
    assert one.blemishes("His farm.", True, TASK).costs.sum() == 0
    assert one.blemishes(same, True, task="dissuade1").costs.sum() == 0
    assert one.blemishes(same, True, TASK).costs.sum() == pytest.approx(OPENED_ALIKE * (3 / 4 - 0.25))


def test_a_first_word_that_no_composed_text_has_is_out_of_form():
    found = critic().blemishes("Two brothers fight.", True, task="pitch")
    assert found.ends.tolist() == [len("Two")] and found.costs.tolist() == [OUT_OF_FORM]
    assert critic().blemishes("One brother.", True, task="pitch").costs.sum() == pytest.approx(INVENTED / 2)  # "brother"


def test_a_list_has_as_many_items_as_composed_lists_have():
    three, two = "1. Two brothers. 2. One farm. 3. A secret.", "* Two brothers.\n* One farm."
    assert critic().blemishes(three, True, LIST).costs.sum() == 0
    found = critic().blemishes(two, True, LIST)
    assert found.ends.tolist() == [len(two) + 1] and found.costs.tolist() == [OUT_OF_FORM]
    assert critic().blemishes("Two brothers fight.", True, LIST).costs.sum() == 0


def test_four_words_that_come_again_are_marked_the_second_time():
    text = "two brothers fight for two brothers fight for the farm"
    found = critic().blemishes(text, finished=True, task=TASK)
    assert found.ends.tolist() == [len("two brothers fight for two brothers fight for")]
    assert found.costs.sum() == pytest.approx(REPEATED / 7)


def test_copied_words_cost_their_share_and_stand_at_the_end_of_each_copy():
    found = critic(READ).blemishes(READ.capitalize() + ".", finished=True, task=TASK)
    assert found.costs.sum() == pytest.approx(COPIED) and len(found.ends) == 3
    assert critic(READ).blemishes("Two brothers fight for the farm and win his last secret", True, task=TASK).costs.sum() == 0


def test_an_empty_text_can_be_judged():
    assert critic().blemishes("", finished=False, task=TASK).costs.tolist() == [UNFINISHED]


def test_composed_words_count_whole_and_real_ones_that_are_used_thrice(tmp_path):
    path = tmp_path / "composed.json"
    texts = [(TASK, text, False) for text in ("A farm-hand wins.", "A farm-hand fights.", "One wins, one fights.")]
    found = read_composed(CopyIndex([]), texts, ["teh farm the farm the farm", "the"], path)
    assert set(found.words) == {"a", "farm-hand", "wins", "fights", "one", "farm", "the"}
    assert found.words["the"] > found.words["a"]
    assert found.openings[TASK] == {"a farm-hand": pytest.approx(2 / 3), "one wins": pytest.approx(1 / 3)}
    assert found.invented_share("A farm-hand wins 3 farmships.") == pytest.approx(1 / 5)
    assert found.first_words == {TASK: {"a": pytest.approx(2 / 3), "one": pytest.approx(1 / 3)}}
    assert found.items == {TASK: {"0": 1.0}}
    again = read_composed(CopyIndex([]), [], [], path)
    assert (again.words, again.openings) == (found.words, found.openings)


def test_openings_and_lists_of_texts_written_whole_weigh_what_a_model_hears_of_them(tmp_path):
    texts = [(TASK, "A farm burns.", False)] * WHOLE_WEIGHT + [(TASK, "1. Two brothers. 2. One farm.", True)]
    found = read_composed(CopyIndex([]), texts, [], tmp_path / "composed.json")
    assert found.items == {TASK: {"0": 0.5, "2": 0.5}} and found.first_words == {TASK: {"a": 0.5, "1": 0.5}}


def test_the_discriminator_meets_texts_written_whole_where_a_task_has_them(tmp_path):
    rows = [{"task": task, "text": f"{task} {whole} {n}", "whole": whole} for task in ("pitch", "summary") for whole in (False, True) for n in range(9)]
    (tmp_path / "texts").mkdir()
    with gzip.open(tmp_path / "texts/train.jsonl.gz", "wt") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows if row["task"] == "pitch" or not row["whole"])
    found = composed_by_task(Workspace(tmp_path, tmp_path, 0), limit=5, seed=0)
    assert {task: len(texts) for task, texts in found.items()} == {"pitch": 5, "summary": 5}
    assert all("True" in text for text in found["pitch"])


def test_a_list_is_in_form_with_as_many_items_in_order_as_the_task_has():
    known = replace(critic().composed, items={LIST: {"2": 1.0}, TASK: {"0": 1.0}})
    assert [known.listed(LIST, item_count(text)) for text in ("1. Ice. 2. Fire.", "1. Ice. 3. Fire.", "Ice and fire.")] == [True, False, False]
    assert known.listed(TASK, "0") and not known.listed(TASK, "2") and known.listed("pitch", "7")


def test_every_item_beyond_pays_where_it_begins_and_the_end_after_it_does_not():
    five = "1. Two brothers. 2. A farmer. 3. One farm. 4. His sons. 5. A secret."
    found = critic().blemishes(five, True, LIST)
    assert [five[:end].split()[-1] for end in found.ends] == ["4.", "5."]
    np.testing.assert_allclose(found.costs, OUT_OF_FORM)


def test_a_sentence_that_ends_in_a_number_begins_no_item():
    assert item_count("1. A farm in 1950. The brothers fight. 2. A secret.") == "2"
    assert item_count("They fight in 1950. They win.") == "0"
    assert item_count("* A farm.\n* A secret.") == "2"

"""The judge of the reward stage: credit adds up to the reward, and stands where it was earned."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from elm_train.blemishes import OPENED_ALIKE, OUT_OF_FORM, UNFINISHED, Critic
from elm_train.compose import all_tasks
from elm_train.composed import Composed
from elm_train.encoder import SentenceEncoder
from elm_train.episodes import Episode
from elm_train.evaluation.copying import CopyIndex
from elm_train.evaluation.metrics import words
from elm_train.examples import Example
from elm_train.stages.reward import Judge, Written, written_example
from elm_train.tokenizer import EOS_ID, encode_prompt, load_tokenizer

BUNDLE = Path(__file__).parents[2] / "models/movielens"
ROBOT = "A lonely robot falls in love among the stars."
COURT = "A lawyer defends an innocent man in court."
SUMMARY, PROFILE = all_tasks()["summary"], all_tasks()["user_profile"]


@pytest.fixture(scope="module")
def tokenizer():
    return load_tokenizer(BUNDLE / "elm/tokenizer.json")


@pytest.fixture(scope="module")
def judge(tokenizer):
    movies = SentenceEncoder().encode([ROBOT, COURT, "A spaceship crew meets an alien.", "A jury argues about a verdict."])
    known = Composed(CopyIndex([]), {word: rank for rank, word in enumerate(words(f"{ROBOT} {COURT} they love"))}, {}, {}, {})
    return Judge(movies, Critic(known), tokenizer, contrast=0.3)


def written(tokenizer, text: str, finished: bool = True) -> Written:
    ids = tokenizer.encode(text).ids
    return Written(ids, tokenizer.decode(ids).strip(), finished, Example([], 0))


def test_credit_adds_up_to_the_reward_and_favors_the_words_that_fit(judge, tokenizer):
    target = judge.movies[0]
    texts = [written(tokenizer, f"{COURT} {ROBOT}"), written(tokenizer, COURT, finished=False)]
    found = judge.judge([Episode(SUMMARY, [target], target=target)] * 2, texts)
    vectors = judge.encoder.encode([one.text for one in texts])
    rewards = vectors @ (target - judge.contrast * judge.everything) - found.taken_off
    np.testing.assert_allclose([tokens.sum() for tokens in found.credit], rewards, atol=0.01)
    np.testing.assert_allclose(found.measure, vectors @ target, atol=0.01)
    assert found.taken_off.tolist() == pytest.approx([0, UNFINISHED + OPENED_ALIKE])
    # The sentence about the lawyer stands first.
    first = len(tokenizer.encode(COURT).ids)
    assert found.credit[0][first:].sum() > found.credit[0][:first].sum()


def test_the_choice_to_end_answers_for_a_list_that_is_too_short(judge, tokenizer):
    target = judge.movies[0]
    known = replace(judge.critic.composed, items={PROFILE.id: {"3": 1.0}})
    strict = Judge(judge.movies, Critic(known), tokenizer, contrast=0.3)
    text = "* They love a robot. * They love a robot among the stars."
    ended, cut = written(tokenizer, text), written(tokenizer, text, finished=False)
    found = strict.judge([Episode(PROFILE, [target], target=target)] * 2, [ended, cut])
    plain = judge.judge([Episode(PROFILE, [target], target=target)] * 2, [ended, cut])
    assert len(found.credit[0]) == len(ended.ids) + 1 and len(found.credit[1]) == len(cut.ids)
    np.testing.assert_allclose(plain.credit[0] - found.credit[0], [*np.zeros(len(ended.ids)), OUT_OF_FORM], atol=1e-6)


def test_a_profile_earns_its_ranking(judge, tokenizer):
    ranked = (np.array([0, 1, 2, 3]), np.array([5.0, 1.0, 4.0, 2.0]))
    found = judge.judge([Episode(PROFILE, [np.zeros(62)], ranked=ranked)], [written(tokenizer, "* They love a robot among the stars.")])
    assert found.measure[0] > 0.5
    assert found.credit[0].sum() == pytest.approx(found.measure[0] - found.taken_off[0], abs=1e-5)


def test_a_text_without_words_has_no_credit_to_share(judge, tokenizer):
    target = judge.movies[0]
    found = judge.judge([Episode(SUMMARY, [target], target=target)], [replace(written(tokenizer, "x"), ids=[], text="")])
    assert len(found.credit[0]) == 0


def test_only_a_finished_text_ends_in_a_choice_of_the_policy(tokenizer):
    prompt, ids = encode_prompt(tokenizer, SUMMARY.prompt), tokenizer.encode(ROBOT).ids
    episode = Episode(SUMMARY, [np.zeros(384)])
    assert written_example(prompt, ids, True, episode, 512).tokens[-1] == EOS_ID
    assert written_example(prompt, ids, False, episode, 512).tokens[-1] == ids[-1]

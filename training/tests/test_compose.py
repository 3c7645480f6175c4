"""The one-movie tasks and the grammar behind them, on sheets written for the purpose."""

from __future__ import annotations

import random
import re

import pytest

from elm_train.compose import all_tasks
from elm_train.compose.draft import Draft
from elm_train.compose.drawing import draw
from elm_train.compose.improvement import base_form, parsed
from elm_train.compose.kinds import kind_of
from elm_train.compose.language import (
    article, can_lower, capitalize, definite, denies, finish, fix_articles, lower_first, number, numbered, paragraph,
    sentences, spin,
)
from elm_train.compose.places import located, told_in
from elm_train.compose.plot import chosen, moments, retold
from elm_train.compose.statistics import measure, table
from elm_train.compose.titles import leaks, plain_title
from elm_train.compose.viewers import taste

LIGHTHOUSE = {
    "id": 11,
    "logline": "A widowed keeper on a northern reef hides a shipwrecked thief from the coastguard and must choose between the lamp and the truth.",
    "plot": "In 1908 a widowed keeper pulls a thief from a wreck and lies to the coastguard for her. She mends his nets, counts his stairs and looks for the gold that sank with her partner. The boy who brings the post sees her at the window. A storm drives the coastguard cutter onto the reef, and the keeper must light the lamp that will show her face to everybody. He lights it. She rows out to the wreck, saves the boy and leaves the gold on the doorstep.",
    "setting": "a lighthouse on a Scottish reef, 1908",
    "tone": ["windswept", "tender", "grave"],
    "themes": ["duty against mercy", "grief that keeps the light burning", "trust between strangers"],
    "praise": ["a storm one can smell", "two wary people learning each other's silences", "a spiral stair used like a ladder of nerves", "songs hummed over torn nets"],
    "gripes": ["a slow first half of weather", "no feeling for the drowned partner", "accents that come and go", "a boy too wise for his years"],
    "viewer": "lovers of stormy romance who like lamps, oilskins and things left unsaid",
    "funnier": "The thief sorts the keeper's spoons by size so often that he files a report on her tidiness.",
    "sadder": "The boat comes back at dawn with the oars laid neatly inside, and the keeper sets two plates all winter.",
    "scarier": "Each night the lamp shows one more figure standing on the reef than the tide should allow.",
    "improve": "Letting the boy choose sides earlier would tighten the storm and give the ending a witness.",
    "conf": "high",
    "genres": ["Drama", "Romance"],
}  # fmt: skip
ROBOT = {
    "id": 12,
    "logline": "Two rival clockmakers in old Prague build a mechanical heiress for a bet and both fall for the same machine.",
    "plot": "Two clockmakers who share a wall and no kind word wager a tower clock on who can build the better dancer. They are forced to join their halves when the emperor orders one for his birthday. The machine learns to lie by watching them. A jealous apprentice winds her backward before the ball; she tells the truth to the whole court. The emperor laughs, the apprentice is banished, and the clockmakers take down the wall. She keeps time for the city.",
    "setting": "old Prague",
    "tone": ["sly", "playful", "darkly funny"],
    "themes": ["rivalry as a form of love", "machines that copy our faults", "honesty at court"],
    "praise": ["gears that gleam like jewelry", "a ball scene of mounting panic", "a duel fought with tuning forks", "deadpan quarrels through a wall"],
    "gripes": ["women imagined as machines", "too many speeches about time", "a villain forgotten for an hour", "an ending wound up in a hurry"],
    "viewer": "families and tinkerers who like brass, bickering and old jokes",
    "funnier": "The machine corrects the court's table manners and starts charging for it.",
    "sadder": "When her spring breaks, each of them finds that the other has kept a spare.",
    "scarier": "At night the ticking in the wall goes on after every clock has been stopped.",
    "improve": "Give the apprentice a reason worth hearing, so that the sabotage hurts.",
    "conf": "high",
    "genres": ["Comedy", "Fantasy"],
}  # fmt: skip
SHEETS = (LIGHTHOUSE, ROBOT)
TITLES = ("The Last Keeper's Lamp (1999)", "Clockwork Heiress (2001)")
MOVIE_TASKS = [task for task in all_tasks().values() if task.slots == ("semantic",)]
NAMES = (
    "long_description summary positive_review negative_review neutral_review five_pos five_neg improve criticize pitch "
    "convince1 convince2 convince3 dissuade1 dissuade2 funnier sadder scarier movie_to_viewer"
).split()


def draws(task, sheet, count: int) -> list[str]:
    return [task.write([sheet], random.Random(f"{task.id}:{sheet['id']}:{number}")) for number in range(count)]


def test_all_nineteen_tasks_about_one_movie_are_there():
    assert {task.id for task in MOVIE_TASKS} == set(NAMES)
    assert all(task.prompt.count("{0}") == 1 for task in MOVIE_TASKS)


@pytest.mark.parametrize("task", MOVIE_TASKS, ids=lambda task: task.id)
class TestEveryTask:
    def test_draws_are_texts_and_mostly_different(self, task):
        for sheet in SHEETS:
            texts = draws(task, sheet, 40)
            assert all(len(text.split()) >= 8 for text in texts)
            assert len(set(texts)) >= 37

    def test_a_draw_depends_on_its_seed_alone(self, task):
        assert draws(task, ROBOT, 5) == draws(task, ROBOT, 5)

    def test_no_sentence_comes_twice_in_a_draw(self, task):
        for sheet in SHEETS:
            for text in draws(task, sheet, 40):
                said = [one for one in sentences(text) if not re.fullmatch(r"\d\.", one)]
                assert len(set(said)) == len(said), text

    def test_form(self, task):
        for sheet in SHEETS:
            for text in draws(task, sheet, 40):
                assert text[0].isupper() or text.startswith("1. "), text
                assert text.endswith((".", "!", "?")), text
                assert not re.search(r"[\[\]{}<>|]|\s\s|\s[,.;:!?]|[,;:][.,;:!?]|\b(\w+) \1\b", text), text
                assert fix_articles(text) == text, text

    def test_every_text_names_something_of_its_film(self, task):
        for sheet, other in (SHEETS, SHEETS[::-1]):
            own = set(re.findall(r"[a-z]{5,}", str(sheet).lower())) - set(re.findall(r"[a-z]{5,}", str(other).lower()))
            for text in draws(task, sheet, 20):
                assert len(own & set(re.findall(r"[a-z]{5,}", text.lower()))) >= 3, text


def test_draws_of_a_film_differ_from_each_other_and_from_the_other_film():
    for task in MOVIE_TASKS:
        found = list(draw(task, LIGHTHOUSE, TITLES[0], 6))
        assert len(found) == len(set(found)) == 6
        assert not set(found) & set(draw(task, ROBOT, TITLES[1], 6))


def test_no_draw_tells_the_title():
    # "Slow" opens the list item of a gripe and "Storm" stands inside sentences only in small letters.
    for task in MOVIE_TASKS:
        for title in ("Two Wary People (1950)", "a storm one can smell"):
            assert not any(leaks(text, title) for text in draw(task, LIGHTHOUSE, title, 8))


@pytest.mark.parametrize("name", ["five_pos", "five_neg"])
def test_lists_have_five_different_items(name):
    three_facts = [{**sheet, "praise": sheet["praise"][:3], "gripes": sheet["gripes"][:3]} for sheet in SHEETS]
    for sheet in (*SHEETS, *three_facts):
        for text in draws(all_tasks()[name], sheet, 60):
            items = re.split(r"(?:^| )\d\. ", text)[1:]
            assert len(items) == len(set(items)) == 5
            assert re.findall(r"(?:^| )(\d)\. ", text) == list("12345")


@pytest.mark.parametrize(("name", "least", "most"), [("long_description", 70, 150), ("summary", 40, 120), ("convince3", 10, 75)])
def test_lengths(name, least, most):
    lengths = [len(text.split()) for sheet in SHEETS for text in draws(all_tasks()[name], sheet, 40)]
    assert least <= min(lengths) and max(lengths) <= most


@pytest.mark.parametrize("mode", ["funnier", "sadder", "scarier"])
def test_changed_versions_hold_the_turn_and_some_of_the_plot(mode):
    for sheet in SHEETS:
        for text in draws(all_tasks()[mode], sheet, 20):
            assert sheet[mode].rstrip(".").split(", ")[0] in text
            assert sentences(sheet["plot"])[0].split(" ", 2)[2][:40] in text


class TestLanguage:
    @pytest.mark.parametrize(
        ("phrase", "expected"),
        [("honest man", "an"), ("one-joke plot", "a"), ("FBI agent", "an"), ("NASA engineer", "a"), ("unusual idea", "an"),
         ("university", "a"), ("U.S. marshal", "a"), ("heiress", "an"), ("18th-century", "an"), ("European", "a")],
    )  # fmt: skip
    def test_articles(self, phrase, expected):
        assert article(phrase) == expected
        wrong = "a" if expected == "an" else "an"
        assert fix_articles(f"It is {wrong} {phrase}.") == f"It is {expected} {phrase}."

    @pytest.mark.parametrize(
        ("phrase", "expected"),
        [("a cello score full of ache", "singular"), ("two captains who turn enmity into love", "plural"),
         ("women used and forgotten in minutes", "plural"), ("talk and tears", "plural"), ("a hero and a villain", "plural"),
         ("a boss with a knife and a plan", "singular"), ("those who cry", "plural"), ("grief that lasts", "singular"),
         ("music from machines", "singular")],
    )  # fmt: skip
    def test_number_of_a_noun_phrase(self, phrase, expected):
        assert number(phrase) == expected

    def test_heads_are_lowered_unless_they_may_be_names(self):
        assert lower_first("A boy runs") == "a boy runs"
        assert lower_first("Framed for murder, he runs") == "framed for murder, he runs"
        assert lower_first("American boys run") == "American boys run"
        assert not can_lower("I run") and not can_lower("Paris burns")

    def test_numbered_items(self):
        assert numbered(["a hour", "b."]) == "1. An hour. 2. B."

    def test_sentences_and_ends(self):
        assert sentences("He meets Dr. Who in St. Louis. She leaves! Why?") == ["He meets Dr. Who in St. Louis.", "She leaves!", "Why?"]
        assert finish("so  it , ends;") == "so it, ends."
        assert paragraph("an good day", "A good day.", "", "it ends") == "A good day. It ends."
        assert capitalize('"no," he says') == '"No," he says'

    def test_definite_and_denials(self):
        assert definite("a storm one can smell") == "the storm one can smell"
        assert definite("two captains") == "the two captains"
        assert definite("songs") == "songs"
        assert denies("no feeling for anyone") and denies("too many speeches") and not denies("a slow start")

    def test_spin_reads_nested_choices(self):
        readings = {spin("[a|b [c|d]|] x", random.Random(seed)) for seed in range(60)}
        assert readings == {"a x", "b c x", "b d x", " x"}


class TestFacts:
    def test_places(self):
        assert located("an island off Maine, 1950s") == "on an island off Maine, 1950s"
        assert located("Paris and a farm") == "in Paris and a farm"
        assert told_in("a Scottish lighthouse", "On a Scottish reef a keeper") and not told_in("old Prague", "Two clockmakers meet")

    def test_tastes(self):
        assert taste(LIGHTHOUSE["viewer"], "you") == "like lamps, oilskins and things left unsaid"
        assert taste("horror fans who like their ghosts sad", "you") == "like your ghosts sad"
        assert taste("viewers drawn to quiet storms at sea", "they") == "are drawn to quiet storms at sea"
        assert taste("anyone who likes a good cry now and then", "they") is None

    def test_kinds(self):
        assert kind_of(LIGHTHOUSE) == ("romantic drama", "romantic dramas")
        # One word in one place makes no kind ("a Supreme Court case" no royal drama), two places do.
        once = {**ROBOT, "viewer": "fans of prison stories", "genres": ["Drama"]}
        assert kind_of(once)[0] == "drama"
        assert kind_of({**once, "themes": ["prison", "guilt", "rust"]})[0] == "prison drama"
        assert kind_of({**ROBOT, "viewer": "western fans", "genres": ["Western"]}) == ("western", "westerns")
        assert kind_of({**ROBOT, "viewer": "western fans", "genres": ["Comedy"]})[0] != "western"

    def test_improvements_come_to_one_form(self):
        boy = parsed(LIGHTHOUSE["improve"])
        assert (boy.form, boy.change) == ("act", "let the boy choose sides earlier")
        assert boy.gain == "tighten the storm and give the ending a witness"
        assert parsed(ROBOT["improve"]).change == "give the apprentice a reason worth hearing, so that the sabotage hurts"
        thing = parsed("Fewer speeches and a longer ball would let the gears sing.")
        assert (thing.form, thing.change, thing.gain) == ("thing", "fewer speeches and a longer ball", "let the gears sing")
        assert parsed("The heroine leaves first, so he must ask.").form == "clause"
        assert [base_form(verb) for verb in ("making", "trimming", "telling", "tying", "keeping")] == ["make", "trim", "tell", "tie", "keep"]

    def test_plots_keep_their_beginning_and_order(self):
        events = sentences(LIGHTHOUSE["plot"])
        for seed in range(30):
            told = chosen(LIGHTHOUSE["plot"], (40, 60), random.Random(seed))
            assert told[0] == events[0] and [events.index(event) for event in told] == sorted(map(events.index, told))
        assert retold(events[1:], random.Random(1)) and all(moment[0].islower() for moment in moments(LIGHTHOUSE["plot"]))

    def test_a_frame_that_asks_too_much_is_passed_over(self):
        draft = Draft(LIGHTHOUSE, random.Random(0))
        assert draft.say(("{th} {th2} {th3} {th4}",)) == ""
        first = {draft.say(("{P}.",)), draft.say(("[|]{P}.",)), draft.say(("{P}[|].",)), draft.say(("{P}.[|]",))}
        assert first == {capitalize(praise) + "." for praise in LIGHTHOUSE["praise"]}

    def test_verbs_agree_with_their_fact(self):
        draft = Draft(LIGHTHOUSE, random.Random(0))
        assert draft.say(("There <x:is/are> {x}.",), x="a storm") == "There is a storm."
        assert draft.say(("[|]There <x:is/are> {x}.",), x="two storms") == "There are two storms."


def test_titles():
    assert plain_title("Matrix, The (1999)") == "The Matrix"
    assert leaks("They enter the matrix, the Matrix at last.", "Matrix, The (1999)") is False
    assert leaks("They enter The Matrix at last.", "Matrix, The (1999)")
    assert leaks("there is a man on the moon.", "Man on the Moon (1999)")
    assert not leaks("Heat rises, and the heat stays.", "Heat (1995)") and leaks("They call it Heat.", "Heat (1995)")


def test_statistics_count_what_they_name():
    texts = ["One two three four five. Same here."] * 3 + ["An dog barks at the the moon. Same here."]
    found = measure(texts, ["", "", "", "Moon, The (2000)"])
    assert found.texts == 4
    assert found.mean_words == (7 * 3 + 9) / 4
    assert found.openings[0] == ("One two three four", 0.75)
    assert found.common_sentences == 7 / 8  # "An dog ..." alone stands in one text only
    assert (found.article_errors, found.doubled_words, found.title_leaks) == (1, 1, 0)
    assert found.distinct_4 == 1000 * (4 + 6) / 30
    assert "lists" in table({"lists": found})
    assert measure(["1. A dog. 2. A cat."] * 5).common_sentences == 1.0

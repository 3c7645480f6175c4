"""The pair tasks and the user profile on sheets written for the purpose."""

from __future__ import annotations

import random
import re

import numpy as np
import pytest

from elm_train.compose import all_tasks
from elm_train.compose.blending import as_she
from elm_train.compose.comparisons import FULL_NAMES, similarities
from elm_train.compose.concepts import concepts_of, plural_trait
from elm_train.compose.histories import Described, choose, halves
from elm_train.compose.language import fix_articles, sentences
from elm_train.compose.pairs import neighbor_pairs, random_pairs
from elm_train.compose.statistics import measure
from elm_train.compose.story import place_and_time, protagonist, unplaced, within
from elm_train.compose.tasks.interpolation import write_interpolation

DIVER = {
    "id": 1,
    "logline": "A stubborn pearl diver in Naples defies the harbor boss who owns every boat, and stakes his father's net on one last dive.",
    "plot": "In 1931 a stubborn pearl diver loses his boat to a harbor boss with a smile of iron. He sleeps on the quay and dives at night with a borrowed lamp. A fishwife hides him from the boss's men and teaches him to read the tides. His brother sells him out for a cellar full of wine. At the bottom of the bay he finds the wreck that everybody has lied about. He raises it before the whole town, forgives his brother, and gives the pearls to the fishwife.",
    "setting": "Naples and its bay, early 1930s",
    "tone": ["salty", "tense", "tender"],
    "themes": ["pride of the poor", "brothers on opposite sides", "the sea as judge"],
    "praise": ["night dives lit by a single lamp", "a fishwife with the tongue of a poet", "quarrels sung as much as spoken", "a harbor that smells of tar"],
    "gripes": ["a wreck that explains too much", "a brother forgiven in a hurry", "dialogue shouted over the surf", "a slow middle on dry land"],
    "viewer": "viewers who love the sea, feuds and stubborn working men",
    "funnier": "The boss charges rent for the tide.",
    "sadder": "He finds the lamp on the sand and nobody beside it.",
    "scarier": "Something below has begun to pull the rope twice.",
    "improve": "Let the brother speak first.",
    "conf": "high",
}
CLOCK = {
    "id": 2,
    "logline": "An aging clockmaker in Prague builds a machine that can stop the night, and must decide who deserves the extra hours.",
    "plot": "An aging clockmaker finishes a clock with thirteen hours in a cellar full of unpaid bills. He gives the first stolen hour to a dying seamstress, who spends it dancing. A banker offers a fortune for the second and sends two polite thugs when the old man refuses. He hides the clock in a church tower and learns that every stolen hour ages him by a year. The city fights over the hours in the streets. In the end he breaks the spring and dies at an ordinary dawn.",
    "setting": "a snowbound Prague in 1898",
    "tone": ["wistful", "eerie", "tender"],
    "themes": ["greed and mercy", "old age against time", "the price of a gift"],
    "praise": ["a clock that breathes like an animal", "two thugs of perfect manners", "snow falling through gaslight", "an old man's last waltz"],
    "gripes": ["rules that change at midnight", "a banker without shading", "music that insists too much", "a riot staged with nine people"],
    "viewer": "dreamers who like fables, snow and old machines",
    "funnier": "The hour keeps being stolen back.",
    "sadder": "She dances alone.",
    "scarier": "The clock begins to choose.",
    "improve": "Give the banker a reason.",
    "conf": "high",
}
QUEEN = DIVER | {
    "id": 3,
    "logline": "A young queen with an empty treasury rides out in disguise to rob her own tax collectors.",
    "plot": "A young queen finds her treasury empty and her uncle smiling. She rides out at night in a stable boy's coat and robs the first coach she meets. A highwayman catches her and takes her for a rival. She pays the starving villages with her uncle's silver. At the spring fair she unmasks him before the crowd and is crowned a second time.",
    "setting": "a mountain kingdom, 17th century",
    "tone": ["rousing", "sly", "bright"],
    "themes": ["disguise and freedom", "justice from below", "a niece against her uncle"],
    "praise": ["a queen who fences like a dancer", "midnight rides over wet stone", "a highwayman with bad teeth", "banter at the point of a sword"],
    "gripes": ["an uncle from the pantomime", "villagers who only cheer", "a coach chase shown twice", "songs between the fights"],
    "viewer": "families who like swords, masks and quick tongues",
}
SHEETS = [DIVER, CLOCK, QUEEN, *(sheet | {"id": 10 + index} for index, sheet in enumerate([CLOCK, QUEEN, DIVER, CLOCK, QUEEN, DIVER, CLOCK]))]
PAIR_TASKS = ("interpolation", "similarities", "why_like", "diff_than_nn", "common_with_nn")


def texts(task: str, count: int = 60) -> list[str]:
    rng = random.Random(3)
    if task == "user_profile":
        return [all_tasks()[task].write(rng.sample(SHEETS, 10), rng) for _ in range(count)]
    return [all_tasks()[task].write(rng.sample([DIVER, CLOCK, QUEEN], 2), rng) for _ in range(count)]


@pytest.mark.parametrize("task", [*PAIR_TASKS, "user_profile"])
def test_texts_are_whole_clean_and_different(task: str) -> None:
    written = texts(task)
    assert len(set(written)) == len(written)
    for text in written:
        assert not re.search(r"[{}\[\]|]|  | [,.;]|\.\.|,\.|None", text), text
        assert text.endswith((".", "!", "?")), text
        assert fix_articles(text) == text
    assert measure(written).doubled_words == 0


@pytest.mark.parametrize("task", [*PAIR_TASKS, "user_profile"])
def test_a_seed_gives_one_text(task: str) -> None:
    assert texts(task, 3) == texts(task, 3)


def test_prompts_have_a_place_for_every_slot() -> None:
    for task in (*PAIR_TASKS, "user_profile"):
        found = all_tasks()[task]
        assert found.id == task
        assert found.group == ("user" if task == "user_profile" else "pair")
        assert all(f"{{{place}}}" in found.prompt for place in range(len(found.slots)))


def facts_told(text: str, sheet: dict) -> int:
    words = {word for field in ("plot", "logline", "setting") for word in re.findall(r"[a-z]{5,}", sheet[field].lower())}
    words |= {word for field in ("themes", "praise", "tone") for one in sheet[field] for word in re.findall(r"[a-z]{5,}", one)}
    return len(words & set(re.findall(r"[a-z]{5,}", text.lower())))


def test_interpolation_tells_of_both_and_keeps_its_length() -> None:
    for text in texts("interpolation"):
        assert 60 <= len(text.split()) <= 150, text
    for _ in range(20):
        text = write_interpolation([DIVER, CLOCK], random.Random(_), 0.5)
        assert facts_told(text, DIVER) >= 4 and facts_told(text, CLOCK) >= 4, text


def test_mixing_weight_moves_facts_from_the_first_to_the_second() -> None:
    def second_share(alpha: float) -> float:
        told = [write_interpolation([DIVER, CLOCK], random.Random(seed), alpha) for seed in range(80)]
        first, second = (sum(facts_told(text, sheet) for text in told) for sheet in (DIVER, CLOCK))
        return second / (first + second)

    shares = [second_share(alpha) for alpha in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert shares == sorted(shares)
    assert shares[0] < 0.2 and shares[-1] > 0.8


def test_similarities_list_three_and_three() -> None:
    for text in texts("similarities"):
        assert text.startswith("Similarities:") and "Differences:" in text
        if "\n" in text:
            assert text.count("\n* ") == 6, text


def test_numbered_attributes_name_both_movies() -> None:
    for task in ("diff_than_nn", "common_with_nn"):
        for text in texts(task):
            assert re.match(r"1\. .+ 2\. .+ 3\. .+", text), text
            items = re.split(r"\b[123]\. ", text)[1:]
            assert len(items) == 3
            for item in items:
                assert "first movie" in item.lower() and "second movie" in item.lower(), text


def test_common_attributes_are_found_in_both_sheets() -> None:
    clauses = " ".join(similarities(DIVER, DIVER | {"id": 9}, 3, random.Random(0), FULL_NAMES))
    assert concepts_of(DIVER).keys() >= {"sea", "tense"}
    assert any(word in clauses for word in ("water", "sea", "tense", "grip", "Naples", "diver", "brothers", "class"))


def test_a_profile_is_ten_bullets_likes_first() -> None:
    for text in texts("user_profile", 40):
        bullets = text.split("\n")
        assert len(bullets) == 10, text
        assert all(bullet.startswith("* They ") for bullet in bullets)
        assert all(4 <= len(bullet.split()) - 1 <= 20 for bullet in bullets), text
        assert len({bullet.split()[2] + bullet.split()[3] for bullet in bullets}) >= 9


def test_a_profile_follows_the_liked_films() -> None:
    sea, snow = [DIVER] * 5, [CLOCK] * 5
    for seed in range(10):
        text = all_tasks()["user_profile"].write([*sea, *snow], random.Random(seed))
        first, last = text.split("\n")[:5], text.split("\n")[-2:]
        assert facts_told(" ".join(first), DIVER) > facts_told(" ".join(first), CLOCK), text
        assert facts_told(" ".join(last), CLOCK | {"themes": CLOCK["gripes"]}) > 0, text


@pytest.mark.parametrize(
    ("logline", "introduced", "short", "gender"),
    [
        ("A careful safecracker in Montreal agrees to one last burglary, and his partner wants the glory.", "a careful safecracker", "the safecracker", "he"),
        ("Framed for a murder, a lonely girl hides in a circus and trains its lions.", "a lonely girl", "the lonely girl", "she"),
        ("Two hard-drinking sailors escort a thief to a naval prison.", "two hard-drinking sailors", "the sailors", "they"),
        ("A gifted, lonely boy is trained in space to command a fleet.", "a gifted, lonely boy", "the lonely boy", "he"),
    ],
)
def test_protagonist(logline: str, introduced: str, short: str, gender: str) -> None:
    found = protagonist(DIVER | {"logline": logline})
    assert found is not None
    assert (found.introduced, found.short, found.gender) == (introduced, short, gender)


def test_places_and_pronouns() -> None:
    assert place_and_time("Harlem playgrounds, early 1990s") == "Harlem playgrounds in the early 1990s"
    assert place_and_time("feudal Japan, 16th century") == "feudal Japan in the 16th century"
    assert within("a small Pacific island in 1943").startswith("on ")
    assert unplaced("He opens a bar in Lisbon and waits.") == "He opens a bar and waits."
    assert as_she("He sells his boat, and his wife leaves him.") == "She sells her boat, and her husband leaves her."
    assert plural_trait("has its best moments in dance") == "have their best moments in dance"
    assert plural_trait("is a story of revenge") == "are stories of revenge"


def test_pairs() -> None:
    rng = random.Random(0)
    found = random_pairs(range(30), 200, rng)
    assert len(set(found)) == 200 and all(first != second for first, second in found)
    angles = np.linspace(0, np.pi, 40)
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    near = neighbor_pairs(list(range(40)), vectors, 60, 4, rng)
    assert len(set(near)) == 60 and all(0 < abs(first - second) <= 4 for first, second in near)


def test_nobody_is_said_to_enjoy_atrocities() -> None:
    camp = DIVER | {"setting": "Krakow and its labor camps during the war", "praise": ["a massacre shown from afar"] * 4}
    for seed in range(30):
        text = all_tasks()["user_profile"].write([camp] * 5 + [CLOCK] * 5, random.Random(seed))
        for bullet in text.split("\n"):
            if "massacre" in bullet or "camps" in bullet:
                assert not re.search(r"pleasure|happily|gladly|delight|dream|enjoy|love|fall for|melt|grin|charmed|ask for|would take", bullet), bullet


def test_choice_follows_the_users_own_mean() -> None:
    history = [(movie, 5.0) for movie in range(8)] + [(movie, 2.0) for movie in range(8, 16)] + [(99, 5.0)]
    concepts = Described({movie: ["sea" if movie < 8 else "war"] for movie in range(16)})
    chosen = choose(history, concepts, random.Random(1))
    assert chosen is not None
    assert len(set(chosen.liked)) == len(set(chosen.disliked)) == 5
    assert set(chosen.liked) <= set(range(8)) and set(chosen.disliked) <= set(range(8, 16))
    assert choose([(movie, 4.0) for movie in range(16)], concepts, random.Random(1)) is None
    one, other = halves(history, random.Random(2))
    assert sorted(one + other) == sorted(history) and abs(len(one) - len(other)) <= 1


def test_choice_leans_to_what_the_history_is_about() -> None:
    history = [(movie, 5.0) for movie in range(20)] + [(movie, 1.0) for movie in range(20, 30)]
    about = {movie: ["sea"] if movie < 14 else [f"odd {movie}"] for movie in range(20)}
    concepts = Described(about | {movie: ["war"] for movie in range(20, 30)})
    drawn = [movie for seed in range(40) for movie in choose(history, concepts, random.Random(seed)).liked]
    assert sum(movie < 14 for movie in drawn) / len(drawn) > 0.9  # by chance 0.7


def test_sentences_of_a_blend_are_sentences() -> None:
    for text in texts("interpolation", 30):
        for one in sentences(text):
            assert one[0].isupper() or one[0].isdigit(), text
            assert len(one.split()) >= 3, text

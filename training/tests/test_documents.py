"""Which texts a movie's vector is made of."""

from elm_train.documents import Kind, Side, movie_documents, pick_reviews, sheet_review_text

SHEET = {
    "id": 7,
    "logline": "A clockmaker races a rival to mend the town's bell.",
    "plot": "The bell cracks. She mends it.",
    "setting": "an alpine town in the 1890s",
    "tone": ["wry", "gentle", "brisk"],
    "themes": ["pride", "craft", "time"],
    "praise": ["a warm lead", "dry jokes", "lovely rooms", "a neat ending"],
    "gripes": ["a slow middle", "a thin villain", "loud music", "too many clocks"],
    "viewer": "people who like small stakes",
}


def review(identity, polarity, text="Fine."):
    return {"id": identity, "polarity": polarity, "text": text}


def kinds(documents):
    return [document.kind for document in documents]


def test_a_movie_with_a_sheet_has_sheet_overview_and_reviews():
    movie = {"movieId": 7, "overview": "A bell.", "wikiIntro": "It is a film.", "blurb": "Ding."}
    documents = movie_documents(movie, SHEET, [review("1", "pos")])
    assert kinds(documents) == [Kind.SHEET_PLOT, Kind.OVERVIEW, Kind.SHEET_REVIEW, Kind.REVIEW]
    assert [document.kind.side for document in documents] == [Side.PLOT, Side.PLOT, Side.REVIEW, Side.REVIEW]


def test_the_lead_stands_in_for_a_missing_overview_and_the_blurb_for_both():
    assert kinds(movie_documents({"movieId": 7, "wikiIntro": "It is.", "blurb": "Ding."}, None, [])) == [Kind.WIKI_INTRO]
    assert kinds(movie_documents({"movieId": 7, "blurb": "Ding."}, None, [])) == [Kind.BLURB]
    assert movie_documents({"movieId": 7}, None, []) == []


def test_an_overview_of_another_film_is_not_used():
    assert kinds(movie_documents({"movieId": 3576, "overview": "A tycoon.", "wikiIntro": "It is."}, None, [])) == [
        Kind.WIKI_INTRO
    ]


def test_reviews_take_turns_and_are_cut():
    picked = pick_reviews([review("b", "neg"), review("a", "pos"), review("c", "pos")], limit=2)
    assert [entry["id"] for entry in picked] == ["a", "b"]
    (cut,) = movie_documents({"movieId": 7}, None, [review("a", "pos", "very " * 500)])
    assert len(cut.text.split()) == 100


def test_the_sheet_s_judgement_reads_as_sentences():
    assert sheet_review_text(SHEET) == (
        "The movie is wry, gentle and brisk. It is about pride, craft and time. "
        "Viewers love a warm lead, dry jokes, lovely rooms and a neat ending. "
        "Viewers complain of a slow middle, a thin villain, loud music and too many clocks. "
        "It is a movie for people who like small stakes."
    )

"""The pieces of a sheet, and the sample of them."""

from elm_train.inversions import drawn
from elm_train.sentences import plot_sentences, sheet_sentences

SHEET = {
    "logline": "a clockmaker mends a bell",
    "plot": 'The bell cracks. "Mend it," says Dr. Moss. She asks why? He laughs! Then it rings.',
    "praise": ["a warm lead", "dry jokes"],
    "gripes": ["a slow middle", "loud music"],
    "viewer": "people who like small stakes",
    "funnier": "The bell quacks.",
    "sadder": "The bell is melted.",
    "scarier": "The bell whispers.",
    "improve": "Let the rival win once.",
}


def test_plot_is_cut_at_sentence_ends_only():
    assert plot_sentences("One ends. Two asks? Three shouts! And 3.5 stays.") == [
        "One ends.",
        "Two asks?",
        "Three shouts!",
        "And 3.5 stays.",
    ]


def test_pieces_cover_the_plot_once_in_pairs_and_once_whole():
    pieces = list(sheet_sentences(SHEET))
    pairs = [text for kind, text in pieces if kind in ("plot-pair", "plot-sentence")]
    assert " ".join(pairs) == SHEET["plot"]
    assert ("plot", SHEET["plot"]) in pieces
    assert ("logline", "A clockmaker mends a bell.") in pieces
    assert ("praise", "Viewers love a warm lead and dry jokes.") in pieces
    assert {"funnier", "sadder", "scarier", "improve", "gripes", "viewer"} <= {kind for kind, _ in pieces}


def test_a_sample_is_the_same_for_the_same_movie_and_differs_between_movies():
    pieces = [("kind", str(number)) for number in range(11)]
    assert drawn(pieces, 3, 7, 0) == drawn(pieces, 3, 7, 0)
    assert len({tuple(drawn(pieces, 3, movie, 0)) for movie in range(30)}) > 15
    assert drawn(pieces, 20, 7, 0) == pieces

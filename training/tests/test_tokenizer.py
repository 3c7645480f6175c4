import pytest
from tokenizers import Tokenizer

from elm_train.tokenizer import (
    BOS_ID, OUT_ID, SLOT_ID, SPECIAL_TOKENS, encode_prompt, load_tokenizer, train_tokenizer,
)

TEXTS = ["A jealous doll and a lost boy share the long road home.", "The storm takes the house, and nobody laughs."]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return train_tokenizer(TEXTS * 20, vocabulary_size=320)


@pytest.mark.parametrize("text", ["A jealous doll.", "  two  spaces\n* a bullet", "Amélie – naïve “quotes” 映画", ""])
def test_decoding_is_exact(tokenizer: Tokenizer, text: str) -> None:
    assert tokenizer.decode(tokenizer.encode(text).ids) == text


def test_special_tokens_come_first_and_are_not_decoded(tokenizer: Tokenizer) -> None:
    assert [tokenizer.token_to_id(token) for token in SPECIAL_TOKENS] == list(range(len(SPECIAL_TOKENS)))
    assert tokenizer.decode([BOS_ID, *tokenizer.encode("the road").ids, OUT_ID]) == "the road"


def test_prompt_has_one_slot_for_each_mark(tokenizer: Tokenizer) -> None:
    prompt = encode_prompt(tokenizer, "Between {1} and {0}. Call {1} the second.")
    assert prompt.ids[0] == BOS_ID and prompt.ids[-1] == OUT_ID
    assert prompt.ids.count(SLOT_ID) == 3
    assert prompt.marks == (1, 0, 1)


def test_a_foreign_tokenizer_is_refused(tmp_path, tokenizer: Tokenizer) -> None:
    tokenizer.save(str(tmp_path / "own.json"))
    assert load_tokenizer(tmp_path / "own.json").get_vocab_size() == tokenizer.get_vocab_size()
    from elm_train import encoder

    with pytest.raises(ValueError, match="special tokens"):
        load_tokenizer(encoder.encoder_folder() / "tokenizer.json")

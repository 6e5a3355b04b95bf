"""Words in the gaps between times and quantities."""

import pytest

from pipeline.config import Config
from pipeline.draft import Draft, Quantity, Token
from pipeline.model import Source
from pipeline.offsets import Alignment, Coordinates
from pipeline.rulebook import RuleBook
from pipeline.rulebook.words import Words
from pipeline.stages import segment


def draft_of(text: str) -> Draft:
    draft = Draft(text, "x", Source("-", ""))
    draft.coordinates = Coordinates(text, text, Alignment.identity(len(text)))
    return draft


def test_an_item_is_one_token() -> None:
    draft = draft_of("出口总值1234.5亿元,同比增长3%")
    draft.quantities = [Quantity(4, 12, "money", "x"), Quantity(17, 19, "percent", "x")]
    segment.make(RuleBook.load(), Config())(draft)
    assert [token.text for token in draft.tokens] == ["出口", "总值", "1234.5亿元", ",", "同比", "增长", "3%"]
    assert [token.kind for token in draft.tokens if token.kind != "word"] == ["quantity", "quantity"]


@pytest.mark.parametrize(
    "text", ["", "  \n", "甲 乙\n丙", "软信企业达到", "王" * 5000 + "增加，" + "软件" * 900]
)
def test_tokens_are_the_text_without_blanks(text: str) -> None:
    draft = draft_of(text)
    segment.make(RuleBook.load(), Config())(draft)
    assert "".join(token.text for token in draft.tokens) == "".join(text.split())
    assert all(text[token.start : token.end] == token.text for token in draft.tokens)


def test_every_word_of_the_rules_stays_whole() -> None:
    entries = RuleBook.load().entries("words", Words)
    own = segment.tokenizer(entries)
    for entry in entries:
        for name in entry.names:
            assert Token(0, len(name), name) in [Token(0, len(word), word) for word in own.cut(name)], name
        for example in entry.examples:
            assert set(own.cut(example)) & set(entry.names), example
        for example in entry.counter_examples:
            assert not set(own.cut(example)) & set(entry.names), example


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("东湖及港铁公司", ["东湖", "及", "港", "铁", "公司"]),
        ("氹仔及路环", ["氹", "仔", "及", "路环"]),
        ("涉及参与埃及", ["涉及", "参与", "埃及"]),  # words of the dictionary stay whole
    ],
)
def test_a_conjunction_is_no_part_of_a_guessed_word(text: str, words: list[str]) -> None:
    draft = draft_of(text)
    segment.make(RuleBook.load(), Config())(draft)
    assert [token.text for token in draft.tokens] == words

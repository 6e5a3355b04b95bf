"""Tokens of the segmenter mended where it tears or glues what surrounds numbers: 保持|率达, 差为, 共设, 该|标案."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.draft import Token
from pipeline.facts.lexicon import NOTHING, OPEN_TAGS, Lexicon

# Parts of speech that a measure's last character does not attach to: 的|率, 和|额.
_CLOSED = frozenset(["p", "r", "c", "u", "y", "e", "o", "d", "zg"])

# Two words that the dictionary has as one: 略|低, 至|近, 拟|向.
_GLUED: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (frozenset({"adverb", "each"}), frozenset({"move", "differ"})),
    (frozenset({"to"}), frozenset({"bound"})),
    (frozenset({"status"}), frozenset({"preposition"})),
)


def mended(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """The same characters as words that name measures whole and have no 达, 为, 约 at their ends."""
    found: list[Token] = []
    for token in tokens:
        for part in _parts(token, lexicon) if token.kind == "word" else (token,):
            if found and _attaches(found[-1], part, lexicon):
                found[-1] = Token(found[-1].start, part.end, found[-1].text + part.text)
            else:
                found.append(part)
    return found


def _parts(token: Token, lexicon: Lexicon) -> list[Token]:
    """价格上涨 → 价格|上涨; 同比增加 → 同比|增加; 率达 → 率|达; 共设 → 共|设; 略降 → 略|降."""
    text = token.text
    if len(text) < 2 or text in lexicon.marks:
        return [token]
    torn = lexicon.torn(text)
    moves = len(text) > 2 and "move" in lexicon.marks.get(text[-2:], NOTHING)
    if moves and (torn or lexicon.of(text[:-2]) & {"end", "base", "adverb"}):
        return _split(token, len(text) - 2)
    first, last = lexicon.marks.get(text[0], NOTHING), lexicon.marks.get(text[1:], NOTHING)
    if (
        len(text) == 2
        and first
        and last
        and (torn or any(first & one and last & other for one, other in _GLUED))
    ):
        return _split(token, 1)
    if not torn:
        return [token]
    if text[-1] in lexicon.glued_ends:
        return _split(token, len(text) - 1)
    if text[0] in lexicon.glued_starts:
        return _split(token, 1)
    return [token]


def _split(token: Token, at: int) -> list[Token]:
    middle = token.start + at
    return [Token(token.start, middle, token.text[:at]), Token(middle, token.end, token.text[at:])]


def _attaches(before: Token, token: Token, lexicon: Lexicon) -> bool:
    """保持|率, 入院|率, 倍|差: one measure; 该|标案: one stand-in."""
    if before.end != token.start or before.kind != "word" or token.kind != "word":
        return False
    if before.text == "该":
        return (
            token.text.isalnum()
            and not lexicon.of(token.text)
            and lexicon.tags.get(token.text) not in OPEN_TAGS
        )
    if len(token.text) > 1 or token.text not in lexicon.measure_ends:
        return False
    marks = lexicon.of(before.text)
    closed = marks & {"adverb", "level", "preposition", "compare", "area", "body", "share"} - {"end"}
    held = before.text in ("保持", "维持")
    return before.text.isalpha() and (held or not closed) and lexicon.tags.get(before.text) not in _CLOSED

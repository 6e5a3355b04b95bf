"""Tokens of the segmenter mended where it tears or glues what surrounds numbers: 保持|率达, 差为, 共设, 该|标案."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.draft import Token
from pipeline.facts.lexicon import NOTHING, Lexicon, fused, tags

# Parts of speech that a measure's last character does not attach to: 的|率, 和|额.
_CLOSED = frozenset(["p", "r", "c", "u", "y", "e", "o", "d", "zg"])


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
    """价格上涨 → 价格|上涨; 率达 → 率|达; 共设 → 共|设."""
    text = token.text
    if len(text) < 2 or text in lexicon.marks:
        return [token]
    if len(text) >= 4:
        tail, head = lexicon.marks.get(text[-2:], NOTHING), text[:-2]
        if "move" in tail and "end" in lexicon.of(head):
            return _split(token, len(text) - 2)
    if text in fused():
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
        return token.text.isalnum() and not lexicon.of(token.text) and token.text not in tags()
    if len(token.text) > 1 or token.text not in lexicon.measure_ends:
        return False
    marks = lexicon.of(before.text)
    closed = marks & {"adverb", "level", "preposition", "compare", "area", "body", "share"} - {"end"}
    held = before.text in ("保持", "维持")
    return before.text.isalpha() and (held or not closed) and tags().get(before.text) not in _CLOSED

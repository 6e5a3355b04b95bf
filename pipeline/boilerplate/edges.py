"""Boilerplate glued to the body: brackets at the edges of a paragraph, notices behind its last sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.boilerplate.families import Families, Piece, Rule
from pipeline.boilerplate.lines import Line

# How much of a paragraph's end is looked at, and the longest bracket.
_REACH = 900
_BRACKET = 60
_CLOSE = ")]"
_OPEN = {")": "(", "]": "["}
# Behind the bracket of a Taiwanese agency stands the date as well: (编辑:某某)1140908.
_AFTER_BRACKET = re.compile(r"[\s。]*(?:1[01]\d{5})?[\s。]*$")
# A mark such as (完) is no notice.
_SHORTEST = 6
_STOPS = re.compile(r"[。!?][\")\]]*")


@dataclass(slots=True)
class Cut:
    """`text[start:end]` of a line goes because of `rule`; `pieces` are what it tells."""

    start: int
    end: int
    rule: Rule
    pieces: list[Piece]


def trailing(line: Line, families: Families, glued: bool) -> list[Cut]:
    """Brackets that close the paragraph (`(记者 张三)`) and a sentence that says where to enquire; where
    `glued`, all notices and furniture after its last sentence."""
    cuts: list[Cut] = []
    end = len(line.text)
    while True:
        cut = _bracket_before(line.text, end, families)
        if cut is None:
            cut = _glued_before(line.text, end, families, anything=glued)
        if cut is None:
            return cuts
        cuts.append(cut)
        end = len(line.text[: cut.start].rstrip())


def leading(line: Line, families: Families, start: int) -> list[Cut]:
    """A bracket that opens the paragraph, at `start` (0, or the end of its dateline)."""
    text = line.text
    while start < len(text) and text[start] == " ":
        start += 1
    if start < len(text) and text[start] in "([":
        end = _closing(text, start)
        if end is not None:
            return _inline(text, start, end, families)[:1]
    return []


def publishing_prefix(line: Line, families: Families) -> Cut | None:
    """Date, source and the like that stand on the line of the first sentence, before it."""
    pieces = families.furniture_at_start(line.text)
    while pieces and pieces[-1].rule.entry.where == "beside":
        pieces.pop()
    end = pieces[-1].match.end() if pieces else 0
    ranks = {piece.rule.entry.rank for piece in pieces if piece.rule.entry.rank}
    sources = [piece for piece in pieces if piece.rule.entry.role == "source"]
    if not ranks or not sources or end >= len(line.text) or not line.text[end].isspace():
        return None
    firm = next(piece.rule for piece in pieces if piece.rule.entry.rank)
    return Cut(0, end, firm, pieces)


def _bracket_before(text: str, end: int, families: Families) -> Cut | None:
    whole, from_here = end, max(0, end - 12)
    end = from_here + len(_AFTER_BRACKET.sub("", text[from_here:end]))
    if not end or text[end - 1] not in _CLOSE:
        return None
    start = text.rfind(_OPEN[text[end - 1]], max(0, end - _BRACKET), end)
    found = _inline(text, start, end, families) if start > 0 else []
    return replace(found[0], end=whole) if found else None


def _inline(text: str, start: int, end: int, families: Families) -> list[Cut]:
    inner = text[start + 1 : end - 1]
    for rule in families.inlines:
        match = rule.pattern.fullmatch(text, start + 1, end - 1)
        if match and not (rule.unless and rule.unless.search(inner)):
            return [Cut(start, end, rule, [Piece(rule, match)])]
    return []


def _glued_before(text: str, end: int, families: Families, anything: bool) -> Cut | None:
    """The last sentence before `end`, or what follows it, when it is a notice or furniture; unless `anything` may
    go, only 市民如有查询,请致电2150 0000."""
    stops = [found.end() for found in _STOPS.finditer(text, max(0, end - _REACH), end)]
    for start in reversed([stop for stop in stops if stop < end and text[stop:end].strip()]):
        pieces = families.furniture(text[:end], start)
        if (
            anything
            and pieces
            and end - start >= _SHORTEST
            and any(piece.rule.entry.where != "beside" for piece in pieces)
        ):
            return Cut(start, end, pieces[0].rule, pieces)
        sentence = families.sentences(text[:end], start)
        if (
            len(sentence) == 1
            and sentence[0].rule
            and not sentence[0].weak
            and (anything or sentence[0].rule.entry.kind == "contact")
            and (sentence[0].rule.entry.kind != "contact" or sentence[0].rule.entry.where == "anywhere")
        ):
            return Cut(start, end, sentence[0].rule, [])
        return None
    return None


def _closing(text: str, start: int) -> int | None:
    close = ")" if text[start] == "(" else "]"
    end = text.find(close, start, start + _BRACKET)
    return end + 1 if end > 0 else None

"""Hard-wrapped text: which line breaks are no more than the width of a page.

A typesetter fills lines greedily: a break is soft where the first unit of the next line would not have fitted.
Decided on evidence from the whole text, so that lists, tables and one-paragraph-per-line texts keep their breaks.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

# Columns; a Han character takes two. Narrower lines than this are no wrapped prose.
_NARROWEST = 40
_WIDEST = 160
# Fewer breaks inside a sentence than this are an accident.
_FEWEST = 3
# How far the lines that fill the page may fall short of it.
_SLACK = 4

_ENDS = tuple("。！？!?：:；;")
_CLOSERS = "”’」』）)】〕》 \t\r　"
_MARKER = re.compile(
    r"(?:[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）、.．]|第[一二三四五六七八九十\d]{1,3}[,，、章条]|[-–—•●○◆■□▪※*·‧＊①-⑳])\s*"
)
_UNIT = re.compile(r"[!-~]+|[０-９．，％]+|.")
_TABULAR = re.compile(r"\S(?:\t|[ \u3000]{2,})\S.*(?:\t|[ \u3000]{2,})\S")
_NO_START = "，。、；：！？）」』】》〉”’,.;:!?)]}%％"


@dataclass(slots=True)
class _Row:
    start: int
    text: str
    indent: int
    width: int
    tabular: bool


def soft_breaks(text: str) -> list[tuple[int, int]]:
    """The stretches of `text` (line break with the blanks around it) that only wrap a paragraph, in order."""
    rows = _rows(text)
    page = _page(rows)
    if page is None:
        return []
    soft = _soft_pairs(rows, page)
    inside = [row for row, _ in soft if not _ends_sentence(row.text)]
    if len(inside) < _FEWEST or not _reads_on(soft):
        return []
    return [
        (row.start + len(row.text), after.start + len(after.text) - len(after.text.lstrip()))
        for row, after in soft
    ]


def _soft_pairs(rows: list[_Row], page: int) -> list[tuple[_Row, _Row]]:
    base = _base_indent(rows)
    marked = _paragraphs_marked(rows)
    pairs: list[tuple[_Row, _Row]] = []
    hanging = False
    for row, after in itertools.pairwise(rows):
        hanging = bool(after.text) and (_hangs(row, after) or (hanging and after.indent == row.indent))
        if after.indent > base and not hanging:
            continue  # the first line of a paragraph
        if row.text and after.text and _fills(row, after, page, marked):
            pairs.append((row, after))
    return pairs


def _rows(text: str) -> list[_Row]:
    rows, at = [], 0
    for line in text.split("\n"):
        bare = line.rstrip()
        indent = _width(bare[: len(bare) - len(bare.lstrip())])
        # A line far wider than any page is no wrapped one: its exact width does not matter.
        width = _width(bare) if len(bare) <= _WIDEST else _WIDEST * 2
        rows.append(_Row(at, bare, indent, width, len(bare) <= _WIDEST and bool(_TABULAR.search(bare))))
        at += len(line) + 1
    return rows


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _page(rows: list[_Row]) -> int | None:
    """The width that the lines fill: the widest that several lines share and hardly any exceed; null for none."""
    widths = sorted((row.width for row in rows if row.text and not row.tabular), reverse=True)
    if not widths:
        return None
    spare = max(1, len(widths) // 8)  # a headline, an address or a notice may be wider
    for index in range(min(spare + 1, len(widths))):
        page = widths[index]
        near = sum(1 for width in widths[index:] if width >= page - _SLACK)
        if near >= max(_FEWEST, (len(widths) - index) // 4):
            return page if _NARROWEST <= page <= _WIDEST else None
    return None


def _base_indent(rows: list[_Row]) -> int:
    """The indent of the lines that go on: the smallest one that is no exception."""
    indents = Counter(row.indent for row in rows if row.text)
    return min(
        indent
        for indent, count in indents.items()
        if count * 4 >= indents.total() or count == max(indents.values())
    )


def _paragraphs_marked(rows: list[_Row]) -> bool:
    """Whether blank lines or indents show where paragraphs begin, so that a full line may end with a sentence."""
    indents = {row.indent for row in rows if row.text}
    return len(indents) > 1 or sum(not row.text for row in rows[1:-1]) >= 2


def _fills(row: _Row, after: _Row, page: int, marked: bool) -> bool:
    """Whether the line was full: what the next one begins with had no room in it."""
    if row.tabular or after.tabular or row.width > page or after.width > page:
        return False
    begin = after.text.lstrip()
    if _MARKER.match(begin) and _ends_sentence(row.text):
        return False
    if row.width + _width(_first_unit(begin)) < page:
        return False
    return marked or not _ends_sentence(row.text)


def _hangs(row: _Row, following: _Row) -> bool:
    """Whether the next line stands under the words of a list item: its indent is that of the words."""
    marker = _MARKER.match(row.text.lstrip())
    return marker is not None and abs(following.indent - row.indent - _width(marker.group())) <= 2


def _first_unit(text: str) -> str:
    """What a typesetter would not have parted: a word or a character, with the signs that may not begin a line."""
    found = _UNIT.match(text)
    unit = found.group() if found else ""
    at = len(unit)
    while at < len(text) and text[at] in _NO_START and at < len(unit) + 2:
        at += 1
    return text[:at]


def _ends_sentence(text: str) -> bool:
    return text.rstrip(_CLOSERS).endswith(_ENDS)


def _reads_on(soft: list[tuple[_Row, _Row]]) -> bool:
    """Whether the paragraphs that result end like paragraphs. Headlines of one length end in no full stop."""
    opens = {row.start for row, _ in soft}
    last = [after for _, after in soft if after.start not in opens]
    return sum(_ends_sentence(row.text) for row in last) * 10 >= len(last) * 6

"""The head of a table that was stored with one cell a line: which of the lines before its rows are over which columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.draft import Stretch
from pipeline.layout.lines import Line
from pipeline.layout.splitting import EMPTY, Row
from pipeline.layout.stacked_patterns import Pattern
from pipeline.layout.two_rows import below_of, two_rows
from pipeline.shapes import Shapes

# Lines of a head that were broken: (亿元) and % belong to the name above them.
_BROKEN = ("(", "%", "/")
_LONGEST_BRACKET = 8
_DATED = re.compile(r"\((?:\d{4}[-./年])?\d{1,2}[-./月]\d{1,2}日?(?:[-~至]\d[\d./月日-]{0,9})?\)")


@dataclass(slots=True)
class Head:
    """The rows of a head, the line at which they begin, whether they begin well, and the headings of sections below."""

    rows: list[Row]
    first: int
    well: bool
    sections: list[Row] = field(default_factory=list)
    whole: bool = False


def head_of(lines: Sequence[Line], pattern: Pattern, below: Sequence[list[str]], shapes: Shapes) -> Head:
    """What of the lines before the rows is their head; what stands before it is no part of the table."""
    cells: list[tuple[Stretch, str]] = []
    starts: list[int] = []
    units = _unit_row(lines, pattern)
    for at, line in enumerate(lines[: len(lines) - pattern.figures] if units else lines):
        if shapes.has("declaration", line.text) and "=" not in line.text and not line.text.startswith("(%"):
            stubbed = any(shapes.stub(text) for _, text in cells)
            stubbed = stubbed or any(text.endswith(")") for _, text in cells[1:])
            if not (stubbed and shapes.has("unit_head", line.text)):  # 零售商类别|10月|百万港元, 学费|(元)
                cells, starts = [], []
                continue
        if cells and goes_on(cells[-1][1], line.text, shapes):
            last, text = cells[-1]
            cells[-1] = (Stretch(last.start, line.end), text + line.text)
            continue
        cells.append((Stretch(line.start, line.end), line.text))
        starts.append(at)
    found: list[tuple[tuple[bool, bool, int, int], Head]] = []
    for dropped in range(min(3, len(cells))):  # 流动资产: between the head and the first row
        texts = [text for _, text in cells[: len(cells) - dropped]]
        for order, (rows, used) in enumerate(_arrangements(texts, pattern, below, shapes)):
            offset = len(texts) - used
            first = texts[offset]
            if order and not _two_rows([[texts[offset + at] for at in row if at >= 0] for row in rows]):
                continue  # 品种|规格|均价|涨幅 and the section 粮油 are as many
            well = shapes.stub(first) or (pattern.types[0] and shapes.has("rank_column", first))
            if any(text.endswith(":") for text in texts[offset:]) or (dropped and not well):
                continue
            made = [
                Row([cells[offset + index][0] if index >= 0 else EMPTY for index in row], [], 0)
                for row in rows
            ]
            sections = [Row([cell], [], 0) for cell, _ in cells[len(texts) :]]
            head = Head(
                [*made, Row(units, [], 0)] if units else made,
                starts[offset],
                well,
                sections,
                well and not offset,
            )
            found.append(((well, well and not offset, -dropped, -order), head))
            if head.whole or not well or not shapes.stub(texts[0]):
                break  # 学院 may stand before 专业名称, which begins a head of one row less
    return max(found, key=lambda pair: pair[0])[1] if found else Head([], len(lines), False)


def goes_on(before: str, text: str, shapes: Shapes) -> bool:
    """Whether a line goes on with the name of the column on the line before: 学费|(元), 本期比上年|同期增减(%)."""
    if text.startswith(_BROKEN) and len(text) <= _LONGEST_BRACKET:
        return True
    if _DATED.fullmatch(text):
        return True  # 本期|(2024-11-15)
    return shapes.has("head_opened", before) and shapes.has("head_goes_on", text)


def _unit_row(lines: Sequence[Line], pattern: Pattern) -> list[Stretch]:
    """(℃) (℃) (毫米) below the names: the units of the columns of figures."""
    last = lines[len(lines) - pattern.figures :] if pattern.figures > 1 else []
    if len(last) < 2 or not all(
        line.text[0] == "(" and line.text[-1] == ")" and len(line.text) <= 8 for line in last
    ):
        return []
    following = iter(last)
    row = []
    for at, figure in enumerate(pattern.types):
        line = next(following) if figure and not (pattern.ranked and at == 0) else None
        row.append(Stretch(line.start, line.end) if line else EMPTY)
    return row


def _arrangements(
    texts: list[str], pattern: Pattern, below: Sequence[list[str]], shapes: Shapes
) -> Iterator[tuple[list[list[int]], int]]:
    """Ways in which the last cells before the first row can be its head, the best one first."""
    width, named, count = pattern.width, pattern.named, len(texts)
    figures = width - named

    def begins(used: int) -> bool:
        if used > count:
            return False
        first = texts[count - used]
        numbered = pattern.types[0] and shapes.has("rank_column", first)
        return numbered or (not pattern.ranked and shapes.stub(first))

    # the head twice or thrice, for tables printed side by side, with a line of bases below
    for times in (3, 2):
        for extra in (figures * times, width * times, 0):
            used = width * times + extra
            if used <= count:
                head = texts[count - used : count - used + width]
                if all(texts[count - used + width * index :][:width] == head for index in range(times)):
                    bases = [below_of(width * times, extra // times, width)] if extra else []
                    yield [list(range(width)), *bases], used
    # a single row that begins like one
    if begins(width):
        yield [list(range(width))], width
    # a name that was broken, whose first line is the column before it: 8月|1-8月|1-8月 同比增长
    if begins(width + 1):
        texts_used = texts[count - width - 1 :]
        for second in range(max(named, 1), width):
            if texts_used[second] == texts_used[second - 1]:
                upper = [*range(second + 1), *range(second + 2, width + 1)]
                yield [upper, _only(second, second + 1, width)], width + 1
    at = next((at for at in range(count - 1, -1, -1) if texts[at].endswith(":")), -1) + 1
    yield from two_rows(texts, named, figures, begins, below, at)
    # a row of bases or units below the names
    for extra in (figures, width):
        if begins(width + extra):
            yield [list(range(width)), below_of(width, extra, width)], width + extra
    nameless = named == 1 and 1 < figures <= count
    if width <= count and not (nameless and _is_title(texts[count - width], texts[count - figures :])):
        yield [list(range(width))], width
    if nameless:
        yield [below_of(0, figures, width)], figures


def _only(column: int, cell: int, width: int) -> list[int]:
    """A row with one cell."""
    return [cell if at == column else -1 for at in range(width)]


def _two_rows(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the names tell that they stand in two rows: units in the upper one alone, or names that come back in the
    lower one."""
    if len(rows) < 2:
        return False
    upper, lower = rows[0], rows[1]
    bracketed = [any(name.endswith((")", "%")) for name in row) for row in (upper, lower)]
    return bracketed == [True, False] or len(set(lower)) < len(lower)


def _is_title(text: str, heads: Sequence[str]) -> bool:
    """Whether the first of the lines over the rows is the title of the table, whose names have no head of their own."""
    return len(text) >= 10 and len(text) > 1.3 * sum(map(len, heads)) / len(heads)

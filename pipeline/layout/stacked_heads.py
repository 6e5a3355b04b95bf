"""The head of a table that was stored with one cell a line: which of the lines before its rows are over which columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.draft import Stretch
from pipeline.layout.lines import Line
from pipeline.layout.splitting import EMPTY, Row
from pipeline.layout.spreading import anew, spread_sizes
from pipeline.layout.stacked_patterns import Pattern
from pipeline.shapes import Shapes

# Lines of a head that were broken: (亿元) and % belong to the name above them.
_BROKEN = ("(", "%", "/")
_LONGEST_BRACKET = 8
_DATED = re.compile(r"\((?:\d{4}[-./年])?\d{1,2}[-./月]\d{1,2}日?(?:[-~至]\d[\d./月日-]{0,9})?\)")
_YEARS = re.compile(r"(?:\d{3,4}|[〇零一二三四五六七八九]{4})年?")


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
            if head.whole or not well:
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
                    bases = [_below(width * times, extra // times, width)] if extra else []
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
    # two rows, the upper one over several columns each
    for tops in range(1, figures):
        used = named + tops + figures
        if figures % tops or not begins(used) or (tops == 1 and _mixed(texts[count - figures :])):
            continue
        if tops > 1 or not _units_both(texts[count - used + named :]):
            upper = list(range(named))
            for index in range(tops):
                upper += [named + index] * (figures // tops)
            yield [upper, _below(named + tops, figures, width)], used
    # two rows, whose lower one begins or ends anew below each upper name: 金额|构成比|增减, 金额|增减
    for stubs in (named, 0):
        for tops in range(2, figures):
            used = stubs + tops + figures
            if used > count or (stubs and not begins(used)):
                continue
            begun = next((sizes for sizes in anew(texts[count - figures :]) if len(sizes) == tops), None)
            uppers = texts[count - used + stubs :][:tops]
            if begun is None or (not stubs and not all(_YEARS.fullmatch(text) for text in uppers)):
                continue
            over = [stubs + at for at, size in enumerate(begun) for _ in range(size)]
            front = list(range(named)) if stubs else [-1] * named
            yield [front + over, _below(stubs + tops, figures, width)], used
    # two rows, the upper one over several columns here and there: 平均票价(现时, 新)|加幅
    for tops, lower in ((t, n) for t in range(2, figures) for n in range(2, figures)):
        used = named + tops + lower
        if figures > lower and begins(used):
            names = texts[count - used + named :]
            sizes = spread_sizes(names[:tops], names[tops:], figures, below)
            if sizes is not None:
                yield _uneven(named, sizes), used
    # a row of bases or units below the names
    for extra in (figures, width):
        if begins(width + extra):
            yield [list(range(width)), _below(width, extra, width)], width + extra
    nameless = named == 1 and 1 < figures <= count
    if width <= count and not (nameless and _is_title(texts[count - width], texts[count - figures :])):
        yield [list(range(width))], width
    if nameless:
        yield [_below(0, figures, width)], figures


def _only(column: int, cell: int, width: int) -> list[int]:
    """A row with one cell."""
    return [cell if at == column else -1 for at in range(width)]


def _units_both(heads: Sequence[str]) -> bool:
    """平均票价(元) cannot be over 加幅(%)."""
    return heads[0].endswith(")") and any(head.endswith((")", "%")) for head in heads[1:])


def _two_rows(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the names tell that they stand in two rows: units in the upper one alone, or names that come back in the
    lower one."""
    if len(rows) < 2:
        return False
    upper, lower = rows[0], rows[1]
    bracketed = [any(name.endswith((")", "%")) for name in row) for row in (upper, lower)]
    return bracketed == [True, False] or len(set(lower)) < len(lower)


def _mixed(heads: Sequence[str]) -> bool:
    """比重|2020年|2010年 are not under one head."""
    years = sum(_YEARS.fullmatch(head) is not None for head in heads)
    return 0 < years < len(heads)


def _uneven(named: int, sizes: Sequence[int]) -> list[list[int]]:
    """The two rows of a head whose upper names are over so many columns each; over one they have no name below."""
    over: list[int] = list(range(named))
    under = [-1] * named
    following = iter(range(named + len(sizes), named + len(sizes) + sum(sizes)))
    for at, size in enumerate(sizes):
        over += [named + at] * size
        under += [next(following) if size > 1 else -1 for _ in range(size)]
    return [over, under]


def _is_title(text: str, heads: Sequence[str]) -> bool:
    """Whether the first of the lines over the rows is the title of the table, whose names have no head of their own."""
    return len(text) >= 10 and len(text) > 1.3 * sum(map(len, heads)) / len(heads)


def _below(start: int, count: int, width: int) -> list[int]:
    """A row of `count` cells from `start` on, to the right; -1 is an empty cell."""
    return [-1] * (width - count) + list(range(start, start + count))

"""Tables that were stored with one cell a line: rows put together again by where figures come back.

城市            the head, one or two rows of it
环比
同比
江州            a name and its figures, again and again
100.2
101.4
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pipeline.draft import Stretch
from pipeline.layout.lines import Line
from pipeline.layout.ragged import ragged_of
from pipeline.layout.splitting import Row
from pipeline.layout.spreading import anew, first_spread
from pipeline.layout.statement import statement_of
from pipeline.shapes import Shapes

# Fewer figures or rows than this are no table.
_FEWEST_FIGURES, _FEWEST_ROWS = 3, 2
_MOST_COLUMNS = 16
# How the rows look is told by so many lines.
_SAMPLE = 240
# Lines of a head that were broken: (亿元) and % belong to the name above them.
_BROKEN = ("(", "%", "/")
_EMPTY = Stretch(0, 0)
_YEARS = re.compile(r"(?:\d{3,4}|[〇零一二三四五六七八九]{4})年?")


@dataclass(slots=True)
class Stack:
    """The lines `first` up to `last` (not included) in rows; `heads` of them name the columns."""

    first: int
    last: int
    rows: list[Row]
    heads: int


@dataclass(slots=True)
class _Pattern:
    """The cells of a row: true for a figure. `ranked`: the first one is a running number, which the total lacks."""

    types: list[bool]
    ranked: bool = False

    @property
    def width(self) -> int:
        return len(self.types)

    @property
    def figures(self) -> int:
        return sum(self.types) - self.ranked

    @property
    def named(self) -> int:
        """How many cells stand before the figures."""
        return self.types.index(True, self.ranked)


@dataclass(slots=True)
class _Try:
    """One way to read the lines: `first` the line of the head, `begin` of the rows, `end` behind them."""

    pattern: _Pattern
    rows: list[Row]
    begin: int
    end: int
    head: list[Row] = field(default_factory=list)
    first: int = 0
    well: bool = False
    """Whether the head begins like one: 指标, 城市, 序号."""
    whole: bool = False
    """Whether nothing stands between the text before and such a head."""


def stack_of(lines: Sequence[Line], shapes: Shapes) -> Stack | None:
    """The table in a run of short lines; null where figures do not come back evenly."""
    accounts = statement_of(lines, shapes)
    if accounts is not None:
        before = _either(lines[: accounts.first], shapes)
        return before or Stack(accounts.first, accounts.last, accounts.rows, accounts.heads)
    return _either(lines, shapes)


def _either(lines: Sequence[Line], shapes: Shapes) -> Stack | None:
    """By figures that come back evenly, or by a head where rows lack cells, whichever has more of the figures."""
    even = _even(lines, shapes)
    ragged = ragged_of(lines, shapes)
    if ragged is None:
        return even
    if even is not None:
        if even.last <= ragged.first:
            return even
        width = max(len(row.cells) for row in even.rows)
        cells = [cell for row in even.rows[even.heads :] if len(row.cells) == width for cell in row.cells]
        starts = {cell.start for cell in cells if cell.end > cell.start}
        figures = sum(
            line.start in starts and shapes.value(line.text) for line in lines[even.first : even.last]
        )
        if figures > ragged.figures or (figures == ragged.figures and not ragged.remarks):
            return even
    return Stack(ragged.first, ragged.last, ragged.rows, 1)


def _even(lines: Sequence[Line], shapes: Shapes) -> Stack | None:
    """A table whose rows all have as many cells."""
    values = _Values(lines, shapes)
    if sum(values) < _FEWEST_FIGURES:
        return None
    sample = lines[:_SAMPLE]
    kinds = values if len(sample) == len(lines) else _Values(sample, shapes)
    best: _Try | None = None
    for pattern, begin in _patterns(sample, kinds) if True in kinds else ():
        found = _tried(sample, kinds, pattern, begin, shapes)
        if found is not None and (best is None or _worth(found) > _worth(best)):
            best = found
            if found.well and found.whole and found.end - found.begin >= len(sample) - found.begin - 3:
                break
    if best is not None and len(lines) > len(sample):
        best = _tried(lines, values, best.pattern, best.begin, shapes)
    if best is None:
        return None
    return Stack(best.first, best.end, [*best.head, *best.rows], len(best.head))


class _Values(list[bool]):
    """Which lines are cells of figures; one that says there is no value may stand for a word as well: a unit that is —."""

    def __init__(self, lines: Sequence[Line], shapes: Shapes) -> None:
        super().__init__(shapes.value(line.text) for line in lines)
        self._missing = [
            value and not shapes.figure(line.text) for value, line in zip(self, lines, strict=True)
        ]

    def fits(self, at: int, types: list[bool]) -> bool:
        """Whether the lines from `at` on are cells of these types."""
        if at + len(types) > len(self) or (types and self[at] != types[0]):
            return False
        return all(self[at + step] == kind or self._missing[at + step] for step, kind in enumerate(types))


def _worth(found: _Try) -> tuple[bool, bool, int]:
    return found.well, found.whole, found.end - found.begin


def _tried(
    lines: Sequence[Line], values: _Values, pattern: _Pattern, begin: int, shapes: Shapes
) -> _Try | None:
    rows, end = _rows(lines, values, begin, pattern, shapes)
    full = sum(1 for row in rows if len(row.cells) == pattern.width)
    figures = sum(shapes.figure(lines[at].text) for at in range(begin, end))
    if lines[begin].text[0] == "(" and lines[begin].text[-1] == ")":
        return None  # a unit, which belongs to the head
    if full < _FEWEST_ROWS or figures < _FEWEST_FIGURES or full * pattern.width * 10 < (end - begin) * 6:
        return None
    found = _Try(pattern, rows, begin, end)
    width = pattern.width
    below = [line.text for line in lines[begin : min(end, begin + 30 * width)]]
    cut = [below[index : index + width][pattern.named :] for index in range(0, len(below), width)]
    sample = [row for row in cut if len(row) == width - pattern.named]
    head = _head(lines[:begin], pattern, sample, shapes)
    found.head, found.first, found.well, found.whole = head.rows, head.first, head.well, head.whole
    found.rows = [*head.sections, *found.rows]
    if not found.head and (pattern.figures == 1 or full < 3):
        return None
    if figures < 4 and not found.well:
        return None
    return found


def _patterns(lines: Sequence[Line], values: _Values) -> Iterator[tuple[_Pattern, int]]:
    """The rows that the lines may consist of, each with the line at which they may begin."""
    by_runs = _by_runs(lines, values)
    if by_runs is not None:
        begin = _first_row(values, by_runs)
        if begin is not None:
            yield by_runs, begin
            names = by_runs.types.index(True) if not by_runs.ranked else 1
            for after in range(1, names):  # words behind the figures: 首要污染物, 风力
                rotated = by_runs.types[after:] + [False] * after
                yield _Pattern(rotated), begin + after
    yield from _locally(values)
    first = values.index(True)
    for size in _periods(values, first):
        for begin in range(max(0, first - size + 1), first + 1):
            types = values[begin : begin + size]
            if len(types) == size and True in types and False in types:
                ranked = types[0] and _numbered([lines[at].text for at in range(begin, len(lines), size)])
                if ranked and sum(types) == 1:
                    continue
                yield _Pattern(types, ranked), begin


def _by_runs(lines: Sequence[Line], values: _Values) -> _Pattern | None:
    """One name or two, then figures: the commonest row."""
    runs = [(kind, len(list(group))) for kind, group in groupby(values)]
    figures = [size for kind, size in runs if kind]
    if len(figures) < _FEWEST_ROWS:
        return None
    size, count = Counter(figures).most_common(1)[0]
    names = Counter(size for at, (kind, size) in enumerate(runs) if not kind and 0 < at < len(runs) - 1)
    common = names.most_common(1)[0][0] if names else 1
    if common > 3 or size > _MOST_COLUMNS or count * 10 < len(figures) * 6:
        return None
    before = [lines[at - 1].text for at in range(1, len(values)) if values[at - 1] and not values[at]]
    ranked = size > 1 and _numbered(before)
    return _Pattern([True] * ranked + [False] * common + [True] * (size - ranked), ranked)


def _locally(values: _Values) -> Iterator[tuple[_Pattern, int]]:
    """The first two rows that are alike: another table may follow in the same run of lines."""
    runs = [(kind, len(list(group))) for kind, group in groupby(values)]
    at = 0
    for index, (kind, size) in enumerate(runs):
        if kind and index + 2 < len(runs):
            names, figures = runs[index + 1][1], runs[index + 2][1]
            if names <= 2 and figures == size <= _MOST_COLUMNS and at >= names:
                yield _Pattern([False] * names + [True] * size), at - names
                return
        at += size


def _periods(values: _Values, first: int) -> list[int]:
    """Distances at which figures and words come back: the shorter first."""
    last = len(values) - 1 - values[::-1].index(True)
    body = values[max(0, first - 1) : last + 1]
    found = []
    for size in range(2, min(_MOST_COLUMNS, len(body) // 2) + 1):
        same = sum(a == b for a, b in zip(body, body[size:], strict=False))
        if same * 100 >= (len(body) - size) * 88:
            found.append(size)
            if len(found) == 2:
                break
    return found


def _numbered(texts: Sequence[str]) -> bool:
    """Running numbers, equal ones among them: 1, 2, 2, 4."""
    if len(texts) < 3 or texts[0] != "1":
        return False
    return all(text in (str(at + 1), texts[at - 1]) for at, text in enumerate(texts[:4]) if at)


def _first_row(values: _Values, pattern: _Pattern) -> int | None:
    """Where the first line that fits a whole row begins."""
    for at in range(len(values)):
        size = _fits(values, at, pattern)
        if size and (at + size == len(values) or not values[at + size] or pattern.ranked):
            return at
    return None


def _fits(values: _Values, at: int, pattern: _Pattern) -> int:
    """How many lines from `at` on are a whole row; 0 where they are none."""
    if values.fits(at, pattern.types):
        return pattern.width
    if pattern.ranked and values.fits(at, pattern.types[1:]):
        return pattern.width - 1
    return 0


def _rows(
    lines: Sequence[Line], values: _Values, begin: int, pattern: _Pattern, shapes: Shapes
) -> tuple[list[Row], int]:
    """The rows from `begin` on, and the line after the last one. A name without figures heads those below it."""
    rows: list[Row] = []
    at, end = begin, begin
    named = pattern.named
    while at < len(lines):
        size = _fits(values, at, pattern)
        if size:
            rows.append(_row(lines[at : at + size], pattern.width - size))
            at += size
            end = at
            continue
        if values[at] and not pattern.types[0]:
            break  # more or fewer figures than columns
        if shapes.has("note", lines[at].text) or shapes.has("table_title", lines[at].text):
            break
        if any(_fits(values, at + ahead, pattern) and not any(values[at : at + ahead]) for ahead in (1, 2)):
            rows.append(_row(lines[at : at + 1]))
            at += 1
            continue
        short = named
        while at + short < len(values) and values[at + short]:
            short += 1
        if short == named or any(values[at : at + named]) or at + short >= len(lines) or named == 0:
            break
        rows.append(_row(lines[at : at + short]))  # a row that lacks cells
        at += short
    while rows and rows[-1].cells[-1].start >= (lines[end - 1].end if end else 0):
        rows.pop()
    return rows, end


def _row(lines: Sequence[Line], missing: int = 0) -> Row:
    """The cells of a row; `missing` at its start are empty."""
    cells = [_EMPTY] * missing + [Stretch(line.start, line.end) for line in lines]
    return Row(cells, [], lines[0].indent)


@dataclass(slots=True)
class _Head:
    """The rows of a head, the line at which they begin, whether they begin well, and the headings of sections below."""

    rows: list[Row]
    first: int
    well: bool
    sections: list[Row] = field(default_factory=list)
    whole: bool = False


def _head(lines: Sequence[Line], pattern: _Pattern, below: Sequence[list[str]], shapes: Shapes) -> _Head:
    """What of the lines before the rows is their head; what stands before it is no part of the table."""
    cells: list[tuple[Stretch, str]] = []
    starts: list[int] = []
    units = _unit_row(lines, pattern)
    for at, line in enumerate(lines[: len(lines) - pattern.figures] if units else lines):
        if shapes.has("declaration", line.text) and "=" not in line.text and not line.text.startswith("(%"):
            stubbed = any(shapes.has("stub_head", text) for _, text in cells)
            if not (stubbed and shapes.has("unit_head", line.text)):  # 零售商类别|10月|百万港元|按年变动
                cells, starts = [], []
                continue
        if cells and line.text.startswith(_BROKEN) and len(line.text) <= 8:
            last, text = cells[-1]
            cells[-1] = (Stretch(last.start, line.end), text + line.text)
            continue
        cells.append((Stretch(line.start, line.end), line.text))
        starts.append(at)
    found: list[tuple[tuple[bool, bool, int], _Head]] = []
    for dropped in range(min(3, len(cells))):  # 流动资产: between the head and the first row
        texts = [text for _, text in cells[: len(cells) - dropped]]
        for rows, used in _arrangements(texts, pattern, below, shapes):
            offset = len(texts) - used
            first = texts[offset]
            well = shapes.has("stub_head", first) or (pattern.types[0] and shapes.has("rank_column", first))
            if any(text.endswith(":") for text in texts[offset:]) or (dropped and not well):
                continue
            made = [
                Row([cells[offset + index][0] if index >= 0 else _EMPTY for index in row], [], 0)
                for row in rows
            ]
            sections = [Row([cell], [], 0) for cell, _ in cells[len(texts) :]]
            head = _Head(
                [*made, Row(units, [], 0)] if units else made,
                starts[offset],
                well,
                sections,
                well and not offset,
            )
            found.append(((well, well and not offset, -dropped), head))
            break
    return max(found, key=lambda pair: pair[0])[1] if found else _Head([], len(lines), False)


def _unit_row(lines: Sequence[Line], pattern: _Pattern) -> list[Stretch]:
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
        row.append(Stretch(line.start, line.end) if line else _EMPTY)
    return row


def _arrangements(
    texts: list[str], pattern: _Pattern, below: Sequence[list[str]], shapes: Shapes
) -> Iterator[tuple[list[list[int]], int]]:
    """Ways in which the last cells before the first row can be its head, the best one first."""
    width, named, count = pattern.width, pattern.named, len(texts)
    figures = width - named

    def begins(used: int) -> bool:
        if used > count:
            return False
        first = texts[count - used]
        numbered = pattern.types[0] and shapes.has("rank_column", first)
        return numbered or (not pattern.ranked and shapes.has("stub_head", first))

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
        if figures % tops or not begins(used):
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
        spread = tops - (figures - lower)
        used = named + tops + lower
        if spread >= 1 and spread < tops and lower % spread == 0 and begins(used):
            names = texts[count - used + named :][:tops]
            at = first_spread(names, spread, lower // spread, below)
            if at is not None:
                yield _uneven(named, tops, lower, spread, at), used
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


def _uneven(named: int, tops: int, lower: int, spread: int, first: int) -> list[list[int]]:
    """The two rows of a head of which `spread` upper names from `first` on are over several lower ones."""
    over: list[int] = list(range(named))
    under = [-1] * named
    following = iter(range(named + tops, named + tops + lower))
    for at in range(tops):
        inside = first <= at < first + spread
        each = lower // spread if inside else 1
        over += [named + at] * each
        under += [next(following) if inside else -1 for _ in range(each)]
    return [over, under]


def _is_title(text: str, heads: Sequence[str]) -> bool:
    """Whether the first of the lines over the rows is the title of the table, whose names have no head of their own."""
    return len(text) >= 10 and len(text) > 1.3 * sum(map(len, heads)) / len(heads)


def _below(start: int, count: int, width: int) -> list[int]:
    """A row of `count` cells from `start` on, to the right; -1 is an empty cell."""
    return [-1] * (width - count) + list(range(start, start + count))

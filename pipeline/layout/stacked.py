"""Tables that were stored with one cell a line: rows put together again by where figures come back.

城市            the head, one or two rows of it
环比
同比
江州            a name and its figures, again and again
100.2
101.4
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.draft import Stretch
from pipeline.layout.lines import Line
from pipeline.layout.shapes import Shapes
from pipeline.layout.splitting import Row

# Fewer figures or rows than this are no table.
_FEWEST_FIGURES, _FEWEST_ROWS = 4, 2
_MOST_COLUMNS = 16
# Lines of a head that were broken: (亿元) and % belong to the name above them.
_BROKEN = ("(", "%", "/")
_EMPTY = Stretch(0, 0)


@dataclass(slots=True)
class Stack:
    """The lines `first` up to `last` (not included) in rows; `heads` of them name the columns."""

    first: int
    last: int
    rows: list[Row]
    heads: int


@dataclass(slots=True)
class _Pattern:
    """A row: `names` cells of words and `figures` of figures, after a running number where `ranked`."""

    names: int
    figures: int
    ranked: bool = False

    @property
    def width(self) -> int:
        return self.names + self.figures + self.ranked

    @property
    def types(self) -> list[bool]:
        return [True] * self.ranked + [False] * self.names + [True] * self.figures


def stack_of(lines: Sequence[Line], shapes: Shapes) -> Stack | None:
    """The table in a run of short lines; null where figures do not come back evenly."""
    values = [shapes.value(line.text) for line in lines]
    if sum(values) < _FEWEST_FIGURES:
        return None
    pattern = _pattern(lines, values, shapes)
    if pattern is None:
        return None
    begin = _first_row(values, pattern, lines)
    if begin is None:
        return None
    rows, end = _rows(lines, values, begin, pattern, shapes)
    full = [row for row in rows if len(row.cells) == pattern.width]
    figures = sum(shapes.figure(lines[at].text) for at in range(begin, end))
    if len(full) < _FEWEST_ROWS or figures < _FEWEST_FIGURES:
        return None
    if len(full) * pattern.width * 10 < (end - begin) * 6:
        return None
    head, first = _head(lines[:begin], pattern, shapes)
    if not head and (pattern.figures == 1 or len(full) < 3):
        return None
    return Stack(first, end, [*head, *rows], len(head))


def _pattern(lines: Sequence[Line], values: list[bool], shapes: Shapes) -> _Pattern | None:
    runs = [(kind, len(list(group))) for kind, group in groupby(values)]
    figures = [size for kind, size in runs if kind]
    if len(figures) < _FEWEST_ROWS:
        return None
    size, count = Counter(figures).most_common(1)[0]
    names = Counter(size for at, (kind, size) in enumerate(runs) if not kind and 0 < at < len(runs) - 1)
    common = names.most_common(1)[0][0] if names else 1
    if common > 3 or size > _MOST_COLUMNS:
        return None
    ranked = size > 1 and figures[0] == 1 and _counts_up(lines, values)
    pattern = _Pattern(common, size - ranked, ranked)
    return pattern if count * 10 >= len(figures) * 6 and pattern.figures else None


def _counts_up(lines: Sequence[Line], values: list[bool]) -> bool:
    """Whether the figure before each name is a running number: 1, 2, 3 …"""
    before = [
        lines[at - 1].text
        for at in range(1, len(values))
        if values[at - 1] and not values[at]
    ]  # fmt: skip
    return len(before) >= 2 and before[:3] == [str(number) for number in range(1, len(before[:3]) + 1)]


def _first_row(values: list[bool], pattern: _Pattern, lines: Sequence[Line]) -> int | None:
    """Where the first line that fits a whole row begins."""
    types, width = pattern.types, pattern.width
    for at in range(len(values) - width + 1):
        if values[at : at + width] == types and (
            at + width == len(values) or not values[at + width] or pattern.ranked
        ):
            return at
    return None


def _rows(
    lines: Sequence[Line], values: list[bool], begin: int, pattern: _Pattern, shapes: Shapes
) -> tuple[list[Row], int]:
    """The rows from `begin` on, and the line after the last one. A name without figures heads those below it."""
    rows: list[Row] = []
    types, width = pattern.types, pattern.width
    at, end = begin, begin
    while at < len(lines):
        if values[at : at + width] == types:
            rows.append(_row(lines[at : at + width]))
            at += width
            end = at
            continue
        if values[at]:
            break  # more or fewer figures than columns
        if shapes.has("note", lines[at].text) or shapes.has("table_title", lines[at].text):
            break
        following = at + 1
        if values[following : following + width] == types or (
            not pattern.ranked and following < len(lines) and not values[following]
            and values[following + 1 : following + 1 + width] == types
        ):  # fmt: skip
            rows.append(_row(lines[at : at + 1]))
            at = following
            continue
        short = 0
        while at + pattern.names + short < len(values) and values[at + pattern.names + short]:
            short += 1
        if not short or at + pattern.names + short >= len(lines):
            break
        rows.append(_row(lines[at : at + pattern.names + short]))  # a row that lacks cells
        at += pattern.names + short
    while rows and rows[-1].cells[0].start >= (lines[end - 1].end if end else 0):
        rows.pop()
    return rows, end


def _row(lines: Sequence[Line]) -> Row:
    return Row([Stretch(line.start, line.end) for line in lines], [], lines[0].indent)


def _head(lines: Sequence[Line], pattern: _Pattern, shapes: Shapes) -> tuple[list[Row], int]:
    """The rows of the head, and the line at which they begin; the lines before are no part of the table."""
    cells: list[tuple[Stretch, str]] = []
    starts: list[int] = []
    for at, line in enumerate(lines):
        if shapes.has("declaration", line.text) and "=" not in line.text and not line.text.startswith("(%"):
            cells, starts = [], []
            continue
        if cells and line.text.startswith(_BROKEN) and len(line.text) <= 8:
            last, text = cells[-1]
            cells[-1] = (Stretch(last.start, line.end), text + line.text)
            continue
        cells.append((Stretch(line.start, line.end), line.text))
        starts.append(at)
    width, named = pattern.width, pattern.width - pattern.figures
    texts = [text for _, text in cells]
    for rows, used in _arrangements(texts, width, named, pattern.figures, shapes):
        offset = len(cells) - used
        made = [
            Row([cells[offset + index][0] if index >= 0 else _EMPTY for index in row], [], 0) for row in rows
        ]
        return made, starts[offset]
    return [], len(lines)


def _arrangements(
    texts: list[str], width: int, named: int, figures: int, shapes: Shapes
) -> list[tuple[list[list[int]], int]]:
    """Ways in which the last cells before the first row can be its head, the best one first."""
    found: list[tuple[list[list[int]], int]] = []
    count = len(texts)

    def starts_well(used: int) -> bool:
        first = texts[count - used]
        return shapes.has("stub_head", first) or shapes.has("rank_column", first)

    # the head twice or thrice, for tables printed side by side, with a line of bases below
    for times in (3, 2):
        for extra in (figures * times, width * times, 0):
            used = width * times + extra
            if used <= count:
                part = texts[count - used : count - used + width]
                if all(texts[count - used + width * index :][:width] == part for index in range(times)):
                    rows = [list(range(width))]
                    if extra:
                        rows.append(_below(width * times, extra // times, width))
                    found.append((rows, used))
    # two rows, the upper one over several columns each
    for tops in range(2, figures):
        if figures % tops == 0:
            used = named + tops + figures
            if used <= count and starts_well(used):
                upper = list(range(named))
                for index in range(tops):
                    upper += [named + index] * (figures // tops)
                lower = list(range(named)) + list(range(named + tops, named + tops + figures))
                found.append(([upper, lower], used))
    # a row of bases or units below the names
    for extra in (figures, width):
        used = width + extra
        if used <= count and starts_well(used):
            found.append(([list(range(width)), _below(width, extra, width)], used))
    if width <= count:
        found.append(([list(range(width))], width))
    elif figures <= count and named == 1 and figures > 1:
        found.append(([_below(0, figures, width)], figures))
    return found


def _below(start: int, count: int, width: int) -> list[int]:
    """A row of `count` cells from `start` on, to the right; -1 is an empty cell."""
    return [-1] * (width - count) + list(range(start, start + count))

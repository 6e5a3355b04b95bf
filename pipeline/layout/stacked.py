"""Tables that were stored with one cell a line: rows put together again by where figures come back.

城市            the head, one or two rows of it
环比
同比
江州            a name and its figures, again and again
100.2
101.4
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.draft import Stretch
from pipeline.layout.lines import Line
from pipeline.layout.ragged import ragged_of
from pipeline.layout.splitting import EMPTY, Row
from pipeline.layout.stacked_heads import head_of
from pipeline.layout.stacked_patterns import Pattern, Values, fits, patterns
from pipeline.layout.statement import statement_of
from pipeline.shapes import Shapes

# Fewer figures or rows than this are no table.
_FEWEST_FIGURES, _FEWEST_ROWS = 3, 2
# How the rows look is told by so many lines.
_SAMPLE = 240


@dataclass(slots=True)
class Stack:
    """The lines `first` up to `last` (not included) in rows; `heads` of them name the columns."""

    first: int
    last: int
    rows: list[Row]
    heads: int


@dataclass(slots=True)
class _Try:
    """One way to read the lines: `first` the line of the head, `begin` of the rows, `end` behind them."""

    pattern: Pattern
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
        if figures > ragged.figures or (figures == ragged.figures and not ragged.surer):
            return even
    return Stack(ragged.first, ragged.last, ragged.rows, 1)


def _even(lines: Sequence[Line], shapes: Shapes) -> Stack | None:
    """A table whose rows all have as many cells."""
    values = Values(lines, shapes)
    if sum(values) < _FEWEST_FIGURES:
        return None
    sample = lines[:_SAMPLE]
    kinds = values if len(sample) == len(lines) else Values(sample, shapes)
    best: _Try | None = None
    for pattern, begin in patterns(sample, kinds) if True in kinds else ():
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


def _worth(found: _Try) -> tuple[bool, bool, int]:
    return found.well, found.whole, found.end - found.begin


def _tried(
    lines: Sequence[Line], values: Values, pattern: Pattern, begin: int, shapes: Shapes
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
    head = head_of(lines[:begin], pattern, sample, shapes)
    found.head, found.first, found.well, found.whole = head.rows, head.first, head.well, head.whole
    found.rows = [*head.sections, *found.rows]
    if not found.head and (pattern.figures == 1 or full < 3):
        return None
    if figures < 4 and not found.well:
        return None
    return found


def _rows(
    lines: Sequence[Line], values: Values, begin: int, pattern: Pattern, shapes: Shapes
) -> tuple[list[Row], int]:
    """The rows from `begin` on, and the line after the last one. A name without figures heads those below it."""
    rows: list[Row] = []
    at, end = begin, begin
    named = pattern.named
    while at < len(lines):
        size = fits(values, at, pattern)
        if size:
            rows.append(_row(lines[at : at + size], pattern.width - size))
            at += size
            end = at
            continue
        if values[at] and not pattern.types[0]:
            break  # more or fewer figures than columns
        if shapes.has("note", lines[at].text) or shapes.has("table_title", lines[at].text):
            break
        if any(fits(values, at + ahead, pattern) and not any(values[at : at + ahead]) for ahead in (1, 2)):
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
    cells = [EMPTY] * missing + [Stretch(line.start, line.end) for line in lines]
    return Row(cells, [], lines[0].indent)

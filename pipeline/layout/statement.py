"""Accounts that were stored with one cell a line: a note stands in some rows, and sums have no name.

附注            the head: periods, then units, then whether they were audited, or all three of each column together
2025年
2024年
千港元
千港元
存货            a name, perhaps the number of a note, and its figures
13
1,560
1,733
4,120           a sum without a name
4,388
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.layout.lines import Line
from pipeline.layout.splitting import EMPTY, Row
from pipeline.layout.statement_heads import FEWEST_COLUMNS, Head, by_columns, by_rows, is_note, stretch
from pipeline.shapes import Shapes

# 3, 5(a), 12及13, 七、1
_NOTE = re.compile(
    r"\d{1,2}(?:\.\d)?(?:\([a-z\d]{1,3}\)){0,2}(?:[,、及/]\d{1,2}(?:\([a-z\d]{1,3}\))?){0,2}"
    r"|[一二三四五六七八九十]{1,3}、?\(?[一二三四五六七八九十\d]{1,3}\)?"
)
_FEWEST_ROWS = 3
# So many lines without figures end the rows.
_MOST_WORDS = 4


@dataclass(slots=True)
class Statement:
    """The lines `first` up to `last` (not included) in rows; `heads` of them name the columns."""

    first: int
    last: int
    rows: list[Row]
    heads: int


def statement_of(lines: Sequence[Line], shapes: Shapes) -> Statement | None:
    """The first accounts among the lines; null where no line of units stands over two columns or more."""
    kinds = [shapes.find("unit_head", line.text) or shapes.find("audited", line.text) for line in lines]
    at = 0
    while at < len(lines):
        if kinds[at] is None:
            found = _noted(lines, at, shapes) if at and is_note(lines[at].text) else None
            if found is not None:
                return found
            at += 1
            continue
        end = at
        while end < len(lines) and kinds[end] is not None:
            end += 1
        names = [entry.id for entry in kinds[at:end] if entry is not None]
        width = next((i for i, name in enumerate(names) if name != names[0]), len(names))
        head = by_rows(lines, at, end, width, shapes) or by_columns(lines, kinds, at, end, shapes)
        found = _read(lines, head, shapes) if head is not None else None
        if found is not None:
            return found
        at = end
    return None


def _noted(lines: Sequence[Line], at: int, shapes: Shapes) -> Statement | None:
    """项目|附注|期末余额|期初余额 without units: as many columns as make most of the rows."""
    if not shapes.stub(lines[at - 1].text):
        return None
    best: Statement | None = None
    for width in range(FEWEST_COLUMNS, 5):
        names = lines[at + 1 : at + 1 + width]
        if len(names) < width or any(shapes.value(n.text) and not shapes.year(n.text) for n in names):
            break
        cells = [stretch(line) for line in lines[at - 1 : at + 1 + width]]
        found = _read(lines, Head(at - 1, at + 1 + width, [cells], width, True), shapes)
        if found is not None and (best is None or found.last > best.last):
            best = found
    return best


def _read(lines: Sequence[Line], head: Head, shapes: Shapes) -> Statement | None:
    rows, last = _rows(lines, head, shapes)
    figured = sum(1 for row in rows if row.cells[-1].end > row.cells[-1].start)
    if figured < _FEWEST_ROWS:
        return None
    made = [Row(cells, [], 0) for cells in head.rows]
    return Statement(head.first, last, [*made, *rows], len(made))


def _rows(lines: Sequence[Line], head: Head, shapes: Shapes) -> tuple[list[Row], int]:
    """The rows below the head and the line after the last figure."""
    rows: list[Row] = []
    waiting: list[Line] = []
    at = last = head.end
    front = 2 if head.noted else 1
    while at < len(lines):
        text = lines[at].text
        if not _valued(text, head, shapes, bool(waiting)):
            if len(waiting) == _MOST_WORDS or _ends(text, shapes):
                break
            waiting.append(lines[at])
            at += 1
            continue
        run = at
        while run < len(lines) and _valued(lines[run].text, head, shapes, run == at):
            run += 1
        note = head.noted and (run - at) % head.width == 1 and _NOTE.fullmatch(text) is not None
        if note and run - at == 1 and waiting:
            rows += [_named(line, front, head) for line in waiting]  # 每股盈利|7 over 基本, 摊薄
            rows[-1].cells[1] = stretch(lines[at])
            waiting, at = [], run
            continue
        if (run - at - note) % head.width or run - at == note:
            break  # which cells are missing cannot be told
        rows += [_named(line, front, head) for line in waiting[:-1]]
        name = waiting[-1] if waiting else None
        figures = lines[at + note : run]
        for step in range(0, len(figures), head.width):
            before = [stretch(name)] + [stretch(lines[at]) if note and not step else EMPTY] * (front - 1)
            cells = before + [stretch(line) for line in figures[step : step + head.width]]
            rows.append(Row(cells, [], name.indent if name is not None else 0))
            name = None
        waiting = []
        at = last = run
    return rows, last


def _named(line: Line, front: int, head: Head) -> Row:
    """A name without figures, which heads those below it."""
    return Row([stretch(line), *[EMPTY] * (front - 1 + head.width)], [], line.indent)


def _valued(text: str, head: Head, shapes: Shapes, begins: bool) -> bool:
    """Whether a line is a figure, or the number of a note before the figures of a row."""
    return shapes.value(text) or (head.noted and begins and _NOTE.fullmatch(text) is not None)


def _ends(text: str, shapes: Shapes) -> bool:
    return (
        shapes.has("note", text)
        or shapes.has("table_title", text)
        or shapes.has("unit_head", text)
        or shapes.has("audited", text)
        or shapes.has("declaration", text)
        or is_note(text)
    )

"""The heads of accounts that were stored with one cell a line: row by row, or column by column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.draft import Stretch
from pipeline.layout.lines import Line
from pipeline.layout.splitting import EMPTY
from pipeline.rulebook.layout import LayoutShape
from pipeline.shapes import Shapes

# 截至六月三十日止六个月, over the years
_OVER = re.compile(r"止(?:之|的)?(?:[一二三四五六七八九十\d]{1,2}个月|年度|期间)?$")
# 二零二四年, 六月三十日, 止六个月, 期末
_PERIOD = re.compile(r"(?:\d{4}|[年日月季期初末]|年度)$")
FEWEST_COLUMNS, MOST_COLUMNS = 2, 8
_LONGEST_HEAD = 24
# 于2025年, 六月三十日: lines of the name of a column.
_MOST_NAMES = 3


@dataclass(slots=True)
class Head:
    """The lines of a head: from `first` to `end`; `rows` of its cells, `width` columns of figures."""

    first: int
    end: int
    rows: list[list[Stretch]]
    width: int
    noted: bool


def _spans(line: Line, names: Sequence[Line]) -> bool:
    """Whether a line names the period that all the columns are of."""
    return _OVER.search(line.text) is not None and not _OVER.search(names[0].text)


def by_rows(lines: Sequence[Line], at: int, end: int, width: int, shapes: Shapes) -> Head | None:
    """The names above the units from `at` to `end`, as many as there are units in one row of them."""
    if not FEWEST_COLUMNS <= width <= MOST_COLUMNS or (end - at) % width:
        return None
    names: list[Line] = []
    stub = note = over = None
    first = at
    if end < len(lines) and is_note(lines[end].text):
        note, end = lines[end], end + 1
    for index in range(at - 1, max(-1, at - width - 5), -1):
        line = lines[index]
        if is_note(line.text):
            note = note or line
        elif len(names) == width and over is None and _spans(line, names):
            over = line  # 附注|截至六月三十日止六个月|2025年|2024年
        elif len(names) == width and shapes.stub(line.text):
            stub = stub or line
        elif len(names) < width and len(line.text) <= _LONGEST_HEAD and line.text[-1] not in ":;)":
            names.insert(0, line)
        else:
            break
        first = index
    if len(names) < width or any(shapes.value(name.text) and not shapes.year(name.text) for name in names):
        return None
    front = [stub, note] if note is not None else [stub]

    def row(cells: Sequence[Line], before: Sequence[Line | None] = ()) -> list[Stretch]:
        filled = [stretch(line) for line in before] + [EMPTY] * (len(front) - len(before))
        return filled + [stretch(line) for line in cells]

    rows = [row(names, front)]
    if over is not None:
        rows.insert(0, row([over] * width))
    units = lines[at:]
    rows += [row(units[step : step + width]) for step in range(0, (end - at) // width * width, width)]
    return Head(first, end, rows, width, note is not None)


def by_columns(
    lines: Sequence[Line], kinds: Sequence[LayoutShape | None], at: int, end: int, shapes: Shapes
) -> Head | None:
    """The head whose columns stand one behind the other: 2025年, 千港元, (未经审核), 2024年, 千港元, (经审核). The units of
    the first are the lines from `at` to `end`, the same as those of the others; `kinds`: what each line is by the rules."""

    def units(first: int) -> list[str]:
        """千港元 of each column, (经审核) of any."""
        found = zip(lines[first : first + end - at], kinds[first : first + end - at], strict=True)
        return [
            "" if entry is None else entry.id if entry.part == "audited" else line.text
            for line, entry in found
        ]

    for count in range(1, min(_MOST_NAMES, at) + 1):
        size = end - at + count
        first = at - count
        width = 1
        while units(at + width * size) == units(at) and width <= MOST_COLUMNS:
            width += 1
        names = [tuple(line.text for line in lines[first + index * size :][:count]) for index in range(width)]
        if not FEWEST_COLUMNS <= width <= MOST_COLUMNS or len(set(names)) < width:
            continue
        rows: list[list[Line | None]] = [
            [lines[first + index * size + row] for index in range(width)] for row in range(size)
        ]
        dated = all(_PERIOD.search(name[-1]) for name in names)
        if dated and all(line is None or _head_like(line, shapes) for row in rows[:count] for line in row):
            last = first + width * size
            change = _change(lines, kinds, last, size, shapes)
            for row, line in zip(rows, change, strict=False):
                row.append(line)
            last += sum(line is not None for line in change)
            return _fronted(lines, first, last, rows, shapes)
    return None


def _change(
    lines: Sequence[Line], kinds: Sequence[LayoutShape | None], at: int, size: int, shapes: Shapes
) -> list[Line | None]:
    """The column 变动, % behind the periods, as long as theirs; empty where none stands there."""
    if at >= len(lines) or not shapes.has("growth", lines[at].text) or not _head_like(lines[at], shapes):
        return []
    unit = lines[at + 1] if at + 1 < len(lines) and kinds[at + 1] is not None else None
    return [lines[at], *[None] * (size - 2), unit]


def _fronted(
    lines: Sequence[Line], first: int, end: int, rows: Sequence[Sequence[Line | None]], shapes: Shapes
) -> Head:
    """The head with what stands before its columns in any order: 附注, 项目, 截至六月三十日止六个月."""
    stub = note = over = None
    if end < len(lines) and is_note(lines[end].text):
        note, end = lines[end], end + 1
    while first:
        line = lines[first - 1]
        if note is None and is_note(line.text):
            note = line
        elif stub is None and shapes.stub(line.text):
            stub = line
        elif over is None and _OVER.search(line.text) and len(line.text) <= _LONGEST_HEAD:
            over = line
        else:
            break
        first -= 1
    front = [stub, note] if note is not None else [stub]
    empty: list[Line | None] = [None] * len(front)
    made = [[stretch(line) for line in [*(empty if at else front), *row]] for at, row in enumerate(rows)]
    if over is not None:
        made.insert(0, [stretch(line) for line in [*empty, *[over] * len(rows[0])]])
    return Head(first, end, made, len(rows[0]), note is not None)


def _head_like(line: Line, shapes: Shapes) -> bool:
    text = line.text
    if len(text) > _LONGEST_HEAD or text[-1] in ":;)" or is_note(text):
        return False
    return not shapes.value(text) or shapes.year(text)


def is_note(text: str) -> bool:
    return text in ("附注", "注释", "注", "附注编号")


def stretch(line: Line | None) -> Stretch:
    return Stretch(line.start, line.end) if line is not None else EMPTY

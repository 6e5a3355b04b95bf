"""Where tables stand among the lines of a text, and their cells in rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.draft import Stretch
from pipeline.layout.lines import Line
from pipeline.layout.shapes import Shapes
from pipeline.layout.splitting import Form, Row, form_of, is_rule, split
from pipeline.layout.stacked import Stack, stack_of

# A cell longer than this is prose that happens to hold a tab.
_LONGEST_CELL = 60
# Lines of one form that make a table; a grid that is drawn needs fewer.
_FEWEST: dict[Form, int] = {"bars": 2, "tabs": 2, "gaps": 3, "blanks": 3}
# Lines of a stacked table: short, and no sentence.
_LONGEST_LINE = 36
_PROSE = ("。", "；", "！", "？", ";", "!", "?", "，", ",", "、")


@dataclass(slots=True)
class Found:
    """The lines from `first` up to `last` (not included) are a table with these rows; `heads` of them name its columns
    where the form tells (-1: it does not)."""

    first: int
    last: int
    rows: list[Row]
    form: Form
    heads: int = -1


def tables_in(lines: Sequence[Line], shapes: Shapes) -> list[Found]:
    """The tables of a text, in order and apart."""
    found: list[Found] = []
    at = 0
    while at < len(lines):
        table = _drawn(lines, at, shapes) or _stacked(lines, at, shapes)
        if table is None:
            at += 1
        else:
            found.append(table)
            at = table.last
    return found


def _drawn(lines: Sequence[Line], first: int, shapes: Shapes) -> Found | None:
    """A run of lines whose cells stand side by side, from `first` on."""
    at = first
    while at < len(lines) and is_rule(lines[at].text) and at - first < 3:
        at += 1
    form = form_of(lines[at].text) if at < len(lines) else None
    if form is None:
        return None
    rows: list[Row] = []
    heads = -1
    last = at
    while at < len(lines):
        line = lines[at]
        if is_rule(line.text):
            if rows and heads < 0 and len(rows) <= 3:
                heads = len(rows)  # |---|---|, ├──┼──┤ below the head
            at += 1
            last = at if form == "bars" else last
            continue
        other = form_of(line.text)
        if other != form and not (form in ("gaps", "blanks") and other in ("gaps", "blanks")):
            if form == "bars" or not _section(lines, at, form, shapes):
                break
            rows.append(Row([Stretch(line.start, line.end)], [line.indent], line.indent))  # 一、分行业
            at += 1
            continue
        row = split(line, other or form)
        if any(cell.end - cell.start > _LONGEST_CELL for cell in row.cells) and form != "bars":
            break
        rows.append(row)
        at += 1
        last = at
    rows = rows[: _counted(rows, lines, last)]
    wide = [row for row in rows if len(row.cells) > 1]
    if len(wide) < _FEWEST[form] or not _tabular(wide, form):
        return None
    return Found(first, last, rows, form, heads)


def _counted(rows: list[Row], lines: Sequence[Line], last: int) -> int:
    """How many rows stand before the line `last`."""
    end = lines[last - 1].end if last else 0
    return sum(1 for row in rows if row.cells and row.cells[0].start <= end)


def _section(lines: Sequence[Line], at: int, form: Form, shapes: Shapes) -> bool:
    """Whether a short line between two rows names the part of the table that follows."""
    line = lines[at]
    if len(line.text) > 24 or line.text.endswith(_PROSE) or at + 1 >= len(lines):
        return False
    if shapes.has("note", line.text) or shapes.has("table_title", line.text):
        return False
    after = form_of(lines[at + 1].text)
    return after == form and not line.apart


def _tabular(rows: list[Row], form: Form) -> bool:
    """Whether the rows look like a table: as many cells in most of them, and figures or at least short words."""
    counts = [len(row.cells) for row in rows]
    common = max(set(counts), key=counts.count)
    if common < 2:
        return False
    even = sum(1 for count in counts if abs(count - common) <= 1)
    if even * 3 < len(counts) * 2:
        return False
    return form in ("bars", "tabs") or common >= 3 or form == "gaps"


def _stacked(lines: Sequence[Line], first: int, shapes: Shapes) -> Found | None:
    """One cell a line: a run of short lines among which figures come back at even distances."""
    if not _cell_like(lines[first].text):
        return None
    last = first
    while last < len(lines) and _cell_like(lines[last].text):
        last += 1
    stack: Stack | None = stack_of(lines[first:last], shapes)
    if stack is None:
        return None
    return Found(first + stack.first, first + stack.last, stack.rows, "stacked", stack.heads)


def _cell_like(text: str) -> bool:
    return len(text) <= _LONGEST_LINE and not text.endswith(_PROSE)

"""Where tables stand among the lines of a text, and their cells in rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.draft import Stretch
from pipeline.layout.lines import Line
from pipeline.layout.splitting import Form, Row, extents_of, form_of, is_rule, split, spread
from pipeline.layout.stacked import Stack, stack_of
from pipeline.marks import Mark
from pipeline.shapes import NUMBER, Shapes

# A cell longer than this is prose that happens to hold a tab.
_LONGEST_CELL = 60
# Lines of one form that make a table; a grid that is drawn needs fewer.
_FEWEST: dict[Form, int] = {"bars": 2, "tabs": 2, "gaps": 3, "blanks": 3}
# Lines of a stacked table: short, and no sentence.
_LONGEST_LINE = 36
# So many blanks before it set a line off as the head of columns.
_FAR = 8
# 一、储蓄存款 (二)定期存款 1.整存整取: so many lines may name parts of a table one below the other.
_MOST_SECTIONS = 3
# A stacked table is looked for in so many lines first.
_WINDOW = 240
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


def tables_in(lines: Sequence[Line], shapes: Shapes, marks: Sequence[Mark] = ()) -> list[Found]:
    """The tables of a text, in order and apart; those that mark-up names (their lines are parted by tabs) are as it says."""
    found: list[Found] = []
    marked = {mark.start: mark for mark in marks if mark.kind == "table"}
    at = drawn = stacked = 0  # a run that makes no table is not tried again from each of its lines
    while at < len(lines):
        mark = marked.get(lines[at].start)
        table = _named(lines, at, mark) if mark else None
        if table is None and at >= drawn:
            table, drawn = _drawn(lines, at, shapes)
        if table is None and at >= stacked:
            table, stacked = _stacked(lines, at, shapes)
        if table is None:
            at += 1
        else:
            found.append(table)
            at = drawn = stacked = table.last
    return found


def _named(lines: Sequence[Line], first: int, mark: Mark) -> Found:
    last = first
    while last < len(lines) and lines[last].start < mark.end:
        last += 1
    return Found(first, last, [split(line, "tabs") for line in lines[first:last]], "tabs", mark.heads)


def _drawn(lines: Sequence[Line], first: int, shapes: Shapes) -> tuple[Found | None, int]:
    """A run of lines whose cells stand side by side, from `first` on, and the line after it."""
    at = first
    while at < len(lines) and is_rule(lines[at].text) and at - first < 3:
        at += 1
    form = form_of(lines[at]) if at < len(lines) else None
    if form is None:
        return None, at
    if form in ("gaps", "blanks") and _titles(lines[at], form, shapes):
        return None, at + 1
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
        other = form_of(line)
        if other != form and not (form in ("gaps", "blanks") and other in ("gaps", "blanks")):
            if form == "bars" or not _section(lines, at, form, shapes):
                break
            rows.append(Row([Stretch(line.start, line.end)], [], line.indent))  # 一、分行业
            at += 1
            continue
        row = split(line, other or form)
        if any(cell.end - cell.start > _LONGEST_CELL for cell in row.cells) and form != "bars":
            break
        rows.append(row)
        at += 1
        last = at
    rows = rows[: _counted(rows, lines, last)]
    if form in ("gaps", "blanks") and rows and not _nameless(rows[0], lines, shapes):
        first = _named_above(lines, first, rows, shapes)
    if form == "tabs" and first and rows and lines[first - 1].tabs and _over_tabs(lines[first - 1], shapes):
        first -= 1
        empty = [Stretch(0, 0)] * lines[first].tabs
        rows.insert(0, Row([*empty, Stretch(lines[first].start, lines[first].end)], []))
    if form == "gaps" and first and rows and _over(lines[first - 1], shapes):
        first -= 1  # 截至六月三十日止六个月 over the columns of its years
        cell = Stretch(lines[first].start, lines[first].end)
        rows.insert(0, Row([cell], extents_of(lines[first], [Stretch(0, len(lines[first].text))])))
    if form in ("gaps", "blanks"):
        rows = _evened(rows, lines[first:last])
    wide = [row for row in rows if len(row.cells) > 1]
    if (
        len(wide) < _FEWEST[form]
        or not _tabular(wide, form)
        or (form == "blanks" and _few(wide, lines, shapes))
    ):
        return None, last
    return Found(first, last, rows, form, heads), last


def _titles(line: Line, form: Form, shapes: Shapes) -> bool:
    """Whether it is the title of a table, 表1 各区人口, and not a head whose last column is called like one: 地区　　气温　　天气概况."""
    if not shapes.has("table_title", line.text):
        return False
    return form == "blanks" or line.text.startswith("表") or len(split(line, form).cells) < 3


def _few(rows: Sequence[Row], lines: Sequence[Line], shapes: Shapes) -> bool:
    """Whether single blanks part too few rows of figures: two telephone lines are no table."""
    headed = _nameless(rows[0], lines, shapes)
    begins = headed and _begins(rows[0], lines, shapes)
    return len(rows) - headed < (2 if begins else 3)


def _begins(row: Row, lines: Sequence[Line], shapes: Shapes) -> bool:
    line = next(line for line in lines if line.start <= row.cells[0].start < line.end)
    first = line.text[row.cells[0].start - line.start : row.cells[0].end - line.start]
    return shapes.stub(first) or shapes.has("rank_column", first)


def _counted(rows: list[Row], lines: Sequence[Line], last: int) -> int:
    """How many rows stand before the line `last`."""
    end = lines[last - 1].end if last else 0
    return sum(1 for row in rows if row.cells and row.cells[0].start <= end)


def _evened(rows: list[Row], lines: Sequence[Line]) -> list[Row]:
    """Spread names put together, but in a row that has as many cells as the others without it: 球队 胜 平 负."""
    by_start = {line.start: line for line in lines}
    pairs = []
    for row in rows:
        line = by_start.get(row.cells[0].start) if row.cells and len(row.cells) > 1 else None
        pairs.append((row, spread(row, line) if line is not None else row))
    counts = Counter(len(joined.cells) for _, joined in pairs if len(joined.cells) > 1)
    width = counts.most_common(1)[0][0] if counts else 0
    return [row if len(row.cells) == width and not _parted(row) else joined for row, joined in pairs]


def _parted(row: Row) -> bool:
    """Whether a row begins with two single characters: 地　区 is one name."""
    return len(row.cells) > 2 and all(cell.end - cell.start == 1 for cell in row.cells[:2])


def _nameless(row: Row, lines: Sequence[Line], shapes: Shapes) -> bool:
    """Whether the first row is a head already: it has no figures."""
    line = next(line for line in lines if line.start <= row.cells[0].start < line.end)
    texts = [line.text[cell.start - line.start : cell.end - line.start] for cell in row.cells]
    return not any(shapes.figure(text) for text in texts)


def _named_above(lines: Sequence[Line], first: int, rows: list[Row], shapes: Shapes) -> int:
    """A head above rows of figures whose words stand one blank apart: 地区 人口数(人) 比重(%)."""
    width = max(len(row.cells) for row in rows)
    for at in range(first - 1, max(-1, first - 3), -1):
        line = lines[at]
        words = line.text.split(" ")
        if not 2 <= len(words) <= width or len(line.text) > 100 or line.text.endswith(_PROSE):
            break
        if shapes.has("table_title", line.text) or shapes.has("declaration", line.text):
            break
        rows.insert(0, split(line, "blanks"))
        first = at
        if shapes.stub(words[0]):
            break
    return first


def _over_tabs(line: Line, shapes: Shapes) -> bool:
    return len(line.text) <= 40 and not shapes.has("declaration", line.text) and form_of(line) is None


def _over(line: Line, shapes: Shapes) -> bool:
    """Whether a line of one cell, far from the margin, is the upper head of the columns below it."""
    return line.indent >= _FAR and len(line.text) <= 30 and not shapes.has("declaration", line.text)


def _section(lines: Sequence[Line], at: int, form: Form, shapes: Shapes) -> bool:
    """Whether a short line between two rows names the part of the table that follows, alone or above a smaller part."""
    for ahead in range(_MOST_SECTIONS):
        if not _names_part(lines, at + ahead, form, shapes):
            return False
        after = lines[at + ahead + 1]
        if form_of(after) == form:
            # it may be the title of the next table, whose head has no figures; so has a blank row of a form without places
            figured = any(NUMBER.fullmatch(word) for word in after.text.split())
            return figured and (not lines[at].apart or form in ("gaps", "tabs"))
    return False


def _names_part(lines: Sequence[Line], at: int, form: Form, shapes: Shapes) -> bool:
    if at + 1 >= len(lines) or (form == "blanks" and " " in lines[at].text):
        return False
    text = lines[at].text
    if len(text) > 24 or text.endswith(_PROSE):
        return False
    return not shapes.has("note", text) and not shapes.has("table_title", text)


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


def _stacked(lines: Sequence[Line], first: int, shapes: Shapes) -> tuple[Found | None, int]:
    """One cell a line: a run of short lines among which figures come back at even distances; and the line after it."""
    size = _WINDOW
    while True:  # many small tables in one long run cost no more than one
        last = first
        while last < min(len(lines), first + size) and _cell_like(lines[last].text):
            last += 1
        stack: Stack | None = stack_of(lines[first:last], shapes) if last > first else None
        if last < first + size or (stack is not None and stack.last < size * 3 // 4):
            break
        size *= 4
    if stack is None:
        return None, max(last, first + 1)
    return Found(first + stack.first, first + stack.last, stack.rows, "stacked", stack.heads), last


def _cell_like(text: str) -> bool:
    return len(text) <= _LONGEST_LINE and not text.endswith(_PROSE)

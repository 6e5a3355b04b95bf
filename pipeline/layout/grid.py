"""Rows of cells become a table: its head, what its columns and rows are, and what belongs to what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.draft import Cell, Column, Row, Stretch, Table
from pipeline.layout.finding import Found
from pipeline.layout.shapes import Shapes
from pipeline.layout.splitting import Row as RawRow

_MOST_COLUMNS = 60
_MOST_HEADS = 4
# (亿元) at the end of a head; 产量(万吨)|同比±%
_BRACKET = re.compile(r"\(([^()]{1,16})\) ?$|(?:单位[:： ]?)([^()，,]{1,12})$|[,，/] ?([^()，,/\d]{1,6})$")
_EMPTY = Stretch(0, 0)

Rows = list[list[Stretch]]


class Builder:
    """`build` makes the table of what was found in a reading."""

    def __init__(self, reading: str, shapes: Shapes) -> None:
        self.reading, self.shapes = reading, shapes

    def build(self, found: Found) -> Table | None:
        """Null where no columns come out."""
        raw = found.rows
        caption = None
        while raw and found.form == "bars" and len(_filled(raw[0].cells)) == 1 and len(raw) > 2:
            caption = caption or _filled(raw[0].cells)[0]  # a title inside the grid
            raw = raw[1:]
            found.heads -= found.heads > 0
        heads = found.heads if found.heads >= 0 else self._heads(raw)
        width = _width(raw[heads:] or raw, found.form)
        if width < 2:
            return None
        places = _places(raw[heads:], width)
        rows = [self._placed(row, width, places, at < heads) for at, row in enumerate(raw)]
        rows = _spanned(rows, heads)
        indents = [row.indent for row in raw]
        rows, indents, heads = self._beside(rows, indents, heads)
        columns = self._columns(rows[:heads], rows[heads:])
        table = Table(columns, [], heads, caption)
        for at, row in enumerate(rows):
            cells = [
                Cell(*cell, "head" if at < heads else self._role(cell, columns[index]))
                for index, cell in enumerate(row)
            ]
            table.rows.append(Row(cells))
        self._units(table)
        self._parents(table, indents)
        return table

    def text(self, stretch: Stretch) -> str:
        return self.reading[stretch.start : stretch.end]

    def _heads(self, rows: Sequence[RawRow]) -> int:
        """How many rows at the top hold no figure but years and bases: they name the columns."""
        count = 0
        for row in rows[:_MOST_HEADS]:
            texts = [self.text(cell) for cell in row.cells if cell.end > cell.start]
            figures = [text for text in texts if self.shapes.value(text) and not self.shapes.year(text)]
            if figures or (count and len(texts) < 2):
                break
            if not figures and count and not any(self._figured(later) for later in rows[count + 1 :]):
                break
            count += 1
        if count == len(rows) or not any(self._figured(row) for row in rows):
            return min(1, count)  # a programme: one row of names
        return count

    def _figured(self, row: RawRow) -> bool:
        return any(self.shapes.figure(self.text(cell)) for cell in row.cells)

    def _placed(self, row: RawRow, width: int, places: list[int], head: bool) -> list[Stretch]:
        """The cells of a row under their columns: by position where there are fewer of them."""
        cells = row.cells[:width]
        if len(cells) == width or not row.columns or not places:
            return cells + [_EMPTY] * (width - len(cells))
        if len(cells) == 1:
            return cells + [_EMPTY] * (width - 1)
        if head and len(cells) == width - 1 and row.columns[0] > places[0] + 1:
            return [_EMPTY, *cells]
        placed = [_EMPTY] * width
        at = 0
        for index, cell in enumerate(cells):
            left = len(cells) - index - 1
            choices = range(at, width - left)
            best = min(choices, key=lambda column: abs(places[column] - row.columns[index]))
            placed[best] = cell
            at = best + 1
        return placed

    def _beside(self, rows: Rows, indents: list[int], heads: int) -> tuple[Rows, list[int], int]:
        """Tables printed side by side, with one head twice or more, one below the other."""
        if not heads:
            return rows, indents, heads
        width = len(rows[0])
        names = [self.text(cell) for cell in rows[heads - 1]]
        upper = [self.text(cell) for cell in rows[0]]
        for part in range(2, width // 2 + 1):
            if width % part or not self.shapes.has("stub_head", upper[0] or names[0]):
                continue
            times = width // part
            if any(
                line[part * index : part * (index + 1)] != line[:part]
                for line in (names, upper)
                for index in range(times)
            ):
                continue
            head = [row[:part] for row in rows[:heads]]
            body: Rows = []
            places: list[int] = indents[:heads]
            for at, row in enumerate(rows[heads:], heads):
                for index in range(times):
                    piece = row[part * index : part * (index + 1)]
                    if any(cell.end > cell.start for cell in piece):
                        body.append(piece)
                        places.append(indents[at] if not index else 0)
            return head + body, places, heads
        return rows, indents, heads

    def _columns(self, heads: Rows, body: Rows) -> list[Column]:
        columns: list[Column] = []
        sample = body[:400]
        numbers = [self._share([row[index] for row in sample]) for index in range(len((heads or body)[0]))]
        for index, share in enumerate(numbers):
            column = Column(_distinct(row[index] for row in heads))
            lowest = self.text(column.heads[-1]) if column.heads else ""
            if self.shapes.has("unit_column", lowest):
                column.role = "unit"
            elif share >= 0.5:
                column.role = "rank" if self.shapes.has("rank_column", lowest) else "value"
            columns.append(column)
        self._name_columns(columns, sample)
        return columns

    def _name_columns(self, columns: list[Column], body: Rows) -> None:
        """Words before the first figures name the rows; so do years and running numbers in the first column."""
        first = next((at for at, column in enumerate(columns) if column.role == "value"), len(columns))
        for column in columns[:first]:
            if column.role == "text":
                column.role = "name"
                if first == len(columns):
                    return  # no figures at all: the first column names the rows
        if any(column.role == "name" for column in columns) or first >= len(columns) - 1:
            return
        texts = [self.text(row[first]) for row in body if row[first].end > row[first].start]
        head = self.text(columns[first].heads[-1]) if columns[first].heads else ""
        years = all(self.shapes.year(text) for text in texts)
        counted = texts[:3] == [str(number) for number in range(1, min(3, len(texts)) + 1)]
        if counted and len(texts) > 1 and first + 1 < len(columns):
            columns[first].role = "rank"
            after = next((c for c in columns[first + 1 :] if c.role == "text"), None)
            if after is not None:
                after.role = "name"
        elif years or self.shapes.has("stub_head", head):
            columns[first].role = "name"

    def _share(self, cells: Sequence[Stretch]) -> float:
        """The share of figures among the cells that hold something; a column of nothing but gaps has none."""
        texts = [self.text(cell) for cell in cells if cell.end > cell.start]
        figures = sum(1 for text in texts if self.shapes.figure(text) or _measured(text))
        missing = sum(1 for text in texts if not self.shapes.figure(text) and self.shapes.value(text))
        known = len(texts) - missing
        return figures / known if known else 0.0

    def _role(self, cell: Stretch, column: Column):  # type: ignore[no-untyped-def]
        if column.role == "value" and cell.end > cell.start:
            text = self.text(cell)
            if self.shapes.figure(text) or _measured(text):
                return "value"
            return "missing" if self.shapes.value(text) else "text"
        return column.role

    def _units(self, table: Table) -> None:
        """The unit of a column stands in brackets at the end of its head, that of a row in a column or in its name."""
        for column in table.columns:
            if column.role in ("value", "rank"):
                column.unit = next(
                    (unit for head in reversed(column.heads) if (unit := self._bracketed(head))), None
                )
        given = next((at for at, column in enumerate(table.columns) if column.role == "unit"), None)
        names = [at for at, column in enumerate(table.columns) if column.role == "name"]
        for row in table.rows[table.heads :]:
            if given is not None and row.cells[given].end > row.cells[given].start:
                row.unit = Stretch(row.cells[given].start, row.cells[given].end)
            elif names:
                cell = row.cells[names[-1]]
                row.unit = self._bracketed(Stretch(cell.start, cell.end))

    def _bracketed(self, head: Stretch) -> Stretch | None:
        found = _BRACKET.search(self.text(head))
        if found is None or found.lastindex is None:
            return None
        start, end = found.span(found.lastindex)
        return Stretch(head.start + start, head.start + end)

    def _parents(self, table: Table, indents: list[int]) -> None:
        """其中:, # and deeper indents mark the parts of the row above; a row of one cell heads those below it."""
        names = next((at for at, column in enumerate(table.columns) if column.role == "name"), None)
        if names is None:
            return
        section: int | None = None
        whole: int | None = None
        base = 0
        for at in range(table.heads, len(table.rows)):
            row = table.rows[at]
            filled = [index for index, cell in enumerate(row.cells) if cell.end > cell.start]
            if filled == [names] or filled == [0]:
                section, whole = at, None
                continue
            name = self.text(Stretch(row.cells[names].start, row.cells[names].end))
            if not name:
                continue
            marked = self.shapes.without("part_of", name) > 0
            if whole is not None and (marked or indents[at] > base):
                row.parent = whole
                continue
            row.parent = section
            whole, base = at, indents[at]


def _measured(text: str) -> bool:
    """A figure with its unit in the cell: 3.5亿元, 12万."""
    return len(text) <= 16 and re.fullmatch(r"[-+]?\d[\d,.]* ?[^\d\s,，。;；:：()-]{1,6}", text) is not None and not (
        text[-1] in "年月日时号期季" or "届" in text
    )  # fmt: skip


def _filled(cells: Sequence[Stretch]) -> list[Stretch]:
    return [cell for cell in cells if cell.end > cell.start]


def _width(rows: Sequence[RawRow], form: str) -> int:
    counts = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
    if not counts:
        return 0
    if form in ("bars", "tabs"):
        enough = max(1, sum(counts.values()) // 20)
        return min(_MOST_COLUMNS, max(count for count, times in counts.items() if times >= enough))
    return min(_MOST_COLUMNS, counts.most_common(1)[0][0])


def _places(rows: Sequence[RawRow], width: int) -> list[int]:
    """The display column at which each column begins, from the rows that have all cells."""
    full = [row.columns for row in rows if len(row.cells) == width and row.columns][:50]
    return [sorted(places)[len(places) // 2] for places in zip(*full, strict=True)] if full else []


def _spanned(rows: Rows, heads: int) -> Rows:
    """A head over several columns is written once: the empty cells to its right are its own, where names stand below."""
    for at in range(heads - 1):
        row = rows[at]
        for index in range(1, len(row)):
            below = rows[at + 1][index]
            left = row[index - 1]
            if row[index].end == row[index].start and below.end > below.start and left.end > left.start:
                if index == 1 and rows[at + 1][0].end == rows[at + 1][0].start:
                    continue  # left is the head of the names
                row[index] = left
    return rows


def _distinct(cells) -> list[Stretch]:  # type: ignore[no-untyped-def]
    found: list[Stretch] = []
    for cell in cells:
        if cell.end > cell.start and cell not in found:
            found.append(cell)
    return found

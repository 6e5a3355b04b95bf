"""Rows of cells become a table: its head, what its columns and rows are, and what belongs to what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.draft import Cell, Column, Row, Stretch, Table
from pipeline.layout.finding import Found
from pipeline.layout.lines import trimmed
from pipeline.layout.placing import Placer
from pipeline.layout.row_names import RowReader
from pipeline.layout.splitting import EMPTY
from pipeline.layout.splitting import Row as RawRow
from pipeline.model import CellRole
from pipeline.shapes import Shapes

_MOST_HEADS = 4
_BASED = re.compile(r"([^=()]{2,12}?) ?(\(?(?:上年?(?:同[期月季])?月?|\d{4}年)\S{0,4}=100\)?)")
# ...(未经审核), 六月三十日千港元
_LAST = re.compile(r"(?<=\S)(\([^()]{2,8}\))$")
_DATED = re.compile(r"\S.*[年日度月期止]\s*([^\s年日度月期]+)$")

Rows = list[list[Stretch]]


class Builder:
    """`build` makes the table of what was found in a reading."""

    def __init__(self, reading: str, shapes: Shapes) -> None:
        self.reading, self.shapes = reading, shapes
        self._placer = Placer(reading, shapes)
        self._rows = RowReader(reading, shapes)

    def build(self, found: Found) -> Table | None:
        """Null where no columns come out."""
        raw = found.rows
        caption, declared = None, []
        while found.form in ("bars", "tabs") and len(raw) > 2 and _alone(raw[0].cells):
            inside = raw[0].cells[0]  # a title inside the grid
            if self.shapes.has("declaration", self.text(inside)):
                declared.append(inside)
            else:
                caption = caption or inside
            raw = raw[1:]
            found.heads -= found.heads > 0
        if found.form in ("bars", "tabs"):
            raw = _without_gaps(raw)
        heads = max(found.heads, self._heads(raw)) if found.form != "stacked" else found.heads
        rows = self._placer.place(raw, heads, found.form)
        if rows is None:
            return None
        indents = [row.indent for row in raw]
        sure = {cell.start for row in raw if row.placed for cell in row.cells}
        rows, indents, heads = self._beside(rows, indents, heads)
        columns = self._columns(rows[:heads], rows[heads:])
        table = Table(columns, [], heads, caption, declared)
        for at, row in enumerate(rows):
            if at >= heads:
                self._total(row, columns)
            cells = [
                Cell(*cell, "head" if at < heads else self._role(cell, columns[index]))
                for index, cell in enumerate(row)
            ]
            table.rows.append(Row(cells))
            if (
                at >= heads
                and found.form == "stacked"
                and not any(cell.start in sure for cell in _filled(row))
                and _short(row, columns)
            ):
                table.ragged += 1  # which cells are missing cannot be told
                for cell in cells:
                    cell.role = "text" if cell.role == "value" else cell.role
        self._rows.belong(table, indents)
        return table

    def _total(self, row: list[Stretch], columns: Sequence[Column]) -> None:
        """合计 may stand where the others have their number."""
        roles = [column.role for column in columns]
        if "rank" not in roles or "name" not in roles:
            return
        rank, name = roles.index("rank"), roles.index("name")
        cell = row[rank]
        if (
            row[name].end == row[name].start
            and cell.end > cell.start
            and not self.shapes.value(self.text(cell))
        ):
            row[name], row[rank] = cell, EMPTY

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

    def _beside(self, rows: Rows, indents: list[int], heads: int) -> tuple[Rows, list[int], int]:
        """Tables printed side by side, with one head twice or more, one below the other."""
        if not heads:
            return rows, indents, heads
        width = len(rows[0])
        names = [self.text(cell) for cell in rows[heads - 1]]
        upper = [self.text(cell) for cell in rows[0]]
        for part in range(2, width // 2 + 1):
            if width % part or not self.shapes.stub(upper[0] or names[0]):
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
        named = [self._named([row[index] for row in heads]) for index in range(len(numbers))]
        told = Counter(tuple(self._plain(names)) for names in named)
        for index, share in enumerate(numbers):
            names = named[index]
            plain = tuple(self._plain(names))
            units = [name for name in names if name not in plain]
            # 金额|%, 人次|同比变动率 under one head: there the unit tells them apart
            alike = told[plain] > 1 or any(
                len(other) > len(plain) and other[: len(plain)] == plain for other in told
            )
            signs = [name for name in units if self.shapes.has("naming_unit", self.text(name))]
            column = Column([*plain, *signs] if alike and signs else list(plain) or names)
            column.unit = next((unit for unit in units if not self._audited(unit)), None)
            lowest = self.text(column.heads[-1]) if column.heads else ""
            if self.shapes.has("unit_column", lowest):
                column.role = "unit"
            elif self.shapes.has("rank_column", lowest) and (share or not self.shapes.stub(lowest)):
                column.role = "rank"
            elif share >= 0.5:
                named_so = self.shapes.stub(lowest) and index < len(numbers) - 1
                before = all(other.role in ("name", "rank") for other in columns)
                years = all(
                    self.shapes.year(self.text(row[index]))
                    for row in sample
                    if row[index].end > row[index].start
                )
                column.role = "name" if named_so and before and (index or years) else "value"
            columns.append(column)
        self._name_columns(columns, sample)
        return columns

    def _plain(self, names: Sequence[Stretch]) -> list[Stretch]:
        """Without units and the like."""
        return [
            name
            for name in names
            if not self.shapes.has("unit_head", self.text(name)) and not self._audited(name)
        ]

    def _audited(self, name: Stretch) -> bool:
        """(未经审核), (经重列)."""
        return self.shapes.has("audited", self.text(name))

    def _named(self, cells: Sequence[Stretch]) -> list[Stretch]:
        """The names of a column, each once, though a name over several rows may be written in each."""
        found: dict[str, Stretch] = {}
        for cell in cells:
            for part in self._parts(cell) if cell.end > cell.start else ():
                found.setdefault(self.text(part), part)
        return list(found.values())

    def _parts(self, cell: Stretch) -> list[Stretch]:
        """What a page has in the lines of one cell: 环比上月=100 a name and its base, 2024年千港元(未经审核) a year, a unit
        and whether it was audited."""
        based = _BASED.fullmatch(self.text(cell))
        if based is not None:
            at = cell.start + based.end(1)
            return [Stretch(cell.start, at), Stretch(cell.start + based.start(2), cell.end)]
        found: list[Stretch] = []
        rest = cell
        last = _LAST.search(self.text(rest))
        if last is not None and self.shapes.has("audited", last[1]):
            found.insert(0, Stretch(rest.start + last.start(1), rest.end))
            rest = Stretch(*trimmed(self.reading, rest.start, rest.start + last.start()))
        dated = _DATED.match(self.text(rest))
        if dated is not None and self.shapes.has("unit_head", dated[1]):
            found.insert(0, Stretch(rest.start + dated.start(1), rest.end))
            rest = Stretch(*trimmed(self.reading, rest.start, rest.start + dated.start(1)))
        return [rest, *found]

    def _name_columns(self, columns: list[Column], body: Rows) -> None:
        """Words before the first figures name the rows; so do years and running numbers in the first column."""
        first = next((at for at, column in enumerate(columns) if column.role == "value"), len(columns))
        names = [at for at, column in enumerate(columns[:first]) if column.role == "text"]
        for count, at in enumerate(names):
            if count and not self._names_too(columns[at], [row[names[0]] for row in body]):
                continue  # 章江|晴|28
            columns[at].role = "name"
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
        elif years or self.shapes.stub(head):
            columns[first].role = "name"
            after = columns[first + 1]
            if after.role == "text" and self._names_too(after, [row[first] for row in body]):
                after.role = "name"  # 2025|第1季

    def _names_too(self, column: Column, first: Sequence[Stretch]) -> bool:
        """Whether a second column of words names the rows as well: 机电系|机电一体化, 88X|火炭—平田."""
        texts = [self.text(cell) for cell in first if cell.end > cell.start]
        if len(texts) < len(first):
            return True  # the name above goes on
        head = self.text(column.heads[-1]) if column.heads else ""
        return (
            self.shapes.stub(head)
            or len(set(texts)) < len(texts)
            or all(text.isascii() and ":" not in text for text in texts)
        )

    def _share(self, cells: Sequence[Stretch]) -> float:
        """The share of figures among the cells that hold something; a column of nothing but gaps has none."""
        texts = [self.text(cell) for cell in cells if cell.end > cell.start]
        figures = sum(1 for text in texts if self.shapes.figure(text))
        missing = sum(1 for text in texts if not self.shapes.figure(text) and self.shapes.value(text))
        known = len(texts) - missing
        return figures / known if known else 0.0

    def _role(self, cell: Stretch, column: Column) -> CellRole:
        if column.role == "value" and cell.end > cell.start:
            text = self.text(cell)
            if self.shapes.figure(text):
                return "value"
            return "missing" if self.shapes.value(text) else "text"
        return column.role


def _without_gaps(rows: Sequence[RawRow]) -> list[RawRow]:
    """Without columns that only part the others: they are empty in all rows."""
    width = max((len(row.cells) for row in rows), default=0)
    used = [
        any(cell.end > cell.start for row in rows for cell in row.cells[at : at + 1]) for at in range(width)
    ]
    if all(used):
        return list(rows)
    kept = []
    for row in rows:
        at = [index for index in range(len(row.cells)) if used[index]]
        extents = [row.extents[index] for index in at] if row.extents else []
        kept.append(RawRow([row.cells[index] for index in at], extents, row.indent))
    return kept


def _alone(cells: Sequence[Stretch]) -> bool:
    """Whether the first cell of a row is the only one that holds something."""
    return bool(cells) and cells[0].end > cells[0].start and len(_filled(cells)) == 1


def _short(row: list[Stretch], columns: Sequence[Column]) -> bool:
    """Whether a row with figures lacks cells at its end."""
    figures = [cell for cell, column in zip(row, columns, strict=True) if column.role == "value"]
    return bool(_filled(figures)) and bool(figures) and figures[-1].end == figures[-1].start


def _filled(cells: Sequence[Stretch]) -> list[Stretch]:
    return [cell for cell in cells if cell.end > cell.start]

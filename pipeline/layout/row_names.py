"""What the rows of a table are called, in which units they are, and what they are parts of."""

from __future__ import annotations

import re

from pipeline.draft import Stretch, Table
from pipeline.shapes import Shapes

# (亿元) at the end of a head; 产量(万吨)|同比±%
_BRACKET = re.compile(
    r"\(([^()]{1,16})\) ?$|(?:单位[:： ]?)([^()，,]{1,12})$|[,，/] ?([^()，,/\d]{1,6})$|([%‰])$"
)
_YEARLY = re.compile(r"(?:(?:19|20)\d\d|[〇零一二三四五六七八九]{4})年?度?\s*(\S+)$")


class RowReader:
    """`belong` fills in names, units and parents of the rows of a table, and the units of its columns."""

    def __init__(self, reading: str, shapes: Shapes) -> None:
        self.reading, self.shapes = reading, shapes

    def belong(self, table: Table, indents: list[int]) -> None:
        """`indents`: the display columns before each row."""
        self._fill_down(table)
        self._units(table)
        self._parents(table, indents)

    def text(self, stretch: Stretch) -> str:
        return self.reading[stretch.start : stretch.end]

    def _unmarked(self, name: Stretch) -> Stretch:
        """Without what marks it as a part: 其中:制造业, #民间投资."""
        return Stretch(name.start + self.shapes.without("part_of", self.text(name)), name.end)

    def _fill_down(self, table: Table) -> None:
        """The names of each row; of two columns of names the first goes on where it is empty: 2025|第1季, |第2季."""
        columns = [at for at, column in enumerate(table.columns) if column.role == "name"]
        first = Stretch(0, 0)
        for row in table.rows[table.heads :]:
            names = [self._unmarked(Stretch(row.cells[at].start, row.cells[at].end)) for at in columns]
            filled = [name for name in names if name.end > name.start]
            if len(columns) > 1 and names[0].end == names[0].start and filled and first.end > first.start:
                filled = [first, *filled]
            elif names and names[0].end > names[0].start:
                first = names[0]
            row.names = filled

    def _units(self, table: Table) -> None:
        """The unit of a column stands in brackets at the end of its head, that of a row in a column or in its name."""
        for column in table.columns:
            if column.role in ("value", "rank"):
                bracketed = (self._bracketed(head) for head in reversed(column.heads))
                column.unit = next((unit for unit in bracketed if unit), column.unit)
        given = next((at for at, column in enumerate(table.columns) if column.role == "unit"), None)
        names = [at for at, column in enumerate(table.columns) if column.role == "name"]
        for row in table.rows[table.heads :]:
            if given is not None and row.cells[given].end > row.cells[given].start:
                row.unit = Stretch(row.cells[given].start, row.cells[given].end)
            elif names:
                cell = row.cells[names[-1]]
                row.unit = self._bracketed(Stretch(cell.start, cell.end))

    def _bracketed(self, head: Stretch) -> Stretch | None:
        yearly = _YEARLY.match(self.text(head))
        if yearly is not None and self.shapes.has("unit_head", yearly[1]):
            return Stretch(head.start + yearly.start(1), head.end)  # 2024年百万港元
        found = _BRACKET.search(self.text(head))
        if found is None or found.lastindex is None:
            return None
        start, end = found.span(found.lastindex)
        return Stretch(head.start + start, head.start + end)

    def _parents(self, table: Table, indents: list[int]) -> None:
        """其中:, # and deeper indents mark the parts of the row above; a row of one cell heads those below it, and sections
        stand in each other: 一、储蓄存款 (二)定期存款 1.整存整取."""
        names = next((at for at, column in enumerate(table.columns) if column.role == "name"), None)
        if names is None:
            return
        sections: list[tuple[int, int]] = []  # the rows that head what follows, each with its level
        whole: int | None = None
        base = last = 0
        for at in range(table.heads, len(table.rows)):
            row = table.rows[at]
            filled = [index for index, cell in enumerate(row.cells) if cell.end > cell.start]
            name = self.text(Stretch(row.cells[names].start, row.cells[names].end))
            numbered = self.shapes.find("numbered", name)
            level = numbered.level if numbered is not None else 0
            heads = filled in ([names], [0])
            if level:
                while sections and sections[-1][1] >= level:
                    sections.pop()
            elif heads and not (sections and (sections[-1][1] or sections[-1][0] == last == at - 1)):
                sections.clear()
            if heads:
                row.parent = sections[-1][0] if sections else None
                sections.append((at, level))
                whole, last = None, at
                continue
            if not name:
                continue
            marked = self.shapes.without("part_of", name) > 0
            if whole is not None and (marked or indents[at] > base):
                row.parent = whole
                continue
            row.parent = sections[-1][0] if sections else None
            whole, base = at, indents[at]

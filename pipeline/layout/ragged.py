"""Tables stored with one cell a line whose rows lack cells: the head tells how many columns there are.

地区            the head begins with what names the rows
绝对额
增速
备注
山南市          an empty line stands for a missing cell; words may stand behind the figures
1,502.3
5.6

石泉市
1,203.8
6.1
修订
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.draft import Stretch
from pipeline.layout.lines import Line
from pipeline.layout.splitting import EMPTY, Row
from pipeline.layout.stacked_heads import goes_on
from pipeline.shapes import NUMBER, Shapes

_MOST_COLUMNS = 12
_FEWEST_ROWS = 2
# Heads are looked for at so many places of a run of lines.
_MOST_HEADS = 8
_YEAR = re.compile(r"(?:19|20)\d\d(?:年|[.-](?:0?[1-9]|1[0-2]))?")
_REMARK = re.compile(r"[备附]注|说明|备考")
_LEFT_OUT = re.compile(r"(?:…|\.{3}|⋮){1,2}")
_YEARLY = re.compile(r"(?:年[份度别]?|年月|时间|时期|期间)")


@dataclass(slots=True)
class Ragged:
    """The lines `first` up to `last` (not included) in rows, the first of which names the columns; `figures` of them
    stand in rows whose cells are known."""

    first: int
    last: int
    rows: list[Row]
    figures: int
    surer: bool
    """Whether the last column is for words, or names are written once for several rows."""


def ragged_of(lines: Sequence[Line], shapes: Shapes) -> Ragged | None:
    """The first table among the lines whose head begins with 指标, 地区, 序号 and the like."""
    values = [shapes.value(line.text) for line in lines]
    tried = 0
    for at, line in enumerate(lines):
        ranked = shapes.has("rank_column", line.text)
        if not ranked and not shapes.stub(line.text):
            continue
        yearly = _YEARLY.fullmatch(line.text) is not None
        kinds = [value and not (yearly and _YEAR.fullmatch(lines[i].text)) for i, value in enumerate(values)]
        best: Ragged | None = None
        heads = _heads(lines, at, shapes)
        for width in range(2, len(heads) + 1):
            found = _Reader(lines, kinds, at, heads[:width], shapes).read(ranked)
            if found is not None and (best is None or found.figures > best.figures):
                best = found
        if best is not None:
            return best
        tried += 1
        if tried == _MOST_HEADS:
            break
    return None


def _heads(lines: Sequence[Line], first: int, shapes: Shapes) -> list[tuple[Line, Line]]:
    """The names that the columns may have, each by its first and last line: 学费|(元) is one."""
    found: list[tuple[Line, Line]] = []
    for at in range(first, len(lines)):
        if found and goes_on(lines[at - 1].text, lines[at].text, shapes):
            found[-1] = (found[-1][0], lines[at])
        elif len(found) < _MOST_COLUMNS:
            found.append((lines[at], lines[at]))
        else:
            break
    return found


def _number(text: str) -> Decimal | None:
    found = NUMBER.fullmatch(text)
    return Decimal(found["digits"].replace(",", "").replace(" ", "")) if found is not None else None


class _Reader:
    def __init__(
        self,
        lines: Sequence[Line],
        kinds: Sequence[bool],
        first: int,
        heads: Sequence[tuple[Line, Line]],
        shapes: Shapes,
    ) -> None:
        self.lines, self.kinds, self.first, self.heads, self.shapes = lines, kinds, first, heads, shapes
        self.width = width = len(heads)
        self.body = first + 1
        while lines[self.body - 1] is not heads[-1][1]:
            self.body += 1
        self.types = list(kinds[self.body : self.body + width])
        if len(self.types) == width and _REMARK.search(heads[-1][1].text):
            self.types[-1] = False  # the first row may have none
        between = Counter(line.empty for line in lines[first : first + 60])
        self.usual = between.most_common(1)[0][
            0
        ]  # empty lines between two cells that stand one below the other

    def read(self, ranked: bool) -> Ragged | None:
        types = self.types
        if len(types) < self.width or True not in types or False not in types or types[0] != ranked:
            return None
        heads = self.lines[self.first : self.body]
        if any(
            self.kinds[self.first + at] and not _YEAR.fullmatch(line.text) for at, line in enumerate(heads)
        ):
            return None
        if any(self.shapes.has("declaration", name.text) for name, _ in self.heads):
            return None
        rows = [Row([Stretch(name.start, last.end) for name, last in self.heads], [], 0)]
        at = last = self.body
        full = figures = kept = 0
        while at < len(self.lines):
            if _LEFT_OUT.fullmatch(self.lines[at].text):
                at += 1  # rows 7 to 13 of a ranking
                continue
            row, after = self._row(at)
            filled = sum(self.kinds[at:after])
            if row is None or not (filled or (after == at + 1 and len(rows) == kept + 1)):
                break  # one line may head those below it
            rows.append(row)
            at = after
            if filled:
                last, kept = after, len(rows) - 1
                full += row.placed and (row.cells[-1].end > row.cells[-1].start or not types[-1])
                figures += filled if row.placed else 0
        del rows[kept + 1 :]
        figures += self._by_sums(rows)
        grouped = self._grouped(rows)
        if full < _FEWEST_ROWS or figures < 3 or full * 3 < kept * 2 or not self._used(rows):
            return None
        remarks = _REMARK.search(heads[-1].text) is not None
        return Ragged(self.first, last, rows, figures, remarks or grouped)

    def _grouped(self, rows: Sequence[Row]) -> bool:
        """Whether a name that holds for several rows is written in the first of them alone: 市卫校|护理|200, 药剂|60. Then the
        only name of a row is that of its second column."""
        if self.width < 3 or self.types[:3] != [False, False, True]:
            return False
        texts = {line.start: line.text for line in self.lines[self.body :]}
        full = [row for row in rows[1:] if row.cells[1].end > row.cells[1].start]
        short = [
            row
            for row in rows[1:]
            if row.cells[1].end == row.cells[1].start < row.cells[2].end
            and not texts.get(row.cells[0].start, "").endswith("计")
        ]
        if len(full) < 2 or full[0] is not rows[1] or len(short) * 2 < len(full):
            return False
        for row in short:
            row.cells[:2] = [EMPTY, row.cells[0]]
        return True

    def _by_sums(self, rows: Sequence[Row]) -> int:
        """Puts the only figure of 合计 into the one column that it is the sum of; how many figures found their place."""
        texts = {line.start: line.text for line in self.lines[self.body :]}
        sums = [Decimal(0)] * self.width
        found = 0
        for row in rows[1:]:
            figures = [_number(texts.get(cell.start, "")) for cell in row.cells]
            places = [at for at, kind in enumerate(self.types) if kind and figures[at] is not None]
            if row.placed:
                sums = [total + (figure or 0) for total, figure in zip(sums, figures, strict=True)]
                continue
            name = next(texts[cell.start] for cell in row.cells if cell.end > cell.start)
            columns = [
                at for at in range(1, self.width) if self.types[at] and sums[at] == figures[places[0]]
            ] if len(places) == 1 and name.endswith("计") else []  # fmt: skip
            if len(columns) == 1:
                row.cells[columns[0]], cell = row.cells[places[0]], row.cells[columns[0]]
                if columns[0] != places[0]:
                    row.cells[places[0]] = cell
                row.placed = True
                found += 1
            sums = [Decimal(0)] * self.width
        return found

    def _used(self, rows: Sequence[Row]) -> bool:
        """Whether each column holds something in some row; remarks may be empty."""
        head, *body = rows
        for at in range(self.width):
            if any(row.cells[at].end > row.cells[at].start for row in body):
                continue
            cell = next(line for line in self.lines[self.first :] if line.start == head.cells[at].start)
            if not _REMARK.search(cell.text):
                return False
        return True

    def _row(self, at: int) -> tuple[Row | None, int]:
        """The row that begins at a line and the line after it; null where none begins."""
        lines, kinds, types = self.lines, self.kinds, self.types
        line = lines[at]
        if self.shapes.has("note", line.text) or self.shapes.has("table_title", line.text):
            return None, at
        cells: list[int] = []
        column = 0
        if types[0] and not kinds[at]:
            column, cells = 1, [-1]  # 合计 without a rank
        elif kinds[at] != types[0]:
            return None, at
        while column < self.width and at < len(lines):
            takes = kinds[at] == types[column]
            if not types[column] and True in types[1:column]:
                takes = (takes and self._remark(at, column)) or (column == self.width - 1 and self._none(at))
            if takes:
                cells.append(at)
                at += 1
            else:
                cells.append(-1)
            column += 1
        row = self._placed(cells + [-1] * (self.width - len(cells)))
        return (row, at) if row is not None else (None, at)

    def _none(self, at: int) -> bool:
        """Whether a line says that there is nothing, where words could stand as well."""
        return self.kinds[at] and not self.shapes.figure(self.lines[at].text)

    def _remark(self, at: int, column: int) -> bool:
        """Whether words behind the figures stand in a column of their own and do not begin the next row."""
        after = at + self.width - column
        following = self.kinds[at + 1 : at + 2]
        return not following or following[0] == self.types[0] or (after < at + 1)

    def _placed(self, taken: list[int]) -> Row | None:
        """Where figures are missing, empty lines tell which ones."""
        types, lines = self.types, self.lines
        first = types.index(True, 1 if types[0] else 0)
        behind = first
        while behind < self.width and types[behind]:
            behind += 1
        figures = [at for at in taken[first:behind] if at >= 0]
        missing = behind - first - len(figures)
        known = True
        if figures and missing:
            spread = self._by_blanks(figures, missing)
            known = spread is not None
            taken = [*taken[:first], *(spread or taken[first:behind]), *taken[behind:]]
        name = next((at for at in taken if at >= 0), None)
        if name is None:
            return None
        cells = [Stretch(lines[at].start, lines[at].end) if at >= 0 else EMPTY for at in taken]
        return Row(cells, [], lines[name].indent, placed=known)

    def _by_blanks(self, figures: list[int], missing: int) -> list[int] | None:
        """The figures of a row with -1 for the missing ones; null where nothing tells their places."""
        lines = self.lines
        after = figures[-1] + 1
        spread: list[int] = []
        left = missing
        for at in figures:
            blank = min(left, self._blank(at))
            spread += [-1] * blank + [at]
            left -= blank
        if not left or (after < len(lines) and self._blank(after) >= left):
            return spread + [-1] * left
        yearly = _YEAR.fullmatch(lines[figures[0] - 1].text) is not None
        return spread + [-1] * left if yearly and left == missing and self._last(after) else None

    def _blank(self, at: int) -> int:
        """How many cells are empty before a line."""
        return max(0, self.lines[at].empty - self.usual) // (self.usual + 1)

    def _last(self, after: int) -> bool:
        """Whether no year follows: the quarters to come of the last one are missing."""
        return after >= len(self.lines) or not _YEAR.fullmatch(self.lines[after].text)

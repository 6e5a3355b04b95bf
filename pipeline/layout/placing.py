"""Where the cells of each row belong: under which column, by count, by place, by what they hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pipeline.draft import Stretch
from pipeline.layout.splitting import EMPTY, Form, Row
from pipeline.layout.spreading import over, spread_sizes
from pipeline.shapes import Shapes

_MOST_COLUMNS = 60
# A head may stand so many display columns beside its column.
_NEAR = 3


class Placer:
    """`place` gives rows of one width."""

    def __init__(self, reading: str, shapes: Shapes) -> None:
        self.reading, self.shapes = reading, shapes

    def place(self, raw: Sequence[Row], heads: int, form: Form) -> list[list[Stretch]] | None:
        """The rows with all their cells, empty ones among them; null where there are not two columns."""
        width = _width(raw[heads:] or raw, form)
        if width < 2:
            return None
        places = _places(raw[heads:], width)
        if form == "gaps" and _overlap(places):
            places = []  # blanks that only part the cells
        stubs = self._stubs(raw[:heads], width)
        kinds = self._kinds(raw[heads:], width)
        rows = [
            self._placed(
                row, width, places, stubs if at < heads else None, kinds, heads > 1 and at == heads - 1
            )
            for at, row in enumerate(raw)
        ]
        apportioned = None
        if form in ("gaps", "blanks") and heads == 2 and self._unaligned(raw[1], places):
            apportioned = self._apportioned(raw[:2], raw[2:], width)
            rows[:2] = apportioned or rows[:2]
        if apportioned is None and form != "stacked":
            for at in range(heads - 1):
                if at and self._headed(raw[at - 1].cells, len(raw[at].cells), width):
                    continue
                rows[at] = self._upper(raw[at], rows[at + 1], width, places) or rows[at]
        return _spanned(rows, heads)

    def _upper(
        self, row: Row, below: list[Stretch], width: int, places: list[tuple[int, int]]
    ) -> list[Stretch] | None:
        """A row of heads over several columns each: by position, else by where the heads below begin anew, else alike."""
        cells = row.cells
        if not 0 < len(cells) < width or any(cell.end == cell.start for cell in cells[1:]):
            return None
        stub = cells[0].end == cells[0].start or self._is_stub(cells[0])
        if stub and len(cells) == 1:
            return None
        tops = cells[1:] if stub else cells
        first = 1
        while first < width and self.shapes.has("rank_column", self._text(below[first])):
            first += 1
        if len(tops) > width - first:
            return None
        front = [cells[0] if stub else EMPTY] + [EMPTY] * (first - 1)
        names = [self._text(cell) for cell in below[first:]]
        if row.extents and places:
            chosen = over(len(tops), names, row.extents[len(cells) - len(tops) :], places[first:])
        else:
            chosen = over(len(tops), names)
        return [*front, *(tops[at] if at >= 0 else EMPTY for at in chosen)] if chosen else None

    def _headed(self, above: Sequence[Stretch], count: int, width: int) -> bool:
        """Whether the column behind `count` cells has a name of its own in the full row above: 变动 beside 2024|2023."""
        if len(above) != width or not 0 < count < width or above[count].end == above[count].start:
            return False
        return self._text(above[count]) != self._text(above[count - 1])

    def _text(self, stretch: Stretch) -> str:
        return self.reading[stretch.start : stretch.end]

    def _is_stub(self, cell: Stretch) -> bool:
        """地　区, 指标."""
        return self.shapes.stub(self._text(cell))

    def _stubs(self, heads: Sequence[Row], width: int) -> list[int]:
        """The columns that a full row of the head calls 城市, 指标 and the like."""
        for row in heads:
            if len(row.cells) == width:
                return [at for at, cell in enumerate(row.cells) if self._is_stub(cell)]
        return []

    def _apportioned(
        self, heads: Sequence[Row], body: Sequence[Row], width: int
    ) -> list[list[Stretch]] | None:
        """地区|人口数|比重|密度 over 2020年|2010年: which of the upper heads is over several columns, where no position
        tells: all alike, or the one whose figures have as many decimals."""
        upper, lower = heads[0].cells, heads[1].cells
        if not 1 < len(upper) < width:
            return None
        if len(lower) == width:  # its first cell is the head of the names, and the upper row has none
            names = [self._text(cell) for cell in lower[1:]]
            chosen = over(len(upper), names, heads[0].extents, heads[1].extents[1:])
            return [[EMPTY, *(upper[at] if at >= 0 else EMPTY for at in chosen)], lower] if chosen else None
        kinds = self._kinds(body, width)
        stub = len(lower) == width - 1 or (bool(kinds) and not kinds[0])
        tops = upper[1:]
        full = [row.cells[1:] for row in body[:60] if len(row.cells) == width]
        rows = [[self._text(cell) for cell in cells] for cells in full]
        names = [self._text(cell) for cell in lower]
        sizes = spread_sizes([self._text(top) for top in tops], names, width - 1, rows) if stub else None
        if sizes is None:
            return None
        above: list[Stretch] = [upper[0]]
        under: list[Stretch] = [EMPTY]
        rest = iter(lower)
        for top, size in zip(tops, sizes, strict=True):
            above += [top] * max(1, size)
            under += [next(rest) for _ in range(size)] or [EMPTY]
        return [above, under]

    @staticmethod
    def _unaligned(lower: Row, places: list[tuple[int, int]]) -> bool:
        """Whether cells do not stand over their columns, as in text that was pasted."""
        if _overlap(places):
            return True
        return any(
            sum(1 for place in places if place[0] < end and start < place[1]) != 1
            for start, end in lower.extents
        )

    def _kinds(self, rows: Sequence[Row], width: int) -> list[bool]:
        """Which columns hold figures, by the rows that have all cells."""
        full = [row.cells for row in rows[:100] if len(row.cells) == width]
        columns = zip(*full, strict=True)
        return [sum(map(self._is_value, cells)) * 2 > len(cells) for cells in columns]

    def _is_value(self, cell: Stretch) -> bool:
        return self.shapes.value(self._text(cell))

    def _placed(
        self,
        row: Row,
        width: int,
        places: list[tuple[int, int]],
        stubs: list[int] | None,
        kinds: list[bool],
        lowest: bool,
    ) -> list[Stretch]:
        """The cells of a row under their columns: by position where there are fewer of them. `stubs`: of a head;
        `lowest`: whether it is the lowest of several."""
        cells = row.cells[:width]
        if len(cells) == width or not row.extents:
            return cells + [EMPTY] * (width - len(cells))
        if stubs is not None:
            if stubs and len(cells) == width - len(stubs):
                rest = iter(cells)
                return [EMPTY if at in stubs else next(rest) for at in range(width)]
            if places and lowest:
                return _beside(cells, row.extents, places)
            return _over(cells, row.extents, places) if places else [EMPTY] * (width - len(cells)) + cells
        right = not self._is_value(cells[0]) and all(self._is_value(cell) for cell in cells[1:])
        if not places and len(cells) > 1 and right and kinds and kinds[-1]:
            return [cells[0], *[EMPTY] * (width - len(cells)), *cells[1:]]  # 销售成本 without a note
        fits = all(self._is_value(cell) == kind for cell, kind in zip(cells, kinds, strict=False))
        if len(cells) == 1 or not places or (kinds and fits and not kinds[-1]):
            return cells + [EMPTY] * (width - len(cells))
        return _beside(cells, row.extents, places)


def _beside(
    cells: list[Stretch], extents: list[tuple[int, int]], places: list[tuple[int, int]]
) -> list[Stretch]:
    """Each cell under or over the column that is nearest to it, in order."""
    width = len(places)
    placed = [EMPTY] * width
    at = 0
    for index, cell in enumerate(cells):
        left = len(cells) - index - 1
        best = min(range(at, width - left), key=lambda column: _apart(places[column], extents[index]))
        placed[best] = cell
        at = best + 1
    return placed


def _overlap(places: Sequence[tuple[int, int]]) -> bool:
    return any(end > start for (_, end), (start, _) in pairwise(places))


def _width(rows: Sequence[Row], form: Form) -> int:
    counts = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
    if not counts:
        return 0
    if form == "stacked":
        return min(_MOST_COLUMNS, max(counts))
    enough = max(1, sum(counts.values()) // (20 if form in ("bars", "tabs") else 6))
    return min(_MOST_COLUMNS, max(count for count, times in counts.items() if times >= enough))


def _places(rows: Sequence[Row], width: int) -> list[tuple[int, int]]:
    """The display columns that each column takes up, from the rows that have all cells."""
    full = [row.extents for row in rows if len(row.cells) == width and row.extents][:50]
    return [
        (min(start for start, _ in places), max(end for _, end in places))
        for places in zip(*full, strict=True)
    ]


def _apart(place: tuple[int, int], extent: tuple[int, int]) -> int:
    """How far a cell is from a column that is set flush left, flush right or centred."""
    centres = abs(place[0] + place[1] - extent[0] - extent[1]) // 2
    return min(abs(place[0] - extent[0]), abs(place[1] - extent[1]), centres)


def _over(
    cells: list[Stretch], extents: list[tuple[int, int]], places: list[tuple[int, int]]
) -> list[Stretch]:
    """The heads over the columns: each column has the one above it, so that one may be over several."""
    found = []
    for column, (start, end) in enumerate(places):
        if not column:
            end = min(end, start + _NEAR)  # names differ in length: their head stands at their beginning
        best = min(
            range(len(cells)),
            key=lambda index: (
                max(0, max(start, extents[index][0]) - min(end, extents[index][1]))
                + abs(start + end - sum(extents[index])) / 1000
            ),
        )
        gap = max(start, extents[best][0]) - min(end, extents[best][1])
        found.append(cells[best] if gap <= _NEAR else EMPTY)
    return found


def _spanned(rows: list[list[Stretch]], heads: int) -> list[list[Stretch]]:
    """A head over several columns is written once: the empty cells to its right are its own, where names stand below."""
    for at in range(heads - 1):
        row = rows[at]
        for index in range(1, len(row)):
            below = rows[at + 1][index]
            left = row[index - 1]
            if row[index].end == row[index].start and below.end > below.start and left.end > left.start:
                if index == 1 and rows[at + 1][0].end == rows[at + 1][0].start:
                    continue  # left is the head of the names
                above = rows[at - 1] if at else row
                if at and above[index].end > above[index].start and above[index] != above[index - 1]:
                    continue  # 变动 beside 2024|2023, which stand under 截至六月三十日止年度
                row[index] = left
    return rows

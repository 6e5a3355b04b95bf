"""Figures in the cells of a table, whose unit stands in the head of the column, in the row or above the table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from pipeline.draft import Draft, Quantity, Row, Stretch, Table
from pipeline.model import Notice, Unit
from pipeline.numerals import EXACT

Recognise = Callable[[str, Sequence[tuple[int, int]], "str | None"], list[Quantity]]

_FIGURE = re.compile(
    r"(?P<open>\()?(?P<sign>[-+−–▼△▽])? ?(?P<digits>\d[\d, ]*(?:\.\d+)?|\.\d+)(?P<close>\))?(?P<rest>.*)",
    re.S,
)
# 单位:亿元、%; (计量单位:吨); 万元/%
_LABEL = re.compile(r"^[(\[]?(?:计量|计价|数据|金额|货币)?(?:单位|币别|货币)? ?[:：]? ?")
_PARTED = re.compile(r"[、,，;；和及]| ?/ ?(?=%)")
_CURRENCY = re.compile(
    r"^(人民币|港币|港元|新台币|台币|澳门币|澳门元|美元|美金|欧元|日元|US\$|HK\$|NT\$|RMB|MOP\$?|[$€£¥￥]) ?"
)
_SCALE = re.compile(r"^('000|[十百千万亿仟佰兆]+|million|billion|thousand|mn|bn)(?=.|$)", re.I)
_POWERS = {"十": 1, "百": 2, "佰": 2, "千": 3, "仟": 3, "万": 4, "亿": 8, "兆": 12}
_ENGLISH = {"'000": 3, "thousand": 3, "million": 6, "mn": 6, "billion": 9, "bn": 9}
_RATES = ("percent", "percentage_point")
_NEGATIVE = ("-", "−", "–", "▼", "△", "▽")


class CellReader:
    """Reads the value cells of the tables of a draft; `recognise` finds the quantities of a text."""

    def __init__(self, recognise: Recognise) -> None:
        self._recognise = recognise
        self._units: dict[tuple[str, str | None], Quantity | None] = {}

    def __call__(self, draft: Draft, found: list[Quantity], growth: Callable[[str], bool]) -> list[Quantity]:
        """The quantities of the text with those of the cells in their places. `growth` tells heads of changes and shares."""
        tables = [block.table for block in draft.blocks if block.table is not None]
        if not tables:
            return found
        figures = sorted(draft.figures())
        by_start = {item.start: item for item in found}
        kept = _outside(found, figures)
        for table in tables:
            kept += self._table(draft, table, by_start, growth)
        kept.sort(key=lambda item: item.start)
        return kept

    def _table(
        self, draft: Draft, table: Table, found: dict[int, Quantity], growth: Callable[[str], bool]
    ) -> Iterator[Quantity]:
        text, region = draft.reading, draft.region
        columns = [
            growth("".join(text[head.start : head.end] for head in column.heads)) for column in table.columns
        ]
        bare = 0
        for row in table.rows[table.heads :]:
            for index, cell in enumerate(row.cells):
                if cell.role != "value":
                    continue
                own = found.get(cell.start)
                if own is not None and own.end == cell.end and own.unit is not None:
                    cell.quantity = own  # 3.5亿元, 12%: the unit stands in the cell
                    yield own
                    continue
                unit, place = self._unit(text, table, row, index, columns[index], region)
                item = _valued(text, Stretch(cell.start, cell.end), unit)
                if item is None:
                    continue
                item.unit_at = place
                bare += unit is None
                cell.quantity = item
                yield item
        if bare and any(column.unit for column in table.columns):
            draft.warnings.append(
                Notice("table_unit", f"{bare} figures of a table with no unit in head, row or note")
            )

    def _unit(
        self, text: str, table: Table, row: Row, index: int, rate: bool, region: str | None
    ) -> tuple[Quantity | None, Stretch | None]:
        """The unit of a cell and where it stands: the column's own, the row's, else the one above the table."""
        column = table.columns[index]
        places = [place for place in (column.unit, row.unit) if place is not None]
        if column.unit is None and rate:
            places = []  # the row's 亿元 is not the unit of its growth
        for place in [*places, *table.declarations, *([table.caption] if table.caption else [])]:
            above = place not in places
            for part, at in _parts(text, place, above):
                unit = self.unit(part, region)
                if unit is not None and (not above or (unit.kind in _RATES) == rate):
                    return self._in_currency(unit, text, table, region), at
        return None, None

    def _in_currency(self, unit: Quantity, text: str, table: Table, region: str | None) -> Quantity:
        """每股盈利(元) in a table of 人民币千元 is in 人民币."""
        if unit.kind != "money" or unit.unit is None or unit.unit.currency is not None:
            return unit
        for line in table.declarations:
            for part, _ in _parts(text, line, True):
                other = self.unit(part, region)
                if other is not None and other.unit is not None and other.unit.currency is not None:
                    code = other.unit.currency
                    return replace(unit, unit=replace(unit.unit, code=code, currency=code, basis="declared"))
        return unit

    def unit(self, words: str, region: str | None) -> Quantity | None:
        """One of a unit as it is written in a head: 亿元, %, 人民币百万元, 微克/立方米; null for what is none."""
        key = words, region
        if key not in self._units:
            self._units[key] = self._read(words.strip(), region)
        return self._units[key]

    def _read(self, words: str, region: str | None) -> Quantity | None:
        currency = _CURRENCY.match(words)
        prefix = currency.group(1) if currency else ""
        rest = words[currency.end() :] if currency else words
        scale = _SCALE.match(rest)
        tries = [(f"{prefix}1{rest}", 0)]
        if scale:
            tries.append((f"{prefix}1{rest[scale.end() :].lstrip()}", _power(scale.group(1))))
        if prefix and not prefix.isascii():  # 千美元 and 美元千元 alike
            tries.append((f"1{rest}{prefix}", 0))
            if scale:
                tries.append((f"1{prefix}", _power(scale.group(1))))
        for text, power in tries:
            items = self._recognise(text, [], region)
            if len(items) == 1 and (items[0].start, items[0].end) == (0, len(text)) and items[0].unit:
                item = items[0]
                if item.value is None or item.comparator != "=":
                    continue
                one = Fraction(item.value) * 10**power
                return replace(item, value=Decimal(one.numerator) / Decimal(one.denominator))
        return None


def _outside(found: list[Quantity], figures: list[Stretch]) -> list[Quantity]:
    """Those that no cell of figures overlaps; both lists are in order."""
    kept, at = [], 0
    for item in found:
        while at < len(figures) and figures[at].end <= item.start:
            at += 1
        if at == len(figures) or figures[at].start >= item.end:
            kept.append(item)
    return kept


def _valued(text: str, place: Stretch, unit: Quantity | None) -> Quantity | None:
    """The figure of a cell in a unit; accounting brackets and ▼ make it negative."""
    match = _FIGURE.fullmatch(text, place.start, place.end)
    if match is None:
        return None
    value = Decimal(match["digits"].replace(",", "").replace(" ", ""))
    if (match["open"] and match["close"]) or match["sign"] in _NEGATIVE:
        value = -value
    end = match.end("close") if match["close"] else match.end("digits")
    rest = match["rest"].strip()
    if rest[:1] in ("%", "‰") and rest:
        end = text.index(rest[0], end) + 1
        kind = "%" if rest[0] == "%" else "‰"
        return Quantity(place.start, end, "percent", "table.cell", value, unit=Unit(kind, kind, None))
    if unit is None:
        return Quantity(place.start, end, "number", "table.cell", value)
    item = copy(unit)
    item.start, item.end, item.rule = place.start, end, f"table.{unit.rule}"
    assert isinstance(unit.value, Decimal)
    assert unit.unit is not None
    item.value = EXACT.multiply(value, unit.value)
    item.unit = replace(unit.unit, basis="declared" if unit.unit.basis else None)
    item.noun = None
    return item


def _parts(text: str, place: Stretch, above: bool) -> Iterator[tuple[str, Stretch]]:
    """The units that a line above the table or a bracket names, each with its place: 单位:亿元、%."""
    start, end = place
    if above:
        bracket = re.search(r"\(([^()]*)\)\s*$", text[start:end])
        if bracket is not None:
            start, end = start + bracket.start(1), start + bracket.end(1)
        label = _LABEL.match(text[start:end])
        start += label.end() if label else 0
        end -= text[start:end].endswith((")", "]"))
    at = start
    for mark in [*_PARTED.finditer(text, start, end), None]:
        stop = mark.start() if mark else end
        if stop > at:
            yield text[at:stop], Stretch(at, stop)
        at = mark.end() if mark else end


def _power(scale: str) -> int:
    if scale.lower() in _ENGLISH:
        return _ENGLISH[scale.lower()]
    return sum(_POWERS[char] for char in scale)

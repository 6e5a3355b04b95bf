"""Figures in the cells of a table, whose unit stands in the head of the column, in the row or above the table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import replace
from decimal import Decimal

from pipeline.draft import Column, Draft, Quantity, Row, Stretch, Table
from pipeline.model import Notice, Unit
from pipeline.numerals import EXACT, scan
from pipeline.quantities.recognise import Recogniser
from pipeline.quantities.values import give_measure
from pipeline.shapes import NUMBER, Shapes

# 单位:亿元、%; (计量单位:吨); 万元/%
_LABEL = re.compile(r"^[(\[]?(?:[\u4e00-\u9fff]{2}(?=单位))?(?:单位|币别|货币)? ?[:：]? ?")
# 单位:元 币种:人民币 审计类型:未经审计
_CURRENCY = re.compile(r"(?:币种|币别|货币) ?[:：]? ?([^ :：]+)")
_FURTHER = re.compile(r" +(?=[^ :：]{2,6} ?[:：])")
# (以人民币千元列示)
_SHOWN = re.compile(r"以([^,，。()以]{2,10}?)(?:为单位|列示|呈列|表示|列报|计值?)")
# 单位:吨/平方公里·月, which no rule reads
_EXPLICIT = re.compile(r"^[(\[]?(?:[\u4e00-\u9fff]{2})?单位 ?[:：] ?([^ :：,，;；、()]{2,14})[)\]]?$")
# 浓度单位: of the substances alone
_CONCENTRATION = re.compile(r"(?:PM|SO|NO|O_?[23]|CO|NH|臭氧|颗粒物|二氧化|一氧化|浓度)", re.I)
_PARTED = re.compile(r"[、,，;；和及]| ?/ ?(?=%)")
# HK$'000, US$ million: scales that the recogniser of Chinese does not know
_ENGLISH = re.compile(r"('000|thousand|million|mn|billion|bn)\b", re.I)
_POWERS = {"'000": 3, "thousand": 3, "million": 6, "mn": 6, "billion": 9, "bn": 9}
_RATES = ("percent", "percentage_point")
_RATE = re.compile(r"率|幅|%|±")
_COUNTED = re.compile(r"[\u4e00-\u9fff](?<![一-十百千万亿上下前后左右含不])")
_SCALED = re.compile(r"([百千万亿]|百万|千万)(?![以元余多])([\u4e00-\u9fff]{1,3})")
_SCALES = {word: Decimal(10**power) for word, power in
           {"百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8}.items()}  # fmt: skip
_PERCENTAGE = re.compile(r"百分[率比]|[增减长化动]率|比率|比重")
_TITLED = re.compile(r"(?:百分[率比]|[增减长化动]率|增速|[增升降]幅)(?:\([^()]*\))?$")
_PERIOD = re.compile(r"(?:[年月季度期止]|(?:19|20)\d\d)[^\u4e00-\u9fff]*$")
_KEY_UNIT = re.compile(r"\(([^()\d]{1,10})\)[^()\d]{0,6}$")
# $ 1,284,660: the sign of the first row, in the unit that stands above the table
_SIGN = re.compile(r"(?:HK\$|US\$|NT\$|[$¥￥]) ?")
_NUMBERED = re.compile(r"\d[\u4e00-\u9fff]|=\d")
# 年利率%, 百分比%
_LABELLED = re.compile(r"[\u4e00-\u9fff]{1,5}[率比][:： ]?[%‰]")
# What a unit may be per: 学期, 100外币; not 增速
_PER = re.compile(r"\d{0,4}(?![^\d]*[增速率比幅量额])[\u4e00-\u9fff]{1,6}")
_POINTS = Quantity(0, 0, "count", "count.head", Decimal(1), unit=Unit("分", None, None))
_NEGATIVE = ("-", "−", "–", "▼", "△", "▽")


class CellReader:
    """Reads the value cells of the tables of a draft."""

    def __init__(self, recognise: Recogniser, shapes: Shapes) -> None:
        self._recognise, self._shapes = recognise, shapes
        self._units: dict[tuple[str, str | None], Quantity | None] = {}

    def __call__(self, draft: Draft, found: list[Quantity], growth: Callable[[str], bool]) -> list[Quantity]:
        """The quantities of the text with those of the cells in their places. `growth` tells heads of changes and shares."""
        found = self._fields(draft, found)
        tables = [block.table for block in draft.blocks if block.table is not None]
        if not tables:
            return found
        by_start = {item.start: item for item in found}
        units = [column.unit for table in tables for column in table.columns if column.unit is not None]
        units += [line for table in tables for line in table.declarations if _fills(line, by_start)]
        kept = _outside(found, sorted([*draft.figures(), *units]))  # 人民币千元 in a head is no amount
        for table in tables:
            kept += self._table(draft, table, by_start, growth)
        kept.sort(key=lambda item: item.start)
        return kept

    def _fields(self, draft: Draft, found: list[Quantity]) -> list[Quantity]:
        """营业收入(仟元):(15,904): the key of a field gives its figure the unit."""
        read: list[Quantity] = []
        for block in draft.blocks:
            bracket = _KEY_UNIT.search(draft.reading, *block.key) if block.key and block.value else None
            if bracket is None or block.value is None:
                continue
            unit = self.unit(bracket[1], draft.region)
            item = _valued(draft.reading, block.value, unit) if unit is not None else None
            if item is not None:
                item.unit_at = Stretch(*bracket.span(1))
                read.append(item)
        if not read:
            return found
        places = [Stretch(item.start - 1, item.end + 1) for item in read]
        return sorted([*_outside(found, places), *read], key=lambda item: item.start)

    def _table(
        self, draft: Draft, table: Table, found: dict[int, Quantity], growth: Callable[[str], bool]
    ) -> Iterator[Quantity]:
        text, region = draft.reading, draft.region
        columns = self._rates(text, table, growth)
        bare = 0
        unit_above: Stretch | None = None
        for row in table.rows[table.heads :]:
            unit_above = row.unit or unit_above
            for index, cell in enumerate(row.cells):
                if cell.role != "value":
                    continue
                own = self._own(text, Stretch(cell.start, cell.end), found)
                if own is not None and not (_SIGN.match(text, cell.start) and table.declarations):
                    cell.quantity = own  # 3.5亿元, 12%: the unit stands in the cell
                    yield own
                    continue
                unit, place = self._unit(text, table, row, index, columns[index], unit_above, region)
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

    def _own(self, text: str, cell: Stretch, found: dict[int, Quantity]) -> Quantity | None:
        """The quantity with a unit that fills a cell, its sign taken in: -0.14个百分点, 减少0.14个百分点."""
        item = found.get(cell.start)
        if item is None and cell.end > cell.start:
            words = text[cell.start : cell.end]
            fallen = int(words[0] in _NEGATIVE) or self._shapes.without("fallen", words)
            sign = fallen or int(words[0] in "+▲") or self._shapes.without("risen", words)
            item = found.get(cell.start + sign)
            if item is not None and isinstance(item.value, Decimal):
                item = replace(item, start=cell.start, value=-item.value if fallen else item.value)
        end = cell.end
        if item is None and text[cell.start] == "(" and text[end - 1] == ")":
            item, end = found.get(cell.start + 1), end - 1  # (3.42港仙)
            if item is not None and isinstance(item.value, Decimal):
                item = replace(item, value=-item.value)
        return item if item is not None and item.end == end and item.unit is not None else None

    def _rates(self, text: str, table: Table, growth: Callable[[str], bool]) -> list[bool]:
        """Which columns hold rates: of 增减 and 增减率 side by side the second alone."""
        heads = ["".join(text[head.start : head.end] for head in column.heads) for column in table.columns]
        told = any(_RATE.search(head) for head in heads)
        return [
            (growth(head) and (not told or bool(_RATE.search(head)))) or self._shapes.has("completed", head)
            for head in heads
        ]

    def _unit(
        self,
        text: str,
        table: Table,
        row: Row,
        index: int,
        rate: bool,
        unit_above: Stretch | None,
        region: str | None,
    ) -> tuple[Quantity | None, Stretch | None]:
        """The unit of a cell and where it stands: the column's own, the row's, else the one above the table."""
        column = table.columns[index]
        # the row's 亿元 is not the unit of its growth, but 每股盈利(港仙) goes before the 千港元 of the columns
        own = None if rate or self._of_money(text, table, column) else _inherited(table, row)
        by_column = any(other.role == "unit" for other in table.columns)
        found = (column.unit, own) if by_column else (own, column.unit)
        places = [place for place in found if place is not None]
        for place in places:
            for part, at in _parts(text, place, False):
                unit = self.unit(part, region)
                if part == "分" and not self._in_cents(text, column, row):
                    unit = _POINTS  # 最高分(分)
                if unit is None and (place is column.unit or place is row.unit):
                    unit = self._lasting(part, region)
                if unit is None and (place is column.unit or _SCALED.fullmatch(part)):
                    unit = _word(part)
                if unit is not None:
                    return self._in_currency(_each(unit, text, row, False), text, table, region), at
        head = self._head(text, column)
        lines = [*table.declarations, *([table.caption] if table.caption else [])]
        units = [] if self._shapes.has("unscaled", head) else list(self._above(text, lines, region))
        rates = all(unit.kind in _RATES for unit, _, _ in units)
        for unit, at, line in units:
            if (unit.kind in _RATES) != rate and not rates:
                continue
            if unit.kind == "money" and self._shapes.has("countable", head):
                continue
            if text.startswith("浓度", line.start) and not _CONCENTRATION.search(head):
                continue
            return self._in_currency(_each(unit, text, row, True), text, table, region), at
        if not rate and not table.declarations:
            for part, at in _parts(text, unit_above, False) if unit_above else ():
                unit = self.unit(part, region)
                if unit is not None:
                    return unit, at  # 旅客人数(人次), 入境, 出境
        heads = "".join(text[head.start : head.end] for head in column.heads)
        titled = table.caption is not None and _TITLED.search(text, *table.caption) and not units
        if (rate and _PERCENTAGE.search(heads)) or (titled and _PERIOD.search(head)):
            return self.unit("%", region), None  # 按年变动百分率, 年增率
        return None, None

    def _in_cents(self, text: str, column: Column, row: Row) -> bool:
        names = [*column.heads, *row.names]
        return any(self._shapes.has("in_cents", text[name.start : name.end]) for name in names)

    def _head(self, text: str, column: Column) -> str:
        """The lowest head of a column without its unit."""
        head = text[column.heads[-1].start : column.heads[-1].end] if column.heads else ""
        return re.sub(r"\([^()]*\)$", "", head)

    def _above(
        self, text: str, lines: list[Stretch], region: str | None
    ) -> Iterator[tuple[Quantity, Stretch, Stretch]]:
        """The units that the lines above a table name, each with its place and the line."""
        for line in lines:
            found = False
            for part, at in _parts(text, line, True):
                unit = self.unit(part, region)
                if unit is not None:
                    found = True
                    yield unit, at, line
            literal = None if found else _EXPLICIT.match(text[line.start : line.end])
            if literal is not None and "/" in literal[1] and not _NUMBERED.search(literal[1]):
                at = Stretch(line.start + literal.start(1), line.start + literal.end(1))
                item = Quantity(
                    0, 0, "measure", "unit.literal", Decimal(1), unit=Unit(literal[1], None, None)
                )
                yield item, at, line

    def _of_money(self, text: str, table: Table, column: Column) -> bool:
        """数量|金额 beside a column of units: 万吨 is the unit of the first alone."""
        head = self._head(text, column)
        return any(other.role == "unit" for other in table.columns) and head.endswith(("金额", "值", "额"))

    def _lasting(self, words: str, region: str | None) -> Quantity | None:
        """学制(年), 平均停留(天): lengths of time, which the text elsewhere has as times."""
        word = self._recognise.lexicon.match(words, 0, region, per=True)
        if word is None or word.name != words or word.unit is None or word.unit.dimension != "time":
            return None
        item = Quantity(0, 0, "measure", "unit.time", Decimal(1))
        give_measure(item, word, self._recognise.lexicon)
        return item

    def _in_currency(self, unit: Quantity, text: str, table: Table, region: str | None) -> Quantity:
        """每股盈利(元) in a table of 人民币千元 is in 人民币."""
        if unit.kind != "money" or unit.unit is None:
            return unit
        named = next((found for line in table.declarations if (found := _CURRENCY.search(text, *line))), None)
        other = self.unit(named[1], region) if named else None
        if other is not None and other.unit is not None and other.unit.currency is not None:
            code = other.unit.currency
            return replace(unit, unit=replace(unit.unit, code=code, currency=code, basis="declared"))
        if unit.unit.currency is not None:
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
        if _NUMBERED.search(words.partition("/")[0]):
            return None  # 东盟(10国), 2020年=100
        key = words, region
        if key not in self._units:
            self._units[key] = self._read(words.strip(), region)
        return self._units[key]

    def _read(self, words: str, region: str | None) -> Quantity | None:
        """One of the unit, as the recogniser reads it behind a 1: 1亿元, HK$1, 1千元|美元 for 美元千元."""
        scale = scan(words, 0)
        if scale is not None and scale.end == len(words) and scale.bare_scale:
            return Quantity(0, 0, "number", "number", scale.value)  # 可用座公里(百万)
        english = _ENGLISH.search(words)
        power = _POWERS[english[1].lower()] if english else 0
        words = words.replace(english[0], "").strip() if english else words
        sign = next((symbol for symbol, _ in self._recognise.lexicon.symbols if words.startswith(symbol)), "")
        rest = words[len(sign) :].lstrip()
        for text in (f"{sign}1{rest}", f"1{rest}{sign}"):
            items = self._recognise(text, [], region)
            if (
                len(items) != 1
                or (items[0].start, items[0].end) != (0, len(text))
                or items[0].comparator != "="
            ):
                continue
            if items[0].unit is not None and isinstance(items[0].value, Decimal):
                return replace(items[0], value=EXACT.scaleb(items[0].value, power))
        if _LABELLED.fullmatch(words):
            return self.unit(words[-1], region)
        return self._ratio(words, region)

    def _ratio(self, words: str, region: str | None) -> Quantity | None:
        """元/学期, 人民币元/100外币: per something that no rule knows."""
        upper, slash, per = words.partition("/")
        if not slash or not _PER.fullmatch(per):
            return None
        item = self.unit(upper, region)
        if item is None or item.unit is None or item.kind in _RATES:
            return None
        text = words if item.value == 1 else f"{item.unit.text}/{per}"
        code = item.unit.currency if item.kind == "money" else None
        unit = Unit(text, None, item.unit.dimension, code, per, item.unit.basis)
        return replace(item, rule="unit.literal", unit=unit)


def _each(unit: Quantity, text: str, row: Row, above: bool) -> Quantity:
    """每股盈余 is in 元 where the table is in 千元."""
    share = any("每股" in text[name.start : name.end] for name in row.names)
    if share and unit.kind == "money" and (above or unit.value in (Decimal(1000), Decimal(10**6))):
        return replace(unit, value=Decimal(1))
    return unit


def _inherited(table: Table, row: Row) -> Stretch | None:
    """The row's unit, or that of the row it is a part of."""
    for _ in range(4):
        if row.unit is not None or row.parent is None:
            break
        row = table.rows[row.parent]
    return row.unit


def _word(words: str) -> Quantity | None:
    """A counting word that no rule knows, in the brackets of a head: 中奖注数(注), 平板玻璃(万重量箱)."""
    found = _SCALED.fullmatch(words)
    scale = _SCALES[found[1]] if found is not None else Decimal(1)
    word = found[2] if found is not None else words
    if found is None and not _COUNTED.fullmatch(words):
        return None
    return Quantity(0, 0, "count", "count.head", scale, unit=Unit(word, None, None))


def _fills(line: Stretch, found: dict[int, Quantity]) -> bool:
    """Whether a line, perhaps in brackets, is nothing but what reads as an amount: 人民币千元."""
    item = found.get(line.start) or found.get(line.start + 1)
    return item is not None and item.end >= line.end - 1


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
    sign = _SIGN.match(text, place.start)
    match = NUMBER.fullmatch(text, sign.end() if sign else place.start, place.end)
    if match is None:
        return None
    value = Decimal(match["digits"].replace(",", "").replace(" ", ""))
    if (match["open"] and match["close"]) or match["sign"] in _NEGATIVE:
        value = -value
    end = match.end("close") if match["close"] else match.end("digits")
    if match["percent"]:
        end = match.end("percent")
        return Quantity(
            place.start,
            end,
            "percent",
            "table.cell",
            value,
            unit=Unit(match["percent"], match["percent"], None),
        )
    if unit is None:
        return Quantity(place.start, end, "number", "table.cell", value)
    item = copy(unit)
    item.start, item.end, item.rule = place.start, end, f"table.{unit.rule}"
    assert isinstance(unit.value, Decimal)
    item.value = EXACT.multiply(value, unit.value)
    item.unit = replace(unit.unit, basis="declared" if unit.unit.basis else None) if unit.unit else None
    item.noun = None
    return item


def _parts(text: str, place: Stretch, above: bool) -> Iterator[tuple[str, Stretch]]:
    """The units that a line above the table or a bracket names, each with its place: 单位:亿元、%."""
    start, end = place
    if text[start] == "(" and text[end - 1] == ")":
        start, end = start + 1, end - 1
    shown = _SHOWN.search(text, start, end) if above else None
    if shown is not None:
        start, end = shown.span(1)
    elif above:
        further = _FURTHER.search(text, start, end)
        end = further.start() if further else end
        label = _LABEL.match(text[start:end])
        bracket = re.search(r"\(([^()]*)\)\s*$", text[start:end])
        if label is not None and label.end():
            start, end = (
                start + label.end(),
                start + bracket.start() if bracket else end,
            )  # 单位:千元(惟每股盈余为元)
        elif bracket is not None:
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

"""Facts of the cells of a table: the column, the row and what stands above the table say what each figure states."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline import model
from pipeline.draft import (
    Block,
    Cell,
    Column,
    Dimension,
    Draft,
    Entity,
    Fact,
    Row,
    Stretch,
    Subject,
    Table,
    Time,
)
from pipeline.facts import describe, phrases, subject
from pipeline.facts.change import compared_basis
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.period import usable, when_of
from pipeline.facts.scope import Scope
from pipeline.facts.words import Reader, Word

# How sure a fact of a cell is: named by its own head or row, by those around it, by nothing.
_NAMED, _SHARED, _UNNAMED = 0.88, 0.75, 0.4
_BRACKET = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_BASE = re.compile(r"[^()\s]{1,12}(?:=|为)100")
# Words that say nothing of what is measured: 累计绝对量, 本月实绩.
_GENERIC = re.compile(
    r"(?:绝对[值量额数]|实绩|实际(?:数|值)?|数[值量额据]|金额|总[量额值计]|合计|定基|(?:按?[年月季]|同比|环比)?(?:变[动化]|增减|升降|涨跌)(?:率|幅度?|百分[比率])?|幅度?|百分比|比例|本期(?:数|值|金额)?|本月(?:数|止)?|当[月期](?:值|数)?|累计(?:数|值|额)?|本年累计|期[初末]|单季|水平|值|数|结果)+"
)
_MARKER = re.compile(
    r"(?:#+|其\s?中[:：]?|内[:：]|[-–—·•○]|(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d)))\s*"
)
_CHANGING = ("move", "turn", "rate", "base", "compare", "compare_end", "same", "adverb", "level")
# 截至2024年6月30日止六个月, 截至三月三十一日止年度
_ENDED = re.compile(r"止(?:之|的)?(?:([一二三四五六七八九十]|十一)个月|年度)")
_FREQUENCIES: dict[int, model.Frequency] = {12: "A", 6: "S", 3: "Q"}
_TITLES = frozenset(
    {
        "情况",
        "一览",
        "一览表",
        "统计",
        "统计表",
        "数据",
        "数目",
        "表",
        "明细",
        "明细表",
        "概况",
        "排行",
        "排名",
    }
)
_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一")
# 第2季r: a mark of a footnote
_LETTER = re.compile(r"[a-z*#†]")
# 华辰贸易有限公司 names whose figures they are
_BODIES = ("公司", "集团", "企业", "银行", "大学", "医院", "店", "厂")
_SIGNED = re.compile(r"±|[+]/-|增减|升降|涨跌|变[动化]")
_ROW_METRICS = ("指标", "项目", "科目", "类别", "分类", "内容", "项次")
_INDEX = ("=100", "为100", "指数")
_AREAS = ("GPE", "LOC")


@dataclass(slots=True)
class Name:
    """What a head or the name of a row says. `at`: the words that name a metric, a place or a thing."""

    text: str = ""
    at: Stretch | None = None
    entity: Entity | None = None
    time: Time | None = None
    within: Time | None = None
    """The part of the year `time`: 10月 over 2025|2026."""
    change: model.Change | None = None
    signed: bool = True
    """Whether the sign of the figure tells rise from fall."""
    share: bool = False
    index: bool = False
    scope: Stretch | None = None
    """环比 over a column of index numbers."""
    provisional: bool = False
    months: int = 0
    """截至六月三十日止六个月: how long the years in the heads are."""
    metric: bool = False
    """Whether the words are those of an indicator."""

    def at_time(self, time: Time | None) -> None:
        """One more time of the name: of a year and a part of it, the part is of that year."""
        if time is None:
            return
        if self.time is not None and (_is_year(time) != _is_year(self.time)):
            self.time, self.within = (time, self.time) if _is_year(time) else (self.time, time)
        else:
            self.time = time


class TableReader:
    """`facts` gives those of one table, in the order of its cells."""

    def __init__(self, draft: Draft, lexicon: Lexicon, read: Reader) -> None:
        self.draft, self.lexicon, self.read = draft, lexicon, read
        self._times = [item for item in draft.times if usable(item)]
        self._starts = [item.start for item in self._times]

    def facts(self, block: Block, table: Table, scope: Scope, sentence: int) -> Iterator[Fact]:
        above = self._above(block, table, scope)
        columns = [self._column(table, column) for column in table.columns]
        _inherit(
            [name for name, column in zip(columns, table.columns, strict=True) if column.role == "value"]
        )
        names = [self._row(table, row) for row in table.rows]
        by_metric = self._rows_are_metrics(table, columns, names)
        for at in range(table.heads, len(table.rows)):
            row = table.rows[at]
            parents = self._parents(table, names, at)
            evidence = _extent(row)
            for index, cell in enumerate(row.cells):
                if cell.quantity is not None and cell.role == "value":
                    fact = self._fact(cell, columns[index], names[at], parents, above, by_metric, evidence)
                    self._about(fact, scope, sentence, above)
                    yield fact

    def field(self, name: Name, facts: list[Fact], last: Fact | None) -> None:
        """营业收入:1,234,567仟元, 年增率:12.3%: the key says what the first figure of the value states."""
        fact = facts[0]
        if name.at is None and last is not None:
            name.at = last.metric
        if name.at is None:
            return
        fact.metric, fact.rule = name.at, "fact.field"
        if name.change is not None and fact.quantity is not None and fact.change is None:
            fact.change = _changed(Cell(0, 0, "value", fact.quantity), name)
            fact.measure_type = "growth"
        describe.catalogue(fact, self.draft.reading, self.lexicon)
        fact.confidence = _NAMED if name.metric else _SHARED

    def _fact(
        self,
        cell: Cell,
        column: Name,
        row: Name,
        parents: list[Name],
        above: Name,
        by_metric: bool,
        evidence: Stretch,
    ) -> Fact:
        fact = Fact(cell.quantity, evidence, "fact.cell")
        whole = next((name for name in parents if name.metric), None)
        subjects: list[Name] = []
        place = column.at is not None and column.entity is not None and column.entity.label != "PRODUCT"
        own = by_metric or (row.metric and column.at is None)
        if row.at is not None and own and not (column.metric and not row.metric):
            metric, subjects = row, [column] if place else []
            if not row.metric and whole is not None:
                metric, subjects = whole, [row]  # 工业增加值|其中:制造业
        elif column.at is not None and not place:
            metric, subjects = column, [row]
        elif whole is not None:
            metric, subjects = whole, [row]
        else:
            metric, subjects = above, [row, column] if place else [row]
        fact.metric = metric.at
        fact.period = column.time or row.time or next((n.time for n in parents if n.time), None) or above.time
        named_here = metric in (column, row)
        fact.confidence = _UNNAMED if metric.at is None else _NAMED if named_here else _SHARED
        fact.change = _changed(cell, column if column.change else row)
        named = next((name for name in subjects if name.at is not None), None)
        if named is not None and named.at is not None:
            fact.subject = Subject(*named.at, named.entity)
        self._describe(fact, metric, column, row, subjects, parents, above)
        return fact

    def _describe(
        self,
        fact: Fact,
        metric: Name,
        column: Name,
        row: Name,
        subjects: list[Name],
        parents: list[Name],
        above: Name,
    ) -> None:
        reading = self.draft.reading
        nature = describe.catalogue(fact, reading, self.lexicon)
        cumulative = "累计" in column.text or "累计" in metric.text
        within = next(
            (name.within for name in (column, row) if name.within and name.time is fact.period), None
        )
        fact.when = when_of(within or fact.period, cumulative, nature)
        if within is not None and fact.when is not None and fact.period is not None:
            _of_year(fact.when, within, fact.period.value)
        fact.provisional = above.provisional
        ended = column if column.months else above
        end = column.within if column.months else above.time
        year = fact.period if fact.period is not end else None
        if ended.months and end is not None and year is not None and fact.when and _is_year(year):
            _shorten(fact.when, year.value, end, ended.months)
        kind = fact.quantity.kind if fact.quantity else "number"
        if fact.change is not None:
            fact.measure_type = "growth" if kind in ("percent", "multiple", "fraction", "number") else "delta"
        elif column.share or (metric.share and kind == "percent"):
            fact.measure_type = "share"
        elif (column.index or metric.index or nature == "index") and kind == "number":
            fact.measure_type = "index"
        elif any(name in metric.text for name in self.lexicon.averages):
            fact.measure_type = "average"
        else:
            fact.measure_type = "amount" if kind == "money" and nature is None else "level"
        for name in [*subjects, *(parent for parent in parents if not parent.metric)]:
            if name.at is None:
                continue
            label = name.entity.label if name.entity else ""
            role: model.DimensionRole = (
                "area" if label in _AREAS else "org" if label == "ORG" else "industry" if name.text.endswith("业") else "item"
            )  # fmt: skip
            if name not in subjects and not name.entity:
                role = "scope"
            words = reading[name.at.start : name.at.end]
            fact.dimensions.append(Dimension(role, words, name.entity))
        if column.index and column.scope is not None:
            fact.dimensions.append(Dimension("scope", reading[slice(*column.scope)]))

    def _about(self, fact: Fact, scope: Scope, sentence: int, above: Name) -> None:
        """The subject where neither row nor column names one: whom the table or the text is about."""
        if fact.subject is not None:
            return
        named = scope.home or scope.subject
        if above.entity is not None:
            fact.subject = Subject(above.entity.start, above.entity.end, above.entity, sentence)
        elif named is not None:
            where = scope.home_sentence if scope.home else scope.subject_sentence
            fact.subject = Subject(*named[0], named[1], where)
            fact.distance = max(0, sentence - where)

    def _above(self, block: Block, table: Table, scope: Scope) -> Name:
        """What title, declarations and the headings over them say of the whole table, then what the text said last."""
        name = Name()
        own = [*([table.caption] if table.caption else []), *table.declarations]
        title = [Stretch(b.start, b.end) for b in self.draft.blocks[:3] if b.kind == "title"]
        for line in [*own, *self._headings(block, own), *title]:
            words = self.read(line)
            name.text += self.draft.reading[line.start : line.end]
            name.time = name.time or next((word.time for word in words if usable(word.time)), None)
            if name.at is None:
                name.at = self._indicator(words)
            if name.entity is None:
                name.entity = next((word.entity for word in words if self._can_be_subject(word)), None)
        if name.at is None and table.caption is not None:
            name.at = self._titled(table.caption)
        name.index = any(mark in name.text for mark in _INDEX)
        if name.time is None:
            name.time = scope.main or scope.lead or scope.period
        notes = "".join(self.draft.reading[note.start : note.end] for note in table.notes)
        name.provisional = "初步" in name.text or "初步" in notes
        ended = _ENDED.search(name.text)
        if ended is not None and name.time is not None and name.time.last:
            name.months = _months(ended)
        return name

    def _can_be_subject(self, word: Word) -> bool:
        """A place, a company, a park; not the office that announces the figures."""
        entity = word.entity
        if entity is None or entity.label not in ("GPE", "ORG", "FAC", "LOC"):
            return False
        return entity.label != "ORG" or not subject.official(entity, word.text, self.lexicon)

    def _titled(self, title: Stretch) -> Stretch | None:
        """What a short title without an indicator names: 入境旅客, 2024年各区|垃圾清运情况."""
        phrase = phrases.before(self.read(title))
        while phrase and phrase[-1].text in _TITLES:
            phrase.pop()
        found = phrases.stretch(phrase) if phrase else None
        return found if found is not None and 2 <= found.end - found.start <= 16 else None

    def _headings(self, block: Block, own: list[Stretch]) -> list[Stretch]:
        """The lines over a table up to the next paragraph, the nearest first."""
        found: list[Stretch] = []
        taken = {line.start for line in own}
        index = self.draft.blocks.index(block)
        for other in reversed(self.draft.blocks[max(0, index - 6) : index]):
            if other.kind not in ("title", "heading", "caption"):
                break
            if other.start not in taken:
                found.append(Stretch(other.start, other.end))
        return found

    def _indicator(self, words: Sequence[Word]) -> Stretch | None:
        """The last name of an indicator in a title: 2024年6月各城市|新建商品住宅销售价格指数."""
        for index in range(len(words) - 1, -1, -1):
            if words[index].has("end"):
                phrase = phrases.before(words[: index + 1])
                if phrase and self.lexicon.indicator("".join(word.text for word in phrase)):
                    return phrases.stretch(phrase)
        return None

    def _column(self, table: Table, column: Column) -> Name:
        name = Name()
        base = self.draft.reading[column.unit.start : column.unit.end] if column.unit else ""
        name.index = _BASE.search(base) is not None  # 环比 over 上月=100
        for head in column.heads:
            part = self.name(head)
            name.text += part.text
            name.at_time(part.time)
            name.months = name.months or part.months
            name.change = part.change or name.change
            name.signed &= part.signed
            name.share |= part.share
            name.index |= part.index
            if name.index:
                name.change = None
                name.scope = name.scope or part.scope
            if part.at is not None and not (name.metric and not part.metric):
                name.at, name.entity, name.metric = part.at, part.entity, part.metric
        return name

    def _row(self, table: Table, row: Row) -> Name:
        cells = row.names or [
            Stretch(cell.start, cell.end)
            for cell in row.cells[:1]
            if cell.end > cell.start and cell.role not in ("rank", "value")
        ]
        name = Name()
        for cell in cells:
            part = self.name(cell, row=True)
            name.text += part.text
            name.at_time(part.time)
            if part.at is not None:
                name.at, name.entity, name.metric = part.at, part.entity, part.metric
        return name

    def name(self, place: Stretch, row: bool = False) -> Name:
        """What one head or name says."""
        text = self.draft.reading[place.start : place.end]
        name = Name(text)
        name.index = any(mark in text for mark in _INDEX)
        if not row and _BASE.search(text):
            return name
        ended = None if row else _ENDED.search(text)
        if ended is not None:
            name.months, name.time = _months(ended), self._time_in(place)
            return name
        start, end = place
        if row and (marker := _MARKER.match(text)):
            start += marker.end()
        time = self._time_in(Stretch(start, end))
        if time is not None:
            name.time = time
        entity = self.read.entity_of(start, end)
        if entity is not None and (entity.end == end or not row):
            name.at, name.entity = Stretch(entity.start, entity.end), entity
            if entity.end == end:
                return name
        words = [word for word in self.read(Stretch(start, end)) if not _bracketed(text, word, place.start)]
        if not row:
            self._changing(name, text, words)
        kept = self._kept(words, row, name.change is not None)
        if kept:
            stretch = phrases.stretch(kept)
            plain = self.draft.reading[stretch.start : stretch.end]
            generic = not row and (_GENERIC.fullmatch(plain) or _BASE.fullmatch(text))
            if not generic and not _LETTER.fullmatch(plain):
                name.at = stretch
                known = self.lexicon.indicator(plain.replace(" ", "")) is not None
                name.metric = known and not (row and plain.endswith(_BODIES))
                if name.entity is not None and (name.entity.start, name.entity.end) != tuple(stretch):
                    name.entity = None
        elif row and time is None:
            name.at = Stretch(start, end)
        return name

    def _changing(self, name: Name, text: str, words: list[Word]) -> None:
        moved = [word for word in words if word.has("move", "turn", "rate")]
        same = next((word for word in words if word.time and "同期" in word.text), None)
        compared = any(word.has("compare") for word in words)
        bare = _SIGNED.search(text) is not None
        name.share = any(word.has("share", "share_name") for word in words) or "占" in text
        based = any((cue := self.lexicon.change.get(word.text)) and cue.basis for word in words)
        if name.share or not (moved or bare or based) or _BASE.search(text):
            return
        if name.time is not None and (compared or same is not None):
            name.time = None  # 比上年同期增长: a base
        basis = compared_basis(words, self.lexicon, None)
        falling = [
            cue
            for word in moved
            if (cue := self.lexicon.change.get(word.text)) and cue.direction == "decrease"
        ]
        name.signed = not (falling and not bare)
        name.scope = phrases.stretch(words) if words else None
        name.change = model.Change("decrease" if falling and not bare else "increase", basis, None, False)

    def _kept(self, words: list[Word], row: bool, changing: bool) -> list[Word]:
        """The first run of words that name something: without times, marks and words of change."""
        kept: list[Word] = []
        for word in words:
            plain = word.time is None and not word.mark and not (changing and word.has(*_CHANGING))
            if row:
                plain = not (word.time is not None and usable(word.time)) and (not word.mark or bool(kept))
            if plain:
                kept.append(word)
            elif kept:
                break
        while kept and kept[-1].mark:
            kept.pop()
        return kept

    def _time_in(self, place: Stretch) -> Time | None:
        at = bisect_left(self._starts, place.start)
        found = None
        while at < len(self._times) and self._times[at].end <= place.end:
            found = self._times[at]
            at += 1
        return found

    def _parents(self, table: Table, names: list[Name], at: int) -> list[Name]:
        found: list[Name] = []
        parent = table.rows[at].parent
        while parent is not None and len(found) < 6:
            found.append(names[parent])
            parent = table.rows[parent].parent
        return found

    def _rows_are_metrics(self, table: Table, columns: list[Name], rows: list[Name]) -> bool:
        """指标|绝对量|同比: the rows name what is measured, the columns only when or how."""
        for column, name in zip(table.columns, columns, strict=True):
            if column.role == "name" and name.text.replace(" ", "").endswith(_ROW_METRICS):
                return True
        body = [
            name for name, row in zip(rows, table.rows, strict=True) if any(c.quantity for c in row.cells)
        ]
        if body and sum(name.metric for name in body) * 2 > len(body):
            return True
        placed = sum(
            name.entity is not None and name.entity.label in (*_AREAS, "ORG", "FAC") for name in body
        )
        if placed * 2 > len(body):
            return False
        values = [name for column, name in zip(table.columns, columns, strict=True) if column.role == "value"]
        return bool(values) and all(name.at is None for name in values) and not any(n.index for n in values)


def _latest(columns: list[Name]) -> None:
    """2024年|2023年|变动: the change is that of the latest year."""
    years = [name.time for name in columns if name.time is not None and _is_year(name.time)]
    if len(years) < 2 or any(name.time is not None and not _is_year(name.time) for name in columns):
        return
    latest = max(years, key=lambda time: time.value)
    for name in columns:
        if name.time is None and name.change is not None:
            name.time = latest


def _inherit(columns: list[Name]) -> None:
    """地区生产总值(亿元)|增速(%): a rate without a name is that of the measure to its left."""
    last: Name | None = None
    for name in columns:
        if name.at is not None and name.entity is None and name.change is None:
            last = name
        elif name.at is None and last is not None and (name.change is not None or name.share):
            name.at, name.metric = last.at, last.metric
            name.time = name.time or last.time


def _changed(cell: Cell, name: Name) -> model.Change | None:
    quantity = cell.quantity
    if name.change is None or quantity is None or quantity.value is None:
        return None
    if not name.signed:
        return replace(name.change)
    value = quantity.value
    return replace(
        name.change, direction="increase" if value > 0 else "decrease" if value < 0 else "unchanged"
    )


def _months(ended: re.Match[str]) -> int:
    return 12 if ended[1] is None else _MONTHS.index(ended[1]) + 1


def _is_year(time: Time) -> bool:
    return time.type == "date" and len(time.value) == 4


def _of_year(when: model.When, part: Time, year: str) -> None:
    """The days of a part of a year in another one; the end of February moves with it."""
    if part.first is None or part.last is None:
        first_part, _, last_part = part.value.replace("XXXX", year).partition("/")
        begin, end = _days(first_part), _days(last_part or first_part)
        if begin is not None and end is not None:
            when.first, when.last = begin[0], end[1]
        return
    step = int(year) - int(part.last[:4])
    first, last = (f"{int(day[:4]) + step:04d}{day[4:]}" for day in (part.first, part.last))
    if last[4:] in ("-02-28", "-02-29"):
        last = f"{last[:8]}{calendar.monthrange(int(last[:4]), 2)[1]}"
    when.first, when.last = first, last


def _days(value: str) -> tuple[str, str] | None:
    """First and last day of `2026-10`, `2026-Q3`, `2026-H1`; null for other values."""
    found = re.fullmatch(r"(\d{4})-(?:(\d\d)|Q([1-4])|H([12]))", value)
    if found is None:
        return None
    months = (int(found[2]),) * 2 if found[2] else (int(found[3]) * 3 - 2, int(found[3]) * 3) if found[3] else (
        int(found[4]) * 6 - 5, int(found[4]) * 6
    )  # fmt: skip
    if not 1 <= months[0] <= 12:
        return None
    last = calendar.monthrange(int(found[1]), months[1])[1]
    return f"{found[1]}-{months[0]:02d}-01", f"{found[1]}-{months[1]:02d}-{last}"


def _shorten(when: model.When, year: str, end: Time, months: int) -> None:
    """2024年 under 截至六月三十日止六个月 is January to June of it."""
    if end.last is None:
        return
    month = int(end.last[5:7])
    first = int(year) * 12 + month - months
    when.first = f"{first // 12:04d}-{first % 12 + 1:02d}-01"
    when.last = f"{year}{end.last[4:]}"
    when.freq = _FREQUENCIES.get(months, "M")
    when.basis = "cumulative" if when.basis == "flow" and months != 12 else when.basis


def _bracketed(text: str, word: Word, offset: int) -> bool:
    return any(found.start() <= word.start - offset < found.end() for found in _BRACKET.finditer(text))


def _extent(row: Row) -> Stretch:
    cells = [cell for cell in row.cells if cell.end > cell.start]
    return Stretch(min(cell.start for cell in cells), max(cell.end for cell in cells))

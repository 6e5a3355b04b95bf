"""Facts of the cells of a table: the column, the row and what stands above the table say what each figure states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline import model
from pipeline.draft import Block, Cell, Dimension, Draft, Fact, Row, Stretch, Subject, Table, Time
from pipeline.facts import describe, phrases, subject, table_periods
from pipeline.facts.heads import HeadReader, Name
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.period import usable, when_of
from pipeline.facts.scope import Scope
from pipeline.facts.table_periods import ENDED, is_year, months_of, move_to, year_of, yearless
from pipeline.facts.words import Reader, Word

# How sure a fact of a cell is: named by its own head or row, by those around it, by nothing.
_NAMED, _SHARED, _UNNAMED = 0.88, 0.75, 0.4
_AREAS = ("GPE", "LOC")


class TableReader:
    """`facts` gives those of one table, in the order of its cells."""

    def __init__(self, draft: Draft, lexicon: Lexicon, read: Reader) -> None:
        self.draft, self.lexicon, self.read = draft, lexicon, read
        self._heads = HeadReader(draft, lexicon, read)
        self.name = self._heads.name

    def facts(self, block: Block, table: Table, scope: Scope, sentence: int) -> Iterator[Fact]:
        above = self._above(block, table, scope)
        columns = [self._heads.column(column) for column in table.columns]
        values = [name for name, column in zip(columns, table.columns, strict=True) if column.role == "value"]
        self._of_title(values, above)
        _inherit(values)
        _of_parts(values)
        _latest(values)
        _beside(values)
        names = [self._heads.row(row) for row in table.rows]
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
            move_to(fact.when, within, fact.period.value)
        part = fact.period
        if within is None and part is not None and fact.when is not None:
            told = (row, column, *parents, above) if yearless(part) else ()
            if part is column.time and part.anchored and not is_year(part):
                told = (row, *parents)  # 一季度 in the row of 2022
            known = next((found for name in told if (found := year_of(name.time)) is not None), None)
            if known is not None:
                move_to(fact.when, part, known)  # 2024|1月, 1-5月 below 2024年前5个月
        if fact.when is not None and fact.period is not column.time:
            if cumulative and "月累计" not in column.text:
                table_periods.from_january(fact.when)
            elif self.lexicon.shapes.has("own_month", column.text):
                table_periods.last_month(fact.when)
        fact.provisional = above.provisional
        ended = column if column.months else above
        end = column.within if column.months else above.time
        year = fact.period if fact.period is not end else None
        if ended.months and end is not None and year is not None and fact.when and is_year(year):
            table_periods.shorten(fact.when, year.value, end, ended.months)
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
            fact.measure_type = "amount" if kind == "money" and nature in (None, "single") else "level"
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
        first = self.draft.blocks[:4]  # the name of the site may stand above the title
        title = [Stretch(b.start, b.end) for b in first if b.kind in ("title", "heading")]
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
        name.index = "指数" in name.text or self.lexicon.shapes.has("base", name.text)
        if name.time is None:
            times = [time for time in (scope.main, scope.lead, scope.period) if time is not None]
            closed = (time for time in times if time.modifier != "since")  # not 6月以来
            name.time = next(closed, times[0] if times else None)
        notes = "".join(self.draft.reading[note.start : note.end] for note in table.notes)
        name.provisional = "初步" in name.text or "初步" in notes
        ended = ENDED.search(name.text)
        if ended is not None and name.time is not None and name.time.last:
            name.months = months_of(ended)
        return name

    def _of_title(self, columns: Sequence[Name], above: Name) -> None:
        """本月 is the month that the title tells, not that of the day on which the table came out."""
        for name in columns:
            time = name.time
            if time is None or above.time is None or time.anchor != "reference":
                continue
            if self.lexicon.shapes.has("own_period", self.draft.reading[time.start : time.end]):
                name.time = name.within = None

    def _can_be_subject(self, word: Word) -> bool:
        """A place, a company, a park; not the office that announces the figures."""
        entity = word.entity
        if entity is None or entity.label not in ("GPE", "ORG", "FAC", "LOC"):
            return False
        return entity.label != "ORG" or not subject.official(entity, word.text, self.lexicon)

    def _titled(self, title: Stretch) -> Stretch | None:
        """What a short title without an indicator names: 入境旅客, 2024年各区|垃圾清运情况."""
        phrase = phrases.before(self.read(title))
        while phrase and self.lexicon.shapes.has("title_word", phrase[-1].text):
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
            if column.role == "name" and self.lexicon.shapes.has("metric_head", name.text.replace(" ", "")):
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
    years = [name.time for name in columns if name.time is not None and is_year(name.time)]
    if len(years) < 2 or any(name.time is not None and not is_year(name.time) for name in columns):
        return
    latest = max(years, key=lambda time: time.value)
    for name in columns:
        if name.time is None and name.change is not None:
            name.time = latest


def _of_parts(columns: list[Name]) -> None:
    """10月 over 2023|2024|变动率: the change is that of the month in the latest year."""
    for name in columns:
        if name.change is None or not yearless(name.time):
            continue
        years = [n.time for n in columns if n.within is name.time and n.time is not None and is_year(n.time)]
        if years:
            name.within, name.time = name.time, max(years, key=lambda time: time.value)


def _beside(columns: list[Name]) -> None:
    """5月|按年变动: a change without a time is that of the figures beside it, of several those to its left: 9月|同比|1—9月|同比."""
    times = {id(name.time): name.time for name in columns if name.time is not None}
    changes = [name for name in columns if name.time is None and (name.change is not None or name.share)]
    if len(times) == 1 and len(changes) < len(columns):
        for name in changes:
            name.time = next(iter(times.values()))
    elif len(times) > 1:
        for name, group in _with_group(columns):
            if name.time is None:
                name.time = _time_of(group)


def _inherit(columns: list[Name]) -> None:
    """地区生产总值(亿元)|增速(%): a rate without a name is that of the measure to its left."""
    last: Name | None = None
    for name, group in _with_group(columns):
        last = next(
            (other for other in reversed(group) if other.at is not None and other.entity is None), last
        )
        if name.at is None and last is not None:
            name.at, name.metric = last.at, last.metric
            name.time = name.time or (_time_of(group) if last in group else last.time)


def _with_group(columns: list[Name]) -> Iterator[tuple[Name, list[Name]]]:
    """Each change or share with the levels to its left, from the change before on."""
    group: list[Name] = []
    ended = False
    for name in columns:
        if name.change is not None or name.share:
            ended = True
            yield name, group
        else:
            group = [name] if ended else [*group, name]
            ended = False


def _time_of(group: list[Name]) -> Time | None:
    """The last one of theirs; of years the latest: 2023年|2022年|增速."""
    times = [name.time for name in group if name.time is not None]
    if len(times) > 1 and all(is_year(time) for time in times):
        return max(times, key=lambda time: time.value)
    return times[-1] if times else None


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


def _extent(row: Row) -> Stretch:
    cells = [cell for cell in row.cells if cell.end > cell.start]
    return Stretch(min(cell.start for cell in cells), max(cell.end for cell in cells))

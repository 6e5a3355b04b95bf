"""Reads calendar dates at a position: a year and what stands within it, quarters, halves, seasons, holidays."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from pipeline.model import TimeModifier
from pipeline.times.calendar import Point, Shift, valid
from pipeline.times.chained import ChainedReader
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import Lexicon, small
from pipeline.times.lunar import LunarReader
from pipeline.times.months import MonthReader
from pipeline.times.named_days import NamedDayReader
from pipeline.times.notations import NotationReader
from pipeline.times.patterns import (
    BRACKET_DAY,
    BRACKET_MONTH,
    BRACKET_YEAR,
    EDGE,
    EDGES,
    ENGLISH_HALF,
    HALF_REPORT,
    MIDDLE,
    QUARTER,
    QUARTERS,
    ROC,
    SAME_COMES,
    SAME_GOES,
    SEPARATOR,
    WEEK_OF_YEAR,
    WHOLE,
)
from pipeline.times.reader import Reader
from pipeline.times.relative import RelativeReader
from pipeline.times.years import YearReader


class DateReader(Reader):
    """`read(at)`: an expression that begins there, or null."""

    def __init__(self, text: str, words: Lexicon, region: str | None, published: int | None) -> None:
        super().__init__(text, words, region, published)
        self.notations = NotationReader(text, words, region, published)
        self.chained = ChainedReader(text, words, region, published)
        self.relative = RelativeReader(text, words, region, published)
        self.years = YearReader(text, words, region, published)
        self.named_days = NamedDayReader(text, words, region, published)
        self.lunar = LunarReader(text, words, region, published)
        self.months = MonthReader(text, words, region, published)

    def read(self, at: int) -> Expression | None:
        return (
            self.notations.read(at)
            or self._bracket(at)
            or self.chained.read(at)
            or self._same_alone(at)
            or self._calendar(at)
            or self.relative.read(at)
        )

    def _bracket(self, at: int) -> Expression | None:
        """今(9)日, 昨(21)日, 明(110)年, 本(2021)年: the number in brackets is the date."""
        text = self.text
        if found := BRACKET_DAY.match(text, at):
            day = small(found[2])
            if valid(None, None, day):
                return self._with_time(
                    Expression(at, found.end(), "date", "date.bracket", Point(day=day), after=found.end())
                )
        if found := BRACKET_MONTH.match(text, at):
            point = Point(month=small(found[1]))
            return (
                Expression(at, found.end(), "date", "date.bracket", point)
                if valid(None, point.month, 1)
                else None
            )
        if found := BRACKET_YEAR.match(text, at):
            year = int(found[1])
            return self._within(at, found.end(), Point(year + ROC if year < 200 else year), None)
        return None

    def _calendar(self, at: int) -> Expression | None:
        text = self.text
        if several := self.years.school_year(at) or self.years.years(at):
            return self._of_budget_year(several)
        end, point, shift = self.years.year(at)
        if end > at:
            return self._within(at, end, point, shift)
        if self._inside_number(at) or (at and text[at - 1] in "第个+×*"):
            return None
        return self._within(at, at, Point(), None)

    def _within(self, start: int, at: int, point: Point, shift: Shift | None) -> Expression | None:
        """Month, day, quarter, half, season, whole, edge or holiday, after a year that ended at `at` (or none)."""
        text, year = self.text, at > start
        begin = at
        if year and (gap := SEPARATOR.match(text, at)):
            begin = gap.end()
        found = (
            self.named_days.read(start, begin, point, shift)
            or self.lunar.read(start, begin, point, shift)
            or self.months.months(start, begin, point, shift)
            or self.months.month(start, begin, point, shift)
            or self._quarters(start, begin, point, shift)
            or self._named_part(start, begin, point, shift, year)
        )
        if found is None and not year:
            found = self.months.day(start)
        if found is None:
            if not year:
                return None
            found = Expression(start, at, "date", "date.year", point, shift=shift)
        return self._with_time(self._same(found))

    def _of_budget_year(self, years: Expression) -> Expression:
        """2024/25年度第一季, 2024-25财政年度上半年: the quarters of a year that runs over two."""
        at, first = years.end, years.point.year
        if not years.rule.startswith("date.fiscal-year") or years.to is None or first is None:
            return years
        quarter, half = QUARTER.match(self.text, at), self.words["half"].at(self.text, at)
        late = years.rule.endswith(".april")
        if quarter and not quarter["latin"]:
            number = (4 if quarter["last"] else small(quarter[1] or "1")) + late
            point = Point(first + (number > 4), quarter=(number - 1) % 4 + 1)
            return Expression(years.start, quarter.end(), "date", "date.fiscal-quarter", point)
        if half and late:
            ends = (4, 9, 0) if half[1].shift == 1 else (10, 3, 1)
            begin, end = Point(first, ends[0]), Point(first + ends[2], ends[1])
            return Expression(years.start, half[0], "range", "range.fiscal-half", begin, end)
        return years

    def _quarters(self, start: int, at: int, point: Point, shift: Shift | None) -> Expression | None:
        text = self.text
        if found := QUARTERS.match(text, at):
            first, last = (
                (1, small(found[1].replace("两", "二"))) if found[1] else (small(found[2]), small(found[3]))
            )
            if first < last:
                return Expression(
                    start, found.end(), "range", "range.quarters",
                    replace(point, quarter=first), replace(point, quarter=last), shift,
                )  # fmt: skip
        if found := QUARTER.match(text, at):
            if start == at and found["latin"]:
                return None
            if start == at and found["last"]:
                return None  # 周末季, 末季 of a league
            quarter = replace(point, quarter=4 if found["last"] else small(found[1] or found["latin"] or "1"))
            if edge := self.words["edge"].at(text, found.end()):
                modifier = cast(TimeModifier, edge[1].code)
                return Expression(
                    start, edge[0], "date", "date.quarter", quarter, shift=shift, modifier=modifier
                )
            return Expression(
                start,
                found.end(),
                "date",
                "date.quarter",
                quarter,
                shift=shift,
            )
        return None

    def _same_alone(self, at: int) -> Expression | None:
        """同期,全市进口…: the period that was named before. 历年同期, 与同期相比 are others."""
        found = self.words["same"].at(self.text, at)
        if (
            found is None
            or not self.text.startswith("同期", at)
            or not SAME_COMES.search(self.text, max(0, at - 2), at)
        ):
            return None
        if not SAME_GOES.match(self.text, found[0]):
            return None
        return Expression(at, found[0], "date", "date.same", same=True)

    def _named_part(
        self, start: int, at: int, point: Point, shift: Shift | None, year: bool
    ) -> Expression | None:
        """上半年, H1; after a year 全年, 春季, 底, 初, 春节; alone 全年, 年底."""
        text = self.text

        def made(end: int, rule: str, point: Point, modifier: TimeModifier | None = None) -> Expression:
            return Expression(start, end, "date", rule, point, shift=shift, modifier=modifier)

        if half := self.words["half"].at(text, at):
            return made(half[0], "date.half", replace(point, half=half[1].shift))
        if not year:
            if (season := self.words["season"].at(text, at)) and self._own_line(start, season[0]):
                return made(season[0], "date.season", replace(point, season=season[1].code))
            if whole := self.words["whole"].at(text, at):
                return made(whole[0], "date.whole", Point(whole=True))
            if (
                (edge := EDGE.match(text, at))
                and text[at] == "年"
                and not self._inside_number(at)
                and edge[1] not in ("头", "伊始")
                and not (at and text[at - 1] in "今去明前每多近几数半周个这")
            ):
                word = self.words["edge"].at(text, edge.start(1))
                return made(edge.end(), "date.edge", Point(whole=True), EDGES[edge[1]]) if word else None
            return None
        if found := ENGLISH_HALF.match(text, at):
            return made(found.end(), "date.half", replace(point, half=int(found[1])))
        if found := WHOLE.match(text, at):
            return made(found.end(), "date.year", point)
        if (found := WEEK_OF_YEAR.match(text, at)) and 1 <= small(found[1]) <= 52:
            return made(found.end(), "date.week", replace(point, week=small(found[1])))
        if found := HALF_REPORT.match(text, at):
            return made(found.end(), "date.half", replace(point, half=1))
        if season := self.words["season"].at(text, at):
            return made(season[0], "date.season", replace(point, season=season[1].code))
        if (found := EDGE.match(text, at)) and self.words["edge"].at(text, found.start(1)):
            return made(found.end(), "date.year", point, EDGES[found[1]])
        if found := MIDDLE.match(text, at):
            return made(found.end(), "date.year", point, "mid")
        return None

    def _same(self, expression: Expression) -> Expression:
        """2021年同期, 去年同期, 上年同月, 去年的同期."""
        at = expression.end
        at += self.text.startswith("的", at)
        if found := self.words["same"].at(self.text, at):
            expression.same = True
            expression.end = expression.after = found[0]
        return expression

"""Completes what expressions leave out: from the sentence, the dates before, or the reference date; never a clock.

Without any of them a part stays open (`XXXX-01-09`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.draft import Stretch, Time
from pipeline.times.calendar import Point, Shift, parse, valid
from pipeline.times.context import Context, Dated
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import Lexicon
from pipeline.times.modifiers import modify

Anchor = Time | str | None
_OPEN = {"year": "XXXX", "quarter": "XXXX-QX", "month": "XXXX-XX", "week": "XXXX-WXX", "day": "XXXX-XX-XX"}
"""The value of 上月, 昨天 … without a date to count from."""
_AHEAD = 3
"""A bare month up to so many months after the reference date is of the same year; a later one is of the year before."""
_WINDOW = 8
"""How far before an expression a word like 将 is looked for."""
_NEW_YEAR = 3
"""Up to this month, 全年 without a year is the year that has ended."""


class Resolver:
    def __init__(
        self, text: str, sentences: Sequence[Stretch], reference: str | None, words: Lexicon
    ) -> None:
        self.text, self.words = text, words
        self.reference = parse(reference)
        self.context = Context(sentences)

    def __call__(self, expressions: Sequence[Expression]) -> list[Time]:
        return [self._time(expression) for expression in expressions]

    def _time(self, expression: Expression) -> Time:
        self.context.move(expression.start)
        time = Time(
            expression.start, expression.end, expression.type, expression.value or "", expression.rule
        )
        time.modifier = expression.modifier
        if expression.value is not None:
            modify(self.text, time, self.words)
            return time
        point, to, anchor, anchored = self._complete(expression)
        time.anchored, time.anchor = anchored, anchor
        time.value = point.value() if to is None else f"{point.value()}/{to.value()}"
        if time.value == "XXXX" and expression.shift is not None:
            time.value = _OPEN[expression.shift.unit]
        if expression.rule == "date.school-year" and point.year is not None:
            time.first, time.last = f"{point.year}-08-01", f"{(to.year or 0) if to else point.year + 1}-07-31"
        else:
            time.first, time.last = point.days()[0], (to or point).days()[1]
        if to is not None and time.type == "date":
            time.type = "range"
        modify(self.text, time, self.words)
        if not self._compares(expression):
            self.context.add(Dated(time, point, to))
        return time

    def _compares(self, expression: Expression) -> bool:
        """比2019年增长, 较上月, 2021年同期: other dates do not take their year from it."""
        return expression.same or self.words["compare"].before(self.text, expression.start) is not None

    def _complete(self, expression: Expression) -> tuple[Point, Point | None, Anchor, bool]:
        point, to, shift = expression.point, expression.to, expression.shift
        if expression.same:
            return self._same(expression)
        if shift is not None and shift.unit != "year":
            moved, anchor = self._shifted(shift, point)
            if to is not None and to.weekday is not None and shift.unit == "week":
                return moved, self._week(shift, to)[0], anchor, True
            return moved, self._end_of(moved, to), anchor, True
        if shift is not None:
            year, anchor = self._year_of(shift)
            point, to = _in_year(point, to, year)
            return point, to, anchor, True
        if not point.dated:
            return self._clock(point, to)
        if point.year is not None:
            return point, self._end_of(point, to), None, False
        if point.weekday is not None:
            return *self._weekday(point, to, expression), True
        if point.month is None and point.day is not None:
            completed, anchor = self._day(point, expression)
            if to is not None:
                to = replace(to, year=completed.year, month=to.month or completed.month)
            return completed, to, anchor, True
        year, anchor = self._year(point, to, expression)
        point, to = _in_year(point, to, year)
        if point.day is not None and not valid(point.year, point.month, point.day):
            point = replace(point, year=None)
        return point, to, anchor, year is not None

    # -- years

    def _year_of(self, shift: Shift) -> tuple[int | None, Anchor]:
        """去年 counts from the reference date, 次年 and 上年 from the date before them."""
        if shift.base == "context":
            base = self.context.near or self.context.text
            if base is not None and base.last.year is not None:
                return base.last.year + shift.by, base.time
        if self.reference.year is not None:
            return self.reference.year + shift.by, "reference"
        return None, None

    def _year(self, point: Point, to: Point | None, expression: Expression) -> tuple[int | None, Anchor]:
        """The year of a bare month, quarter, half or of 全年, 年底."""
        near, reference = self.context.near, self.reference
        if near is not None and near.last.year is not None:
            return self._follow(near, point), near.time
        if reference.year is None:
            return None, None
        month = reference.month
        if month is None:
            return reference.year, "reference"
        coming = self._coming(expression)
        begins = point.begins
        if begins is None:  # 全年, 年底
            past = month <= _NEW_YEAR and not coming and self.text[expression.start] != "年"
            past = past or (expression.modifier == "end_of" and month <= 2 and not coming)
            return reference.year - past, "reference"
        if coming:
            ends = (to or point).begins or begins
            return reference.year + (ends < month - 6), "reference"
        cumulative = to is not None and begins == 1
        ahead = ((to or point).begins or begins) if cumulative else begins
        if point.half is not None:
            ahead = point.half * 6 - (0 if point.half == 1 else 5)
        return reference.year - (ahead > month + (1 if cumulative else _AHEAD)), "reference"

    def _follow(self, near: Dated, point: Point) -> int | None:
        """A month after another one in the sentence: 12月 … 1月 goes on into the next year only where nothing names it."""
        year = near.last.year
        named = near.time.value[:4]
        reference = self.reference
        if year is None or near.point.month is None or point.month is None or not near.time.anchored:
            return year
        if point.month < near.point.month - 6 and reference.year == year + 1 and named.isdecimal():
            return year + 1
        return year

    def _coming(self, expression: Expression) -> bool:
        """Whether 将, 预计, 拟 … before it, or 前 after it, put it after the reference date."""
        before = self.text[max(0, expression.start - _WINDOW) : expression.start]
        for mark in ",。;、\n":
            before = before.rpartition(mark)[2]
        return self.words["future"].pattern.search(before) is not None

    # -- same period, shifts, weekdays, days, clock times

    def _same(self, expression: Expression) -> tuple[Point, Point | None, Anchor, bool]:
        """去年同期 after 2022年1—9月 is 2021-01/2021-09; 上年同月 the month before, a year earlier."""
        point, to = expression.point, expression.to
        anchor: Anchor = None
        context = self.context
        word = self.text[expression.start : expression.end]
        base = context.near_period or context.period
        if "同月" in word:
            base = context.near_month or context.month
        elif "同季" in word:
            base = context.quarter or context.near_month or context.month
        year = point.year
        if expression.shift is not None:
            year, anchor = self._year_of(expression.shift)
            # A period is compared with the one a year before it, whatever the year of publishing is.
            if base is not None and base.last.year is not None:
                year, anchor = base.last.year + expression.shift.by, base.time
        if point.finest == "year" and not point.whole and base is not None:
            first, last = base.point, base.to
            if "同月" in word:
                first, last = Point(month=base.last.month), None
            elif "同季" in word:
                first, last = Point(quarter=base.last.quarter_of), None
            if year is not None and (base.last.year is None or base.last.year > year or anchor is base.time):
                span = (base.last.year or year) - (first.year or base.last.year or year)
                point = replace(first, year=year - span, clock=None, part_of_day=None)
                to = replace(last, year=year, clock=None, part_of_day=None) if last is not None else None
                return point, to, anchor or base.time, True
        point, to = _in_year(point, to, year)
        return point, to, anchor, expression.shift is not None

    def _shifted(self, shift: Shift, point: Point) -> tuple[Point, Anchor]:
        """上月, 本季度, 昨天, 次日, 上周五."""
        base, anchor = self._base(shift)
        if shift.unit == "week":
            return self._week(shift, point)
        moved = base.shifted(shift.unit, shift.by)
        if shift.unit == "day":
            if moved.day is None:
                moved = Point(day=None)
            return replace(moved, part_of_day=point.part_of_day, clock=point.clock), anchor
        if point.day is not None and valid(moved.year, moved.month, point.day):
            moved = replace(moved, day=point.day)
        return replace(moved, third=point.third), anchor

    def _base(self, shift: Shift) -> tuple[Point, Anchor]:
        context = self.context
        chosen: Dated | None = None
        if shift.base in ("context", "near"):
            chosen = {"day": context.day, "month": context.month, "quarter": context.quarter}.get(shift.unit)
            if shift.base == "near":
                chosen = context.near_month if shift.unit == "month" else chosen
                if (
                    shift.unit == "month"
                    and chosen is not None
                    and chosen.to is None
                    and chosen.point.day is not None
                ):
                    chosen = None  # 9月15日 …上月: counted from the publishing date
                if shift.unit == "month" and chosen is not None and self._far(chosen.last):
                    chosen = None  # 去年11月以来, 上月: counted from the publishing date
                if shift.unit == "quarter" and chosen is not context.near:
                    chosen = None
        if chosen is not None:
            return chosen.last, chosen.time
        return self.reference, "reference" if self.reference.year is not None else None

    def _far(self, point: Point) -> bool:
        """More than a few months before the reference date."""
        reference = self.reference
        if None in (reference.year, reference.month, point.year, point.month):
            return False
        months = (
            ((reference.year or 0) - (point.year or 0)) * 12 + (reference.month or 0) - (point.month or 0)
        )
        return months > _AHEAD

    def _week(self, shift: Shift, point: Point) -> tuple[Point, Anchor]:
        moved = self.reference.shifted("week", shift.by)
        if moved.week is None:
            return replace(point, year=None), None
        if point.weekday is None:
            return moved, "reference"
        return _iso_day(moved, point), "reference"

    def _weekday(
        self, point: Point, to: Point | None, expression: Expression
    ) -> tuple[Point, Point | None, Anchor]:
        """A bare 周四 is the last one up to the reference date, or the one of its week after 将."""
        week = self.reference.shifted("week", 0)
        if week.week is None or self.reference.day is None or to is not None:
            return point, to, None
        found = _iso_day(week, point)
        here = (self.reference.year or 0, self.reference.month or 0, self.reference.day)
        if ((found.year or 0), found.month or 0, found.day or 0) > here and not self._coming(expression):
            earlier = found.shifted("day", -7)
            found = replace(found, year=earlier.year, month=earlier.month, day=earlier.day)
        return found, None, "reference"

    def _day(self, point: Point, expression: Expression) -> tuple[Point, Anchor]:
        """A bare 21日: of the month named before it in the sentence, else the last one up to the reference date."""
        day = (expression.to or point).day or 0
        near, reference = self.context.near_month, self.reference
        if near is not None and near.last.day is None and reference.month is not None:
            near = None  # 12月底 …, 13日起: counted from the publishing date
        if near is not None and near.last.year is not None and valid(near.last.year, near.last.month, day):
            return replace(point, year=near.last.year, month=near.last.month), near.time
        if reference.month is not None and reference.year is not None:
            year, month = reference.year, reference.month
            if (
                reference.day is not None
                and not self._coming(expression)
                and (point.day or 0) > reference.day + 1
            ):
                year, month = (year, month - 1) if month > 1 else (year - 1, 12)
            elif reference.day is not None and self._coming(expression) and day < reference.day:
                year, month = (year, month + 1) if month < 12 else (year + 1, 1)
            if valid(year, month, day):
                return replace(point, year=year, month=month), "reference"
            return point, None
        last = self.context.month
        if last is not None and last.last.year is not None and valid(last.last.year, last.last.month, day):
            return replace(point, year=last.last.year, month=last.last.month), last.time
        return point, None

    def _clock(self, point: Point, to: Point | None) -> tuple[Point, Point | None, Anchor, bool]:
        """A bare clock time is of the day named before it in the sentence, where there is one."""
        near = self.context.near
        if near is None or near.to is not None or near.point.day is None:
            return point, to, None, False
        day = replace(near.point, part_of_day=None, clock=None)
        point = replace(day, part_of_day=point.part_of_day, clock=point.clock)
        to = replace(day, part_of_day=to.part_of_day, clock=to.clock) if to is not None else None
        return point, to, near.time, True

    def _end_of(self, point: Point, to: Point | None) -> Point | None:
        """The second end of a clock range takes its day from the first."""
        if to is None or to.dated or not point.dated:
            return to
        return replace(point, part_of_day=to.part_of_day, clock=to.clock)


def _in_year(point: Point, to: Point | None, year: int | None) -> tuple[Point, Point | None]:
    """Both ends in a year; an end before the first is of the year after (11月至2月)."""
    first = replace(point, year=year, whole=point.whole and year is None)
    if to is None:
        return first, None
    later = to.year is None and year is not None and (to.begins or 13) < (point.begins or 0)
    if to.year is not None:
        return first, to
    return first, replace(to, year=year + 1 if later and year is not None else year)


def _iso_day(week: Point, point: Point) -> Point:
    day = date.fromisocalendar(week.year or 1, week.week or 1, point.weekday or 1)
    return replace(point, year=day.year, month=day.month, day=day.day, weekday=None)

"""Reads what stands within a year, or alone: months, days of a month, lists and ranges of both."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.times.calendar import Point, Shift, valid
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import Lexicon, small
from pipeline.times.month_parts import MonthPartReader
from pipeline.times.patterns import (
    BARE_DAY,
    BARE_DAY_ENDS,
    BARE_RANGE,
    BESIDE_DAY,
    DAY_COMES,
    DAY_GOES,
    DAY_OF_MONTH,
    DAYS_OF_MONTH,
    LINE_BEGINS,
    MONTH,
    MONTH_OF_YEAR,
    MONTHS,
    NUMBER_IS_DAY,
)
from pipeline.times.reader import Reader


class MonthReader(Reader):
    """Each method reads one kind at a position, after a year that was read from `start` (or none, then start == at)."""

    def __init__(self, text: str, words: Lexicon, region: str | None, published: int | None) -> None:
        super().__init__(text, words, region, published)
        self.parts = MonthPartReader(text, words, region, published)

    def months(self, start: int, at: int, point: Point, shift: Shift | None) -> Expression | None:
        """1—7月, 前11月, 首十个月, 7、8月份; a list of months that follow each other is a range."""
        found = MONTHS.match(self.text, at)
        if found is None or self.words["no_month"].at(self.text, found.end()):
            return None
        if found["tail"]:
            first, last = 13 - small(found["tail"].replace("两", "二")), 12
            if start == at:
                return None
        elif found["n"]:
            first, last = 1, small(found["n"].replace("两", "二"))
            if start == at and self.text[at] == "前" and at and self.text[at - 1] in "目以之提":
                return None
        elif found["a"]:
            first, last = small(found["a"]), small(found["b"])
        else:
            members = [small(part) for part in re.split("[、,和]", found["list"])]
            first, last = members[0], members[-1]
            if members != list(range(first, first + len(members))):
                return None
        over = found["a"] and 9 <= first <= 12 and 1 <= last <= 4  # 11至2月
        if not (1 <= first < last <= 12 or over):
            return None
        later = replace(point, month=last)
        if over and point.year is not None:
            later = replace(later, year=point.year + 1)
        return Expression(
            start, found.end(), "range", "range.months", replace(point, month=first), later, shift
        )

    def month(self, start: int, at: int, point: Point, shift: Shift | None) -> Expression | None:
        text = self.text
        found = MONTH.match(text, at) or (MONTH_OF_YEAR.match(text, at) if start < at else None)
        if found is None or not valid(None, month := small(found[1] or "一"), None):
            return None
        point, end = replace(point, month=month), found.end()
        rule = "date.month"
        if days := self._days(end) or self._bare_days(start, end):
            stop, first, last = days
            if valid(point.year, month, last):
                ends = replace(point, day=first), replace(point, day=last)
                stop, after = self._weekday_behind(stop)
                return Expression(start, stop, "range", "range.days", *ends, shift, after=after)
        if day := DAY_OF_MONTH.match(text, end) or self._bare_day(start, end):
            of_month = small(day[1])
            if not valid(point.year, month, of_month):
                return None
            if not self.words["no_day_of_month"].at(text, day.end()):
                stop, after = self._weekday_behind(day.end())
                return Expression(
                    start, stop, "date", "date.day", replace(point, day=of_month), shift=shift, after=after
                )
        if part := self.parts.read(end):
            return Expression(
                start, part.end, "date", rule, part.of(point), shift=shift, modifier=part.modifier,
                of_month=part.of_month,
            )  # fmt: skip
        if not found.group().endswith("份") and self.words["no_month"].at(text, end):
            return None
        return Expression(start, end, "date", rule, point, shift=shift)

    def day(self, at: int) -> Expression | None:
        """9日, 28日至31日 (the second is joined to it), 9—11日, 24、25两日; 30日内 and 停牌五日 are durations."""
        text = self.text
        if text[at] == " " or self.words["lasting"].before(text, at):
            return None
        if (
            (days := self._days(at))
            and text[days[0] - 1] != "号"
            and not self.words["no_day"].at(text, days[0])
        ):
            stop, first, last = days
            stop, after = self._weekday_behind(stop)
            return Expression(at, stop, "range", "range.days", Point(day=first), Point(day=last), after=after)
        found = DAY_OF_MONTH.match(text, at)
        if found is None or found[1] in ("一", "十", "百"):
            return None
        if text[found.end() - 1] == "号" and not self._day_called_number(at, found.end()):
            return None
        day = small(found[1])
        if not 1 <= day <= 31 or self.words["no_day"].at(text, found.end()):
            return None
        stop, after = self._weekday_behind(found.end())
        return Expression(at, stop, "date", "date.day", Point(day=day), after=after)

    def _day_called_number(self, at: int, end: int) -> bool:
        """9月10号、11号; alone in its line; 定在13号, 13号上午: else 13号 is a building, a line, a player."""
        text = self.text
        return bool(
            BESIDE_DAY.search(text, max(0, at - 24), at)
            or self._own_line(at, end)
            or NUMBER_IS_DAY.match(text, end)
            or self.clock.behind(end)
            or (DAY_COMES.search(text, max(0, at - 3), at) and DAY_GOES.match(text, end))
        )

    def _bare_day(self, start: int, at: int) -> re.Match[str] | None:
        """九月十六, 三月五至: 日 is left out. 十月十五家 counts; 三月一 and 10月22 only where the line says nothing else."""
        found = BARE_DAY.match(self.text, at)
        if found is None:
            return None
        if len(found[1]) > 1 and not found[1].isdecimal() and BARE_DAY_ENDS.match(self.text, found.end()):
            return found
        if self._own_line(start, found.end()) and LINE_BEGINS.search(self.text, max(0, start - 4), start):
            return found
        line = self.text.rfind("\n", max(0, start - 12), start) + 1
        span = BARE_RANGE.match(self.text, line) if start - line < 12 else None
        return found if span and found.end(1) in (span.end(1), span.end(2)) else None

    def _bare_days(self, start: int, at: int) -> tuple[int, int, int] | None:
        """二月十三到十五, a line of its own."""
        span = BARE_RANGE.match(self.text, start) or BARE_RANGE.match(self.text, max(0, start - 1))
        if span is None or span.start(1) != at or "月" in self.text[span.end(1) : span.end()]:
            return None
        first, last = small(span[1]), small(span[2])
        return (span.end(2), first, last) if 1 <= first < last <= 31 else None

    def _days(self, at: int) -> tuple[int, int, int] | None:
        """End, first and last day of 9—11日, or of a list of days that follow each other: 7、8、9日."""
        found = DAYS_OF_MONTH.match(self.text, at)
        if found is None:
            return None
        first = small(found["first"])
        last = small(found["last"]) if found["last"] else first
        if found["list"]:
            listed = [first, *(small(part) for part in re.split("[、和及]", found["list"])[1:])]
            last = listed[-1]
            if listed != list(range(first, last + 1)):
                return None
        elif self.text[found.end() - 1] == "天":
            return None
        return (found.end(), first, last) if 1 <= first < last <= 31 else None

"""Reads what stands within a year, or alone: months, days of a month, lists and ranges of both."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from pipeline.model import TimeModifier
from pipeline.times.calendar import Point, Shift, valid
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import small
from pipeline.times.patterns import (
    BESIDE_DAY,
    DAY_OF_MONTH,
    DAYS_OF_MONTH,
    MONTH,
    MONTHS,
    NTH_WEEK,
    NTH_WEEKDAY,
    THIRD,
    THIRDS,
)
from pipeline.times.reader import Reader


class MonthReader(Reader):
    """Each method reads one kind at a position, after a year that was read from `start` (or none, then start == at)."""

    def months(self, start: int, at: int, point: Point, shift: Shift | None) -> Expression | None:
        """1—7月, 前11月, 首十个月, 7、8月份; a list of months that follow each other is a range."""
        found = MONTHS.match(self.text, at)
        if found is None or self.words["no_month"].at(self.text, found.end()):
            return None
        if found["n"]:
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
        if not (1 <= first < last <= 12):
            return None
        return Expression(
            start,
            found.end(),
            "range",
            "range.months",
            replace(point, month=first),
            replace(point, month=last),
            shift,
        )

    def month(self, start: int, at: int, point: Point, shift: Shift | None) -> Expression | None:
        text = self.text
        found = MONTH.match(text, at)
        if found is None or not valid(None, month := small(found[1]), None):
            return None
        point, end = replace(point, month=month), found.end()
        rule = "date.month"
        if days := self._days(end):
            stop, first, last = days
            if valid(point.year, month, last):
                ends = replace(point, day=first), replace(point, day=last)
                return Expression(start, stop, "range", "range.days", *ends, shift)
        if day := DAY_OF_MONTH.match(text, end):
            of_month = small(day[1])
            if not valid(point.year, month, of_month):
                return None
            if not self.words["no_day_of_month"].at(text, day.end()):
                return Expression(
                    start, day.end(), "date", "date.day", replace(point, day=of_month), shift=shift,
                    after=self._note(day.end()),
                )  # fmt: skip
        if third := THIRD.match(text, end):
            which = THIRDS[third[1]]
            modifiers: dict[int, TimeModifier] = {1: "start_of", 2: "mid", 3: "end_of"}
            return Expression(
                start,
                third.end(),
                "date",
                rule,
                replace(point, third=which),
                shift=shift,
                modifier=modifiers[which],
            )
        if named := NTH_WEEKDAY.match(text, end):
            code = f"N{month:02}-{small(named[1])}-{'一二三四五六日'.find(named[2].replace('天', '日')) + 1}"
            of_year = Point(point.year)
            return Expression(start, named.end(), "date", "date.weekday", of_year, shift=shift, holiday=code)
        if week := NTH_WEEK.match(text, end):
            return Expression(
                start, week.end(), "date", rule, replace(point, nth_week=small(week[1])), shift=shift
            )
        if edge := self.words["edge"].at(text, end):
            return Expression(
                start, edge[0], "date", rule, point, shift=shift, modifier=cast(TimeModifier, edge[1].code)
            )
        if self.words["no_month"].at(text, end):
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
            return Expression(
                at, stop, "range", "range.days", Point(day=first), Point(day=last), after=self._note(stop)
            )
        found = DAY_OF_MONTH.match(text, at)
        if found is None or found[1] in ("一", "十", "百"):
            return None
        if text[found.end() - 1] == "号" and not (
            BESIDE_DAY.search(text, max(0, at - 24), at) or self.clock.behind(found.end())
        ):
            return None  # 3号楼; 13号晚上八点 is a day
        day = small(found[1])
        if not 1 <= day <= 31 or self.words["no_day"].at(text, found.end()):
            return None
        return Expression(at, found.end(), "date", "date.day", Point(day=day), after=self._note(found.end()))

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

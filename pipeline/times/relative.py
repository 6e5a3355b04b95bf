"""Reads relative dates: 上月, 本季度, 昨天, 当日, 上周五, 周四."""

from __future__ import annotations

from typing import cast

from pipeline.model import TimeModifier
from pipeline.times.calendar import Point, Shift, Unit, valid
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import small
from pipeline.times.patterns import (
    DAY_OF_MONTH,
    EDGES,
    MONTH_EDGE,
    NO_MONTH_EDGE,
    SHORT_SEASON,
    THIRD,
    THIRDS,
)
from pipeline.times.reader import Reader


class RelativeReader(Reader):
    """`read(at)`: a relative month, quarter, week or day that begins there, or null."""

    def read(self, at: int) -> Expression | None:
        return self._word(at) or self._weekday(at) or self._season(at)

    def _word(self, at: int) -> Expression | None:
        """上月, 本季度, 昨天, 当日; 上月底; 昨 before 公布."""
        text = self.text
        units: tuple[Unit, ...] = ("quarter", "month", "day")
        for unit in units:
            if found := self.words[unit].at(text, at):
                end, entry = found
                expression = Expression(
                    at, end, "date", f"date.{unit}", shift=Shift(unit, entry.shift, entry.base)
                )
                if unit != "day":
                    if edge := self.words["edge"].at(text, end):
                        expression.end = expression.after = edge[0]
                        expression.modifier = cast(TimeModifier, edge[1].code)
                    elif (day := DAY_OF_MONTH.match(text, end)) and valid(None, None, small(day[1])):
                        expression.end = expression.after = day.end()
                        expression.point = Point(day=small(day[1]))
                    elif third := THIRD.match(text, end):
                        expression.end = expression.after = third.end()
                        expression.point = Point(third=THIRDS[third[1]])
                return self._with_time(expression)
        if (alone := MONTH_EDGE.match(text, at)) and not (at and text[at - 1] in NO_MONTH_EDGE):
            return Expression(
                at, alone.end(), "date", "date.month",
                shift=Shift("month", 0, "near"), modifier=EDGES[alone[1]],
            )  # fmt: skip
        if text.startswith(("当晚", "当夜"), at):
            code = "EV" if text[at + 1] == "晚" else "NI"
            shift = Shift("day", 0, "context")
            return self._with_time(
                Expression(at, at + 1, "date", "date.day", Point(part_of_day=code), shift=shift)
            )
        if text[at] in "昨今明" and (at == 0 or text[at - 1] not in "至如当迄现古而"):
            if text[at] == "昨" and self.words["speak"].at(text, at + 1):
                return self._with_time(
                    Expression(at, at + 1, "date", "date.day", shift=Shift("day", -1, "reference"))
                )
            if text[at + 1 : at + 2] in ("晚", "早", "晨", "夜"):
                by = {"昨": -1, "今": 0, "明": 1}[text[at]]
                code = {"晚": "EV", "夜": "NI"}.get(text[at + 1], "MO")
                found_clock = self._with_time(
                    Expression(at, at + 1, "date", "date.day", shift=Shift("day", by, "reference"))
                )
                if found_clock.end == at + 1:
                    found_clock.end = found_clock.after = at + 2
                    found_clock.point = Point(part_of_day=code)
                return found_clock
        return None

    def _weekday(self, at: int) -> Expression | None:
        """上周, 上周五, 周四, 星期五."""
        text = self.text
        shift, end = None, at
        if week := self.words["week"].at(text, at):
            end, entry = week
            shift = Shift("week", entry.shift, entry.base)
        elif lone := self.words["weekday"].at(text, at):
            end = lone[0]
        if end == at:
            return None
        if shift is not None and text.startswith("末", end):
            return Expression(at, end + 1, "date", "date.weekend", Point(weekend=True), shift=shift)
        day = "一二三四五六日天".find(text[end]) + 1 if end < len(text) else 0
        if shift is None and (not day or text[at - 1 : at] == "("):
            return None
        if day:
            expression = Expression(
                at,
                end + 1,
                "date",
                "date.weekday",
                Point(weekday=min(day, 7)),
                shift=shift,
                after=self._note(end + 1),
            )
            return self._with_time(expression)
        return Expression(at, end, "date", "date.week", shift=shift)

    def _season(self, at: int) -> Expression | None:
        """今夏; 去冬今春 is a range."""
        found = SHORT_SEASON.match(self.text, at)
        if found is None:
            return None
        by = {"去": -1, "今": 0, "明": 1}
        point = Point(season=_SEASONS[found[2]])
        shift = Shift("year", by[found[1]], "reference")
        after = SHORT_SEASON.match(self.text, found.end())
        if after is None or by[after[1]] != by[found[1]] + 1 or self.published is None:
            return Expression(at, found.end(), "date", "date.season", point, shift=shift)
        to = Point(self.published + by[after[1]], season=_SEASONS[after[2]])
        return Expression(at, after.end(), "range", "range.seasons", point, to, shift)


_SEASONS = {"春": "SP", "夏": "SU", "秋": "FA", "冬": "WI"}

"""Reads relative dates: 上月, 本季度, 昨天, 当日, 上周五, 周四, 上上个月五号."""

from __future__ import annotations

import re

from pipeline.times.calendar import Point, Shift, Unit, valid
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import CONNECTIVE, Lexicon, small
from pipeline.times.month_parts import MonthPartReader
from pipeline.times.patterns import (
    DAY_OF_MONTH,
    EDGES,
    MONTH_EDGE,
    NO_MONTH_EDGE,
    SHORT_SEASON,
)
from pipeline.times.reader import Reader

_WEEKDAYS = "一二三四五六日天"
# 上上上周, 下下个季度, 上上个月: as far as it is said.
_REPEATED = re.compile(r"(?P<back>上{2,5})|(?P<ahead>下{2,5})")
_REPEATED_UNIT = re.compile(r"个?(?P<unit>月份?|季度?(?!赛|节)|周(?!期|边|围|年)|星期|礼拜)")
_UNITS: dict[str, Unit] = {"月": "month", "季": "quarter", "周": "week", "星": "week", "礼": "week"}
# 下周周六, 上周的星期五: the week is said twice.
_WEEK_AGAIN = re.compile(r"的?(?:周|星期|礼拜)(?=[一二三四五六日天])")
# 周三至四, 周六日: the second day lends its name from the first.
_WEEKDAY_TO = re.compile(r"(?P<to>[至到—–~-])?(?P<day>[一二三四五六日天])(?=[,，。;、)\s]|$|[上中下]午|晚)")
_DAY_BEFORE = re.compile(rf"(?:周|星期|礼拜)[一二三四五六日天]{CONNECTIVE}\Z")
_SEASONS = {"春": "SP", "夏": "SU", "秋": "FA", "冬": "WI"}


class RelativeReader(Reader):
    """`read(at)`: a relative month, quarter, week or day that begins there, or null."""

    def __init__(self, text: str, words: Lexicon, region: str | None, published: int | None) -> None:
        super().__init__(text, words, region, published)
        self.parts = MonthPartReader(text, words, region, published)

    def read(self, at: int) -> Expression | None:
        return self._repeated(at) or self._word(at) or self._weekday(at) or self._season(at)

    def _repeated(self, at: int) -> Expression | None:
        times = _REPEATED.match(self.text, at)
        found = _REPEATED_UNIT.match(self.text, times.end()) if times else None
        if times is None or found is None:
            return None
        by = len(times.group()) * (-1 if times["back"] else 1)
        unit = _UNITS[found["unit"][0]]
        shift = Shift(unit, by, "reference")
        if unit == "week":
            return self._of_week(at, found.end(), shift)
        return self._within(Expression(at, found.end(), "date", f"date.{unit}", shift=shift))

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
                return self._with_time(expression) if unit == "day" else self._within(expression)
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
        if text[at] not in "昨今明":
            return None
        told = text[at] == "昨" or text[at + 1 : at + 2] in ("晨", "早", "晚")  # 截至昨晚, 至今晨6时; no 至今
        if at == 0 or text[at - 1] not in ("如当迄现古而" if told else "至如当迄现古而"):
            return self._short_day(at)
        return None

    def _within(self, expression: Expression) -> Expression:
        """What stands within a relative month or quarter: 上月底, 这个月月底, 上月15日, 下月中旬."""
        text, end = self.text, expression.end
        if (day := DAY_OF_MONTH.match(text, end)) and valid(None, None, small(day[1])):
            expression.point = Point(day=small(day[1]))
            expression.end, expression.after = self._weekday_behind(day.end())
            return self._with_time(expression)
        if part := self.parts.read(end):
            expression.end, expression.point = part.end, part.of(Point())
            expression.modifier, expression.of_month = part.modifier, part.of_month
        expression.after = expression.end
        return self._with_time(expression)

    def _short_day(self, at: int) -> Expression | None:
        """昨 before 公布; 今晚, 明早, 昨夜."""
        text = self.text
        if text[at] == "昨" and self.words["speak"].at(text, at + 1):
            return self._with_time(
                Expression(at, at + 1, "date", "date.day", shift=Shift("day", -1, "reference"))
            )
        if text[at + 1 : at + 2] not in ("晚", "早", "晨", "夜"):
            return None
        by = {"昨": -1, "今": 0, "明": 1}[text[at]]
        found = self._with_time(
            Expression(at, at + 1, "date", "date.day", shift=Shift("day", by, "reference"))
        )
        if found.end == at + 1:
            found.end = found.after = at + 2
            found.point = Point(part_of_day={"晚": "EV", "夜": "NI"}.get(text[at + 1], "MO"))
        return found

    def _weekday(self, at: int) -> Expression | None:
        """上周, 上周五, 周四, 星期五."""
        text = self.text
        if week := self.words["week"].at(text, at):
            return self._of_week(at, week[0], Shift("week", week[1].shift, week[1].base))
        lone = self.words["weekday"].at(text, at)
        if lone is None or text[lone[0] : lone[0] + 1] not in tuple(_WEEKDAYS) or text[at - 1 : at] == "(":
            return None
        return self._day_of_week(at, lone[0], None)

    def _of_week(self, at: int, end: int, shift: Shift) -> Expression:
        """上周, 上周末, 上周五, 下周周六."""
        if self.text.startswith("末", end):
            return Expression(at, end + 1, "date", "date.weekend", Point(weekend=True), shift=shift)
        if again := _WEEK_AGAIN.match(self.text, end):
            end = again.end()
        if self.text[end : end + 1] in tuple(_WEEKDAYS):
            return self._day_of_week(at, end, shift)
        return Expression(at, end, "date", "date.week", shift=shift)

    def _day_of_week(self, start: int, at: int, shift: Shift | None) -> Expression:
        day = min(_WEEKDAYS.find(self.text[at]) + 1, 7)
        point = Point(weekday=day)
        if found := _WEEKDAY_TO.match(self.text, at + 1):
            last = min(_WEEKDAYS.find(found["day"]) + 1, 7)
            if last > day and (found["to"] or last == day + 1):
                to = Point(weekday=last)
                return Expression(start, found.end(), "range", "range.weekdays", point, to, shift)
        expression = Expression(start, at + 1, "date", "date.weekday", point, shift=shift)
        # 周一至周五9:00-17:00: the hours are of each of the days
        several = _DAY_BEFORE.search(self.text, max(0, start - 8), start)
        return expression if several else self._with_time(expression)

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

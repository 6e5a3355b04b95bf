"""Reads calendar dates at a position: years of every kind, what stands within a year, days."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from pipeline.model import TimeModifier
from pipeline.numerals import number
from pipeline.times.calendar import Point, Shift, valid
from pipeline.times.expressions import Expression
from pipeline.times.holidays import fixed_day
from pipeline.times.lexicon import Lexicon, digits, small
from pipeline.times.notations import NotationReader
from pipeline.times.patterns import (
    BARE_YEAR,
    BRACKET_DAY,
    BRACKET_MONTH,
    BRACKET_YEAR,
    DAY_OF_MONTH,
    DAYS_OF_MONTH,
    EDGE,
    EDGES,
    ENGLISH_HALF,
    FULL_YEAR,
    MIDDLE,
    MINGUO,
    MONTH,
    MONTHS,
    NTH_WEEK,
    QUARTER,
    QUARTERS,
    ROC,
    SCHOOL_YEAR,
    SEPARATOR,
    SHORT_YEAR,
    THIRD,
    THIRDS,
    WHOLE,
    YEARS,
)
from pipeline.times.reader import Reader
from pipeline.times.relative import RelativeReader


class DateReader(Reader):
    """`read(at)`: an expression that begins there, or null."""

    def __init__(self, text: str, words: Lexicon, region: str | None, published: int | None) -> None:
        super().__init__(text, words, region, published)
        self.notations = NotationReader(text, words, region, published)
        self.relative = RelativeReader(text, words, region, published)

    def read(self, at: int) -> Expression | None:
        return self.notations.read(at) or self._bracket(at) or self._calendar(at) or self.relative.read(at)

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
        if (found := SCHOOL_YEAR.match(text, at)) and (school := self._school_year(at, found)):
            return school
        if years := self._years(at):
            return years
        end, point, shift = self._year(at)
        if end > at:
            return self._within(at, end, point, shift)
        if self._inside_number(at) or (at and text[at - 1] in "第个+×*"):
            return None
        return self._within(at, at, Point(), None)

    def _school_year(self, at: int, found: re.Match[str]) -> Expression | None:
        """113学年度, 2023-2024学年, 2024/25年度, 2023财年. One year of the school or budget is a date."""
        if at and (self.text[at - 1].isdecimal() or self.text[at - 1] in ".,-/—"):
            return None
        first = found[1]
        year = int(first)
        if len(first) < 4:
            if not (self._roc(year) and "学年" in found.group() and not found[2]):
                return None
            year += ROC
        if not 1800 <= year <= 2199:
            return None
        rule = "date.school-year" if "学" in found.group() else "date.fiscal-year"
        if not found[2]:
            if not found.group().endswith(("学年", "学年度", "财年")):
                return None
            return Expression(at, found.end(), "date", rule, Point(year))
        last = int(found[2]) if len(found[2]) == 4 else year // 100 * 100 + int(found[2])
        if not 0 < last - year <= 10:
            return None
        return Expression(at, found.end(), "range", rule, Point(year), Point(last))

    def _years(self, at: int) -> Expression | None:
        found = YEARS.match(self.text, at)
        if found is None or self._inside_number(at) or self._names_a_part(found.end()):
            return None
        first, last = digits(found["a"]), digits(found["b"])
        long, short = len(found["a"]) == 4, len(found["b"]) < 4
        if long and short:
            last += first // 100 * 100
        elif not long:
            # 3-5年 is a duration; 113-116年 are years in Taiwan, 21-25年 where they cannot be lengths.
            if not short or first < 100 or not self._roc(first):
                return None
            first, last = first + ROC, last + ROC
        if not 1000 <= first < last <= 2199 or (found["list"] and last - first != 1):
            return None
        rule = "date.school-year" if "学" in found.group() else "range.years"
        return Expression(at, found.end(), "range", rule, Point(first), Point(last))

    def _year(self, at: int) -> tuple[int, Point, Shift | None]:
        text = self.text
        none = at, Point(), None
        if found := self.words["year"].at(text, at):
            end, entry = found
            return end, Point(), Shift("year", entry.shift, entry.base)
        if found_roc := MINGUO.match(text, at):
            raw = found_roc[1]
            year = int(number(raw) or 0)
            return found_roc.end(), Point(year + ROC), None
        if self._inside_number(at):
            return none
        for pattern in (FULL_YEAR, BARE_YEAR):
            if full := pattern.match(text, at):
                if text.startswith(("历史", "的历史", "前的", "之久"), full.end()):
                    return none
                return full.end(), Point(digits(full[1])), None
        if short := SHORT_YEAR.match(text, at):
            year_of = self._short_year(at, short)
            if year_of is not None:
                return short.end(), Point(year_of), None
        return none

    def _short_year(self, at: int, found: re.Match[str]) -> int | None:
        """’23年, 08年, 23年3月, 114年 (Taiwan), 一六年; null where it is a duration (26年来, 十年)."""
        if found[1]:
            return _century(int(found[1]))
        raw = found[2]
        value = digits(raw)
        end = found.end()
        within = self._names_a_part(end)
        if len(raw) == 3:
            return value + ROC if self._roc(value) and (within or self._roc_alone(at, end)) else None
        if self.region == "TW" and value >= 80 and (within or self._roc_alone(at, end)):
            return value + ROC
        if raw[0] in "0〇零":
            return 2000 + value
        if not raw.isdecimal():
            # 一六年, 九八年 are years, 一二年, 三四年 may be one or two, three or four.
            sure = raw[0] in "一九" and value % 10 - value // 10 not in (1, 2)
            return _century(value) if sure or within else None
        return _century(value) if within else None

    def _roc_alone(self, at: int, end: int) -> bool:
        """A lone 114年: in Taiwan, near the publishing year, and no 110年历史, 近百年, 逾100年."""
        near = (
            self.published is None
            or abs(int(digits(self.text[at : at + 3].rstrip(" 年"))) + ROC - self.published) <= 30
        )
        before = self.text[max(0, at - 2) : at]
        spans = before.endswith(
            (
                "近",
                "逾",
                "达",
                "约",
                "满",
                "过",
                "超",
                "长",
                "历",
                "续",
                "期",
                "经",
                "共",
                "有",
                "去",
                "第",
                "前",
            )
        )
        return self.region == "TW" and near and not spans and self.words["no_roc"].at(self.text, end) is None

    def _names_a_part(self, at: int) -> bool:
        """Whether month, quarter, half or 全年 follows a short year."""
        text = self.text
        at += text.startswith(" ", at)
        return bool(
            MONTHS.match(text, at) or MONTH.match(text, at) or QUARTER.match(text, at) or QUARTERS.match(text, at)
            or WHOLE.match(text, at) or EDGE.match(text, at) or text.startswith(("上半年", "下半年"), at)
        )  # fmt: skip

    def _within(self, start: int, at: int, point: Point, shift: Shift | None) -> Expression | None:
        """Month, day, quarter, half, season, whole, edge or holiday, after a year that ended at `at` (or none)."""
        text, year = self.text, at > start
        begin = at
        if year and (gap := SEPARATOR.match(text, at)):
            begin = gap.end()
        found = (
            self._months(start, begin, point, shift)
            or self._month(start, begin, point, shift)
            or self._quarters(start, begin, point, shift)
            or self._named_part(start, begin, point, shift, year)
        )
        if found is None and not year:
            found = self._day(start)
        if found is None:
            if not year:
                return None
            found = Expression(start, at, "date", "date.year", point, shift=shift)
        return self._with_time(self._same(found))

    def _months(self, start: int, at: int, point: Point, shift: Shift | None) -> Expression | None:
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

    def _month(self, start: int, at: int, point: Point, shift: Shift | None) -> Expression | None:
        text = self.text
        found = MONTH.match(text, at)
        if found is None or not valid(None, month := small(found[1]), None):
            return None
        point, end = replace(point, month=month), found.end()
        rule = "date.month"
        if days := DAYS_OF_MONTH.match(text, end):
            first, last = small(days[1]), small(days[3])
            if first < last and (not days["list"] or last == first + 1) and valid(point.year, month, last):
                return Expression(
                    start,
                    days.end(),
                    "range",
                    "range.days",
                    replace(point, day=first),
                    replace(point, day=last),
                    shift,
                )
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
            if start == at and found[2]:
                return None
            if edge := self.words["edge"].at(text, found.end()):
                quarter = replace(point, quarter=small(found[1] or found[2] or "1"))
                modifier = cast(TimeModifier, edge[1].code)
                return Expression(
                    start, edge[0], "date", "date.quarter", quarter, shift=shift, modifier=modifier
                )
            return Expression(
                start,
                found.end(),
                "date",
                "date.quarter",
                replace(point, quarter=small(found[1] or found[2] or "1")),
                shift=shift,
            )
        return None

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
            if whole := self.words["whole"].at(text, at):
                return made(whole[0], "date.whole", Point(whole=True))
            if (
                (edge := EDGE.match(text, at))
                and text[at] == "年"
                and not self._inside_number(at)
                and not (at and text[at - 1] in "今去明前每多近几数半周")
            ):
                word = self.words["edge"].at(text, edge.end() - 1)
                return made(edge.end(), "date.edge", Point(whole=True), EDGES[edge[1]]) if word else None
            return None
        if found := ENGLISH_HALF.match(text, at):
            return made(found.end(), "date.half", replace(point, half=int(found[1])))
        if found := WHOLE.match(text, at):
            return made(found.end(), "date.year", point)
        if season := self.words["season"].at(text, at):
            return made(season[0], "date.season", replace(point, season=season[1].code))
        if (found := EDGE.match(text, at)) and self.words["edge"].at(text, found.end() - 1):
            return made(found.end(), "date.year", point, EDGES[found[1]])
        if found := MIDDLE.match(text, at):
            return made(found.end(), "date.year", point, "mid")
        if point.year is not None and (holiday := self.words["holiday"].at(text, at)):
            fixed = fixed_day(point.year, holiday[1].code)
            return made(holiday[0], "date.holiday", fixed) if fixed else None
        return None

    def _day(self, at: int) -> Expression | None:
        """9日, 28日至31日 (the second is joined to it), 9—11日; 30日内 is a duration."""
        text = self.text
        days = DAYS_OF_MONTH.match(text, at)
        if days is not None and text[at] != " ":
            first, last = small(days[1]), small(days[3])
            if (
                first < last <= 31
                and (not days["list"] or last == first + 1)
                and text[days.end() - 1] == "日"
                and not self.words["no_day"].at(text, days.end())
            ):
                return Expression(
                    at,
                    days.end(),
                    "range",
                    "range.days",
                    Point(day=first),
                    Point(day=last),
                    after=self._note(days.end()),
                )
        found = DAY_OF_MONTH.match(text, at)
        if (
            found is None
            or text[at] == " "
            or text[found.end() - 1] != "日"
            or found[1] in ("一", "十", "百")
        ):
            return None
        day = small(found[1])
        if not 1 <= day <= 31 or self.words["no_day"].at(text, found.end()):
            return None
        return Expression(at, found.end(), "date", "date.day", Point(day=day), after=self._note(found.end()))

    def _same(self, expression: Expression) -> Expression:
        """2021年同期, 去年同期, 上年同月, 去年的同期."""
        at = expression.end
        at += self.text.startswith("的", at)
        if found := self.words["same"].at(self.text, at):
            expression.same = True
            expression.end = expression.after = found[0]
        return expression


def _century(number: int) -> int:
    return 2000 + number if number < 70 else 1900 + number

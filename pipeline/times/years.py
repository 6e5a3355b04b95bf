"""Reads years: 2021年, 二〇二一年, ’23年, 114年 (Taiwan), 2021—2025年, 2023/24学年."""

from __future__ import annotations

import re

from pipeline.numerals import number
from pipeline.rulebook.time_words import Role, TimeWord
from pipeline.times.calendar import Point, Shift
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import digits, small
from pipeline.times.patterns import (
    BARE_YEAR,
    EARLY_YEAR,
    EDGE,
    ERA_YEAR,
    FULL_YEAR,
    LEVEL_OF_YEAR,
    MINGUO,
    MINGUO_DECADE,
    MONTH,
    MONTHS,
    NTH_MONTH,
    QUARTER,
    QUARTERS,
    ROC,
    ROC_NEAR,
    SCHOOL_YEAR,
    SHORT_YEAR,
    SHORT_YEARS,
    SHORT_YEARS_LENGTH,
    SPELLED_YEAR,
    WHOLE,
    YEAR_COMES,
    YEAR_GOES,
    YEARS,
    YEARS_LONG,
)
from pipeline.times.reader import Reader

_NAMED: tuple[Role, ...] = ("holiday", "term")
# Where 2024/25年度 runs from April to March.
APRIL = ("HK", "SG")


class YearReader(Reader):
    """`years(at)`: school years and ranges of years; `year(at)`: a single one, which months and days may follow."""

    def school_year(self, at: int) -> Expression | None:
        """113学年度, 2023-2024学年, 2024/25年度, 2023财年. One year of the school or budget is a date."""
        found = SCHOOL_YEAR.match(self.text, at)
        if found is None or (at and (self.text[at - 1].isdecimal() or self.text[at - 1] in ".,-/—")):
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
        if rule == "date.fiscal-year" and self.region in APRIL:
            rule = "date.fiscal-year.april"
        if not found[2]:
            if not found.group().endswith(("学年", "学年度", "财年")):
                return None
            return Expression(at, found.end(), "date", rule, Point(year))
        last = int(found[2]) if len(found[2]) == 4 else year // 100 * 100 + int(found[2])
        if not 0 < last - year <= 10:
            return None
        return Expression(at, found.end(), "range", rule, Point(year), Point(last))

    def years(self, at: int) -> Expression | None:
        """2021—2025年, 2023、2024年, 113—116年 (Taiwan), 21-25年, 民国70年代."""
        if decade := MINGUO_DECADE.match(self.text, at):
            first = small(decade[1]) + ROC
            return Expression(at, decade.end(), "range", "range.minguo", Point(first), Point(first + 9))
        return self._short_years(at) or self._long_years(at)

    def _short_years(self, at: int) -> Expression | None:
        """21-25年 around the publishing year; 10-15年 and 需20-25年 are lengths."""
        text = self.text
        found = SHORT_YEARS.match(text, at)
        if found is None or self.published is None or self._inside_number(at):
            return None
        first, last = int(found[1]), int(found[2])
        now = self.published % 100
        if not (first < last and now - 6 <= first <= now + 1 and last <= now + 7):
            return None
        if SHORT_YEARS_LENGTH.search(text, max(0, at - 2), at):
            return None
        return Expression(at, found.end(), "range", "range.years", Point(2000 + first), Point(2000 + last))

    def _long_years(self, at: int) -> Expression | None:
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
        if "财" in found.group() and self.region in APRIL:
            rule = "date.fiscal-year.april"
        return Expression(at, found.end(), "range", rule, Point(first), Point(last))

    def year(self, at: int) -> tuple[int, Point, Shift | None]:
        text = self.text
        none = at, Point(), None
        if found := self.words["year"].at(text, at):
            end, entry = found
            return end, Point(), Shift("year", entry.shift, entry.base)
        if found_roc := MINGUO.match(text, at):
            raw = found_roc[1]
            year = int(number(raw) or 0)
            return found_roc.end(), Point(year + ROC), None
        if era := self.words["era"].at(text, at):
            return self._of_era(at, *era)
        if self._inside_number(at):
            return none
        if (spelled := SPELLED_YEAR.match(text, at)) and self._year_spelled(at, spelled):
            return spelled.end(), Point(int(number(spelled[1]) or 0)), None
        if (early := EARLY_YEAR.match(text, at)) and self._early(at, early):
            return early.end(), Point(digits(early[1])), None
        for pattern in (FULL_YEAR, BARE_YEAR):
            if full := pattern.match(text, at):
                if text.startswith(("历史", "的历史", "前的", "之久"), full.end()):
                    return none
                year = digits(full[1])
                if year < 1000 and not self._roc(year):
                    return none
                return full.end(), Point(year if year >= 1000 else year + ROC), None
        if short := SHORT_YEAR.match(text, at):
            year_of = self._short_year(at, short)
            if year_of is not None:
                return short.end(), Point(year_of), None
        return none

    def _of_era(self, at: int, end: int, era: TimeWord) -> tuple[int, Point, Shift | None]:
        """康熙三年, 令和6年, 光绪二十年: counted from the first year of the era."""
        found = ERA_YEAR.match(self.text, end)
        nth = 1 if found and found[1] == "元" else int(number(found[1]) or 0) if found else 0
        return (found.end(), Point(era.shift + nth - 1), None) if found and nth else (at, Point(), None)

    def _year_spelled(self, at: int, found: re.Match[str]) -> bool:
        """两千零三年; 两千年 only as 在两千年, before a month or alone, for 两千年历史 is a length."""
        if not 1800 <= (number(found[1]) or 0) <= 2199 or YEARS_LONG.match(self.text, found.end()):
            return False
        exact = (number(found[1]) or 0) % 100 != 0
        return exact or self._names_a_part(found.end()) or self._year_said(at, found.end())

    def _early(self, at: int, found: re.Match[str]) -> bool:
        """三八七年二月, 在789年; 112年 may be of Taiwan's calendar."""
        if found[1].isdecimal() and self._roc(int(found[1])):
            return False
        dated = not found[1].isdecimal() and self._names_a_part(found.end())
        return dated or self._year_said(at, found.end())

    def _year_said(self, at: int, end: int) -> bool:
        """在789年, 于两千年: a preposition or an empty line tells a year from a length."""
        said = YEAR_COMES.search(self.text, max(0, at - 2), at) and YEAR_GOES.match(self.text, end)
        return bool(said) or (self._own_line(at, end) and self.text[at] not in "123456789")

    def _short_year(self, at: int, found: re.Match[str]) -> int | None:
        """’23年, 08年, 23年3月, 114年 (Taiwan), 一六年; null where it is a duration (26年来, 十年)."""
        if found[1]:
            return self._century(int(found[1]))
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
            sure = (raw[0] in "一九" or self._own_line(at, end)) and value % 10 - value // 10 not in (1, 2)
            return self._century(value) if sure or within else None
        # 15年 alone is a year, 20年 a length.
        lone = value % 10 != 0 and self._own_line(at, end)
        return self._century(value) if within or lone or self._feast_behind(at, end) else None

    def _feast_behind(self, at: int, end: int) -> bool:
        """20年小寒, 06年端午: a named day tells the year, where the line says nothing else."""
        for role in _NAMED:
            if (found := self.words[role].pattern.match(self.text, end)) and self._own_line(at, found.end()):
                return True
        return False

    def _century(self, number: int) -> int:
        """98年 and 58年 are of the last century, what lies up to thirty years ahead of this one."""
        latest = (self.published or 2025) % 100 + 30
        return 2000 + number if number <= latest else 1900 + number

    def _roc_alone(self, at: int, end: int) -> bool:
        """A lone 114年: in Taiwan, near the publishing year, and no 110年历史, 近百年, 逾100年."""
        near = (
            self.published is None
            or abs(int(digits(self.text[at : at + 3].rstrip(" 年"))) + ROC - self.published) <= 30
        )
        before = self.text[max(0, at - 2) : at]
        # 115年度 is no length, nor what 通过 stands before
        spans = not (self.text.startswith("度", end - 1) or before == "通过") and before.endswith(
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
                "距",
                "距离",
                "未满",
            )
        )
        if self.region != "TW" or not near:
            return False
        if LEVEL_OF_YEAR.match(self.text, end):
            return True
        listed = ROC_NEAR.search(self.text, max(0, at - 20), at) is not None
        return (listed or not spans) and self.words["no_roc"].at(self.text, end) is None

    def _names_a_part(self, at: int) -> bool:
        """Whether month, quarter, half or 全年 follows a short year."""
        text = self.text
        at += text.startswith(" ", at)
        return bool(
            MONTHS.match(text, at) or MONTH.match(text, at) or QUARTER.match(text, at) or QUARTERS.match(text, at)
            or WHOLE.match(text, at) or NTH_MONTH.match(text, at) or EDGE.match(text, at) or text.startswith(("上半年", "下半年"), at)
        )  # fmt: skip

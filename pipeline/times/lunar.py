"""Reads dates of the lunisolar calendar: 农历五月初五, 腊月廿三, 农历2015年十月初一, 闰四月, 五月廿二."""

from __future__ import annotations

import re

from pipeline.times.calendar import Point, Shift
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import NUMBER, Lexicon, small
from pipeline.times.reader import Reader
from pipeline.times.years import YearReader

_CALENDAR = re.compile(r"(?:农历|阴历|夏历|旧历)的? ?")
_EARLY = r"初[一二三四五六七八九十](?![亚批步期旬个家名次大线级场项月十百千万亿成倍年])"
# 初8, 腊月18 of a month that is lunisolar by its name; 12家 counts.
_FIGURE = r"(?:初(?:10|[1-9])|[12]\d|30|[1-9])(?![\d.]|[年月日号点时%家个人名户次辆吨元万亿只件项])"
_LATE = r"廿[一二三四五六七八九]|廿(?![一二三四五六七八九])|卅"
_MONTH = re.compile(rf"(?P<leap>闰)?(?P<month>正|冬|腊|{NUMBER})月")
# 八月八日 after 农历; without it 日 tells the solar calendar, and 初, 廿 the lunisolar one.
_TOLD_DAY = re.compile(rf"的?(?P<day>{_EARLY}|{_FIGURE}|{NUMBER}(?![\d.家个名户]))[日号]?")
_NAMED_DAY = re.compile(rf"(?P<day>{_EARLY}|{_FIGURE}|(?!\d){NUMBER}(?![年月日号点时%百千万家个人名户次]))")
_SAID_DAY = re.compile(rf"(?P<day>{_EARLY}|(?:{_LATE})(?![日号余]))")
_BEHIND = re.compile(r"的?(?:农历|阴历)")
_NEW_YEAR = re.compile(r"(?:大|农历)年(初[一二三四五六七八九十])")
_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_NOT_AFTER = "一二三四五六七八九十王李张刘陈赵马第真改修校纠公反更端矫"


class LunarReader(Reader):
    """`read(start, at, …)`: a lunisolar date at `at`, after a year that was read from `start` (or none, then start == at)."""

    def __init__(self, text: str, words: Lexicon, region: str | None, published: int | None) -> None:
        super().__init__(text, words, region, published)
        self.years = YearReader(text, words, region, published)

    def read(self, start: int, at: int, point: Point, shift: Shift | None) -> Expression | None:
        text = self.text
        if start == at and at and text[at - 1] in _NOT_AFTER:
            return None
        if new_year := _NEW_YEAR.match(text, at):
            return self._made(start, new_year.end(), f"L01-{_day(new_year[1]):02}", point, shift)
        calendar = _CALENDAR.match(text, at)
        if calendar is not None:
            at = calendar.end()
            if start == calendar.start():
                at, point, shift = self.years.year(at)
        found = _MONTH.match(text, at)
        if found is None:
            return None
        number = _MONTHS.get(found["month"]) or small(found["month"])
        if not 1 <= number <= 12 or found["month"] == "元":
            return None
        code = f"{'R' if found['leap'] else 'L'}{number:02}"
        told = calendar is not None or found["leap"] is not None
        named = found["month"] in _MONTHS
        pattern = _TOLD_DAY if told else _NAMED_DAY if named else _SAID_DAY
        if day := pattern.match(text, found.end()):
            of_month = _day(day["day"])
            if not 1 <= of_month <= 30:
                return None
            return self._made(start, day.end(), f"{code}-{of_month:02}", point, shift)
        if told or (
            named and (start < at or text.startswith("里", found.end()) or self._own_line(start, found.end()))
        ):
            return self._made(start, found.end(), code, point, shift)
        return None

    def _made(self, start: int, end: int, code: str, point: Point, shift: Shift | None) -> Expression:
        if behind := _BEHIND.match(self.text, end):
            end = behind.end()
        return Expression(start, end, "date", "date.holiday", point, shift=shift, holiday=code)


def _day(text: str) -> int:
    """
    >>> _day("初五"), _day("廿三"), _day("18"), _day("卅")
    (5, 23, 18, 30)
    """
    return 30 if text == "卅" else small(text.lstrip("初"))

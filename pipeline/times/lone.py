"""Reads figures that are a date only where nothing else stands beside them: 2010 01 29, 15.3.3, 2/15, 2.15早上, 2018."""

from __future__ import annotations

import re

from pipeline.times.calendar import Point, valid
from pipeline.times.expressions import Expression
from pipeline.times.patterns import (
    CALLED_YEAR,
    FROM,
    FROM_YEARS,
    FULL_SHORT,
    LINE_BEGINS,
    LINE_ENDS,
    LONE_YEAR,
    MONTH_DAY,
    SHORT_NUMERIC,
    SPACED,
    YEAR_MONTH,
)
from pipeline.times.reader import Reader

_NOT_BEFORE = "-/.·"


class LoneReader(Reader):
    """`read(at)`: such a date that begins there, or null."""

    def read(self, at: int) -> Expression | None:
        text = self.text
        if not text[at].isdecimal() or (at and (text[at - 1].isdecimal() or text[at - 1] in _NOT_BEFORE)):
            return None
        if years := self._years(at):
            return years
        if found := FULL_SHORT.match(text, at):
            return self._short(at, found)
        if LINE_BEGINS.search(text, max(0, at - 4), at) is None:
            return None
        return self._day(at) or self._of_text(at)

    def _day(self, at: int) -> Expression | None:
        """2010 01 29, 15.3.3, 3/3/15; a line of its own."""
        if (spaced := SPACED.match(self.text, at)) and not self._row(spaced):
            made = self._made(at, spaced.end(), Point(int(spaced[1]), int(spaced[2]), int(spaced[3])))
            return made if made is not None and LINE_ENDS.match(self.text, made.end) else None
        found = SHORT_NUMERIC.match(self.text, at)
        if found is None or (found[2] != "/" and "\n" in self.text.strip()):
            return None  # 3.1.2 in a line of a longer text is a section
        made = self._short(at, found)
        return made if made is not None and LINE_ENDS.match(self.text, made.end) else None

    def _short(self, at: int, found: re.Match[str]) -> Expression | None:
        """15.3.3 begins with its year, 3/3/15 ends with it; 05/05/89 is one in a sentence, too."""
        first, second, third = int(found[1]), int(found[3]), int(found[4])
        by_year = Point(self._full(first), second, third)
        if found[2] == "." and valid(by_year.year, by_year.month, by_year.day):
            return self._made(at, found.end(), by_year)
        year = self._full(third)
        american = valid(year, first, second)
        return self._made(
            at, found.end(), Point(year, first, second) if american else Point(year, second, first)
        )

    def _row(self, found: re.Match[str]) -> bool:
        """2019 12 15 in a longer text is a row of figures; 2019 02 15 is a date."""
        blank = " " in found.group() and "0" not in (found[2][0], found[3][0])
        return blank and "\n" in self.text.strip()

    def _of_text(self, at: int) -> Expression | None:
        """2013.03, 2/15, 6·30, 2.15早上, 2018: a text of its own, for tables are full of such numbers."""
        text = self.text
        if at > 3 or "\n" in text.strip():
            return None
        if found := YEAR_MONTH.match(text, at):
            if not LINE_ENDS.match(text, found.end()):
                return None
            point, to = Point(int(found[1]), int(found[2])), Point(int(found[3])) if found[3] else None
            return Expression(at, found.end(), "range" if to else "date", "date.lone", point, to)
        if (found := MONTH_DAY.match(text, at)) and valid(None, int(found[1]), int(found[3])):
            return self._month_day(at, found.end(), found[1], found[2], found[3])
        if (
            (found := LONE_YEAR.match(text, at))
            and LINE_ENDS.match(text, found.end())
            and int(found.group()) % 100
        ):
            return Expression(at, found.end(), "date", "date.lone", Point(int(found.group())))
        return None

    def _month_day(self, at: int, end: int, month: str, mark: str, day: str) -> Expression | None:
        """03-03, 2/15, 6·30; 2.15 and 2-3 are numbers but before a time."""
        made = self._made(at, end, Point(month=int(month), day=int(day)))
        if made is not None and not LINE_ENDS.match(self.text, made.end):
            return None
        timed = made is not None and made.end > end
        zero = month[0] == "0" or (day[0] == "0" and mark != ".")
        sure = {"/": zero or int(day) > 12, "-": zero and len(day) == 2, ".": zero}.get(mark, True)
        return made if timed or sure else None

    def _made(self, at: int, end: int, point: Point) -> Expression | None:
        """With the time behind it."""
        if not valid(point.year, point.month, point.day):
            return None
        return self._with_time(Expression(at, end, "date", "date.lone", point))

    def _years(self, at: int) -> Expression | None:
        """从2016到2018, 2018看起来是一个年份."""
        text = self.text
        if (found := FROM_YEARS.match(text, at)) and FROM.search(text, max(0, at - 1), at):
            first, last = Point(int(found[1])), Point(int(found[2]))
            if int(found[1]) < int(found[2]):
                return Expression(at, found.end(), "range", "range.years", first, last)
        called = CALLED_YEAR.match(text, at)
        return Expression(at, called.end(), "date", "date.year", Point(int(called[1]))) if called else None

    def _full(self, year: int) -> int:
        latest = (self.published or 2025) % 100 + 30
        return 2000 + year if year <= latest else 1900 + year

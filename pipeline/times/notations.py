"""Reads dates in notations of their own: 2023-01-09, 113/07/15, 2Q25, FY2024, 90年代."""

from __future__ import annotations

from dataclasses import replace

from pipeline.times.calendar import Point, valid
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import Lexicon, digits, small
from pipeline.times.lone import LoneReader
from pipeline.times.patterns import (
    AFTER_CLOCK,
    AGENCY_CODE,
    BEFORE_CHRIST,
    CENTURY,
    COMPACT,
    COMPACT_CUE,
    DAY_FIRST,
    DAY_FIRST_PAIR,
    DECADE,
    DECADES,
    EDGES,
    GLUED,
    LATIN_PERIOD,
    LINE_ENDS,
    NUMERIC,
    NUMERIC_DAYS,
    NUMERIC_MONTH,
    NUMERIC_MONTHS,
    RESULTS,
    ROC,
    ROC_NUMERIC,
)
from pipeline.times.reader import Reader


class NotationReader(Reader):
    """`read(at)`: a date in figures, Latin letters or decades that begins there, or null."""

    def __init__(self, text: str, words: Lexicon, region: str | None, published: int | None) -> None:
        super().__init__(text, words, region, published)
        self.lone = LoneReader(text, words, region, published)

    def read(self, at: int) -> Expression | None:
        return (
            self._pair(at)
            or self._numeric(at)
            or self.lone.read(at)
            or self._latin(at)
            or self._decade(at)
            or self._ancient(at)
        )

    def _numeric(self, at: int) -> Expression | None:
        """2023-01-09, 2023/1/9, 2023.1.9, 15/09/2025, 113/07/15, 1020107, 20230109, 2024-09."""
        text = self.text
        inside = at and (text[at - 1].isdecimal() or text[at - 1] in "-/.")
        if not text[at].isdecimal() or (inside and not AFTER_CLOCK.search(text, max(0, at - 4), at)):
            return None
        point: Point | None = None
        if found := NUMERIC.match(text, at) or GLUED.match(text, at):
            point = Point(int(found[1]), int(found[3]), int(found[4]))
        elif found := DAY_FIRST.match(text, at):
            point = _day_first(found[1], found[3], found[4])
        elif (found := ROC_NUMERIC.match(text, at)) and self._roc(int(found[1])):
            point = Point(int(found[1]) + ROC, int(found[3]), int(found[4]))
        elif (found := COMPACT.match(text, at)) and self._compact_date(at, found.end()):
            year = int(found[1]) if found[1] else int(found[2]) + ROC
            point = Point(year, int(found[3]), int(found[4]))
        elif found := NUMERIC_MONTH.match(text, at):
            point = Point(int(found[1]), int(found[3]))
        if found is None or point is None or not valid(point.year, point.month, point.day):
            return None
        return self._with_time(Expression(at, found.end(), "date", "date.numeric", point))

    def _compact_date(self, at: int, end: int) -> bool:
        """发布日期:20240301; alone in its line; )1140612 at the end of an agency's report."""
        text = self.text
        if COMPACT_CUE.search(text[max(0, at - 8) : at]) or self._own_line(at, end):
            return True
        agency = (
            self.region in ("TW", None) and end - at == 7 and AGENCY_CODE.search(text, max(0, at - 2), at)
        )
        return bool(agency) and LINE_ENDS.match(text, end) is not None

    def _latin(self, at: int) -> Expression | None:
        """2Q25, 1H24, FY2024, 23Q3, H1; a bare Q3 right behind a name (奥迪Q3) only where results follow (某某Q3毛利率)."""
        text = self.text
        if text[at] not in "1234567890QHF" or (at and (text[at - 1].isalnum() and text[at - 1].isascii())):
            return None
        found = LATIN_PERIOD.match(text, at)
        if found is None:
            return None
        quarter, half, short, fiscal, year, letter, which = found.groups()
        if fiscal:
            point = Point(int(fiscal[-2:]) + 2000)
        elif short:
            point = Point(
                2000 + int(short), quarter=int(quarter) if quarter else None, half=int(half) if half else None
            )
        else:
            if letter == "H" and which not in "12":
                return None
            named = at > 0 and text[at - 1] > "一" and text[at - 1] not in "年度的在,，。、;:(于司"
            if not year and named and not RESULTS.match(text, found.end()):
                return None
            point = Point(2000 + int(year) if year else None)
            point = replace(point, quarter=int(which)) if letter == "Q" else replace(point, half=int(which))
        return Expression(at, found.end(), "date", "date.latin", point)

    def _pair(self, at: int) -> Expression | None:
        """2021.01-2021.12, 2024.5.1-5.3: a number with a point is a date only beside another."""
        text = self.text
        if not text[at].isdecimal() or (at and (text[at - 1].isdecimal() or text[at - 1] in "-/.")):
            return None
        if found := DAY_FIRST_PAIR.match(text, at):
            first, last = _day_first(*found.groups()[:3]), _day_first(*found.groups()[3:])
            if found[2] != found[5] and first.month != last.month and found[1] == found[4]:
                first, last = _month_first(*found.groups()[:3]), _month_first(*found.groups()[3:])
        elif found := NUMERIC_MONTHS.match(text, at):
            first = Point(int(found[1]), int(found[3]))
            last = Point(int(found[4]), int(found[5]))
        elif found := NUMERIC_DAYS.match(text, at):
            first = Point(int(found[1]), int(found[3]), int(found[4]))
            last = Point(int(found[5] or found[1]), int(found[6]), int(found[7]))
        else:
            return None
        for point in (first, last):
            if not valid(point.year, point.month, point.day):
                return None
        if first.days() > last.days():
            return None
        return Expression(at, found.end(), "range", "range.numeric", first, last)

    def _decade(self, at: int) -> Expression | None:
        """20世纪90年代, 上世纪八十年代, 90年代, 上世纪八九十年代; 21世纪, 上世纪末."""
        if self._inside_number(at):
            return None
        text = self.text
        if several := DECADES.match(text, at):
            base = _first_year(several["century"], 3)
            first = "一二三四五六七八九".find(several["a"]) + 1 if several["a"] else int(several["c"])
            last = "一二三四五六七八九".find(several["b"]) + 1 if several["b"] else int(several["d"])
            if first < last:
                begin, end = (Point(base + 10 * tens, decade=True) for tens in (first, last))
                return Expression(at, several.end(), "range", "range.decades", begin, end)
        if found := DECADE.match(text, at):
            tens = small(found["tens"])
            point = Point(_first_year(found["century"], tens // 10) + tens, decade=True)
            modifier = EDGES.get((found["edge"] or "")[:1].replace("后", "末").replace("前", "初"))
            return Expression(at, found.end(), "date", "date.decade", point, modifier=modifier)
        return self._century(at)

    def _century(self, at: int) -> Expression | None:
        """21世纪, 上世纪末, 本世纪中叶; 三世纪 may be three centuries."""
        text = self.text
        found = CENTURY.match(text, at)
        if found is None or (at and text[at - 1] in "新半近跨大个几数了前第"):
            return None
        name = found["century"]
        if len(name) == 1 and not name.isdecimal() and name not in "上本十":
            return None
        edge = found["edge"] or ("初" if found["early"] else "末" if found["late"] else "")
        modifier = "mid" if found["mid"] else EDGES.get(edge)
        point = Point(_first_year(name, 3), century=True)
        return Expression(at, found.end(), "date", "date.century", point, modifier=modifier)

    def _ancient(self, at: int) -> Expression | None:
        """公元前221年: ISO 8601 counts 1 BC as the year 0."""
        found = BEFORE_CHRIST.match(self.text, at)
        if found is None:
            return None
        return Expression(at, found.end(), "date", "date.ancient", Point(1 - digits(found[1])))


def _first_year(name: str | None, tens: int) -> int:
    """The first year; 80年代 without a century is of the last one, 20年代 of this."""
    if name is None or name in "上本":
        return 2000 if name == "本" or (name is None and tens < 3) else 1900
    return (small(name) - 1) * 100


def _day_first(day: str, month: str, year: str) -> Point:
    """15/09/2025; 10/31/1974 can only be the American order."""
    point = Point(int(year), int(month), int(day))
    return point if valid(point.year, point.month, point.day) else _month_first(day, month, year)


def _month_first(month: str, day: str, year: str) -> Point:
    return Point(int(year), int(month), int(day))

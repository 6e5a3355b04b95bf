"""Reads dates in notations of their own: 2023-01-09, 113/07/15, 2Q25, FY2024, 90年代."""

from __future__ import annotations

from dataclasses import replace

from pipeline.times.calendar import Point, valid
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import small
from pipeline.times.patterns import (
    COMPACT,
    COMPACT_CUE,
    DAY_FIRST,
    DECADE,
    LATIN_PERIOD,
    NUMERIC,
    NUMERIC_MONTH,
    ROC,
    ROC_NUMERIC,
)
from pipeline.times.reader import Reader


class NotationReader(Reader):
    """`read(at)`: a date in figures, Latin letters or decades that begins there, or null."""

    def read(self, at: int) -> Expression | None:
        return self._numeric(at) or self._latin(at) or self._decade(at)

    def _numeric(self, at: int) -> Expression | None:
        """2023-01-09, 2023/1/9, 2023.1.9, 15/09/2025, 113/07/15, 1020107, 20230109, 2024-09."""
        text = self.text
        if not text[at].isdecimal() or (at and (text[at - 1].isdecimal() or text[at - 1] in "-/.")):
            return None
        point: Point | None = None
        if found := NUMERIC.match(text, at):
            point = Point(int(found[1]), int(found[3]), int(found[4]))
        elif found := DAY_FIRST.match(text, at):
            point = Point(int(found[3]), int(found[2]), int(found[1]))
            if not valid(point.year, point.month, point.day):
                point = Point(point.year, point.day, point.month)
        elif (found := ROC_NUMERIC.match(text, at)) and self._roc(int(found[1])):
            point = Point(int(found[1]) + ROC, int(found[3]), int(found[4]))
        elif (found := COMPACT.match(text, at)) and COMPACT_CUE.search(text[max(0, at - 8) : at]):
            year = int(found[1]) if found[1] else int(found[2]) + ROC
            point = Point(year, int(found[3]), int(found[4]))
        elif found := NUMERIC_MONTH.match(text, at):
            point = Point(int(found[1]), int(found[3]))
        if found is None or point is None or not valid(point.year, point.month, point.day):
            return None
        return self._with_time(Expression(at, found.end(), "date", "date.numeric", point))

    def _latin(self, at: int) -> Expression | None:
        """2Q25, 1H24, FY2024, 23Q3, H1; a bare Q3 only where no letter or name stands before it (奥迪Q3)."""
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
            if not year and at and text[at - 1] > "一" and text[at - 1] not in "年度的在,。、;:(于司":
                return None
            point = Point(2000 + int(year) if year else None)
            point = replace(point, quarter=int(which)) if letter == "Q" else replace(point, half=int(which))
        return Expression(at, found.end(), "date", "date.latin", point)

    def _decade(self, at: int) -> Expression | None:
        """20世纪90年代, 上世纪八十年代, 90年代."""
        if self._inside_number(at):
            return None
        found = DECADE.match(self.text, at)
        if found is None:
            return None
        century = found[1]
        tens = small(found[2])
        if century is None or century in "上本":
            base = 2000 if century == "本" or (century is None and tens < 30) else 1900
        else:
            base = (small(century) - 1) * 100
        return Expression(at, found.end(), "date", "date.decade", Point(base + tens, decade=True))

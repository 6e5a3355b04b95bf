"""Reads days that a name fixes in a year: 春节, 清明节, “双十一”, 农历五月初五, 腊月廿三."""

from __future__ import annotations

import re

from pipeline.times.calendar import Point, Shift
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import NUMBER, small
from pipeline.times.reader import Reader

_EARLY = r"初[一二三四五六七八九十](?![亚批步期旬个家名次大线级场项月十])"
# 五月五日 is of the solar calendar; 农历, a name of the month or 初 tells the lunisolar one.
_LUNAR = re.compile(
    rf"(?:农历|阴历|夏历)(?P<told>正|冬|腊|{NUMBER})月(?P<day>{NUMBER}|初[一二三四五六七八九十])(?:[日号])?"
    rf"|(?P<named>正|冬|腊)月(?P<named_day>{_EARLY}|{NUMBER})|(?P<month>十?[一二三四五六七八九]|十)月(?P<early>{_EARLY})"
)
_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_NOT_AFTER = "一二三四五六七八九十王李张刘陈赵马第"


class NamedDayReader(Reader):
    """`read(start, at, …)`: a named day at `at`, after a year that was read from `start` (or none, then start == at)."""

    def read(self, start: int, at: int, point: Point, shift: Shift | None) -> Expression | None:
        named = self.words["holiday"].at(self.text, at)
        end, code = (named[0], named[1].code) if named else self._lunar(at)
        if code is None or (start == at and at and self.text[at - 1] in _NOT_AFTER):
            return None
        return Expression(start, end, "date", "date.holiday", point, shift=shift, holiday=code)

    def _lunar(self, at: int) -> tuple[int, str | None]:
        found = _LUNAR.match(self.text, at)
        if found is None:
            return at, None
        raw = found["told"] or found["named"] or found["month"]
        month = _MONTHS.get(raw) or small(raw)
        day = small((found["day"] or found["named_day"] or found["early"]).lstrip("初"))
        fits = 1 <= month <= 12 and 1 <= day <= 30
        return (found.end(), f"L{month:02}-{day:02}") if fits else (at, None)

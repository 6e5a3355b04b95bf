"""Days of the year that a name fixes: by the solar calendar, or by the lunisolar one and its terms through `borax`.

`borax` (MIT licence, pure Python) has the lunisolar calendar and the solar terms of 1900 to 2100 as tables.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from pipeline.times.calendar import Point, valid

_FIRST, _LAST = 1901, 2099
"""The years for which the library has the calendar and all terms."""


@lru_cache(maxsize=4096)
def fixed_day(year: int, code: str) -> Point | None:
    """`10-01`; `L08-15` of the lunisolar calendar, `L01-00` its eve; `T清明` a solar term; `N05-2-7` the second Sunday of May.

    Null outside the years that are known.

    >>> fixed_day(2023, "L01-01").value(), fixed_day(2023, "T清明").value(), fixed_day(2023, "N05-2-7").value()
    ('2023-01-22', '2023-04-05', '2023-05-14')
    """
    kind, rest = code[0], code[1:]
    if kind.isdecimal():
        month, day = (int(part) for part in code.split("-"))
        return Point(year, month, day) if valid(year, month, day) else None
    if not _FIRST <= year <= _LAST:
        return None
    if kind == "N":
        month, nth, weekday = (int(part) for part in rest.split("-"))
        first = date(year, month, 1)
        return _point(first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1)))
    from borax.calendars.lunardate import InvalidLunarDateError, LunarDate, TermUtils

    if kind == "T":
        return _point(TermUtils.day_start_from_term(year, rest))
    month, day = (int(part) for part in rest.split("-"))
    try:
        if day == 0:
            return _point(LunarDate(year, month, 1, 0).to_solar_date() - timedelta(1))
        return _point(LunarDate(year, month, day, 0).to_solar_date())
    except InvalidLunarDateError:  # 三十 of a month of 29 days
        return None


def nearest(code: str, year: int | None, reference: Point) -> Point:
    """The day in `year`, else the one nearest to the reference date; of the solar calendar at least month and day.

    >>> nearest("L08-15", None, Point(2024, 1, 5)).value(), nearest("10-01", None, Point()).value()
    ('2023-09-29', 'XXXX-10-01')
    """
    if year is not None:
        return fixed_day(year, code) or Point(year)
    if reference.year is None:
        month, _, day = code.partition("-")
        return Point(month=int(month), day=int(day)) if month.isdecimal() else Point()
    here = date(reference.year, reference.month or 7, reference.day or 1)
    near = [
        found
        for other in (reference.year - 1, reference.year, reference.year + 1)
        if (found := fixed_day(other, code)) is not None
    ]
    return min(near, key=lambda point: abs(_date(point) - here), default=Point())


def _point(day: date) -> Point:
    return Point(day.year, day.month, day.day)


def _date(point: Point) -> date:
    return date(point.year or 1, point.month or 1, point.day or 1)

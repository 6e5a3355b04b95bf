"""Days of the year that a name fixes: by the solar calendar, or by the lunisolar one and its terms through `borax`.

`borax` (MIT licence, pure Python) has the lunisolar calendar and the solar terms of 1900 to 2100 as tables.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from pipeline.times.calendar import Point, valid

_FIRST, _LAST = 1901, 2099
"""The years for which the library has the calendar and all terms."""


@lru_cache(maxsize=4096)
def fixed_day(year: int, code: str) -> Point | None:
    """The day of that code in a year; null outside the years that are known.

    `10-01`; `L08-15` of the lunisolar calendar, `L01-00` its eve, `R04-01` of a leap month, `L10` the first day of a
    month; `T清明` a solar term; `N05-2-7` the second Sunday of May, `N05-0-1` its last Monday; `E-2` two days before
    Easter, `O+0` the Orthodox one.

    >>> fixed_day(2023, "L01-01").value(), fixed_day(2023, "T清明").value(), fixed_day(2023, "N05-2-7").value()
    ('2023-01-22', '2023-04-05', '2023-05-14')
    >>> fixed_day(2020, "R04-01").value(), fixed_day(2023, "N05-0-1").value(), fixed_day(2024, "E-2").value()
    ('2020-05-23', '2023-05-29', '2024-03-29')
    """
    kind, rest = code[0], code[1:]
    if kind.isdecimal():
        month, day = (int(part) for part in code.split("-"))
        return Point(year, month, day) if 1 <= year <= 9999 and valid(year, month, day) else None
    if not _FIRST <= year <= _LAST:
        return None
    if kind == "N":
        of_year, nth, weekday = rest.split("-")
        return day_of_month(year, int(of_year), f"W{nth if nth != '0' else '-1'}:{weekday}")
    if kind in "EO":
        return _point(easter(year, orthodox=kind == "O") + timedelta(int(rest)))
    return _lunisolar(year, kind, rest)


def last_of_month(first: Point, code: str) -> Point | None:
    """The last day of a lunisolar month, `L10` or `R04`, that begins with `first`; null for the code of a day.

    >>> last_of_month(Point(2021, 11, 5), "L10").value(), last_of_month(Point(2021, 11, 5), "L10-01")
    ('2021-12-03', None)
    """
    if code[0] not in "LR" or "-" in code or first.day is None:
        return None
    from borax.calendars.lunardate import LCalendars, LunarDate

    month = LunarDate.from_solar_date(first.year, first.month, first.day)
    return _point(_date(first) + timedelta(LCalendars.ndays(month.year, month.month, month.leap) - 1))


def easter(year: int, *, orthodox: bool = False) -> date:
    """Easter Sunday, of 1900 to 2099 for the Orthodox churches (J. Meeus, Astronomical Algorithms, chapter 8).

    >>> easter(2024).isoformat(), easter(2024, orthodox=True).isoformat()
    ('2024-03-31', '2024-05-05')
    """
    golden = year % 19
    if orthodox:
        moon = (19 * golden + 15) % 30
        days = moon + (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7 + 114
        return date(year, days // 31, days % 31 + 1) + timedelta(13)  # of the Julian calendar
    century, rest = divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    days = moon + weekday - 7 * ((golden + 11 * moon + 22 * weekday) // 451) + 114
    return date(year, days // 31, days % 31 + 1)


def day_of_month(year: int, month: int, code: str) -> Point | None:
    """`W2:7` the second Sunday, `W-1:5` the last Friday, `D3` the third day, `D-1` the last; null where there is none.

    >>> day_of_month(2024, 5, "W2:7").value(), day_of_month(2024, 5, "W-1:5").value(), day_of_month(2024, 2, "D-1").value()
    ('2024-05-12', '2024-05-31', '2024-02-29')
    """
    if not 1 <= year <= 9999:
        return None
    nth, _, weekday = code[1:].partition(":")
    last = monthrange(year, month)[1]
    days = [
        day
        for day in range(1, last + 1)
        if not weekday or date(year, month, day).isoweekday() == int(weekday)
    ]
    at = int(nth) - (int(nth) > 0)
    return Point(year, month, days[at]) if -len(days) <= at < len(days) else None


def _lunisolar(year: int, kind: str, rest: str) -> Point | None:
    from borax.calendars.lunardate import InvalidLunarDateError, LunarDate, TermUtils

    if kind == "T":
        return _point(TermUtils.day_start_from_term(year, rest))
    month, _, of_month = rest.partition("-")
    day = int(of_month or 1)
    try:
        if day == 0:
            return _point(LunarDate(year, int(month), 1, 0).to_solar_date() - timedelta(1))
        return _point(LunarDate(year, int(month), day, int(kind == "R")).to_solar_date())
    except InvalidLunarDateError:  # 三十 of a month of 29 days, a leap month in a year that has none
        return None


def nearest(code: str, year: int | None, reference: Point, side: int = 0) -> Point:
    """The day in `year`, else the one nearest to the reference date, or the next after (1) or before it (-1); without
    a reference date at least month and day of the solar calendar.

    >>> nearest("L08-15", None, Point(2024, 1, 5)).value(), nearest("10-01", None, Point()).value()
    ('2023-09-29', 'XXXX-10-01')
    >>> nearest("10-01", None, Point(2024, 1, 5), side=1).value()
    '2024-10-01'
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
    if side:
        near = [point for point in near if (_date(point) - here).days * side >= 0] or near
    return min(near, key=lambda point: abs(_date(point) - here), default=Point())


def _point(day: date) -> Point:
    return Point(day.year, day.month, day.day)


def _date(point: Point) -> date:
    return date(point.year or 1, point.month or 1, point.day or 1)

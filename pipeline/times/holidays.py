"""Days of the year that a name fixes: by the solar calendar, or by the lunisolar one through `borax`."""

from __future__ import annotations

from datetime import date

from pipeline.times.calendar import Point

_FIRST, _LAST = 1900, 2100
"""The years that the library's table covers."""


def fixed_day(year: int, code: str) -> Point | None:
    """`10-01`, or `L08-15` of the lunisolar calendar; null outside the years that are known.

    >>> fixed_day(2023, "L01-01")
    Point(2023-01-22)
    """
    month, day = (int(part) for part in code.lstrip("L").split("-"))
    if not code.startswith("L"):
        return Point(year, month, day)
    if not _FIRST <= year <= _LAST:
        return None
    from borax.calendars.lunardate import LunarDate

    solar: date = LunarDate(year, month, day, 0).to_solar_date()
    return Point(solar.year, solar.month, solar.day)

"""Days as SDMX writes times: 2023, 2023-S1, 2023-Q1, 2023-01, 2023-W04, 2023-01-09, else start and duration."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

_DAY = timedelta(days=1)
_LENGTHS = {1: "M", 3: "Q", 6: "S", 12: "A"}


class TimePeriod(NamedTuple):
    """`value` is an SDMX ObservationalTimePeriod; `freq` its frequency, null for a range."""

    value: str
    freq: str | None


def time_period(
    first: str | None, last: str | None, freq: str | None = None, *, at_end: bool = False
) -> TimePeriod | None:
    """The period of these days, `YYYY-MM-DD`; null where a side is open.

    `at_end`: the figure is of the last day (截至9月底), so that an open beginning does not matter: it is that of the
    last step of `freq`, 2024-09.
    """
    begin, end = _day(first), _day(last)
    if end is None or (begin is None and not (at_end and first is None)):
        return None
    if begin is None:
        return _last_step(end, freq)
    if begin > end:
        return None
    return _standard(begin, end) or TimePeriod(f"{begin}/{_duration(begin, end)}", None)


def _day(text: str | None) -> date | None:
    """Years outside of the calendar have no date."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _standard(begin: date, end: date) -> TimePeriod | None:
    """Of a day, an ISO week, a month, quarter, half or whole year."""
    if begin == end:
        return TimePeriod(str(begin), "D")
    if begin.weekday() == 0 and (end - begin).days == 6:
        year, week, _ = begin.isocalendar()
        return TimePeriod(f"{year:04}-W{week:02}", "W")
    months = _months(begin, end)
    freq = _LENGTHS.get(months)
    if freq is None or (begin.month - 1) % months:
        return None
    number = (begin.month - 1) // months + 1
    year_ = f"{begin.year:04}"
    if freq == "A":
        return TimePeriod(year_, freq)
    return TimePeriod(f"{year_}-{number:02}" if freq == "M" else f"{year_}-{freq}{number}", freq)


def _last_step(end: date, freq: str | None) -> TimePeriod:
    """The period of this length that ends with the day; the day where none does."""
    for length, name in _LENGTHS.items():
        if name == freq and _month_ends(end) and end.month % length == 0:
            found = _standard(date(end.year, end.month - length + 1, 1), end)
            assert found is not None
            return found
    if freq == "W" and end.weekday() == 6:
        year, week, _ = end.isocalendar()
        return TimePeriod(f"{year:04}-W{week:02}", "W")
    return TimePeriod(str(end), "D")


def _months(begin: date, end: date) -> int:
    """How many whole months these days are; 0 where they are none."""
    if begin.day != 1 or not _month_ends(end):
        return 0
    return (end.year - begin.year) * 12 + end.month - begin.month + 1


def _month_ends(day: date) -> bool:
    return day == date.max or (day + _DAY).day == 1


def _duration(begin: date, end: date) -> str:
    months = _months(begin, end)
    if not months:
        return f"P{(end - begin).days + 1}D"
    return f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"

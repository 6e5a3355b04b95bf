"""The days that a change is measured from, by its basis, also where no words name them."""

from __future__ import annotations

import calendar

from pipeline.model import ChangeBasis

Days = tuple[str | None, str]
"""First and last day, `YYYY-MM-DD`; a first day that is open is null."""

_FIRST_YEAR = 2
_MONTHS: dict[str, int] = {"yoy": 12, "qoq": 3, "mom": 1}


def base_days(days: Days, basis: ChangeBasis) -> Days | None:
    """2022年前三季度 → that of 2021 for yoy; the month or quarter before, where the days are one; null for others."""
    months = _MONTHS.get(basis)
    first, last = days
    if months is None:
        return None
    if basis != "yoy" and first is not None and not _whole(first, last, months):
        return None
    if int(last[:4]) < _FIRST_YEAR or (first is not None and int(first[:4]) < _FIRST_YEAR):
        return None
    return None if first is None else _back(first, months, first=True), _back(last, months, first=False)


def _whole(first: str, last: str, months: int) -> bool:
    """Whether the days are a calendar month or quarter."""
    year, month, day = _parts(last)
    begin = year * 12 + month - months
    return _is_end(year, month, day) and first == f"{begin // 12:04d}-{begin % 12 + 1:02d}-01"


def _back(day: str, months: int, *, first: bool) -> str:
    """The same day so many months before; the end of a month stays one."""
    year, month, number = _parts(day)
    total = year * 12 + month - 1 - months
    year, month, old = total // 12, total % 12 + 1, _is_end(year, month, number)
    longest = calendar.monthrange(year, month)[1]
    return f"{year:04d}-{month:02d}-{longest if old and not first else min(number, longest):02d}"


def _is_end(year: int, month: int, day: int) -> bool:
    return day == calendar.monthrange(year, month)[1]


def _parts(day: str) -> tuple[int, int, int]:
    year, month, number = day.split("-")
    return int(year), int(month), int(number)

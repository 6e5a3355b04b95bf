"""Points of the calendar, their ISO 8601 / TIMEX3 values and the days they cover. No clock: unknown parts stay X."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

Unit = Literal["year", "quarter", "month", "week", "day"]
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_THIRDS = {1: (1, 10), 2: (11, 20), 3: (21, None), 4: (1, 15), 5: (16, None)}


class Shift(NamedTuple):
    """So many units before or after a base: 去年 is (year, -1, reference)."""

    unit: Unit
    by: int
    base: str


@dataclass(frozen=True, slots=True)
class Point:
    """What an expression says of a day, month, quarter, half, season, week, year or clock time; null where it is silent."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: str | None = None
    week: int | None = None
    """ISO week of the year; with `weekday` null, the whole week."""
    weekday: int | None = None
    weekend: bool = False
    decade: bool = False
    century: bool = False
    third: int | None = None
    """上旬, 中旬, 下旬 of the month; 4 and 5 are 上半月, 下半月."""
    nth_week: int | None = None
    """3月第二周: the week of the month."""
    part_of_day: str | None = None
    clock: tuple[int, int | None, int | None] | None = None
    """Hour, minute, second."""
    whole: bool = False
    """全年, 年内: all of a year that is named elsewhere."""

    @property
    def finest(self) -> str:
        for name in ("clock", "day", "weekday", "week", "month", "quarter", "half", "season"):
            if getattr(self, name) is not None:
                return name
        return "year"

    @property
    def dated(self) -> bool:
        """Whether it says anything but a clock time or part of day."""
        return self.whole or any(
            getattr(self, name) is not None
            for name in ("year", "month", "day", "quarter", "half", "season", "week", "weekday")
        )

    def value(self) -> str:
        """
        >>> Point(2023, 1, 9).value(), Point(month=3).value(), Point(2023, quarter=1).value()
        ('2023-01-09', 'XXXX-03', '2023-Q1')
        """
        if not self.dated:
            return self._time() or "XXXX"
        return self._date() + self._time()

    def _date(self) -> str:
        year = "XXXX"
        if self.year is not None and abs(self.year) <= 9999:  # 明年 in 9999 has no number of four figures
            year = f"{self.year:05}" if self.year < 0 else f"{self.year:04}"
        if self.decade or self.century:
            return year[:3] + "X" if self.decade else year[:2] + "XX"
        if self.week is not None or (self.weekday is not None and self.day is None):
            week = f"{year}-W{self.week:02}" if self.week is not None else f"{year}-WXX"
            if self.weekend:
                return f"{week}-WE"
            return f"{week}-{self.weekday}" if self.weekday is not None else week
        if self.day is not None:
            month = f"{self.month:02}" if self.month is not None else "XX"
            return f"{year}-{month}-{self.day:02}"
        if self.month is not None:
            return f"{year}-{self.month:02}"
        if self.quarter is not None:
            return f"{year}-Q{self.quarter}"
        if self.half is not None:
            return f"{year}-H{self.half}"
        return f"{year}-{self.season}" if self.season else year

    def _time(self) -> str:
        if self.clock is not None:
            hour, minute, second = self.clock
            return f"T{hour:02}:{minute or 0:02}" + (f":{second:02}" if second is not None else "")
        return f"T{self.part_of_day}" if self.part_of_day else ""

    def days(self) -> tuple[str | None, str | None]:
        """First and last day; null where parts are unknown.

        >>> Point(2023, 2).days()
        ('2023-02-01', '2023-02-28')
        """
        year = self.year
        if year is None or not 1 <= year <= 9998 or not self.dated:
            return None, None
        if self.decade or self.century:
            return f"{year:04}-01-01", f"{year + (9 if self.decade else 99):04}-12-31"
        if self.week is not None:
            return self._days_of_week(year, self.week)
        if self.day is not None:
            day = day_at(year, self.month, self.day) if self.month is not None else None
            return (day.isoformat(), day.isoformat()) if day is not None else (None, None)
        if self.weekday is not None:
            return None, None
        if self.month is not None:
            return self._days_of_month(year, self.month)
        if self.quarter is not None:
            return _months(year, self.quarter * 3 - 2, year, self.quarter * 3)
        if self.half is not None:
            return _months(year, self.half * 6 - 5, year, self.half * 6)
        if self.season is not None:
            begins = _SEASONS[self.season]
            ends = (year + 1, 2) if self.season == "WI" else (year, begins + 2)
            return _months(year, begins, *ends)
        return f"{year:04}-01-01", f"{year:04}-12-31"

    def _days_of_week(self, year: int, week: int) -> tuple[str | None, str | None]:
        if week > weeks(year):
            return None, None
        first = date.fromisocalendar(year, week, 6 if self.weekend else self.weekday or 1)
        last = first if self.weekday else first + timedelta(1 if self.weekend else 6)
        return first.isoformat(), last.isoformat()

    def _days_of_month(self, year: int, month: int) -> tuple[str, str]:
        last = monthrange(year, month)[1]
        first_day, last_day = 1, last
        if self.third is not None:
            first_day, end = _THIRDS[self.third]
            last_day = end or last
        elif self.nth_week is not None:
            # Calendar weeks from Monday; the first is the one that holds the 1st.
            first = date(year, month, 1)
            monday = first - timedelta(first.weekday()) + timedelta(7 * (self.nth_week - 1))
            return monday.isoformat(), (monday + timedelta(6)).isoformat()
        return f"{year:04}-{month:02}-{first_day:02}", f"{year:04}-{month:02}-{last_day:02}"

    def shifted(self, unit: Unit, by: int) -> Point:
        """So many units later; what is finer than the unit is left out, except that a year keeps it (上年同月)."""
        if unit == "year":
            moved = replace(self, year=None if self.year is None else self.year + by)
            return replace(moved, day=28) if (moved.month, moved.day) == (2, 29) and by % 4 else moved
        if self.year is None:
            return Point()
        if unit == "month" and self.month is not None:
            months = self.year * 12 + self.month - 1 + by
            return Point(months // 12, months % 12 + 1)
        if unit == "quarter" and self.quarter_of is not None:
            quarters = self.year * 4 + self.quarter_of - 1 + by
            return Point(quarters // 4, quarter=quarters % 4 + 1)
        if unit in ("day", "week") and self.month is not None and self.day is not None:
            there = self.moved(unit, by)
            if there is None:
                return Point()
            moved_to = date.fromisoformat(there)
            if unit == "week":
                iso = moved_to.isocalendar()
                return Point(iso[0], week=iso[1])
            return Point(moved_to.year, moved_to.month, moved_to.day)
        return Point()

    def moved(self, unit: Unit, by: int) -> str | None:
        """The day so many units later, `YYYY-MM-DD`; the last of a shorter month; null outside the calendar.

        >>> Point(2024, 3, 31).moved("month", -1), Point(2024, 5, 20).moved("year", 5)
        ('2024-02-29', '2029-05-20')
        """
        if self.year is None or self.month is None or self.day is None:
            return None
        if unit in ("day", "week"):
            here = day_at(self.year, self.month, self.day)
            there = here and _days_later(here, by * (7 if unit == "week" else 1))
            return there.isoformat() if there is not None else None
        months = self.year * 12 + self.month - 1 + by * {"year": 12, "quarter": 3}.get(unit, 1)
        year, month = months // 12, months % 12 + 1
        if not 1 <= year <= 9998:
            return None
        return f"{year:04}-{month:02}-{min(self.day, monthrange(year, month)[1]):02}"

    def day_of(self, point: Point) -> Point:
        """The weekday of `point` in this week, as a day; without its year where the calendar ends before it."""
        monday = date.fromisocalendar(self.year or 1, self.week or 1, 1)
        found = _days_later(monday, (point.weekday or 1) - 1)
        if found is None:
            return replace(point, year=None)
        return replace(point, year=found.year, month=found.month, day=found.day, weekday=None)

    @property
    def quarter_of(self) -> int | None:
        return (self.month + 2) // 3 if self.month is not None else self.quarter

    @property
    def begins(self) -> int | None:
        """Its first month, where it names one."""
        if self.month is not None:
            return self.month
        if self.quarter is not None:
            return self.quarter * 3 - 2
        if self.half is not None:
            return self.half * 6 - 5
        return _SEASONS[self.season] if self.season else None


def parse(day: str | None) -> Point:
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`, without a clock time behind it; an empty point for null."""
    year, month, of_month, *_ = [
        *(int(part) for part in (day or "").partition("T")[0].split("-") if part.isdigit()),
        None,
        None,
        None,
    ]
    return Point(year, month, of_month)


def clock_of(moment: str | None) -> tuple[int, int, int] | None:
    """The clock time of a reference `YYYY-MM-DDTHH:MM[:SS]`; null where it is a date alone.

    >>> clock_of("2016-11-07T14:30"), clock_of("2016-11-07")
    ((14, 30, 0), None)
    """
    _, _, clock = (moment or "").partition("T")
    hour, minute, second = [*(int(part) for part in clock.split(":") if part), 0, 0, 0][:3]
    return (hour, minute, second) if clock else None


def in_year(point: Point, to: Point | None, year: int | None) -> tuple[Point, Point | None]:
    """Both ends in a year; an end before the first is of the year after (11月至2月)."""
    first = replace(point, year=year, whole=point.whole and year is None)
    if to is None:
        return first, None
    if to.year is not None:
        return first, to
    later = year is not None and (to.begins or 13) < (point.begins or 0)
    return first, replace(to, year=year + 1 if later and year is not None else year)


def valid(year: int | None, month: int | None, day: int | None) -> bool:
    """Whether the calendar has that day; an unknown year may be a leap year."""
    if month is not None and not 1 <= month <= 12:
        return False
    if day is None:
        return True
    longest = 31 if month is None else monthrange(year or 2000, month)[1]
    return 1 <= day <= longest


def day_at(year: int, month: int, day: int) -> date | None:
    """The day of a calendar that runs from the year 1 to 9999; null where it has none.

    >>> day_at(2024, 2, 29), day_at(2023, 2, 29), day_at(-220, 1, 1)
    (datetime.date(2024, 2, 29), None, None)
    """
    return date(year, month, day) if 1 <= year <= 9999 and valid(year, month, day) else None


def weeks(year: int) -> int:
    """How many ISO weeks a year has: 52 or 53."""
    return date(year, 12, 28).isocalendar()[1]


def _days_later(day: date, by: int) -> date | None:
    ordinal = day.toordinal() + by
    return date.fromordinal(ordinal) if 0 < ordinal <= date.max.toordinal() else None


def _months(year: int, first: int, last_year: int, last: int) -> tuple[str, str]:
    return f"{year:04}-{first:02}-01", f"{last_year:04}-{last:02}-{monthrange(last_year, last)[1]:02}"

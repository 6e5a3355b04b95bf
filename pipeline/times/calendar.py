"""ISO 8601 values and the days they cover. No clock: unknown parts stay X."""

from __future__ import annotations

from calendar import monthrange


def days(value: str) -> tuple[str | None, str | None]:
    """First and last day of a date value: `2023-02` → 2023-02-01, 2023-02-28; null where parts are unknown.

    >>> days("2023-Q1"), days("XXXX-03")
    (('2023-01-01', '2023-03-31'), (None, None))
    """
    if "X" in value.replace("XXXX-", "?").replace("XX", "?") or "?" in value or value.startswith("XXXX"):
        return None, None
    year, _, rest = value.partition("-")
    if not year.isdigit() or not 1 <= int(year) <= 9999:
        return None, None
    if not rest:
        return f"{year}-01-01", f"{year}-12-31"
    if rest.startswith(("Q", "H")):
        step = 3 if rest[0] == "Q" else 6
        last = int(rest[1:]) * step
        return f"{year}-{last - step + 1:02}-01", _month_end(year, last)
    month, _, day = rest.partition("-")
    if day:
        return value[:10], value[:10]
    return f"{year}-{month}-01", _month_end(year, int(month))


def valid(year: str, month: int | None, day: int | None) -> bool:
    """Whether the calendar has that day; an unknown year may be a leap year."""
    if month is not None and not 1 <= month <= 12:
        return False
    if day is None:
        return True
    longest = 31 if month is None else monthrange(int(year) if year.isdigit() else 2000, month)[1]
    return 1 <= day <= longest


def _month_end(year: str, month: int) -> str:
    return f"{year}-{month:02}-{monthrange(int(year), month)[1]:02}"

"""Periods of the figures of a table: a year in one row of the head and a part of it in another."""

from __future__ import annotations

import calendar
import re

from pipeline import model
from pipeline.draft import Time

_FREQUENCIES: dict[int, model.Frequency] = {12: "A", 6: "S", 3: "Q"}
# 截至2024年6月30日止六个月, 截至三月三十一日止年度
ENDED = re.compile(r"止(?:之|的)?(?:(十一|[一二三四五六七八九十]|\d{1,2})个月|年度)")
_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一")


def months_of(ended: re.Match[str]) -> int:
    """How many months 止六个月, 止6个月 and 止年度 name."""
    if ended[1] is None:
        return 12
    return int(ended[1]) if ended[1].isdecimal() else _MONTHS.index(ended[1]) + 1


def is_year(time: Time) -> bool:
    return time.type == "date" and len(time.value) == 4 and time.value.isdecimal()


def year_of(time: Time | None) -> str | None:
    """The year that a time is in; null where none is known."""
    if time is None:
        return None
    if is_year(time):
        return time.value
    return time.last[:4] if time.last is not None else None


def yearless(time: Time | None) -> bool:
    """Whether a time is a part of a year that the text tells elsewhere: 1-5月, 第二季."""
    return time is not None and time.first is None and time.value.startswith("XXXX-")


def last_month(when: model.When) -> None:
    """本月 under 2024年1-9月 is September."""
    if when.first is None or when.last is None or when.first[:7] == when.last[:7]:
        return
    when.first, when.freq = f"{when.last[:7]}-01", "M"
    when.basis = "flow" if when.basis == "cumulative" else when.basis


def from_january(when: model.When) -> None:
    """累计 under 2024年9月 is January to September."""
    if when.first is not None and when.last is not None and when.first[:7] == when.last[:7]:
        when.first = f"{when.first[:4]}-01-01"


def move_to(when: model.When, part: Time, year: str) -> None:
    """The days of a part of a year in another one; the end of February moves with it."""
    if part.first is None or part.last is None:
        first_part, _, last_part = part.value.replace("XXXX", year).partition("/")
        begin, end = _days(first_part), _days(last_part or first_part)
        if begin is not None and end is not None:
            when.first, when.last = begin[0], end[1]
        return
    step = int(year) - int(part.last[:4])
    first, last = (f"{int(day[:4]) + step:04d}{day[4:]}" for day in (part.first, part.last))
    if last[4:] in ("-02-28", "-02-29"):
        last = f"{last[:8]}{calendar.monthrange(int(last[:4]), 2)[1]}"
    when.first, when.last = first, last


def _days(value: str) -> tuple[str, str] | None:
    """First and last day of `2026-10`, `2026-Q3`, `2026-H1`, `2026-10-05`; null for other values."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return value, value
    found = re.fullmatch(r"(\d{4})-(?:(\d\d)|Q([1-4])|H([12]))", value)
    if found is None:
        return None
    months = (int(found[2]),) * 2 if found[2] else (int(found[3]) * 3 - 2, int(found[3]) * 3) if found[3] else (
        int(found[4]) * 6 - 5, int(found[4]) * 6
    )  # fmt: skip
    if not 1 <= months[0] <= 12:
        return None
    last = calendar.monthrange(int(found[1]), months[1])[1]
    return f"{found[1]}-{months[0]:02d}-01", f"{found[1]}-{months[1]:02d}-{last}"


def shorten(when: model.When, year: str, end: Time, months: int) -> None:
    """2024年 under 截至六月三十日止六个月 is January to June of it."""
    found = re.fullmatch(r"\w{4}-(\d\d)-(\d\d)", end.last or end.value)
    if found is None:
        return
    month = int(found[1])
    first = int(year) * 12 + month - months
    when.first = f"{first // 12:04d}-{first % 12 + 1:02d}-01"
    when.last = f"{year}-{found[1]}-{found[2]}"
    when.freq = _FREQUENCIES.get(months, "M")
    when.basis = "cumulative" if when.basis == "flow" and months != 12 else when.basis

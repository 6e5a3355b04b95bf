"""The publishing date as publishing lines write it, as ISO 8601."""

from __future__ import annotations

import re
from datetime import date

from pipeline.model import Region

_DIGIT = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "○": 0,
    "零": 0,
    "O": 0,
    "元": 1,
}
_ROC = 1911
_NUMERIC = re.compile(r"(民国)?\s*(\d{2,4})\s*[-/.年\s]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?=\d\d:|\D|$)")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)")
_COMPACT = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)")
_HAN = re.compile(
    r"(民国)?\s*([〇○O零一二三四五六七八九十百元]{1,7})年\s*([一二三四五六七八九十]{1,3})月\s*([一二三四五六七八九十]{1,3})[日号]"
)


def read_date(text: str, region: Region | None) -> str | None:
    """`YYYY-MM-DD` of the first date in `text` (full-width signs folded), or null where no calendar has it.

    >>> read_date("2023年1月9日", None), read_date("114-08-20", "TW"), read_date("15/09/2025", "HK")
    ('2023-01-09', '2025-08-20', '2025-09-15')
    >>> read_date("二〇二三年一月九日", None), read_date("2023-02-30", None)
    ('2023-01-09', None)
    """
    if found := _DAY_FIRST.search(text):
        day, month, year = (int(part) for part in found.groups())
        return _iso(year, month, day) or _iso(year, day, month)
    if found := _NUMERIC.search(text):
        republic, year_text, month, day = (
            found.group(1),
            found.group(2),
            int(found.group(3)),
            int(found.group(4)),
        )
        return _iso(_year(int(year_text), bool(republic), region), month, day)
    if found := _COMPACT.search(text):
        return _iso(*(int(part) for part in found.groups()))
    if found := _HAN.search(text):
        number = _han_year(found.group(2))
        return _iso(_year(number, bool(found.group(1)), region), _han(found.group(3)), _han(found.group(4)))
    return None


def _year(number: int, republic: bool, region: Region | None) -> int:
    """A year of two or three digits counts from 1912 where the text says so, is Taiwanese, or cannot mean else."""
    if republic or 100 <= number < 200 or (number < 100 and region == "TW"):
        return number + _ROC
    return number


def _iso(year: int, month: int, day: int) -> str | None:
    if not 1900 <= year <= 2200:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _han(text: str) -> int:
    """二十一 → 21, 十 → 10, 三 → 3."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGIT.get(text, 0)
    return (_DIGIT.get(tens, 0) if tens else 1) * 10 + (_DIGIT.get(ones, 0) if ones else 0)


def _han_year(text: str) -> int:
    """二〇二三 → 2023; 一百一十四 and 一一四 → 114."""
    if "百" in text:
        hundreds, _, rest = text.partition("百")
        return _DIGIT.get(hundreds, 0) * 100 + _han(rest.lstrip("零〇○") or "零")
    if "十" in text:
        return _han(text)
    return int("".join(str(_DIGIT[char]) for char in text))

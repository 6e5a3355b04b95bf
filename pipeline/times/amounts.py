"""Reads lengths of time as units and how many of each: 3年, 一个半小时, 分半钟, 七年零六个月, 8天又20小时."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pipeline.numerals import HAN_NUMERAL, scan
from pipeline.times.calendar import Unit
from pipeline.times.lexicon import Lexicon

ORDER = ("Y", "M", "W", "D", "TH", "TM", "TS")
"""ISO letters of the units from coarse to fine, with T before those of the clock."""
CALENDAR: dict[str, Unit] = {"Y": "year", "M": "month", "W": "week", "D": "day"}
SECONDS = {"TH": 3600, "TM": 60, "TS": 1}

_HALF = Decimal("0.5")
_HALVED = {"小时": "TH", "钟头": "TH", "钟": "TH", "分钟": "TM", "月": "M", "星期": "W", "礼拜": "W"}
# 一个半小时, 两个半月, 个半钟: the half belongs to the unit.
_AND_HALF = re.compile(r"个半 ?(小时|钟头|分钟|钟(?![头表楼])|月(?![刊谈板湾])|星期|礼拜)")
_AND_MORE = re.compile(r"个[多余](小时|钟头|月|星期|礼拜)(?!期)")
_CLOSED = r"(?=[以之内后前里左上来多的了就才,。;、!?)\s]|\Z)"
# 一分半钟, 五分半, 分半
_MINUTES_HALF = re.compile(rf" ?分半(?:钟|{_CLOSED})")
# 三个月半, 一分钟半; 三个月半价 is none
_UNIT_HALF = re.compile(rf"半{_CLOSED}")
_LINK = re.compile(r" ?(?:又|零|〇|余|外?加上?)? ?")
_HOURS = re.compile(r" ?时(?![期代间段装尚速刻光长差])")
_MINUTES = re.compile(r" ?分钟?(?![之半])")
_SECONDS = re.compile(r" ?秒钟?")
NO_MORE = ("多次", "多种", "多个", "余下", "多元", "多家", "多方")
"""Words that begin with 多 or 余 and do not belong to the length before them."""
_NOT_AFTER_BARE = "一二两三四五六七八九十百千万亿几数每多整大小这那哪0123456789"


class Amount(NamedTuple):
    end: int
    parts: tuple[tuple[str, Decimal], ...]
    """Unit and how many of it, in the order of `ORDER`."""
    more: bool = False
    """多, 余: at least so much."""

    @property
    def iso(self) -> str:
        """The ISO 8601 duration.

        >>> Amount(0, (("Y", Decimal(7)), ("M", Decimal(6)))).iso, Amount(0, (("TH", Decimal("1.5")),)).iso
        ('P7Y6M', 'PT1.5H')
        """
        shown = "P"
        for code, value in self.parts:
            if code.startswith("T") and "T" not in shown:
                shown += "T"
            shown += f"{format(value.normalize(), 'f') if value else '0'}{code[-1]}"
        return shown

    @property
    def seconds(self) -> int | None:
        """Its seconds, where all units are of the clock and nothing finer than a second is left."""
        if not all(code in SECONDS for code, _ in self.parts):
            return None
        total = sum((SECONDS[code] * value for code, value in self.parts), Decimal(0))
        return int(total) if total == total.to_integral_value() else None


@lru_cache(maxsize=64)
def _lengths(units: frozenset[str]) -> re.Pattern[str]:
    """What may be a length: a numeral with the first character of a unit behind it. Most numerals are none."""
    following = "".join(sorted({name[0] for name in units} | set("个分秒时日-—–─~〜∼至到")))
    return re.compile(rf"[\d,.·・ 点{HAN_NUMERAL}多余来几数]{{1,16}}[{re.escape(following)}]|[个分]半")


class AmountReader:
    """`read(at)`: a length of time that begins there, or null."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self.text, self.words = text, words
        self._begins = _lengths(frozenset(words["unit"].entry))

    def begins(self, at: int) -> bool:
        """Whether a length may begin at a position, without reading it."""
        return self._begins.match(self.text, at) is not None

    def read(self, at: int) -> Amount | None:
        """七年六个月, 一年零三个月, 2小时35分, 8天20小时; the second of two units is the finer one, except behind 又 or 加."""
        first = self.single(at) or self._minutes_and_seconds(at)
        if first is None:
            return None
        parts, end, more = dict(first.parts), first.end, first.more
        while (following := self._following(end, parts)) is not None:
            parts.update(following.parts)
            end, more = following.end, following.more
        return Amount(end, tuple((code, parts[code]) for code in ORDER if code in parts), more)

    def _following(self, at: int, parts: dict[str, Decimal]) -> Amount | None:
        last = list(parts)[-1]
        if parts[last] != parts[last].to_integral_value():
            return None
        link = _LINK.match(self.text, at)
        begin = link.end() if link else at
        told = link is not None and link.group().strip()[:1] in ("又", "加", "外")
        found = self.single(begin) or self._bare_unit(begin, last)
        if found is None or found.parts[0][0] in parts:
            return None
        finer = ORDER.index(found.parts[0][0]) > ORDER.index(last)
        return found if finer or told else None

    def single(self, at: int) -> Amount | None:
        """A numeral and its unit: 3年, 十多天, 一个半小时, 两年半; 个半小时, 分半钟 without a numeral."""
        text = self.text
        if text.startswith(("个半", "分半"), at):
            return self._without_numeral(at)
        numeral = scan(text, at)
        if (
            numeral is None
            or numeral.value is None
            or (numeral.bare_scale and text[at] != "十")
            or numeral.end - at > 12
        ):
            return None  # 几年, 数月, 两三天: no one value
        end, value = numeral.end, Decimal(numeral.value)
        more = numeral.extra is not None or text[end - 1] in "多余几"
        if several := _AND_MORE.match(text, end):
            return _one(several.end(), _HALVED[several[1]], value, True)
        if value < 100 and (half := _AND_HALF.match(text, end)):
            return _one(half.end(), _HALVED[half[1]], value + _HALF, more)
        if value < 100 and (half := _MINUTES_HALF.match(text, end)):
            return _one(half.end(), "TM", value + _HALF, more)
        end += text.startswith(" ", end)
        if text[end : end + 1] in ("多", "余", "几", "来"):
            more, end = True, end + 1
        found = self.words["unit"].at(text, end)
        if found is None:
            return self._days(at, end, value)
        end, (code, times) = found[0], (found[1].code, found[1].shift or 1)
        if code == "Y" and numeral.arabic and not more and not numeral.separated and self._dated(value, end):
            return None
        if self._half_follows(end, code):
            value, end = value + _HALF, end + 1
        elif text.startswith(("多", "余"), end) and not text.startswith(NO_MORE, end):
            more, end = True, end + 1
        return _one(end, code, value * times, more)

    def elided(self, value: Decimal, at: int, last: Amount) -> Amount:
        """The first end of 3—5年: a number in the unit of the amount `last`, which begins at a position."""
        numeral = scan(self.text, at)
        unit = self.words["unit"].at(self.text, numeral.end) if numeral else None
        times = unit[1].shift or 1 if unit else 1
        return last._replace(parts=((last.parts[0][0], value * times),))

    def _without_numeral(self, at: int) -> Amount | None:
        """个半小时, 分半钟: one and a half."""
        if at and self.text[at - 1] in _NOT_AFTER_BARE:
            return None
        if half := _AND_HALF.match(self.text, at):
            return _one(half.end(), _HALVED[half[1]], 1 + _HALF)
        half = _MINUTES_HALF.match(self.text, at)
        return _one(half.end(), "TM", 1 + _HALF) if half else None

    def _dated(self, value: Decimal, end: int) -> bool:
        """2023年 is a year; 2000年历史, 2000年前 are lengths."""
        return 1000 <= value <= 2199 and not self.text.startswith(("历史", "的历史", "前", "之久"), end)

    def _half_follows(self, end: int, code: str) -> bool:
        """两年半, 三天半; behind units of the clock and months only where nothing goes on: 三个月半."""
        if not self.text.startswith("半", end):
            return False
        if code in ("Y", "D", "W"):
            return not self.text.startswith(("半导", "半成", "半径"), end)
        return _UNIT_HALF.match(self.text, end) is not None

    def _days(self, at: int, end: int, value: Decimal) -> Amount | None:
        """停牌五日, 90日, 两日: the word before, or the number, makes 日 a length."""
        text = self.text
        if not text.startswith("日", end) or self.words["no_day"].at(text, end + 1):
            return None
        long = value > 31 and value == value.to_integral_value() and text[at - 1 : at] != "月"
        pair = text[at] in "两俩" and text[at - 1 : at] not in ("日", "、")
        if not (long or pair or self.words["lasting"].before(text, at)):
            return None
        return _one(end + 1, "D", value)

    def _minutes_and_seconds(self, at: int) -> Amount | None:
        """8分30秒: minutes are told by the seconds behind them."""
        minutes = self._of(at, _MINUTES)
        if minutes is None:
            return None
        end, value = minutes
        end += self.text.startswith(("零", "〇"), end)
        seconds = self._of(end, _SECONDS)
        return Amount(seconds[0], (("TM", value), ("TS", seconds[1]))) if seconds else None

    def _bare_unit(self, at: int, last: str) -> Amount | None:
        """What only the unit before it shows to be a length: 2小时35分, 8天20时, 一个月零五日, 5分09秒."""
        forms = {
            "TH": (_MINUTES, "TM"),
            "TM": (_SECONDS, "TS"),
            "D": (_HOURS, "TH"),
            "M": (re.compile(" ?日(?!期)"), "D"),
        }
        form = forms.get(last)
        found = self._of(at, form[0]) if form else None
        return _one(found[0], form[1], found[1]) if form and found else None

    def _of(self, at: int, unit: re.Pattern[str]) -> tuple[int, Decimal] | None:
        """End and value of a whole numeral below a hundred in front of a unit; 09 and 零九 are nine."""
        at += self.text.startswith("零", at) and self.text[at + 1 : at + 2] not in ("", "点")
        numeral = scan(self.text, at) if at < len(self.text) else None
        if numeral is None or numeral.value is None or not 0 <= numeral.value < 100:
            return None
        found = unit.match(self.text, numeral.end)
        value = Decimal(numeral.value)
        return (found.end(), value) if found and value == value.to_integral_value() else None


def _one(end: int, code: str, value: Decimal, more: bool = False) -> Amount:
    return Amount(end, ((code, value),), more)

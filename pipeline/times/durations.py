"""Reads durations: 24小时, 3年, 一个半小时, 七年六个月, 2小时35分, 4晚5天, 停牌五日; and 20年前."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from pipeline.numerals import scan
from pipeline.rulebook.time_words import TimeWord
from pipeline.times.calendar import Shift, Unit
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import CONNECTIVE, NUMBER, Lexicon, small

_HALF_UNIT = re.compile(r"半(年|个月|天|个?小时|世纪)(?!度|报|期|成|衰|工|生)")
# 一个半小时, 两个半月: the half belongs to the unit.
_AND_HALF = re.compile(r"个半(小时|钟头|月|星期)")
_HALVED = {"小时": "TH", "钟头": "TH", "月": "M", "星期": "W"}
# 最后一天, 前一年, 这一年: one of several, no length.
_ONE_OF = ("最后", "头", "前", "后", "这", "那", "哪", "同", "某", "另", "上", "下", "每", "第", "新", "任")
_AROUND = ("此前", "此后", "今后", "往后", "以后", "之后", "随后")
_AND_MORE = re.compile(r"个[多余](小时|钟头|月|星期)(?!期)")
# 3—5年, 三到五天: the first number lends its unit from the second.
_ELIDED = re.compile(rf"({NUMBER}) ?(?:年|天|个月|小时)?{CONNECTIVE}({NUMBER})(?! ?[月日])")
_NIGHTS = re.compile(
    r"(\d{1,2}|[一二两三四五六七八九十]{1,2})(?:晚|夜)(\d{1,2}|[一二两三四五六七八九十]{1,2})[天日]|(\d{1,2}|[一二两三四五六七八九十]{1,2})天(?:\d{1,2}|[一二两三四五六七八九十]{1,2})[晚夜]"
)
# 8分30秒: minutes are told by the seconds behind them.
_MINUTES = re.compile(rf"({NUMBER}) ?分钟?零?({NUMBER}) ?秒钟?")
# What a duration in a unit may go on with: 七年六个月, 1个月零5天, 2小时35分20秒.
_FINER = {
    "Y": re.compile(rf" ?零? ?(?P<M>{NUMBER}|两) ?个月(?!期|大)(?:零? ?(?P<D>{NUMBER}|两) ?[天日])?"),
    "M": re.compile(rf" ?零? ?(?P<D>{NUMBER}|两) ?[天日](?!期)"),
    "D": re.compile(rf" ?零? ?(?P<TH>{NUMBER}|两) ?个?小时(?: ?(?P<TM>{NUMBER}) ?分钟?(?!之))?"),
    "TH": re.compile(rf" ?零? ?(?P<TM>{NUMBER}) ?分钟?(?!之)(?: ?(?P<TS>{NUMBER}) ?秒)?"),
    "TM": re.compile(rf" ?零? ?(?P<TS>{NUMBER}) ?秒"),
}
_SHIFTS: dict[str, Unit] = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_AGO = re.compile(r"(?:之|以)?前(?![三二两半后景往沿期身来瞻程提端述言列线\d])")
_LATER = re.compile(r"(?:之|以)?后(?![续台方勤备天期半卫浪])")
_CLAUSE = re.compile(r"(?:^|[,。;:、\n\s(“]|[将在于])\Z")


class Length(NamedTuple):
    end: int
    value: Decimal
    code: str
    """ISO letter of the unit, with T before it where it is of the clock."""
    more: bool
    """多, 余: at least so much."""


class DurationReader:
    """`read(at)`: a duration that begins there, or null. `dated` tells whether there is a date to count 20年前 from."""

    def __init__(self, text: str, words: Lexicon, dated: bool) -> None:
        self.text, self.words, self.dated = text, words, dated

    def read(self, at: int) -> Expression | None:
        return self._nights(at) or self._half(at) or self._duration(at)

    def _nights(self, at: int) -> Expression | None:
        """4晚5天, 三天两夜: the days count."""
        found = _NIGHTS.match(self.text, at)
        if found is None or self._number_before(at):
            return None
        days = small((found[2] or found[3]).replace("两", "二"))
        return Expression(at, found.end(), "duration", "duration.days", value=f"P{days}D")

    def _half(self, at: int) -> Expression | None:
        """半年, 半个月, 半小时; 上半年 is a half year of the calendar, 大半年 is vague."""
        found = _HALF_UNIT.match(self.text, at)
        if found is None or (at and self.text[at - 1] in "上下前后大小多个年月天度两一过"):
            return None
        if found[1] == "年" and (away := self._away(at, Length(found.end(), Decimal(6), "M", False))):
            return away
        value = {"年": "P6M", "月": "P0.5M", "天": "P0.5D", "时": "PT30M", "纪": "P50Y"}[found[1][-1]]
        return Expression(at, found.end(), "duration", "duration.half", value=value)

    def _duration(self, at: int) -> Expression | None:
        text = self.text
        if self._number_before(at) or (at and text[at - 1] in "第×*:/."):
            return None
        if text[at] in "零〇" or (text[at] == "一" and self._one_of(at)):
            return None
        if found_range := _ELIDED.match(text, at):
            return self._range(at, found_range)
        if clock := _MINUTES.match(text, at):
            value = f"PT{small(clock[1])}M{small(clock[2])}S"
            return Expression(at, clock.end(), "duration", "duration.clock", value=value)
        length = self._length(at)
        if length is None:
            return None
        return self._away(at, length) or self._compound(at, length) or self._made(at, length)

    def _length(self, at: int) -> Length | None:
        """A numeral and its unit: 3年, 十多天, 一个半小时, 两年半."""
        text = self.text
        numeral = scan(text, at)
        if (
            numeral is None
            or numeral.value is None
            or (numeral.bare_scale and text[at] != "十")
            or numeral.end - at > 12
        ):
            return None  # 几年, 数月, 两三天: no one value
        end = numeral.end
        more = numeral.extra is not None or text[numeral.end - 1] in "多余几"
        value = numeral.value
        if several := _AND_MORE.match(text, end):
            return Length(several.end(), value, _HALVED[several[1]], True)
        if (half := _AND_HALF.match(text, end)) and value < 100:
            return Length(half.end(), value + Decimal("0.5"), _HALVED[half[1]], more)
        end += text.startswith(" ", end)
        if text[end : end + 1] in ("多", "余", "几", "来") and text[end : end + 1]:
            more, end = True, end + 1
        found = self.words["unit"].at(text, end) or self._days(at, end)
        if found is None:
            return None
        end, (code, times) = found[0], (found[1].code, found[1].shift or 1)
        if (
            code == "Y"
            and (numeral.arabic and 1000 <= value <= 2199 and not more and not numeral.separated)
            and not text.startswith(("历史", "的历史", "前", "之久"), end)
        ):
            return None
        if (
            text.startswith("半", end)
            and code in ("Y", "D", "W")
            and not text.startswith(("半导", "半成", "半径"), end)
        ):
            value, end = value + Decimal("0.5"), end + 1
        elif text.startswith(("多", "余"), end) and not text.startswith(
            ("多次", "多种", "多个", "余下", "多元", "多家", "多方"), end
        ):
            more, end = True, end + 1
        return Length(end, value * times, code, more)

    def _days(self, at: int, end: int) -> tuple[int, TimeWord] | None:
        """停牌五日, 过去十四日: the word before makes 日 a length."""
        if not self.text.startswith("日", end) or self.words["lasting"].before(self.text, at) is None:
            return None
        return end + 1, self.words["unit"].entry["日"]

    def _away(self, at: int, length: Length) -> Expression | None:
        """20年前, 三天前 count back from the reference date; 三年后 from a date of its sentence where it begins a clause."""
        unit = _SHIFTS.get(length.code)
        whole = length.value == length.value.to_integral_value() and length.value < 2000
        if not self.dated or unit is None or not whole or length.more:
            return None
        if self.text[length.end - 1] in "日号":
            return None  # 30日前 is a date or a term
        if found := _AGO.match(self.text, length.end):
            if self.words["no_ago"].before(self.text, at):
                return None
            shift = Shift(unit, -int(length.value), "reference")
        elif (found := _LATER.match(self.text, length.end)) and _CLAUSE.search(self.text, max(0, at - 2), at):
            shift = Shift(unit, int(length.value), "near")
        else:
            return None
        return Expression(at, found.end(), "date", "date.counted", shift=shift)

    def _compound(self, at: int, length: Length) -> Expression | None:
        """七年六个月, 一年零三个月, 2小时35分."""
        pattern = _FINER.get(length.code)
        whole = length.value == length.value.to_integral_value()
        found = pattern.match(self.text, length.end) if pattern and whole and not length.more else None
        if found is None:
            return None
        parts = [(length.code, int(length.value))]
        parts += [(code, small(text.replace("两", "二"))) for code, text in found.groupdict().items() if text]
        return Expression(at, found.end(), "duration", "duration.compound", value=_iso(parts))

    def _range(self, at: int, found: re.Match[str]) -> Expression | None:
        unit = self.words["unit"].at(self.text, found.end())
        first, last = small(found[1]), small(found[2])
        if unit is None or first >= last:
            return None
        end, entry = unit
        mark, letter = ("T", entry.code[1:]) if entry.code.startswith("T") else ("", entry.code)
        low, high = (f"P{mark}{amount * (entry.shift or 1)}{letter}" for amount in (first, last))
        return Expression(at, end, "duration", "duration.range", value=f"{low}/{high}")

    def _made(self, start: int, length: Length) -> Expression:
        mark, letter = ("T", length.code[1:]) if length.code.startswith("T") else ("", length.code)
        shown = format(length.value.normalize(), "f") if length.value else "0"
        return Expression(
            start, length.end, "duration", "duration",
            value=f"P{mark}{shown}{letter}", modifier="approx" if length.more else None,
        )  # fmt: skip

    def _one_of(self, at: int) -> bool:
        before = self.text[max(0, at - 2) : at]
        return before.endswith(_ONE_OF) and before not in _AROUND

    def _number_before(self, at: int) -> bool:
        before = self.text[at - 1 : at]
        return bool(at) and (before.isdecimal() or before in "〇零一二三四五六七八九十百千万亿两几数")


def _iso(parts: list[tuple[str, int]]) -> str:
    """
    >>> _iso([("Y", 7), ("M", 6)]), _iso([("D", 1), ("TH", 3)])
    ('P7Y6M', 'P1DT3H')
    """
    shown, clock = "P", False
    for code, value in parts:
        if code.startswith("T") and not clock:
            shown, clock = shown + "T", True
        shown += f"{value}{code[-1]}"
    return shown

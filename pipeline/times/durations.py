"""Reads durations (24小时, 3年, 一个半小时, 4晚5天), sets (每年, 逐月, 每3年) and five-year plans (十四五)."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.numerals import scan
from pipeline.times.calendar import Point
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import CONNECTIVE, NUMBER, Lexicon, small

_PLAN = re.compile(
    r"(十[一二三四五六七]|[一二三四六七八九]|十)五(?=([”’」』]|$|[^\d一二三四五六七八九十百千万亿个%人年月日号点分元名家项位届楼层路岁次倍成度家])|[”’」』]|年规划)"
)
_NUMBERED_PLAN = re.compile(r"第?([一二三四五六七八九]|十[一二三四五六七]?)个五年(?:规划|计划)(?:时期|期间)?")
_PLAN_TAIL = (
    "期间",
    "时期",
    "规划",
    "计划",
    "以来",
    "末",
    "初",
    "开局",
    "收官",
    "国家",
    "建设",
    "重点",
    "发展",
)
_OPENING = "“‘「『"
_HALF_UNIT = re.compile(r"半(年|个月|天|个?小时|世纪)(?!度|报|期|成|衰|工|生)")
# 一个半小时, 两个半月: the half belongs to the unit.
_AND_HALF = re.compile(r"个半(小时|钟头|月|星期)")
# 最后一天, 前一年, 这一年: one of several, no length.
_ONE_OF = ("最后", "头", "前", "后", "这", "那", "哪", "同", "某", "另", "上", "下", "每", "第", "新", "任")
# 3—5年, 三到五天: the first number lends its unit from the second.
_ELIDED = re.compile(rf"({NUMBER}) ?(?:年|天|个月|小时)?{CONNECTIVE}({NUMBER})(?! ?[月日])")
_NIGHTS = re.compile(
    r"(\d{1,2}|[一二两三四五六七八九十]{1,2})(?:晚|夜)(\d{1,2}|[一二两三四五六七八九十]{1,2})[天日]|(\d{1,2}|[一二两三四五六七八九十]{1,2})天(?:\d{1,2}|[一二两三四五六七八九十]{1,2})[晚夜]"
)
_MINUTES = re.compile(r" ?(\d{1,2}|[一二三四五六七八九十]{1,3}) ?分钟?(?!之)")
_EVERY_UNIT = re.compile(
    r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,2})?(?:个(?=月|季|工作|交易|星期|小时|年度))?(?P<u>季度?|年度?(?!轻|龄)|月份?|周(?![一二三四五六日岁年边])|星期(?![一二三四五六日天])|工作日|交易日|[日天]|小时|分钟)"
)
# 每周一, 每周一至周五: the days stay in the span.
_EVERY_WEEKDAY = re.compile(
    rf"(?:周|星期)[一二三四五六日天](?:(?:{CONNECTIVE}|[、和])(?:周|星期)?[一二三四五六日天])?(?!次|场|期)"
)
_EVERY_POINT = {
    "年": re.compile(rf"(?P<month>{NUMBER}) ?月份?(?:(?P<day>{NUMBER}) ?[日号])?(?![至到—-])"),
    "月": re.compile(rf"(?P<month>)(?P<day>{NUMBER}) ?[日号](?![至到—-])"),
}
_SET_CODES = {
    "季": "P3M",
    "年": "P1Y",
    "月": "P1M",
    "周": "P1W",
    "星": "P1W",
    "工": "P1D",
    "交": "P1D",
    "日": "P1D",
    "天": "P1D",
    "小": "PT1H",
    "分": "PT1M",
}


class DurationReader:
    """`read(at)`: a duration, a set or a five-year plan that begins there, or null."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self.text, self.words = text, words

    def read(self, at: int) -> Expression | None:
        return self.plan(at) or self._set(at) or self._nights(at) or self._half(at) or self._duration(at)

    def plan(self, at: int) -> Expression | None:
        """The eleventh five-year plan ran from 2006 to 2010."""
        text = self.text
        if found := _NUMBERED_PLAN.match(text, at):
            return self._plan_years(at, found.end(), small(found[1]))
        found = _PLAN.match(text, at)
        if found is None or (
            at and (text[at - 1] in "第零一二三四五六七八九十百千万两几近约" or text[at - 1].isdecimal())
        ):
            return None
        quoted = at > 0 and text[at - 1] in _OPENING and found[2] in tuple("”’」』")
        if not quoted and not text.startswith(_PLAN_TAIL, found.end()) and len(found[1]) < 2:
            return None
        if not quoted and len(found[1]) == 2 and not (found[2] or text.startswith(_PLAN_TAIL, found.end())):
            return None
        return self._plan_years(at, found.end(), small(found[1]))

    def _plan_years(self, start: int, end: int, number: int) -> Expression:
        # The first ran from 1953; 1963 to 1965 were years of adjustment before the third.
        first = 1951 + 5 * number if number >= 3 else 1948 + 5 * number
        return Expression(start, end, "range", "range.plan", Point(first), Point(first + 4))

    def _set(self, at: int) -> Expression | None:
        """每年, 每3年, 每个工作日, 逐月, 年年; 每小时40公里 is a rate."""
        text = self.text
        if doubled := self.words["doubled"].at(text, at):
            end, entry = doubled
            return Expression(at, end, "set", "set.doubled", value=f"P1{entry.code}")
        every = self.words["every"].at(text, at)
        if every is None:
            return None
        if weekly := _EVERY_WEEKDAY.match(text, every[0]):
            return Expression(at, weekly.end(), "set", "set.weekly", value="P1W")
        found = _EVERY_UNIT.match(text, every[0])
        if found is None:
            return None
        code = _SET_CODES[found["u"][0]]
        if "T" in code and (found.end() >= len(text) or text[found.end()].isdecimal() or found["n"]):
            return None
        if text.startswith(("每股", "均"), found.end()) or (
            found["u"] in "日天" and text.startswith("电", found.end())
        ):
            return None
        pattern = _EVERY_POINT.get(found["u"][0])
        within = pattern.match(text, found.end()) if pattern else None
        if within is not None:
            return self._every_point(at, within)
        if found["n"]:
            times = small(found["n"].replace("两", "二"))
            code = code.replace("1", str(times)) if code != "P3M" else f"P{3 * times}M"
        return Expression(at, found.end(), "set", "set.every", value=code)

    def _every_point(self, at: int, found: re.Match[str]) -> Expression:
        """每年3月, 每年3月5日, 每月10日: XXXX-03, XXXX-03-05, XXXX-XX-10."""
        month = small(found["month"]) if found["month"] else None
        point = Point(month=month, day=small(found["day"]) if found["day"] else None)
        return Expression(at, found.end(), "set", "set.every", value=point.value())

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
        value = {"年": "P6M", "月": "P0.5M", "天": "P0.5D", "时": "PT30M", "纪": "P50Y"}[found[1][-1]]
        return Expression(at, found.end(), "duration", "duration.half", value=value)

    def _duration(self, at: int) -> Expression | None:
        text = self.text
        if self._number_before(at) or (at and text[at - 1] in "第×*:/."):
            return None
        if text[at] == "一" and text[max(0, at - 2) : at].endswith(_ONE_OF):
            return None
        if found_range := _ELIDED.match(text, at):
            return self._range(at, found_range)
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
        if (half := _AND_HALF.match(text, end)) and value < 100:
            unit = {"小时": "TH", "钟头": "TH", "月": "M", "星期": "W"}[half[1]]
            return self._made(at, half.end(), value + Decimal("0.5"), unit, more)
        end += text.startswith(" ", end)
        if text[end : end + 1] in ("多", "余", "几", "来") and text[end : end + 1]:
            more, end = True, end + 1
        found = self.words["unit"].at(text, end)
        if found is None:
            return None
        end, entry = found
        if (
            entry.code == "Y"
            and (numeral.arabic and 1000 <= value <= 2199 and not more and not numeral.separated)
            and not text.startswith(("历史", "的历史", "前", "之久"), end)
        ):
            return None
        if entry.code == "Y" and "世纪" in text[at:end]:
            value *= 100
        if (
            text.startswith("半", end)
            and entry.code in ("Y", "D")
            and not text.startswith(("半导", "半成", "半径"), end)
        ):
            value, end = value + Decimal("0.5"), end + 1
        elif text.startswith(("多", "余"), end) and not text.startswith(
            ("多次", "多种", "多个", "余下", "多元", "多家", "多方"), end
        ):
            more, end = True, end + 1
        if entry.code == "TH" and (minutes := _MINUTES.match(text, end)) and value == int(value):
            return Expression(
                at, minutes.end(), "duration", "duration.clock", value=f"PT{int(value)}H{small(minutes[1])}M"
            )
        return self._made(at, end, value * (entry.shift or 1), entry.code, more)

    def _range(self, at: int, found: re.Match[str]) -> Expression | None:
        unit = self.words["unit"].at(self.text, found.end())
        first, last = small(found[1]), small(found[2])
        if unit is None or first >= last:
            return None
        end, entry = unit
        mark, letter = ("T", entry.code[1:]) if entry.code.startswith("T") else ("", entry.code)
        low, high = (f"P{mark}{amount * (entry.shift or 1)}{letter}" for amount in (first, last))
        return Expression(at, end, "duration", "duration.range", value=f"{low}/{high}")

    def _made(self, start: int, end: int, value: Decimal, code: str, more: bool) -> Expression | None:
        mark, letter = ("T", code[1:]) if code.startswith("T") else ("", code)
        shown = format(value.normalize(), "f") if value else "0"
        expression = Expression(start, end, "duration", "duration", value=f"P{mark}{shown}{letter}")
        if more:
            expression.modifier = "approx"
        return expression

    def _number_before(self, at: int) -> bool:
        before = self.text[at - 1 : at]
        return bool(at) and (before.isdecimal() or before in "〇零一二三四五六七八九十百千万亿两几数")

"""Reads sets: 每年, 每3年, 每半年, 每周二上午九点, 每年3月, 每天早上8点, 逢单数月, 逐月, 两年一度, 半年一次."""

from __future__ import annotations

import re

from pipeline.times.calendar import Point
from pipeline.times.clock import ClockReader
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import CONNECTIVE, NUMBER, Lexicon, small
from pipeline.times.patterns import EDGES
from pipeline.times.ranges import afternoon

_UNIT = re.compile(
    rf"(?P<n>\d{{3,4}}|{NUMBER}|两)?(?:个(?=月|季|工作|交易|星期|礼拜|小时|钟头|年度))?(?P<u>季度?|年度?(?!轻|龄)|月份?|周(?![一二三四五六日岁年边])|(?:星期|礼拜)(?![一二三四五六日天])|工作日|交易日|[日天]|小时|钟头|分钟|秒钟?)"
)
_HALF = re.compile(r"半(年|个?月|天|日|个?小时|个?钟头)")
# 逢单数月, 每逢双月: every other month.
_OTHER_MONTH = re.compile(r"[单双]数?月份?")
# 每年底, 每月月底, 每季度末
_EDGE = re.compile(r"的?[年月季]?([底末初])")
# 每周一, 每周一至周五: the days stay in the span.
_WEEKDAY = re.compile(
    rf"个?(?:周|星期|礼拜)(?P<first>[一二三四五六日天])(?P<more>(?:{CONNECTIVE}|[、和])(?:周|星期)?[一二三四五六日天]|[一二三四五六日]{{2,6}}(?![十百千万两点时])|[一二三四五六日]{{1,6}}(?=[,，。;、\s)]|\Z|[上中下]午|晚|早))?(?!次|场|期)"
)
_POINT = {
    "年": re.compile(
        rf"(?P<month>{NUMBER}) ?(?:月份?)?{CONNECTIVE}(?P<to>{NUMBER}) ?月份?|(?P<alone>{NUMBER}) ?月份?(?:(?P<day>{NUMBER}) ?[日号])?(?![至到—-])"
    ),
    "月": re.compile(rf"的?(?P<month>)(?P<to>)(?P<alone>)(?P<day>{NUMBER}) ?[日号](?![至到—-])"),
}
# 两年一度, 四年一届, 半年一次, 一年两次.
_ONCE = re.compile(
    r"(?P<n>\d{1,2}|[一两二三四五六七八九十]|半) ?(?P<u>年|个?月|个?季度?|周|个?星期|天)(?:一[度次届]|(?=[两二三四2-4]次))"
)
# Units that end before 每秒 and make it the rate of a measure.
_MEASURED = "米里尺哩升吨克斤码次转帧节特桶焦瓦兹"
# What a clock time makes a set of: 每天, 每周二, 每月五号.
_DAY = re.compile(r"XXXX-XX-(?:XX|\d\d)|XXXX-WXX-\d|XXXX-\d\d-\d\d")
_TO = re.compile(rf"{CONNECTIVE}(?:次日|翌日|隔日|第二天)?")
_LISTED = re.compile(r"[、和及]\d")
_CODES = {
    "季": "P3M",
    "年": "P1Y",
    "月": "P1M",
    "周": "P1W",
    "星": "P1W",
    "礼": "P1W",
    "工": "P1D",
    "交": "P1D",
    "日": "P1D",
    "天": "P1D",
    "小": "PT1H",
    "钟": "PT1H",
    "分": "PT1M",
    "秒": "PT1S",
}
_HALVES = {"年": "P6M", "月": "P0.5M", "天": "P0.5D", "日": "P0.5D", "时": "PT30M", "头": "PT30M"}


class SetReader:
    """`read(at)`: a set that begins there, or null."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self.text, self.words = text, words
        self.clock = ClockReader(text, words)

    def read(self, at: int) -> Expression | None:
        """每年, 每3年, 每个工作日, 逐月, 年年; 每小时40公里 is a rate."""
        text = self.text
        if doubled := self.words["doubled"].at(text, at):
            end, entry = doubled
            return Expression(at, end, "set", "set.doubled", value=f"P1{entry.code}")
        every = self.words["every"].at(text, at)
        if every is None:
            return self._once(at)
        if found := _WEEKDAY.match(text, every[0]):
            day = "一二三四五六日".find(found["first"].replace("天", "日")) + 1
            value = "P1W" if found["more"] else f"XXXX-WXX-{day}"
            return self._at_hour(Expression(at, found.end(), "set", "set.weekly", value=value))
        if found := _HALF.match(text, every[0]):
            return Expression(at, found.end(), "set", "set.every", value=_HALVES[found[1][-1]])
        if evening := self._evening(at, every[0]):
            return evening
        if found := _OTHER_MONTH.match(text, every[0]):
            return Expression(at, found.end(), "set", "set.every", value="P2M")
        found_every = self._every(at, every[0])
        return self._at_hour(found_every) if found_every is not None else None

    def _at_hour(self, expression: Expression) -> Expression:
        """每天早上8点, 每周六上午9点到11点, 每月五号的早上: the clock time or part of the day belongs to the set."""
        value = expression.value or ""
        day = "XXXX-XX-XX" if value == "P1D" else value
        found = self.clock.behind(expression.end) if _DAY.fullmatch(day) else None
        if found is None or (found.clock is not None and _LISTED.match(self.text, found.end)):
            return expression  # 每天4:00、8:00、12:00
        until = found.until
        first = Point(part_of_day=found.part, clock=found.clock)
        if until is None and found.clock is not None and (link := _TO.match(self.text, found.end)):
            last = self.clock.read(link.end())
            if last is not None and last.point.clock is not None and last.to is None:
                until = afternoon(first, last.point).clock
                found = found._replace(end=last.end)
        expression.end = expression.after = found.end
        expression.value = f"{day}{first.value()}"
        if until is not None:
            expression.value += f"/{day}{Point(clock=until).value()}"
        return expression

    def _evening(self, at: int, begin: int) -> Expression | None:
        """每晚, 每晚八点."""
        found = self.clock.behind(begin) if self.text.startswith(("晚", "早", "夜"), begin) else None
        if found is None:
            return None
        value = Point(part_of_day=found.part, clock=found.clock).value()
        return Expression(at, found.end, "set", "set.every", value=f"XXXX-XX-XX{value}")

    def _every(self, at: int, begin: int) -> Expression | None:
        text = self.text
        found = _UNIT.match(text, begin)
        if found is None or (text[at] == "逢" and found["n"] is None):
            return None
        code = _CODES[found["u"][0]]
        apart = text.startswith("每隔", at)
        if "T" in code and at and text[at - 1] in _MEASURED:
            return None  # 风速23米每秒
        if (
            "T" in code
            and not apart
            and (
                found["u"][0] == "秒"
                or found.end() >= len(text)
                or text[found.end()].isdecimal()
                or found["n"]
            )
        ):
            return None
        if text.startswith(("每股", "均"), found.end()) or (
            found["u"] in "日天" and text.startswith("电", found.end())
        ):
            return None
        if not found["n"] and (named := self._named(at, found.end(), found["u"][0], code)):
            return named
        pattern = _POINT.get(found["u"][0])
        within = pattern.match(text, found.end()) if pattern else None
        if within is not None:
            return self._point(at, within)
        if found["n"]:
            code = _multiple(code, small(found["n"].replace("两", "二")))
        return Expression(at, found.end(), "set", "set.every", value=code)

    def _named(self, at: int, end: int, unit: str, code: str) -> Expression | None:
        """每年国庆节, 每年秋季, 每年底, 每月月底, 每季度末."""
        text = self.text
        behind = end + text.startswith("的", end)
        if unit == "年":
            if season := self.words["season"].at(text, behind):
                return Expression(at, season[0], "set", "set.every", value=f"XXXX-{season[1].code}")
            if feast := self.words["holiday"].at(text, behind):
                fixed = feast[1].code
                value = f"XXXX-{fixed}" if fixed[0].isdecimal() else code
                return Expression(at, feast[0], "set", "set.every", value=value)
        if (
            unit in "年月季"
            and (edge := _EDGE.match(text, end))
            and self.words["edge"].at(text, edge.start(1))
        ):
            modifier = EDGES[edge[1]]
            return Expression(at, edge.end(), "set", "set.every", value=code, modifier=modifier)
        return None

    def _point(self, at: int, found: re.Match[str]) -> Expression:
        """每年3月, 每年3月5日, 每月10日: XXXX-03, XXXX-03-05, XXXX-XX-10."""
        if found["to"]:  # 每年9月至11月
            first, last = (Point(month=small(found[name])) for name in ("month", "to"))
            return Expression(at, found.end(), "set", "set.every", value=f"{first.value()}/{last.value()}")
        month = small(found["alone"]) if found["alone"] else None
        point = Point(month=month, day=small(found["day"]) if found["day"] else None)
        return Expression(at, found.end(), "set", "set.every", value=point.value())

    def _once(self, at: int) -> Expression | None:
        """两年一度, 半年一次: how often something comes."""
        text = self.text
        found = _ONCE.match(text, at)
        if found is None or (at and (text[at - 1].isdecimal() or text[at - 1] in "第几十百千万半前近上下.,")):
            return None
        unit = found["u"].lstrip("个")[0]
        if found["n"] == "半":
            return (
                Expression(at, found.end(), "set", "set.once", value=_HALVES[unit])
                if unit in _HALVES
                else None
            )
        value = _multiple(_CODES[unit], small(found["n"].replace("两", "二")))
        return Expression(at, found.end(), "set", "set.once", value=value)


def _multiple(code: str, times: int) -> str:
    return code.replace("1", str(times)) if code != "P3M" else f"P{3 * times}M"

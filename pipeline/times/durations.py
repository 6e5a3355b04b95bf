"""Reads durations: 24小时, 七年六个月, 半小时, 4晚5天, 3—5年; and what counts from the reference: 20年前, 两小时后."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.numerals import scan
from pipeline.times.amounts import CALENDAR, NO_MORE, Amount, AmountReader
from pipeline.times.calendar import Point, Shift
from pipeline.times.clock import ClockReader
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import CONNECTIVE, NUMBER, Lexicon, small

_HALF_UNIT = re.compile(
    r"半(年|个月|月(?=[以之内后前左上来,。;、!?)\s]|\Z)|天|日(?![游制闲谈工休收成市])|个?小时|个?钟头|个?钟(?![头表楼点])|个?星期|个礼拜|分钟|秒|世纪)(?!度|报|期|成|衰|工|生)"
)
_HALVES = {
    "年": "P6M", "月": "P0.5M", "天": "P0.5D", "日": "P0.5D", "时": "PT30M", "头": "PT30M", "期": "P0.5W", "拜": "P0.5W",
    "秒": "PT0.5S", "纪": "P50Y",
}  # fmt: skip
# 最后一天, 前一年, 这一年: one of several, no length.
_ONE_OF = ("最后", "头", "前", "后", "这", "那", "哪", "同", "某", "另", "上", "下", "每", "第", "新", "任")
# 截至6月底止半年度, 截至3月31日止财政年度: the length that ends there.
_ENDED = re.compile(r"(?P<half>半年度|中期)|(?:财政)?年度")
_AROUND = ("此前", "此后", "今后", "往后", "以后", "之后", "随后", "马上", "晚上", "早上", "加上", "赶上")
# 3—5年, 三到五天, 13天—8周: the first number lends its unit from the second.
_BETWEEN = re.compile(CONNECTIVE)
_MAY_RANGE = re.compile(r"[\d.,零〇一二两三四五六七八九十百千万]{1,12}[^\d,.。]{0,4}?[-—–─~〜∼至到]")
_NIGHTS = re.compile(
    rf"(?:{NUMBER}|两)[晚夜](?P<days>{NUMBER}|两)[天日]|(?P<before>{NUMBER}|两)天(?:{NUMBER}|两)[晚夜]"
)
_AGO = re.compile(r"(?:之|以)?前(?![三二两半后景往沿期身来瞻程提端述言列线\d])")
_LATER = re.compile(r"(?:之|以|过)?后(?![续台方勤备天期半卫浪])")
_CLAUSE = re.compile(r"(?:(?:^|[,。;:、\n\s(“]|[将在于我你他她它们请])(?:大?约|大概)?|再过)\Z")
_YEAR = 100
_LONGEST = 1_000_000_000
"""Seconds; what is longer is no time of a clock."""
# 再过半小时, 过两天: said of what is to come, at the beginning of a clause.
_PASSED = re.compile(r"(?:^|[,。;:、\n\s])(再过|过)\Z")
_PASSES = re.compile(r"[就便会将要才再,。;!?\n]|\Z")
_TODAY = re.compile(r"的?今[天日]")


class DurationReader:
    """`read(at)`: a duration that begins there, or null.

    `dated` tells whether there is a date to count 20年前 from, `timed` whether there is a clock time for 两小时后.
    """

    def __init__(self, text: str, words: Lexicon, dated: bool, timed: bool) -> None:
        self.text, self.words, self.dated, self.timed = text, words, dated, timed
        self.amounts = AmountReader(text, words)
        self.clock = ClockReader(text, words)

    def read(self, at: int) -> Expression | None:
        return self._ended(at) or self._nights(at) or self._half(at) or self._duration(at)

    def _ended(self, at: int) -> Expression | None:
        if not self.text.endswith("止", 0, at) or self.text.endswith(("截止", "停止", "终止", "禁止"), 0, at):
            return None
        found = _ENDED.match(self.text, at)
        if found is None:
            return None
        value = "P6M" if found["half"] else "P1Y"
        return Expression(at, found.end(), "duration", "duration.ended", value=value)

    def _nights(self, at: int) -> Expression | None:
        """4晚5天, 三天两夜: the days count."""
        found = _NIGHTS.match(self.text, at)
        if found is None or self._number_before(at):
            return None
        days = small((found["days"] or found["before"]).replace("两", "二"))
        return Expression(at, found.end(), "duration", "duration.days", value=f"P{days}D")

    def _half(self, at: int) -> Expression | None:
        """半年, 半个月, 半小时; 上半年 is a half year of the calendar, 大半年 is vague."""
        found = _HALF_UNIT.match(self.text, at)
        if found is None or (at and self.text[at - 1] in "上下前后大小多个年月天度两一"):
            return None
        if at and self.text[at - 1] == "过" and not self.text.startswith("再", max(0, at - 2)):
            return None  # 过半年 may be 过半
        unit, end = found[1], found.end()
        end += unit == "秒" and self.text.startswith("钟", end)
        value = "PT30S" if unit == "分钟" else _HALVES.get(unit[-1], "PT30M")
        amounts = {"P6M": ("M", Decimal(6)), "PT30M": ("TM", Decimal(30)), "PT30S": ("TS", Decimal(30))}
        if value in amounts and (away := self._away(at, Amount(end, (amounts[value],)))):
            return away
        if (link := _BETWEEN.match(self.text, end)) and (last := self.amounts.read(link.end())):
            return Expression(at, last.end, "duration", "duration.range", value=f"{value}/{last.iso}")
        more = self.text.startswith(("多", "余"), end) and not self.text.startswith(NO_MORE, end)
        if more:
            return Expression(at, end + 1, "duration", "duration.half", value=value, modifier="approx")
        return Expression(at, end, "duration", "duration.half", value=value)

    def _duration(self, at: int) -> Expression | None:
        text = self.text
        if self._number_before(at) or (at and text[at - 1] in "第×*:/."):
            return None
        if text[at] in "零〇" or (text[at] == "一" and self._one_of(at)):
            return None
        if not self.amounts.begins(at):
            return None
        if between := self._range(at):
            return between
        amount = self.amounts.read(at)
        if amount is None:
            return None
        if away := self._away(at, amount):
            return away
        rule = "duration.compound" if len(amount.parts) > 1 else "duration"
        return Expression(
            at, amount.end, "duration", rule, value=amount.iso, modifier="approx" if amount.more else None
        )

    def _away(self, at: int, amount: Amount) -> Expression | None:
        """20年前, 三天前 count back from the reference date; 三年后 from a date of its sentence where it begins a clause.

        两小时后, 5分钟前 count from the clock time of the reference, and so want one.
        """
        if not self.dated or amount.more or self.text[amount.end - 1] == "号":
            return None
        ago, later = _AGO.match(self.text, amount.end), _LATER.match(self.text, amount.end)
        if (passed := _PASSED.search(self.text, max(0, at - 3), at)) and not ago:
            return self._passed(passed.start(1), amount, later.end() if later else amount.end)
        found = ago or later
        if found is None or (ago and self.words["no_ago"].before(self.text, at)):
            return None
        begins = _CLAUSE.search(self.text, max(0, at - 3), at) is not None
        sign = -1 if ago else 1
        if amount.seconds is not None:
            if not (self.timed and begins and amount.seconds < _LONGEST):
                return None
            elapsed = sign * amount.seconds
            return Expression(at, found.end(), "time", "time.counted", elapsed=elapsed)
        if not (ago or begins):
            return None
        shift = self._shift(amount, sign)
        return (
            self._with_clock(Expression(at, found.end(), "date", "date.counted", shift=shift))
            if shift
            else None
        )

    def _passed(self, start: int, amount: Amount, end: int) -> Expression | None:
        """再过半小时, 过两天, 再过三个月后."""
        if self.text[start] == "过" and not _PASSES.match(self.text, end):
            return None
        if amount.seconds is not None:
            if not self.timed or amount.seconds >= _LONGEST:
                return None
            return Expression(start, end, "time", "time.counted", elapsed=amount.seconds)
        shift = self._shift(amount, 1)
        return Expression(start, end, "date", "date.counted", shift=shift) if shift else None

    def _shift(self, amount: Amount, sign: int) -> Shift | None:
        """Years and months as months, where they are not whole years; 30日前 is a date or a term."""
        base = "reference" if sign < 0 else "near"
        parts = dict(amount.parts)
        if self.text[amount.end - 1] == "日" and self.text[amount.end - 2] not in "两俩":
            return None
        if set(parts) <= {"Y", "M"}:
            months = parts.get("Y", Decimal(0)) * 12 + parts.get("M", Decimal(0))
            if months != months.to_integral_value() or months >= 24_000:
                return None
            if "M" not in parts and months % 12 == 0:
                return Shift("year", sign * int(months) // 12, base)
            return Shift("month", sign * int(months), base)
        ((code, value),) = amount.parts if len(amount.parts) == 1 else (("", Decimal(0)),)
        unit = CALENDAR.get(code)
        if unit is None or value != value.to_integral_value() or value >= 2000:
            return None
        return Shift(unit, sign * int(value), base)

    def _with_clock(self, expression: Expression) -> Expression:
        """三天后下午两点, 一个月后上午: the day of the reference is kept; 一年前的今天 says so."""
        end = expression.end
        if today := _TODAY.match(self.text, end):
            end = today.end()
        behind = self.clock.behind(end)
        if behind is None and today is None:
            return expression
        expression.rule = "date.counted-day"
        expression.end = expression.after = behind.end if behind else end
        if behind is not None:
            expression.point = Point(part_of_day=behind.part, clock=behind.clock)
            expression.to = Point(clock=behind.until) if behind.until else None
            expression.type = "time" if behind.clock else "date"
        return expression

    def _range(self, at: int) -> Expression | None:
        """3—5年, 100到200个小时, 13天—8周."""
        first = scan(self.text, at) if _MAY_RANGE.match(self.text, at) else None
        if first is None or first.value is None or first.end - at > 12:
            return None
        own = self.amounts.single(at)
        link = _BETWEEN.match(self.text, own.end if own else first.end)
        begin = link.end() if link else at
        last = self.amounts.single(begin) if link and begin < len(self.text) else None
        if last is None or last.more or (own and own.more):
            return None
        if own is None:
            own = self.amounts.elided(Decimal(first.value), begin, last)
        (code, low), (other, high) = own.parts[0], last.parts[0]
        if code == other and (low >= high or (code == "Y" and high >= _YEAR)):
            return None  # 830-846年 are years
        return Expression(at, last.end, "duration", "duration.range", value=f"{own.iso}/{last.iso}")

    def _one_of(self, at: int) -> bool:
        before = self.text[max(0, at - 2) : at]
        return before.endswith(_ONE_OF) and before not in _AROUND

    def _number_before(self, at: int) -> bool:
        before = self.text[at - 1 : at]
        return bool(at) and (before.isdecimal() or before in "〇零一二三四五六七八九十百千万亿两几数之")

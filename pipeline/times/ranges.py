"""Joins two neighbouring points to a range: 2013年第一季至2015年第三季, 1月9日至11日, 上午9时至下午5时."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.times.calendar import Point
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import CONNECTIVE

_BETWEEN = re.compile(rf"(?:起)?{CONNECTIVE}")
# 3月和9月之间, 1月15日4时与2月3日9时之间
_AND = re.compile(r" ?[和与跟] ?")
_BETWEEN_THEM = re.compile(r"之?间(?![隔断接])")
_BESIDE = re.compile(r"[,，]? ?")
_LONGEST = 4
_SINGLE = ("day", "month", "week", "quarter")
_AFTERNOON = ("MI", "AF", "EV", "NI")
_PARTS = ("year", "month", "day")


def join(text: str, expressions: Sequence[Expression]) -> list[Expression]:
    """The expressions in order, neighbours with a connective between them joined."""
    joined: list[Expression] = []
    for expression in expressions:
        before = joined[-1] if joined else None
        if before is not None and expression.start - before.after <= _LONGEST:
            between = text[before.after : expression.start]
            both = None
            if _BETWEEN.fullmatch(between) or (
                _AND.fullmatch(between) and _BETWEEN_THEM.match(text, expression.after)
            ):
                both = _apart(before, expression) or _together(before, expression)
            elif between == "(" and text.startswith(")", expression.end):
                _tell(before, expression)
            elif _BESIDE.fullmatch(between):
                both = _weekday_first(before, expression) or _years_away(before, expression, between)
            if both is not None:
                joined[-1] = both
                continue
        joined.append(expression)
    return joined


def _apart(first: Expression, last: Expression) -> Expression | None:
    """去年春节到元宵节, 上个月到今天, 本月3日至下月5日: each end says for itself when it is."""
    own = last.shift is not None and last.shift.unit in _SINGLE and last.shift.base == "reference"
    plain = first.type == last.type == "date" and not (first.same or last.same or first.until)
    if not plain or first.to or last.to or first.through or last.through:
        return None
    if not (own or first.holiday or last.holiday) or first.point.clock or last.point.clock:
        return None
    return replace(
        first, end=last.end, type="range", rule=f"{first.rule}.range", until=last, after=last.after,
        modifier=last.modifier,
    )  # fmt: skip


def _tell(word: Expression, date: Expression) -> None:
    """今天(10月1日), 昨日(六日): both are times, and the second tells the day of the first."""
    relative = word.shift is not None and word.shift.unit == "day" and word.to is None
    if relative and date.type == "date" and date.rule == "date.day" and date.shift is None:
        word.told = date


def _weekday_first(weekday: Expression, day: Expression) -> Expression | None:
    """周日, 2月10号: one day."""
    if weekday.rule != "date.weekday" or weekday.shift is not None or weekday.point.part_of_day:
        return None
    if day.rule != "date.day" or day.point.month is None or day.type not in ("date", "time"):
        return None
    return replace(day, start=weekday.start)


def _years_away(away: Expression, date: Expression, between: str) -> Expression | None:
    """五年后3月30日, 两年前8月: the month of the year so far away."""
    counted = away.rule == "date.counted" and away.shift is not None and away.shift.unit == "year"
    bare = date.rule in ("date.month", "date.day", "time.dated") and date.shift is None and date.to is None
    if between or not (counted and bare) or date.point.month is None or date.point.year is not None:
        return None
    return replace(date, start=away.start, shift=away.shift)


def _together(first: Expression, last: Expression) -> Expression | None:
    a, b = first.point, last.point
    if (
        first.type not in ("date", "time")
        or last.type not in ("date", "time")
        or first.same
        or first.to
        or last.to
    ):
        return None
    if a.finest != b.finest or a.decade or b.decade or (a.whole or b.whole):
        return None
    if first.shift is not None and first.shift.unit != "year" and b.finest == "year":
        return None
    b, told = _inherit(a, b, last)
    if a.part_of_day in _AFTERNOON and not last.point.dated and last.shift is None:
        b = afternoon(a, b)
    if b.year is not None and a.year is None and first.shift is None and a.finest != "clock":
        year = b.year - (1 if (a.month or 0) > (b.month or 12) else 0)
        a = replace(a, year=year)
    if a.finest == b.finest == "year" and a.year is not None and b.year is not None and a.year >= b.year:
        return None
    if first.elapsed is not None or last.elapsed is not None:
        return None
    to_shift = (
        last.shift if last.shift is not None and last.shift.unit == "day" and last.type == "time" else None
    )
    return Expression(
        first.start, last.end, "range" if first.type == "date" else "time", f"{first.rule}.range", a, b,
        first.shift or (last.shift if not told else None), to_shift, modifier=last.modifier, after=last.after,
    )  # fmt: skip


def afternoon(first: Point, last: Point) -> Point:
    """下午二时三十分至四时: the second hour is of the same half of the day, where it is then later."""
    if (
        first.clock is None
        or last.clock is None
        or last.part_of_day
        or not last.clock[0] < 12 <= first.clock[0]
    ):
        return last
    hour, minute, second = last.clock
    later = (hour + 12, minute or 0) >= (first.clock[0], first.clock[1] or 0)
    return replace(last, clock=(hour + 12, minute, second)) if later else last


def _inherit(first: Point, last: Point, expression: Expression) -> tuple[Point, bool]:
    """What the second point leaves out is that of the first: 11日 in 1月9日至11日; 2月 after 11月 is of the next year."""
    if expression.shift is not None:
        return last, True
    given = {name: getattr(last, name) for name in _PARTS}
    for name in _PARTS:
        if given[name] is not None:
            break
        given[name] = getattr(first, name)
    merged = replace(last, **given)
    if last.year is None and first.year is not None and (merged.month or 0) < (first.month or 0):
        merged = replace(merged, year=first.year + 1)
    return merged, last.year is not None

"""Completes what expressions leave out: from the sentence, the dates before, or the reference date; never a clock.

Without any of them a part stays open (`XXXX-01-09`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.draft import Stretch, Time
from pipeline.times import bare, counted, lengths
from pipeline.times.calendar import Point, clock_of, in_year, parse, valid
from pipeline.times.context import Dated
from pipeline.times.expressions import Expression
from pipeline.times.holidays import nearest
from pipeline.times.lexicon import Lexicon
from pipeline.times.modifiers import modify
from pipeline.times.setting import Completed, Setting
from pipeline.times.topic import find_topic

_OPEN = {"year": "XXXX", "quarter": "XXXX-QX", "month": "XXXX-XX", "week": "XXXX-WXX", "day": "XXXX-XX-XX"}
"""The value of 上月, 昨天 … without a date to count from."""


def resolve(
    text: str,
    sentences: Sequence[Stretch],
    expressions: Sequence[Expression],
    reference: str | None,
    words: Lexicon,
) -> list[Time]:
    """A time for each expression, in order."""
    published = parse(reference)
    topic = find_topic(text, sentences, expressions, published, words)
    setting = Setting(text, sentences, published, topic, words, clock_of(reference))
    return [_time(setting, expression) for expression in expressions]


def _time(setting: Setting, expression: Expression) -> Time:
    setting.context.move(expression.start)
    time = Time(expression.start, expression.end, expression.type, expression.value or "", expression.rule)
    time.modifier = expression.modifier
    if expression.value is not None:
        modify(setting.text, time, setting.words)
        lengths.cover(setting, time)
        return time
    found = _complete(setting, expression)
    point, to = found.point, found.to
    time.anchored, time.anchor = found.anchored, found.anchor
    time.value = point.value() if to is None else f"{point.value()}/{to.value()}"
    if time.value == "XXXX" and expression.shift is not None:
        time.value = _OPEN[expression.shift.unit]
    time.first, time.last = _covered(expression, point, to)
    if to is not None and time.type == "date":
        time.type = "range"
    modify(setting.text, time, setting.words)
    dated = Dated(time, point, to)
    if expression is setting.topic.year or expression is setting.topic.period:
        setting.told[expression.start] = dated
    if not setting.compares(expression):
        setting.context.add(dated)
    return time


def _covered(expression: Expression, point: Point, to: Point | None) -> tuple[str | None, str | None]:
    begins = {"date.school-year": "08-01", "date.fiscal-year.april": "04-01"}.get(expression.rule)
    if begins is not None and point.year is not None:
        ends = {"08-01": "07-31", "04-01": "03-31"}[begins]
        return f"{point.year}-{begins}", f"{(to.year or 0) if to else point.year + 1}-{ends}"
    return point.days()[0], (to or point).days()[1]


def _complete(setting: Setting, expression: Expression) -> Completed:
    point, to, shift = expression.point, expression.to, expression.shift
    if expression.same:
        return counted.same(setting, expression)
    if expression.elapsed is not None:
        return counted.elapsed(setting, expression)
    if expression.to_shift is not None:
        return _both(setting, expression)
    if expression.holiday is not None:
        return _holiday(setting, expression)
    if shift is not None and (shift.unit != "year" or expression.rule == "date.counted-day"):
        moved, anchor = counted.shifted(setting, shift, expression)
        if to is not None and shift.unit == "day" and to.day is not None and to.year is None:
            to = replace(to, year=moved.year, month=to.month or moved.month)  # 今日17时起至22日24时
        if to is not None and shift.unit == "month" and to.day is not None and to.month is None:
            to = replace(to, year=moved.year, month=moved.month)
        if to is not None and to.weekday is not None and shift.unit == "week":
            return Completed(moved, counted.week(setting, shift, to)[0], anchor, True)
        return Completed(moved, _end_of(moved, to), anchor, True)
    if shift is not None:
        year, anchor = bare.year_of(setting, shift)
        return Completed(*in_year(point, to, year), anchor, True)
    if not point.dated:
        return Completed(*bare.clock(setting, point, to))
    if point.year is not None:
        return Completed(point, _end_of(point, to), None, False)
    if point.weekday is not None:
        return Completed(*bare.weekday(setting, point, to, expression), True)
    if point.month is None and point.day is not None:
        completed, anchor = bare.day(setting, point, expression)
        if to is not None:
            to = replace(to, year=completed.year, month=to.month or completed.month)
        return Completed(completed, to, anchor, True)
    year, anchor = bare.year(setting, point, to, expression)
    point, to = in_year(point, to, year)
    if point.day is not None and not valid(point.year, point.month, point.day):
        point = replace(point, year=None)
    return Completed(point, to, anchor, year is not None)


def _both(setting: Setting, expression: Expression) -> Completed:
    """昨天下午两点到明天四点, 20:00至次日2:00: each end counts by itself."""
    first = _complete(setting, replace(expression, to=None, to_shift=None))
    ending = replace(
        expression, point=expression.to or Point(), to=None, shift=expression.to_shift, to_shift=None
    )
    last = _complete(setting, ending)
    begin = first.point
    if not begin.dated and last.point.dated:
        if expression.to_shift is not None and expression.to_shift.base == "context":
            return Completed(begin, expression.to, None, False)  # of which day is not told
        here = setting.reference
        begin = replace(here, part_of_day=begin.part_of_day, clock=begin.clock)
    return Completed(begin, last.point, first.anchor or last.anchor, True)


def _holiday(setting: Setting, expression: Expression) -> Completed:
    """春节, 清明: of the year named with them or before them in the sentence, else the nearest to the reference date."""
    code, near = expression.holiday or "", setting.context.near
    shift, anchor = expression.shift, setting.anchor
    year = expression.point.year

    def day(year: int | None, reference: Point) -> Point:
        found, of_day = nearest(code, year, reference), expression.point
        return replace(found, part_of_day=of_day.part_of_day, clock=of_day.clock) if found.day else found

    if shift is not None:
        year, found = bare.year_of(setting, shift)
        return Completed(day(year, Point()), None, found, True)
    if year is None and near is not None and near.last.year is not None:
        return Completed(day(near.last.year, Point()), None, near.time, True)
    if year is not None:
        return Completed(day(year, Point()), None, None, False)
    point = day(None, setting.reference)
    return Completed(point, None, anchor, point.year is not None)


def _end_of(point: Point, to: Point | None) -> Point | None:
    """The second end of a clock range takes its day from the first."""
    if to is None or to.dated or not point.dated:
        return to
    return replace(point, part_of_day=to.part_of_day, clock=to.clock)

"""Completes what expressions leave out: from the sentence, the dates before, or the reference date; never a clock.

Without any of them a part stays open (`XXXX-01-09`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.draft import Stretch, Time
from pipeline.times import bare, counted, lengths
from pipeline.times.calendar import Point, clock_of, in_year, parse, valid, weeks
from pipeline.times.context import Dated
from pipeline.times.expressions import Expression
from pipeline.times.holidays import day_of_month, last_of_month, nearest
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
    if expression.of_month is not None and found.point.year is not None and found.point.month is not None:
        day = day_of_month(found.point.year, found.point.month, expression.of_month)
        found = replace(found, point=day or found.point)
    if expression.until is not None:
        found = _until(setting, expression.until, time, found)
        time.type = "date" if found.to is None else time.type
    point = _in_calendar(found.point)
    to = _next_day(point, found.to)
    to = _in_calendar(to) if to is not None else None
    time.anchored, time.anchor = found.anchored, found.anchor
    time.value = point.value() if to is None else f"{point.value()}/{to.value()}"
    if time.value == "XXXX" and expression.shift is not None:
        time.value = _OPEN[expression.shift.unit]
    time.first, time.last = _covered(expression, point, to)
    if expression.off and point.year is not None:
        off = setting.words.days_off.get((expression.holiday or "", point.year))
        time.first, time.last = off or (time.first, time.last)
    if time.first is not None and time.last is not None and time.last < time.first:
        time.last = None  # 今年到2000年底 runs backwards
    if not point.dated and expression.type == "time":
        lengths.of_today(setting, time, expression)
    if to is not None and time.type == "date":
        time.type = "range"
    modify(setting.text, time, setting.words)
    dated = Dated(time, point, to)
    if expression is setting.topic.year or expression is setting.topic.period:
        setting.told[expression.start] = dated
    if not setting.compares(expression):
        setting.context.add(dated)
    return time


def _until(setting: Setting, last: Expression, time: Time, found: Completed) -> Completed:
    """The other end, counted from the first where it leaves out its year; 春节到元宵节 goes on in time."""
    time.value = found.point.value()
    setting.context.add(Dated(time, found.point, found.to))
    other = _complete(setting, last)
    to = other.to or other.point
    begin, end = found.point.days()[0], to.days()[1]
    if begin is not None and end is not None and end < begin:
        later = to.year + 1 if to.year is not None else None
        to = nearest(last.holiday, later, Point()) if last.holiday is not None else to.shifted("year", 1)
    ended = to.days()[1]
    if begin is not None and ended is not None and ended < begin:
        return found  # outside the years that are known for one of its ends
    return replace(found, to=to)


def _covered(expression: Expression, point: Point, to: Point | None) -> tuple[str | None, str | None]:
    begins = {"date.school-year": "08-01", "date.fiscal-year.april": "04-01"}.get(expression.rule)
    if begins is not None and point.year is not None:
        ends = {"08-01": "07-31", "04-01": "03-31"}[begins]
        return f"{point.year}-{begins}", f"{(to.year or 0) if to else point.year + 1}-{ends}"
    return point.days()[0], (to or point).days()[1]


def _complete(setting: Setting, expression: Expression) -> Completed:
    point, to, shift = expression.point, expression.to, expression.shift
    if expression.told is not None:
        told = _complete(setting, expression.told)
        return replace(told, point=replace(told.point, part_of_day=point.part_of_day, clock=point.clock))
    if expression.same:
        return counted.same(setting, expression)
    if expression.elapsed is not None:
        return counted.elapsed(setting, expression)
    if expression.to_shift is not None:
        return _both(setting, expression)
    if expression.holiday is not None:
        return _beside(expression, _holiday(setting, expression))
    if shift is not None and (shift.unit != "year" or expression.rule == "date.counted-day"):
        moved, anchor = counted.shifted(setting, shift, expression)
        if expression.then is not None:
            moved = replace(
                moved.shifted(*expression.then[:2]), clock=moved.clock, part_of_day=moved.part_of_day
            )
        if expression.through is not None:
            to = moved.shifted(shift.unit, expression.through)
        if to is not None and shift.unit == "day" and to.day is not None and to.year is None:
            to = replace(to, year=moved.year, month=to.month or moved.month)  # 今日17时起至22日24时
        if to is not None and shift.unit == "month" and to.day is not None and to.month is None:
            to = replace(to, year=moved.year, month=moved.month)
        if to is not None and to.weekday is not None and shift.unit == "week":
            return Completed(moved, counted.week(setting, shift, to)[0], anchor, True)
        return Completed(moved, _end_of(moved, to), anchor, True)
    if shift is not None:
        year, anchor = bare.year_of(setting, shift)
        if expression.through is not None:
            to = Point(year + expression.through if year is not None else None)
        return Completed(*in_year(point, to, year), anchor, True)
    if not point.dated:
        return Completed(*bare.clock(setting, point, to))
    if point.year is not None:
        return Completed(point, _end_of(point, to), None, False)
    if point.weekday is not None:
        if to is not None and not to.dated:  # 周四上午9点到11点
            on, _, anchor = bare.weekday(setting, point, None, expression)
            return Completed(on, _end_of(on, to), anchor, True)
        return Completed(*bare.weekday(setting, point, to, expression), True)
    if point.month is None and point.day is not None:
        completed, anchor = bare.day(setting, point, expression)
        if to is not None:
            to = _later(completed, replace(to, year=completed.year, month=to.month or completed.month))
        return Completed(completed, to, anchor, True)
    year, anchor = bare.year(setting, point, to, expression)
    point, to = in_year(point, to, year)
    return Completed(point, to, anchor, year is not None)


def _both(setting: Setting, expression: Expression) -> Completed:
    """昨天下午两点到明天四点, 20:00至次日2:00: each end counts by itself, 次日 from the first."""
    first = _complete(setting, replace(expression, to=None, to_shift=None))
    begin, ends, shift = first.point, expression.to or Point(), expression.to_shift
    if shift is not None and shift.base == "context":
        if begin.day is None:
            return Completed(begin, ends, None, False)  # of which day is not told
        day = begin.shifted(shift.unit, shift.by)
        ends = replace(day, part_of_day=ends.part_of_day, clock=ends.clock)
        return Completed(begin, ends, first.anchor, first.anchored)
    last = _complete(setting, replace(expression, point=ends, to=None, shift=shift, to_shift=None))
    if not begin.dated and last.point.dated:
        begin = replace(setting.reference, part_of_day=begin.part_of_day, clock=begin.clock)
    return Completed(begin, last.point, first.anchor or last.anchor, True)


def _holiday(setting: Setting, expression: Expression) -> Completed:
    """春节, 清明: of the year named with them or before them in the sentence, else the nearest to the reference date."""
    code, near = expression.holiday or "", setting.context.near
    shift, anchor = expression.shift, setting.anchor
    year = expression.point.year
    if shift is not None:
        year, found = bare.year_of(setting, shift)
        return Completed(nearest(code, year, Point()), None, found, True)
    if year is None and near is not None and near.last.year is not None:
        return Completed(nearest(code, near.last.year, Point()), None, near.time, True)
    if year is not None:
        return Completed(nearest(code, year, Point()), None, None, False)
    ahead = setting.alone(expression)  # 中秋节 by itself is the next one
    if ahead and setting.reference.month is None:
        return Completed(nearest(code, setting.reference.year, Point()), None, anchor, True)
    point = nearest(code, None, setting.reference, expression.step or int(ahead))
    return Completed(point, None, anchor, point.year is not None)


def _beside(expression: Expression, found: Completed) -> Completed:
    """圣诞节前一天 is a step from it; 农历十月 lasts a month; 情人节晚上 is a part of the day."""
    point, said = found.point, expression.point
    if last := last_of_month(point, expression.holiday or ""):
        return replace(found, to=last)
    if expression.then is not None:
        point = point.shifted(expression.then.unit, expression.then.by)
    return replace(found, point=replace(point, part_of_day=said.part_of_day, clock=said.clock))


def _later(point: Point, to: Point) -> Point:
    """The 3rd after the 12th (12号到3号) is of the next month."""
    if to.month != point.month or to.year is None or (to.day or 0) >= (point.day or 0):
        return to
    following = replace(to, day=1).shifted("month", 1)
    return replace(to, year=following.year, month=following.month)


def _in_calendar(point: Point) -> Point:
    """2月29日 of a year that has none, and a week 53, are of a year that is not told."""
    day = point.day is not None and point.month is not None
    lacks_day = day and not valid(point.year, point.month, point.day)
    year, week = point.year or 0, point.week or 0
    lacks_week = 1 <= year <= 9999 and week > weeks(year)
    return replace(point, year=None) if lacks_day or lacks_week else point


def _next_day(point: Point, to: Point | None) -> Point | None:
    """今晚11点到凌晨2点 ends on the day after; what ends before it begins does so."""
    if to is None or not point.clock or not to.clock or point.day is None or to.days() != point.days():
        return to
    first, last = ([part or 0 for part in clock] for clock in (point.clock, to.clock))
    if last >= first:
        return to
    return replace(to.shifted("day", 1), part_of_day=to.part_of_day, clock=to.clock)


def _end_of(point: Point, to: Point | None) -> Point | None:
    """The second end of a clock range takes its day from the first."""
    if to is None or to.dated or not point.dated:
        return to
    return replace(point, part_of_day=to.part_of_day, clock=to.clock)

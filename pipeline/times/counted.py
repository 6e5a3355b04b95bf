"""Completes what counts from another date: 上月, 本季度, 昨天, 次日, 上周五; and 同期."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from pipeline.times import bare
from pipeline.times.calendar import Point, Shift, in_year, parse, valid
from pipeline.times.context import Dated
from pipeline.times.expressions import Expression
from pipeline.times.setting import AHEAD, Anchor, Completed, Setting


def same(setting: Setting, expression: Expression) -> Completed:
    """去年同期 after 2022年1—9月 is 2021-01/2021-09; 上年同月 the month before, a year earlier."""
    point, to = expression.point, expression.to
    anchor: Anchor = None
    context = setting.context
    word = setting.text[expression.start : expression.end]
    base = context.near_period or context.period
    if "同月" in word:
        base = context.near_month or context.month
    elif "同季" in word:
        base = context.quarter or context.near_month or context.month
    year = point.year
    if expression.shift is not None:
        year, anchor = bare.year_of(setting, expression.shift)
        # A period is compared with the one a year before it, whatever the year of publishing is.
        if base is not None and base.last.year is not None:
            year, anchor = base.last.year + expression.shift.by, base.time
    if point.finest == "year" and not point.whole and base is not None:
        first, last = base.point, base.to
        if "同月" in word:
            first, last = Point(month=base.last.month), None
        elif "同季" in word:
            first, last = Point(quarter=base.last.quarter_of), None
        if year is not None and (base.last.year is None or base.last.year > year or anchor is base.time):
            span = (base.last.year or year) - (first.year or base.last.year or year)
            point = replace(first, year=year - span, clock=None, part_of_day=None)
            to = replace(last, year=year, clock=None, part_of_day=None) if last is not None else None
            return Completed(point, to, anchor or base.time, True)
    if expression.rule == "date.same" and base is not None:
        return Completed(replace(base.point, clock=None, part_of_day=None), base.to, base.time, True)
    point, to = in_year(point, to, year)
    return Completed(point, to, anchor, expression.shift is not None)


def elapsed(setting: Setting, expression: Expression) -> Completed:
    """两小时后, 5分钟前, 现在: so many seconds from the clock time of the reference; 现在到八点, 上个小时."""
    here = setting.moment
    if here is None:
        return Completed(Point(), None, None, False)
    point = _moment(here + timedelta(seconds=expression.elapsed or 0))
    to = expression.to
    if expression.elapsed_to is not None:
        to = _moment(here + timedelta(seconds=expression.elapsed_to))
    elif to is not None and to.clock is not None:
        hour, minute, second = to.clock
        if to.part_of_day is None and hour <= 12 and (hour, minute or 0) < (here.hour, here.minute):
            hour += 12  # 现在到八点, said in the afternoon
        to = replace(point, clock=(hour, minute, second))
    return Completed(point, to, "reference", True)


def _moment(there: datetime) -> Point:
    return Point(there.year, there.month, there.day, clock=(there.hour, there.minute, there.second or None))


def shifted(setting: Setting, shift: Shift, expression: Expression) -> tuple[Point, Anchor]:
    """上月, 本季度, 昨天, 次日, 上周五."""
    point = expression.point
    if expression.rule == "date.counted-day":
        return _same_day(setting, shift, expression)
    if shift.unit == "week":
        return week(setting, shift, point)
    base, anchor = _base(setting, shift, expression)
    moved = base.shifted(shift.unit, shift.by)
    if shift.unit == "day":
        if moved.day is None:
            moved = Point(day=None)
        elif "交易" in setting.text[expression.start : expression.end]:
            moved = _trading(moved)
        return replace(moved, part_of_day=point.part_of_day, clock=point.clock), anchor
    if point.day is not None and valid(moved.year, moved.month, point.day):
        moved = replace(moved, day=point.day)
    return replace(
        moved, third=point.third, nth_week=point.nth_week, part_of_day=point.part_of_day, clock=point.clock
    ), anchor


def _same_day(setting: Setting, shift: Shift, expression: Expression) -> tuple[Point, Anchor]:
    """一个月后下午三点, 一年前的今天: the day of the month is kept."""
    base, anchor = _base(setting, shift._replace(unit="day"), expression)
    point, there = expression.point, base.moved(shift.unit, shift.by)
    return replace(parse(there), part_of_day=point.part_of_day, clock=point.clock), anchor


def week(setting: Setting, shift: Shift, point: Point) -> tuple[Point, Anchor]:
    moved = setting.reference.shifted("week", shift.by)
    if moved.week is None:
        return replace(point, year=None), None
    if point.weekday is None:
        return replace(moved, weekend=point.weekend), "reference"
    return moved.day_of(point), "reference"


def _trading(day: Point) -> Point:
    """The day itself, or the Friday before it: 上一交易日 on a Monday."""
    weekday = date(day.year or 1, day.month or 1, day.day or 1).isoweekday()
    return day.shifted("day", 5 - weekday) if weekday > 5 else day


def _base(setting: Setting, shift: Shift, expression: Expression) -> tuple[Point, Anchor]:
    context = setting.context
    chosen: Dated | None = None
    if shift.base == "context" and setting.text.startswith("次季", expression.start):
        told = context.near or context.text
        if told is not None and (told.last.half == 1 or setting.compares(expression)):
            # 上半年…,次季…; 第三季…,较次季: the second of a year, as 首季 is the first
            return Point(told.last.year, quarter=1), told.time
    if shift.base == "context":
        chosen = {"day": context.day, "month": context.month, "quarter": context.quarter}.get(shift.unit)
    elif shift.base == "near":
        chosen = _near(setting, shift, expression)
    if chosen is not None:
        return chosen.last, chosen.time
    return setting.reference, setting.anchor


def _near(setting: Setting, shift: Shift, expression: Expression) -> Dated | None:
    """上月, 上季, 三天后 count from a date of their sentence, or a comparison from what the release is about."""
    context = setting.context
    if shift.unit == "day":
        near = context.near
        return near if near is not None and near.last.day is not None else None
    if shift.unit == "quarter":
        chosen = context.quarter if context.quarter is context.near else None
    else:
        chosen = context.near_month
        if chosen is not None and chosen.to is None and chosen.point.day is not None:
            chosen = None  # 9月15日 …上月: counted from the publishing date
        if chosen is not None and _far(setting.reference, chosen.last):
            chosen = None  # 去年11月以来, 上月: counted from the publishing date
    told = setting.period_told()
    if chosen is None and told is not None and setting.compares(expression):
        fits = told.last.month if shift.unit == "month" else told.last.quarter
        chosen = told if fits is not None else None
    return chosen


def _far(reference: Point, point: Point) -> bool:
    """More than a few months before the reference date."""
    if reference.year is None or reference.month is None or point.year is None or point.month is None:
        return False
    return (reference.year - point.year) * 12 + reference.month - point.month > AHEAD

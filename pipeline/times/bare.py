"""Completes what leaves out its year or month: 9月, 全年, 年底, 21日, 周四, 春节; and 去年, 次年."""

from __future__ import annotations

from dataclasses import replace

from pipeline.times.calendar import Point, Shift, valid
from pipeline.times.context import Dated
from pipeline.times.expressions import Expression
from pipeline.times.setting import AHEAD, Anchor, Setting

_NEW_YEAR = 3
"""Up to this month, 全年 without a year is the year that has ended."""


_TARGETS = ("until", "before")


def year_of(setting: Setting, shift: Shift) -> tuple[int | None, Anchor]:
    """去年 counts from the reference date, 次年 and 上年 from the date before them, 本年 from what a report is about."""
    context, reference = setting.context, setting.reference
    if shift.base == "topic" and setting.topic.report and (told := setting.year_told()):
        return told[0] + shift.by, told[1]
    if shift.base == "near" and context.near is not None and context.near.last.year is not None:
        return context.near.last.year + shift.by, context.near.time
    if shift.base == "context":
        base = context.near or context.text
        if context.near is None and (told := setting.year_told()):
            return told[0] + shift.by, told[1]
        if base is not None and base.last.year is not None:
            return base.last.year + shift.by, base.time
    if reference.year is not None:
        return reference.year + shift.by, "reference"
    return None, None


def year(
    setting: Setting, point: Point, to: Point | None, expression: Expression
) -> tuple[int | None, Anchor]:
    """The year of a bare month, quarter, half or of 全年, 年底."""
    reference = setting.reference
    coming = setting.coming(expression)
    near = _carrying(setting, point, coming, expression)
    # 预计全年 may round off the year of its sentence; 年底前 cannot be over.
    passed = (
        coming and expression.modifier == "end_of" and point.begins is None and reference.year is not None
    )
    if (
        near is not None
        and near.last.year is not None
        and not (passed and near.last.year < (reference.year or 0))
    ):
        return _follow(setting, near, point), near.time
    told = setting.year_told()
    if told and not coming and point.day is None and (setting.topic.report or point.begins is None):
        return told
    if reference.year is None:
        return None, None
    month = reference.month
    if month is None or setting.alone(expression):
        return reference.year, "reference"
    begins = point.begins
    if begins is None:  # 全年, 年底
        past = month <= _NEW_YEAR and not coming and setting.text[expression.start] != "年"
        past = past or (expression.modifier == "end_of" and month <= 2 and not coming)
        return reference.year - past, "reference"
    if coming:
        last = to or point
        ends = last.half * 6 if last.half else (last.begins or begins) + (2 if last.quarter else 0)
        return reference.year + (ends < month - 6), "reference"
    cumulative = to is not None and begins == 1
    ahead = ((to or point).begins or begins) if cumulative else begins
    if point.half is not None:
        ahead = point.half * 6 - (0 if point.half == 1 else 5)
    return reference.year - (ahead > month + (1 if cumulative else AHEAD)), "reference"


def _carrying(setting: Setting, point: Point, coming: bool, expression: Expression) -> Dated | None:
    """The date of the sentence that lends its year: not 到2025年 ahead to a month of today, nor 自2024年8月起 to 截至11月底."""
    near, reference = setting.context.near, setting.reference
    if near is None or near.last.year is None or reference.year is None or point.begins is None:
        return near
    ahead = near.last.year > reference.year and near.point.finest == "year" and near.time.modifier in _TARGETS
    if ahead and not coming:
        return None
    before = setting.words["before"].before(setting.text, expression.start)
    left = near.time.modifier == "since" and near.last.year < reference.year
    return None if left and before is not None and before.code == "until" else near


def _follow(setting: Setting, near: Dated, point: Point) -> int | None:
    """A month after another one in the sentence: 12月 … 1月 goes on into the next year only where nothing names it."""
    year = near.last.year
    named = near.time.value[:4]
    if year is None or near.point.month is None or point.month is None or not near.time.anchored:
        return year
    if point.month < near.point.month - 6 and setting.reference.year == year + 1 and named.isdecimal():
        return year + 1
    return year


def weekday(
    setting: Setting, point: Point, to: Point | None, expression: Expression
) -> tuple[Point, Point | None, Anchor]:
    """A bare 周四 is the last one up to the reference date, or the one of its week after 将; by itself the next one."""
    reference = setting.reference
    week = reference.shifted("week", 0)
    if week.week is None or reference.day is None:
        return point, to, None
    found = week.day_of(point)
    here = (reference.year or 0, reference.month or 0, reference.day)
    if to is not None:  # 周一至周五: of the week that is talked about
        return found, week.day_of(to), "reference"
    there = (found.year or 0, found.month or 0, found.day or 0)
    if setting.alone(expression):
        by = 7 if there < here else 0
    else:
        by = -7 if there > here and not setting.coming(expression) else 0
    if by:
        moved = found.shifted("day", by)
        if moved.day is None:
            return point, None, None  # the calendar ends before it
        found = replace(found, year=moved.year, month=moved.month, day=moved.day)
    return found, None, "reference"


def day(setting: Setting, point: Point, expression: Expression) -> tuple[Point, Anchor]:
    """A bare 21日: of the month named before it in the sentence, else the last one up to the reference date."""
    of_month = (expression.to or point).day or 0
    near, reference = setting.context.near_month, setting.reference
    coming = setting.coming(expression)
    alone = setting.alone(expression)
    if near is not None and near.last.day is None and reference.month is not None:
        near = None  # 12月底 …, 13日起: counted from the publishing date
    if near is not None and valid(near.last.year, near.last.month, of_month):
        return replace(point, year=near.last.year, month=near.last.month), near.time
    if reference.month is not None and reference.year is not None:
        year, month = reference.year, reference.month
        if alone:
            pass  # 13号 by itself: of this month
        elif reference.day is not None and not coming and (point.day or 0) > reference.day + 1:
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        elif reference.day is not None and coming and of_month < reference.day:
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        if valid(year, month, of_month):
            return replace(point, year=year, month=month), "reference"
        return point, None
    last = setting.context.month
    if last is not None and last.last.year is not None and valid(last.last.year, last.last.month, of_month):
        return replace(point, year=last.last.year, month=last.last.month), last.time
    return point, None


def clock(setting: Setting, point: Point, to: Point | None) -> tuple[Point, Point | None, Anchor, bool]:
    """A bare clock time is of the day named before it in the sentence, where there is one."""
    near = setting.context.near
    if near is None or near.to is not None or near.point.day is None:
        return point, to, None, False
    of_day = replace(near.point, part_of_day=None, clock=None)
    point = replace(of_day, part_of_day=point.part_of_day, clock=point.clock)
    to = replace(of_day, part_of_day=to.part_of_day, clock=to.clock) if to is not None else None
    return point, to, near.time, True

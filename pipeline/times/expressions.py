"""What the readers find in the text before anything is completed from context."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import TimeModifier, TimeType
from pipeline.times.calendar import Point, Shift

_SILENT = Point()


@dataclass(slots=True)
class Expression:
    """`text[start:end]` read as a time; `point` (and `to`, of a range) say what it names, `shift` from where it counts."""

    start: int
    end: int
    type: TimeType
    rule: str
    point: Point = _SILENT
    to: Point | None = None
    shift: Shift | None = None
    to_shift: Shift | None = None
    """Of the second end, where it counts by itself: 昨天下午两点到明天四点."""
    value: str | None = None
    """Of a duration or a set; else null."""
    same: bool = False
    """同期: the period of the context in the year named."""
    elapsed: int | None = None
    """Seconds after (before: negative) the clock time of the reference: 两小时后, 5分钟前, 现在."""
    elapsed_to: int | None = None
    """The same of the second end: 上个小时."""
    holiday: str | None = None
    """The code of a day that its name fixes in a year (`pipeline.times.holidays`)."""
    off: bool = False
    """国庆假期, 五一期间: the days off, not the day alone."""
    modifier: TimeModifier | None = None
    of_month: str | None = None
    """The code of a day in the month that is named (`pipeline.times.holidays.day_of_month`): 5月最后一天."""
    told: Expression | None = None
    """今天(10月1日): the date in brackets says which day it is."""
    then: Shift | None = None
    """A step from there: 明天的后天, 去年的今天, 圣诞节前一天."""
    step: int | None = None
    """上一个 or 下一个 named day: the nearest one before (-1) or after (1)."""
    until: Expression | None = None
    """The other end of a range whose ends are completed each on its own: 今天到中秋节, 上个月到今天."""
    through: int | None = None
    """今明两天: the range goes on by so many units of `shift`."""
    after: int = 0
    """Where the text goes on: behind a weekday in brackets that is left out of the span."""

    def __post_init__(self) -> None:
        self.after = max(self.after, self.end)

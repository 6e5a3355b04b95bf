"""Reads what stands within a month that has been named: 上旬, 底, 月中, 上半月, the second Sunday, the last day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import cast

from pipeline.model import TimeModifier
from pipeline.times.calendar import Point
from pipeline.times.lexicon import NUMBER, small
from pipeline.times.patterns import EDGES, MONTH_TAIL, NTH_WEEK, THIRD, THIRDS
from pipeline.times.reader import Reader

_HALF = re.compile(r" ?的?([上下])半月")
_WEEKDAYS = "一二三四五六日"
# 第二个星期日, 最后一个周五, 倒数第二个周三
_NTH_WEEKDAY = re.compile(
    r" ?的?(?:第([一二三四五1-5])|(?P<last>最后一)|倒数第(?P<back>[一二三四1-4]))个?的?(?:周|星期|礼拜)([一二三四五六日天])"
)
# 最后一天, 倒数第三天, 第一天: a third day of a festival is another matter, so 第 wants 的.
_NTH_DAY = re.compile(
    rf" ?的?(?:(?P<last>最后[一1]天)|倒数第(?P<back>{NUMBER})[天日]|(?P<first>首日|首天|(?<=的)第(?P<n>{NUMBER})天))"
)
_MODIFIERS: dict[int, TimeModifier] = {1: "start_of", 2: "mid", 3: "end_of", 4: "start_of", 5: "end_of"}


@dataclass(frozen=True, slots=True)
class Part:
    """It ends at `end`; `of_month` is a code of `pipeline.times.holidays.day_of_month`."""

    end: int
    third: int | None = None
    nth_week: int | None = None
    modifier: TimeModifier | None = None
    of_month: str | None = None

    def of(self, point: Point) -> Point:
        return replace(point, third=self.third, nth_week=self.nth_week)


class MonthPartReader(Reader):
    """`read(at)`: the part that begins there, right behind the month, or null."""

    def read(self, at: int) -> Part | None:
        text = self.text
        if third := THIRD.match(text, at):
            which = THIRDS[third[1]]
            return Part(third.end(), third=which, modifier=_MODIFIERS[which])
        if half := _HALF.match(text, at):
            which = 4 if half[1] == "上" else 5
            return Part(half.end(), third=which, modifier=_MODIFIERS[which])
        if code := self._day(at):
            return code
        if week := NTH_WEEK.match(text, at):
            return Part(week.end(), nth_week=small(week[1]))
        if tail := MONTH_TAIL.match(text, at):
            return Part(tail.end(), modifier=EDGES[tail[1] or tail[2]])
        if edge := self.words["edge"].at(text, at):
            return Part(edge[0], modifier=cast(TimeModifier, edge[1].code))
        return None

    def _day(self, at: int) -> Part | None:
        if found := _NTH_WEEKDAY.match(self.text, at):
            weekday = _WEEKDAYS.find(found[4].replace("天", "日")) + 1
            nth = -1 if found["last"] else -small(found["back"]) if found["back"] else small(found[1])
            return Part(found.end(), of_month=f"W{nth}:{weekday}")
        if found := _NTH_DAY.match(self.text, at):
            nth = (
                -1 if found["last"] else -small(found["back"]) if found["back"] else small(found["n"] or "1")
            )
            return Part(found.end(), of_month=f"D{nth}")
        return None

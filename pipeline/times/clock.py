"""Reads clock times: 16时01分, 下午3点半, 10点, 9:59:32, and parts of day behind a date."""

from __future__ import annotations

import re

from pipeline.times.calendar import Point
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import CONNECTIVE, NUMBER, Lexicon, small

Clock = tuple[int, int | None, int | None]

_HAND = re.compile(
    rf"(?P<hour>{NUMBER}) ?(?:时(?![期代间段装尚速刻光长差])|点钟?(?![多个余几]))"
    rf"(?:(?<=点)(?P<bare>[二三四五]?十[一二三四五六七八九]?)(?![十百千万个多余家人年月日号点度分秒%.])"
    rf"| ?(?P<minute>{NUMBER}|零[一二三四五六七八九]) ?分(?!之)(?: ?(?P<second>{NUMBER}) ?秒)?"
    rf"|(?P<half>半)|整|(?P<quarters>一刻|三刻))?"
)
_DIGITAL = re.compile(
    r"(\d{1,2}):(\d\d)(?::(\d\d))?(?![:\d])(?:\.\d{1,6}(?!\d))?(?: ?(?P<half>[AaPp])\.?[Mm]\.?(?![A-Za-z]))?"
)
# 9时至17时, 9:00-17:00: what follows a bare clock time shows that it is one.
_ANOTHER = re.compile(rf"{CONNECTIVE}(?:[上下]午|晚上?|次日|翌日)?(?:\d{{1,2}}:\d\d|{NUMBER} ?[时点])")
_BEFORE = re.compile(rf"(?::\d\d|[时点分半]){CONNECTIVE}\Z")
_AFTERNOON = frozenset(("AF", "EV", "NI"))
_BREAK = re.compile(r"[ T]?")


class ClockReader:
    def __init__(self, text: str, words: Lexicon) -> None:
        self.text, self.words = text, words

    def read(self, at: int) -> Expression | None:
        """A clock time by itself. A bare 5点 or 21:17 is none unless something shows that it is a time."""
        end, part = self._part(at)
        found = self._clock(end, part)
        if found is None:
            return None
        end, clock, told = found
        before = self.text[at - 1 : at] if at else ""
        if before.isdecimal() or (before in tuple(".:/第") and before):
            return None
        if part is None and not told:
            shown = (
                _BEFORE.search(self.text[max(0, at - 6) : at])
                or self.words["zone"].before(self.text, at)
                or _ANOTHER.match(self.text, end)
            )
            if not shown or self.text.startswith(("后", "左右的"), end):
                return None
        return Expression(at, end, "time", "time.clock", Point(part_of_day=part, clock=clock))

    def behind(self, at: int) -> tuple[int, str | None, Clock | None] | None:
        """Part of day and clock time right behind a date: end, part, clock."""
        gap = _BREAK.match(self.text, at)
        begin = gap.end() if gap else at
        end, part = self._part(begin)
        found = self._clock(end, part)
        if found is not None:
            return found[0], part, found[1]
        if part is not None and begin == at:
            return end, part, None
        return None

    def _part(self, at: int) -> tuple[int, str | None]:
        found = self.words["part_of_day"].at(self.text, at)
        if found is None:
            return at, None
        end, entry = found
        return end, entry.code

    def _clock(self, at: int, part: str | None) -> tuple[int, Clock, bool] | None:
        """End, clock time, and whether its own form shows that it is one."""
        at += part is not None and self.text.startswith(" ", at)
        if found := _HAND.match(self.text, at):
            hour = small(found["hour"])
            minute = 30 if found["half"] else {"一刻": 15, "三刻": 45}.get(found["quarters"] or "")
            if spelled_minute := found["minute"] or found["bare"]:
                minute = small(spelled_minute.lstrip("零") or "零")
            second = small(found["second"]) if found["second"] else None
            spelled = not found["hour"].isdecimal() and found["hour"] not in "零〇"
            told = (
                minute is not None
                or ("时" in found.group() and not spelled)
                or found.group().endswith(("整", "点钟"))
            )
        elif found := _DIGITAL.match(self.text, at):
            hour, minute, second = int(found[1]), int(found[2]), int(found[3]) if found[3] else None
            told = second is not None or found["half"] is not None
            if found["half"]:
                part = "AF" if found["half"] in "Pp" else "MO"
                hour = 0 if part == "MO" and hour == 12 else hour
        else:
            return None
        if part in _AFTERNOON and 0 < hour < 12 and not (part == "NI" and hour < 6):
            hour += 12
        elif hour == 12 and part in ("EV", "NI"):
            hour = 24  # 午夜12点, 晚上12点
        elif hour == 12 and self.text.startswith("凌晨", max(0, at - 2)):
            hour = 0
        if hour > 24 or (minute or 0) > 59 or (second or 0) > 59:
            return None
        return found.end(), (hour, minute, second), told

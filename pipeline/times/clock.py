"""Reads clock times: 16时01分, 下午3点半, 10点, 9:59:32, 早上五到六点, and parts of day behind a date."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.times.calendar import Point
from pipeline.times.clock_forms import Clock, Form, read_form
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import CONNECTIVE, NUMBER, Lexicon
from pipeline.times.lines import alone

# 9时至17时, 9:00-17:00: what follows a bare clock time shows that it is one.
_ANOTHER = re.compile(
    rf"{CONNECTIVE}(?:[上下]午|晚上?|凌晨|次日|翌日|[今明后]天|第二天)?(?:\d{{1,2}}:\d\d|(?:{NUMBER}|两) ?[时点])"
)
_BEFORE = re.compile(rf"(?::\d\d|[时点分半刻]|现在|此刻){CONNECTIVE}\Z")
_AFTERNOON = frozenset(("AF", "EV", "NI"))
_DAWN = {"EV": 5, "NI": 6}
"""晚上1点, 夜里3点 are before this hour of the night, not of the afternoon."""
_NOON = 6
"""中午3点 is before this hour, in the afternoon."""
_BREAK = re.compile(r"[ T]|的|大?约|大概| ?(?:周|星期|礼拜)[一二三四五六日天] ?")
_TO = re.compile(CONNECTIVE)
_WITHIN = re.compile(r" |的?(?:大?约|大概)?")
# 3:15:20 is read whole, 1.5点 and 第3时 are none; 时间:19:30 is one.
_HAN = "一二两三四五六七八九十百"
_INSIDE = re.compile(r"[./第]\Z|\d:\Z|[分百千万]之\Z")
_ZONE = re.compile(r" ?\(?(?:GMT|UTC|CST|CET|CEST|EST|EDT|PST|PDT|HKT|JST|BST|北京时间|当地时间)")
# 零点五, 零点能 are no midnight.
_MIDNIGHT = re.compile(r"[零0〇]点(?=[整后前起到至左开之以钟刻准时许,。;、!?)\s]|\Z)")


class Behind(NamedTuple):
    """What stands behind a date."""

    end: int
    part: str | None
    clock: Clock | None
    until: Clock | None
    about: bool
    until_part: str | None = None
    """今天下午到晚上"""


class ClockReader:
    def __init__(self, text: str, words: Lexicon) -> None:
        self.text, self.words = text, words

    def read(self, at: int) -> Expression | None:
        """A clock time by itself. A bare 5点 or 21:17 is none unless something shows that it is a time."""
        text = self.text
        end, part = self._part(at)
        found = self._clock(end, part)
        before = text[at - 1 : at] if at else ""
        if found is None:
            if part is None or not alone(text, at, end):
                return None
            return Expression(at, end, "time", "time.part-of-day", Point(part_of_day=part))
        if (
            before.isdecimal()
            or (before in _HAN and before and text[at] in _HAN)
            or _INSIDE.search(text, max(0, at - 2), at)
        ):
            return None
        if part is None and not found.told and not self._shown(at, found.end):
            return None
        until = Point(clock=found.until) if found.until else None
        return Expression(
            at, found.end, "time", "time.clock", Point(part_of_day=part, clock=found.clock), until,
            modifier="approx" if found.about else None,
        )  # fmt: skip

    def behind(self, at: int) -> Behind | None:
        """Part of day and clock time right behind a date."""
        gap = _BREAK.match(self.text, at)
        begin = gap.end() if gap else at
        end, part = self._part(begin)
        found = self._clock(end, part)
        if found is not None:
            return Behind(found.end, part, found.clock, found.until, found.about)
        if part is None or (begin != at and self.text[at:begin] != "的"):
            return None
        if link := _TO.match(self.text, end):
            last, until = self._part(link.end())
            if until is not None and self._clock(last, until) is None:
                return Behind(last, part, None, None, False, until)
        return Behind(end, part, None, None, False)

    def _shown(self, at: int, end: int) -> bool:
        """Whether what stands around a bare 三点 or 15:30 shows that it is a clock time."""
        text = self.text
        if _MIDNIGHT.match(text, at) or alone(text, at, end):
            return True
        used = self.words["clock_use"].at(text, end)
        if used and (used[1].code != "digital" or ":" in text[at:end]):
            return True
        shown = (
            _BEFORE.search(text[max(0, at - 6) : at])
            or self.words["zone"].before(text, at)
            or _ANOTHER.match(text, end)
            or _ZONE.match(text, end)
        )
        return bool(shown) and not text.startswith(("后", "左右的"), end)

    def _part(self, at: int) -> tuple[int, str | None]:
        found = self.words["part_of_day"].at(self.text, at)
        if found is None:
            return at, None
        end, entry = found
        return end, entry.code

    def _clock(self, at: int, part: str | None) -> Form | None:
        """The clock time at a position, its hours put into the part of the day that is named before it."""
        begin = at
        if part is not None and (gap := _WITHIN.match(self.text, at)):
            begin = gap.end()
        found = read_form(self.text, begin)
        if found is None:
            return None
        part = found.half or part
        dawn = self.text.startswith("凌晨", max(0, at - 2))
        clock = _of_day(found.clock, part, dawn)
        until = _of_day(found.until, part, dawn) if found.until else None
        for one in (clock, until):
            if one and (one[0] > 24 or (one[1] or 0) > 59 or (one[2] or 0) > 59):
                return None
        return found._replace(clock=clock, until=until)


def _of_day(clock: Clock, part: str | None, dawn: bool) -> Clock:
    hour, minute, second = clock
    evening = part in _AFTERNOON and _DAWN.get(part or "", 1) <= hour < 12
    if evening or (part == "MI" and 0 < hour < _NOON):
        hour += 12
    elif hour == 12 and part in ("EV", "NI"):
        hour = 24  # 午夜12点, 晚上12点
    elif hour == 12 and dawn:
        hour = 0
    return hour, minute, second

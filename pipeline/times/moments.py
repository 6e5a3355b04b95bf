"""Reads what is told by the clock time of the reference: 现在, 此刻, 从现在到八点, 昨天这个时候, 上个小时."""

from __future__ import annotations

import re

from pipeline.times.calendar import Point
from pipeline.times.clock import ClockReader
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import CONNECTIVE, Lexicon
from pipeline.times.lines import alone

_TO = re.compile(CONNECTIVE)
_HOUR = re.compile(r"(?P<back>[上前])(?:一个?|个)(?:小时|钟头)|(?P<ahead>[下后])(?:一个?|个)(?:小时|钟头)")
_SAME_TIME = re.compile(r"的?(?:现在|此时|此刻|这个?时候|这个?时间|同一时间)")
_ENDS = 3600
_DAY = 86_400


class MomentReader:
    """`read(at)`: an expression that begins there, or null; none where the reference has no clock time."""

    def __init__(self, text: str, words: Lexicon, timed: bool) -> None:
        self.text, self.words, self.timed = text, words, timed
        self.clock = ClockReader(text, words)

    def read(self, at: int) -> Expression | None:
        return (self._now(at) or self._day(at) or self._hour(at)) if self.timed else None

    def _now(self, at: int) -> Expression | None:
        """In running text 现在 is vague; as a line of its own, or with an end behind it, it is a moment."""
        found = self.words["now"].at(self.text, at)
        if found is None:
            return None
        end = found[0]
        if (link := _TO.match(self.text, end)) and (last := self.clock.read(link.end())) and last.point.clock:
            return Expression(at, last.end, "time", "time.now", to=last.point, elapsed=0)
        return Expression(at, end, "time", "time.now", elapsed=0) if alone(self.text, at, end) else None

    def _day(self, at: int) -> Expression | None:
        """昨天现在, 明天这个时候: the same clock time of another day."""
        found = self.words["day"].at(self.text, at)
        if found is None or found[1].base != "reference":
            return None
        same = _SAME_TIME.match(self.text, found[0])
        seconds = found[1].shift * _DAY
        return Expression(at, same.end(), "time", "time.now", elapsed=seconds) if same else None

    def _hour(self, at: int) -> Expression | None:
        """上个小时 is the hour up to the reference, 下个小时 the one after it."""
        found = _HOUR.match(self.text, at)
        if found is None or not alone(self.text, at, found.end()):
            return None
        begins, ends = (-_ENDS, 0) if found["back"] else (0, _ENDS)
        return Expression(at, found.end(), "time", "time.hour", Point(), elapsed=begins, elapsed_to=ends)

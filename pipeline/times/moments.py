"""Reads what is told by the clock time of the reference: 现在, 从现在到八点, 昨天这个时候, 上个小时, 未来48小时."""

from __future__ import annotations

import re

from pipeline.times.amounts import AmountReader
from pipeline.times.clock import ClockReader
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import CONNECTIVE, Lexicon
from pipeline.times.lines import alone

_TO = re.compile(CONNECTIVE)
_SAME_TIME = re.compile(r"的?(?:现在|此时|此刻|这个?时候|这个?时间|同一时间)")
_BESIDE = re.compile(
    r"(?P<back>过去的?|最近的?|近|之前的?|[往向]前|[上前])|(?:未来的?|接下来的?|今后的?|之后的?|[往向]后|[下后])"
)
_ONE_HOUR = re.compile(r"一?个(?:小时|钟头)")
_HALF_HOUR = re.compile(r"半个?(?:小时|钟头?)")
_HOUR = 3600
_DAY = 86_400


class MomentReader:
    """`read(at)`: an expression that begins there, or null; none where the reference has no clock time."""

    def __init__(self, text: str, words: Lexicon, timed: bool) -> None:
        self.text, self.words, self.timed = text, words, timed
        self.clock, self.amounts = ClockReader(text, words), AmountReader(text, words)

    def read(self, at: int) -> Expression | None:
        return (self._now(at) or self._day(at) or self._beside(at)) if self.timed else None

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

    def _beside(self, at: int) -> Expression | None:
        """上个小时, 过去5分钟 end at the reference, 未来48小时 begins there; in running text they are durations."""
        beside = _BESIDE.match(self.text, at)
        found = self._seconds(beside.end()) if beside else None
        if beside is None or found is None or not alone(self.text, at, found[0]):
            return None
        end, seconds = found
        begins, ends = (-seconds, 0) if beside["back"] else (0, seconds)
        return Expression(at, end, "time", "time.beside", elapsed=begins, elapsed_to=ends)

    def _seconds(self, at: int) -> tuple[int, int] | None:
        """End and seconds of 5分钟, 半小时, 个小时; less than a thousand days."""
        for pattern, seconds in ((_ONE_HOUR, _HOUR), (_HALF_HOUR, _HOUR // 2)):
            if found := pattern.match(self.text, at):
                return found.end(), seconds
        amount = self.amounts.read(at) if at < len(self.text) else None
        if amount is None or amount.more or amount.seconds is None or amount.seconds > 1000 * _DAY:
            return None
        return amount.end, amount.seconds

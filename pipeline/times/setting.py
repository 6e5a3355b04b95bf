"""What expressions are completed from: the text, the reference date, the subject of a report, the dates before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline.draft import Stretch, Time
from pipeline.times.calendar import Point
from pipeline.times.context import Context, Dated
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import Lexicon
from pipeline.times.topic import Topic

Anchor = Time | str | None
AHEAD = 3
"""A bare month up to so many months after the reference date is of the same year; a later one is of the year before."""
_WINDOW = 8
"""How far before an expression a word like 将 is looked for."""
_COMPARED = ("相比", "比,", "持平", "同比")


class Setting:
    def __init__(
        self,
        text: str,
        sentences: Sequence[Stretch],
        reference: Point,
        topic: Topic,
        words: Lexicon,
        clock: tuple[int, int, int] | None = None,
    ) -> None:
        self.text, self.words = text, words
        self.clock = clock
        """Hour, minute and second of the reference, where it has them."""
        self.reference, self.topic = reference, topic
        self.context = Context(sentences)
        self.told: dict[int, Dated] = {}
        """The expressions that told the subject, by their start, once they are resolved."""

    def coming(self, expression: Expression) -> bool:
        """Whether 将, 预计, 拟 … before it, or 前 after 年底, put it after the reference date."""
        if expression.modifier == "end_of" and self.text.startswith("前", expression.end):
            return True
        before = self.text[max(0, expression.start - _WINDOW) : expression.start]
        for mark in ",，。;、\n":
            before = before.rpartition(mark)[2]
        if expression.point.weekday is not None and before.endswith(("至", "到")):
            return True
        return self.words["future"].pattern.search(before) is not None

    def alone(self, expression: Expression) -> bool:
        """Whether the whole text is the expression: no report of what was, it looks ahead."""
        end = expression.after
        return len(self.text) - end + expression.start < 12 and not (
            self.text[: expression.start].strip() or self.text[end:].strip(" 。.!?\n")
        )

    def compares(self, expression: Expression) -> bool:
        """比2019年增长, 较上月, 与上月相比, 2021年同期: a date to compare with."""
        return (
            expression.same
            or self.words["compare"].before(self.text, expression.start) is not None
            or self.text.startswith(_COMPARED, expression.end)
        )

    @property
    def moment(self) -> datetime | None:
        """Day and clock time of the reference; null where it has no clock time."""
        here = self.reference
        if self.clock is None or here.month is None or here.day is None:
            return None
        year = here.year or 0
        return datetime(year, here.month, here.day, *self.clock) if 1000 <= year <= 9000 else None

    @property
    def anchor(self) -> str | None:
        return "reference" if self.reference.year is not None else None

    def year_told(self) -> tuple[int, Anchor] | None:
        """The year that a report is about, and the time that says so."""
        found = self.topic.year
        if found is None or found.point.year is None:
            return None
        told = self.told.get(found.start)
        return found.point.year, told.time if told else None

    def period_told(self) -> Dated | None:
        """The month or quarter that a monthly or quarterly release is about."""
        found = self.topic.period
        return self.told.get(found.start) if found is not None else None


@dataclass(frozen=True, slots=True)
class Completed:
    """`point` (and `to`, of a range) with what context adds; `anchor` is what it was taken from."""

    point: Point
    to: Point | None
    anchor: Anchor
    anchored: bool

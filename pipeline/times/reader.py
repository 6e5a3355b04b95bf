"""What the readers of dates share: the text, the words, and the time of day behind a day."""

from __future__ import annotations

from dataclasses import replace

from pipeline.times.clock import ClockReader
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import Lexicon
from pipeline.times.patterns import LINE_BEGINS, LINE_ENDS, ROC, TIGHT, WEEKDAY_BEHIND, WEEKDAY_IN_BRACKETS


class Reader:
    """Reads expressions at positions of one text. `published` is the year of the reference date."""

    def __init__(self, text: str, words: Lexicon, region: str | None, published: int | None) -> None:
        self.text, self.words, self.region, self.published = text, words, region, published
        self.clock = ClockReader(text, words)

    def _roc(self, number: int) -> bool:
        if self.region == "TW":
            return True
        near = self.published is None or abs(number + ROC - self.published) <= 30
        return self.region is None and near

    def _with_time(self, expression: Expression) -> Expression:
        """9月16日下午, 今天上午10点, 2023-01-09 17:13 are one time."""
        point = expression.point
        day = (
            point.day is not None
            or point.weekday is not None
            or (expression.shift is not None and expression.shift.unit == "day")
            or (
                expression.holiday is not None
                and (expression.holiday[0] not in "LR" or "-" in expression.holiday)
            )
        )
        if expression.type != "date" or not day or point.third:
            return expression
        found = self.clock.behind(expression.after)
        if found is not None:
            expression.end = expression.after = found.end
            expression.point = replace(point, part_of_day=found.part, clock=found.clock)
            if found.clock is not None:
                expression.type, expression.rule = "time", "time.dated"
            if found.until is not None:
                expression.to = replace(point, clock=found.until)
            if found.until_part is not None:
                expression.to = replace(point, part_of_day=found.until_part)
            if found.about:
                expression.modifier = "approx"
        return expression

    def _weekday_behind(self, at: int) -> tuple[int, int]:
        """Where the date ends, and where the text goes on: 1月9日周一 and 1月9日,星期一 are one date.

        In brackets, 1月9日(周一), the weekday stays outside of the span, and is no time of its own.
        """
        if bracketed := WEEKDAY_IN_BRACKETS.match(self.text, at):
            return at, bracketed.end()
        found = WEEKDAY_BEHIND.match(self.text, at)
        end = found.end() if found else at
        return end, end

    def _own_line(self, start: int, end: int) -> bool:
        """Whether nothing else stands in the line: what would be a code or a number elsewhere is a date."""
        return LINE_BEGINS.search(self.text, max(0, start - 4), start) is not None and (
            LINE_ENDS.match(self.text, end) is not None
        )

    def _inside_number(self, at: int) -> bool:
        return at > 0 and TIGHT.match(self.text, at - 1) is not None and self.text[at - 1] != ","

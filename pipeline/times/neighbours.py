"""Reads the periods beside the reference date where the line says nothing else: 上两周, 前3天, 下三个月, 未来一周.

In running text 前三天 are the first of a festival and 前两年 any two years before, so there the length alone is read.
"""

from __future__ import annotations

import re

from pipeline.times.calendar import Point
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import NUMBER, small
from pipeline.times.lines import alone
from pipeline.times.reader import Reader

BESIDE = "duration.beside"
"""The rule of 上两周: whole units before or after the one of the reference date."""
AROUND = "duration.around"
"""The rule of 近三年: up to the reference date, or from it."""
_LENGTH = re.compile(rf" ?的? ?(?P<n>{NUMBER}|两) ?(?P<unit>个?年|个?月|个?周|个?星期|个?礼拜|天)(?:内|里)?")
_WORD = re.compile(r"(?P<beside>[上前下后]|之[前后])|(?:最近|近|过去|未来|接下来|今后|往后)")
_CODES = {"年": "Y", "月": "M", "周": "W", "星": "W", "礼": "W", "天": "D"}


class NeighbourReader(Reader):
    """`read(at)`: such a period that begins there, or null."""

    def read(self, at: int) -> Expression | None:
        word = _WORD.match(self.text, at)
        found = _LENGTH.match(self.text, word.end()) if word else None
        if word is None or found is None or not alone(self.text, at, found.end()):
            return None
        number = small(found["n"].replace("两", "二"))
        if number == 0 or (word["beside"] and found["n"] == "一"):
            return None  # 上一年, 前一天 have words of their own
        end = found.end("unit")
        value = f"P{number}{_CODES[found['unit'].lstrip('个')[0]]}"
        return Expression(at, end, "duration", BESIDE if word["beside"] else AROUND, value=value)


def beside(point: Point, code: str, number: int, *, back: bool) -> tuple[str | None, str | None]:
    """First and last day of so many whole days, weeks (from Monday), months or years beside that of a day.

    >>> beside(Point(2024, 5, 20), "W", 2, back=True), beside(Point(2024, 5, 20), "M", 3, back=False)
    (('2024-05-06', '2024-05-19'), ('2024-06-01', '2024-08-31'))
    """
    steps = (-number, -1) if back else (1, number)
    if code == "Y" and point.year is not None:
        first, last = (Point(point.year + step) for step in steps)
    elif code == "M":
        first, last = (point.shifted("month", step) for step in steps)
    elif code == "W":
        first, last = (point.shifted("week", step) for step in steps)
    else:
        first, last = (point.shifted("day", step) for step in steps)
    return first.days()[0], last.days()[1]

"""Finds and resolves the times of a reading, from left to right: read, join ranges, complete.

At each character that can begin a time the readers try their pieces, each a bounded pattern; so the cost is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.draft import Stretch, Time
from pipeline.rulebook import RuleBook
from pipeline.rulebook.time_words import TimeWord
from pipeline.times.calendar import parse
from pipeline.times.clock import ClockReader
from pipeline.times.dates import DateReader
from pipeline.times.durations import DurationReader
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import Lexicon
from pipeline.times.ranges import join
from pipeline.times.resolve import Resolver

_BEGINS = (
    "year",
    "quarter",
    "month",
    "week",
    "weekday",
    "day",
    "whole",
    "half",
    "same",
    "part_of_day",
    "every",
    "doubled",
)
_ALWAYS = "头月0123456789〇零○一二三四五六七八九十廿两半第前首今昨明本去民’'‘年上下QHF"


# Nothing begins inside a run of figures that begins nothing.
_FIGURES = re.compile(r"\d+")


class Recogniser:
    """Callable: reading, sentences, reference date, region → times in order. Holds nothing of a text."""

    def __init__(self, rules: RuleBook) -> None:
        self.words = Lexicon(rules.entries("time_words", TimeWord))
        names = (name for role in _BEGINS for name in self.words[role].entry)
        self._start = re.compile(
            f"[{re.escape(''.join(sorted({name[0] for name in names} | set(_ALWAYS))))}]"
        )

    def __call__(
        self, text: str, sentences: Sequence[Stretch], reference: str | None, region: str | None
    ) -> list[Time]:
        found = list(self._read(text, reference, region))
        return Resolver(text, sentences, reference, self.words)(join(text, found))

    def _read(self, text: str, reference: str | None, region: str | None) -> Iterator[Expression]:
        dates = DateReader(text, self.words, region, parse(reference).year)
        durations = DurationReader(text, self.words)
        clock = ClockReader(text, self.words)
        at = 0
        while begin := self._start.search(text, at):
            at = begin.start()
            expression = durations.plan(at) or dates.read(at) or clock.read(at) or durations.read(at)
            if expression is None:
                run = _FIGURES.match(text, at)
                at = run.end() if run else at + 1
                continue
            yield expression
            at = max(expression.after, at + 1)

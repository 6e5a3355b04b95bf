"""Finds and resolves the times of a reading, from left to right: read, join ranges, complete.

At each place that promises a time (`starts`) the readers try their pieces, each a bounded pattern; so the cost is linear.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.draft import Stretch, Time
from pipeline.rulebook import RuleBook
from pipeline.rulebook.time_words import TimeWord
from pipeline.times.calendar import clock_of, parse
from pipeline.times.clock import ClockReader
from pipeline.times.dates import DateReader
from pipeline.times.durations import DurationReader
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import Lexicon
from pipeline.times.moments import MomentReader
from pipeline.times.neighbours import NeighbourReader
from pipeline.times.plans import PlanReader
from pipeline.times.ranges import join
from pipeline.times.resolve import resolve
from pipeline.times.sets import SetReader
from pipeline.times.starts import Starts


class Recogniser:
    """Callable: reading, sentences, reference date, region → times in order. Holds nothing of a text."""

    def __init__(self, rules: RuleBook) -> None:
        self.words = Lexicon(rules.entries("time_words", TimeWord))
        self._starts = {timed: Starts(self.words, timed) for timed in (False, True)}

    def __call__(
        self, text: str, sentences: Sequence[Stretch], reference: str | None, region: str | None
    ) -> list[Time]:
        found = list(self._read(text, reference, region))
        return resolve(text, sentences, join(text, found), reference, self.words)

    def _read(self, text: str, reference: str | None, region: str | None) -> Iterator[Expression]:
        published = parse(reference).year
        dates = DateReader(text, self.words, region, published)
        plans, sets = PlanReader(text), SetReader(text, self.words)
        timed = clock_of(reference) is not None
        moments = MomentReader(text, self.words, timed)
        durations = DurationReader(text, self.words, published is not None, timed)
        clock = ClockReader(text, self.words)
        neighbours = NeighbourReader(text, self.words, region, published)
        starts = self._starts[timed]
        at = starts.next(text, 0)
        while at >= 0:
            expression = (
                plans.read(at)
                or sets.read(at)
                or moments.read(at)
                or neighbours.read(at)
                or dates.read(at)
                or clock.read(at)
                or durations.read(at)
            )
            if expression is None:
                at = starts.next(text, starts.past(text, at))
                continue
            yield expression
            at = starts.next(text, max(expression.after, at + 1))

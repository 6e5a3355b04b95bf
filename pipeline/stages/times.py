"""Stage: times, resolved against the reference date of the document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from pipeline.config import Config
from pipeline.draft import Draft, Stretch, Time
from pipeline.rulebook import RuleBook
from pipeline.times.recognise import Recogniser


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    recognise = Recogniser(rules)

    def times(draft: Draft) -> None:
        found = recognise(draft.reading, draft.sentences, draft.moment, draft.region)
        figures = draft.figures()
        draft.times = [time for time in found if not _in(figures, time)] if figures else found

    return times


def _in(figures: list[Stretch], time: Time) -> bool:
    """Whether a figure of a table looks like a time: 2011.02 in a column of prices."""
    at = bisect_right(figures, (time.start, time.end)) - 1
    return any(start < time.end and time.start < end for start, end in figures[max(0, at) : at + 2])

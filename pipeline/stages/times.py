"""Stage: times, resolved against the reference date of the document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from pipeline.config import Config
from pipeline.draft import Draft, Stretch, Time
from pipeline.rulebook import RuleBook
from pipeline.times.recognise import Recogniser

_YEAR = re.compile(r"(?:19|20)\d\d")


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    recognise = Recogniser(rules)

    def times(draft: Draft) -> None:
        found = recognise(draft.reading, draft.sentences, draft.moment, draft.region)
        figures = draft.figures()
        if figures:
            found = [time for time in found if not _in(figures, time)] + _years(draft, found)
            found.sort(key=lambda time: time.start)
        draft.times = found

    return times


def _years(draft: Draft, found: list[Time]) -> list[Time]:
    """Bare years in the heads and names of a table: 2023|2024."""
    taken = {time.start for time in found}
    years = []
    for cell in draft.cells("head", "name"):
        text = draft.reading[cell.start : cell.end]
        if cell.start not in taken and _YEAR.fullmatch(text):
            years.append(Time(*cell, "date", text, "times.table-year", f"{text}-01-01", f"{text}-12-31"))
    return years


def _in(figures: list[Stretch], time: Time) -> bool:
    """Whether a figure of a table looks like a time: 2011.02 in a column of prices."""
    at = bisect_right(figures, (time.start, time.end)) - 1
    return any(start < time.end and time.start < end for start, end in figures[max(0, at) : at + 2])

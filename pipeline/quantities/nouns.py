"""What is counted, where the text names it right after the number: 12项|重点任务."""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.draft import Quantity, Stretch
from pipeline.quantities.traps import one_pattern
from pipeline.rulebook import RuleBook
from pipeline.rulebook.nouns import NounStop

_RUN = re.compile(r"(?![一二两三四五六七八九十])[一-鿿A-Za-z]{1,17}")
_LONGEST = 10


class Nouns:
    """Characters only: a run of words up to a stop, and nothing at all when the run might hold more than a noun."""

    def __init__(self, rules: RuleBook) -> None:
        entries = rules.entries("noun_stops", NounStop)
        ends = {name for entry in entries if not entry.modifies for name in entry.names}
        breaks = {name for entry in entries if entry.modifies for name in entry.names}
        self._end = re.compile(one_pattern(ends))
        self._break = re.compile(one_pattern(breaks))

    def apply(self, text: str, item: Quantity, times: list[tuple[int, int]]) -> None:
        if item.kind != "count" or item.noun is not None:
            return
        found = _RUN.match(text, item.end)
        if found is None:
            return
        end = found.end()
        index = bisect_right(times, (item.end, 0))
        if index < len(times):
            end = min(end, times[index][0])
        run = text[item.end : end]
        stop = self._end.search(run)
        if stop is not None:
            run = run[: stop.start()]
        if not 2 <= len(run) <= _LONGEST or self._break.search(text, item.end, item.end + len(run) + 1):
            return
        item.noun = Stretch(item.end, item.end + len(run))

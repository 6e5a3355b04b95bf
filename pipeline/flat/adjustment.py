"""Whether the words around a figure say that its series is adjusted: for seasons, the calendar, prices."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.rulebook import RuleBook
from pipeline.rulebook.adjustments import Adjustment, Concept

_CLAUSE = re.compile(r"[^,，;；。!！?？\n]*[,，;；。!！?？\n]|[^,，;；。!！?？\n]+$")
_GOES_ON = (",", "，")


class Clause(NamedTuple):
    """Of a sentence; `code` is that of its figures."""

    start: int
    end: int
    code: str | None


class Adjustments:
    """The words of one concept, ready to be looked for."""

    def __init__(self, rules: RuleBook, concept: Concept) -> None:
        entries = rules.entries("adjustments", Adjustment)
        self._entries = {name: entry for entry in entries if entry.concept == concept for name in entry.names}
        longest_first = sorted(self._entries, key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def first(self, text: str) -> Adjustment | None:
        """The entry that the first of its words stands for."""
        found = self._pattern.search(text)
        return self._entries[found.group()] if found is not None else None

    def clauses(self, sentence: str, figures: Sequence[int]) -> list[Clause]:
        """The clauses of a sentence, in order. `figures`: where its figures begin, ascending.

        A cue holds in its clause, and from a clause without a figure on to the next: 经季节性调整后,|环比增长0.4%.
        """
        if self.first(sentence) is None:
            return []
        found: list[Clause] = []
        code: str | None = None
        for match in _CLAUSE.finditer(sentence):
            entry = self.first(match.group())
            code = entry.code if entry is not None else code
            found.append(Clause(match.start(), match.end(), code))
            stated = bisect_right(figures, match.end() - 1) > bisect_right(figures, match.start() - 1)
            if stated or not match.group().endswith(_GOES_ON):
                code = None
        return found


def code_at(clauses: Sequence[Clause], at: int) -> str | None:
    """The code of a figure at this place of the sentence; null where nothing says so."""
    index = bisect_right(clauses, at, key=lambda clause: clause.start) - 1
    return clauses[index].code if index >= 0 else None


@lru_cache(maxsize=8)
def adjustments(rules: RuleBook, concept: Concept) -> Adjustments:
    return Adjustments(rules, concept)

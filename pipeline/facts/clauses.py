"""Divides the words of a sentence into clauses: at commas and semicolons, and round brackets apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.facts.words import Word

_BREAKS = frozenset(",，;；:：。!?！？…")
_OPEN = frozenset("(（[【〔")
_CLOSE = frozenset(")）]】〕")


@dataclass(slots=True, eq=False)
class Clause:
    """`outer` is the clause that a bracket stands in; `end` the mark that closed it."""

    words: list[Word] = field(default_factory=list)
    outer: Clause | None = None
    opened: int = 0
    """How many words of the outer clause stand before the bracket."""
    end: str = ""
    listed: bool = False

    @property
    def start(self) -> int:
        return self.words[0].start


def clauses_of(words: Sequence[Word]) -> list[Clause]:
    """In the order of their first words; a clause goes on after a bracket in it."""
    found: list[Clause] = []
    current = Clause()
    stack: list[Clause] = []

    def put(clause: Clause) -> None:
        if clause.words and not clause.listed:
            clause.listed = True
            found.append(clause)

    for word in words:
        if word.text in _OPEN:
            put(current)
            stack.append(current)
            current = Clause(outer=current if current.words else None, opened=len(current.words))
        elif word.text in _CLOSE and stack:
            put(current)
            current.end = word.text
            current = stack.pop()
        elif word.text in _BREAKS or word.text == "——":
            put(current)
            current.end = word.text
            current = Clause(outer=current.outer, opened=current.opened)
        else:
            current.words.append(word)
    for clause in (current, *stack):
        put(clause)
    return found

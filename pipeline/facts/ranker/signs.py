"""What one word is to the ranker: its role in a clause, and how it is shown in a feature."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.facts import phrases
from pipeline.facts.words import Word, first_of

ROLES = (
    "end", "rate", "share", "head", "owner", "kind", "group", "split", "move", "level", "adverb", "generic", "degree",
)  # fmt: skip


def role(word: Word | None, edge: str = "-") -> str:
    """`edge` where there is no word: the clause begins or ends."""
    if word is None:
        return edge
    if word.time is not None:
        return "time"
    if word.quantity is not None:
        return "number"
    if word.text == "的":
        return "的"
    mark = first_of(ROLES, word.marks)
    if mark is not None:
        return mark
    if word.entity is not None:
        return word.entity.label
    if word.text in phrases.JOINERS:
        return "joiner"
    if word.has("compare", "preposition", "base"):
        return "prep"
    if word.has("status"):
        return "status"
    if word.quote or word.mark:
        return "mark"
    return "verb" if phrases.verbal(word) else "other"


def shown(words: Sequence[Word], index: int, first: str = "-", last: str = "-") -> str:
    """The word itself, all numbers, times and names alike; `first` or `last` beyond the ends of the words."""
    if index < 0:
        return first
    if index >= len(words):
        return last
    word = words[index]
    if word.quantity is not None:
        return "#"
    if word.time is not None:
        return "@"
    return "E" if word.entity is not None else word.text

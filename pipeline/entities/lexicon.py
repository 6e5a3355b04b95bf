"""Many names looked up in one pass over a text, longest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Lexicon(Generic[Value]):
    """Names with their values, grouped by their first two characters: the time does not grow with the table."""

    def __init__(self, items: Iterable[tuple[str, Value]]) -> None:
        self.values: dict[str, list[Value]] = defaultdict(list)
        for name, value in items:
            self.values[name].append(value)
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in self.values:
            lengths[name[:2]].add(len(name))
        self._lengths = {head: sorted(sizes, reverse=True) for head, sizes in lengths.items()}

    def find(self, text: str) -> Iterator[tuple[int, str, list[Value]]]:
        """The longest name at every position where one stands; they may overlap."""
        lengths = self._lengths
        values = self.values
        for at, char in enumerate(text):
            for size in lengths.get(text[at : at + 2], ()):
                name = text[at : at + size]
                if name in values:
                    yield at, name, values[name]
                    break
            else:
                if char in values:
                    yield at, char, values[char]

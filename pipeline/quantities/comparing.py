"""Comparators around a quantity: 超过约3000家, 10亿元以上, 不足3%."""

from __future__ import annotations

from pipeline import model
from pipeline.draft import Quantity, Stretch
from pipeline.quantities.lexicon import clause
from pipeline.rulebook import RuleBook
from pipeline.rulebook.comparators import ComparatorWord

_MOST_WORDS = 4


class Comparing:
    def __init__(self, rules: RuleBook) -> None:
        entries = rules.entries("comparators", ComparatorWord)
        self._before = _by_length(entries, "before")
        self._after = _by_length(entries, "after")

    def apply(self, text: str, item: Quantity) -> None:
        """Set the comparator of `item` and the place of its words. Of several the bound beats `~`."""
        best: tuple[model.Comparator, Stretch] | None = None
        for comparator, place in [*self._leftwards(text, item.start), *self._rightwards(text, item.end)]:
            if best is None or (best[0] == "~" and comparator != "~"):
                best = comparator, place
        if best is not None and (item.comparator in ("=", "~")):
            item.comparator, item.comparator_at = best

    def _leftwards(self, text: str, end: int) -> list[tuple[model.Comparator, Stretch]]:
        found: list[tuple[model.Comparator, Stretch]] = []
        for _ in range(_MOST_WORDS):
            while end and text[end - 1] == " ":
                end -= 1
            for name, entry in self._before.get(text[end - 1 : end], ()):
                start = end - len(name)
                if not text.endswith(name, 0, end) or text[max(0, start - 1) : start] in entry.not_after:
                    continue
                if entry.comparator != "=" and _granted(entry, text, start):
                    found.append((entry.comparator, Stretch(start, end)))
                end = start
                break
            else:
                break
        return found

    def _rightwards(self, text: str, start: int) -> list[tuple[model.Comparator, Stretch]]:
        if text[start : start + 1] in (" ", "("):
            start += 1
        for name, entry in self._after.get(text[start : start + 1], ()):
            end = start + len(name)
            if text.startswith(name, start) and not any(
                text.startswith(word, end) for word in entry.not_before
            ):
                return [(entry.comparator, Stretch(start, end))]
        return []


def _granted(entry: ComparatorWord, text: str, at: int) -> bool:
    if not entry.context:
        return True
    around = clause(text, at)
    return any(word in around for word in entry.context)


def _by_length(
    entries: tuple[ComparatorWord, ...], position: str
) -> dict[str, list[tuple[str, ComparatorWord]]]:
    """Words by the character next to the number, longest first."""
    table: dict[str, list[tuple[str, ComparatorWord]]] = {}
    for entry in entries:
        if entry.position == position:
            for name in entry.names:
                table.setdefault(name[-1 if position == "before" else 0], []).append((name, entry))
    for group in table.values():
        group.sort(key=lambda pair: -len(pair[0]))
    return table

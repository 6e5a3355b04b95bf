"""Comparators around a quantity: 超过约3000家, 10亿元以上, 不足3%, 不超过注册资本的10%."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from pipeline import model
from pipeline.draft import Quantity, Stretch
from pipeline.quantities.lexicon import clause
from pipeline.rulebook import RuleBook
from pipeline.rulebook.comparators import ComparatorWord

_MOST_WORDS = 4
# What may part a comparator from a share: 约占|全市总量的|7成. No figures, which would have a comparator of their own.
_WHOLE = re.compile(r"[^\s\d,，。;；、:：()（）《》“”%成倍]{1,20}$")
_PARTED = ("percent", "multiple", "fraction")
_INCLUDED = re.compile(r" ?\(不?含(?:本数)?\) ?")  # 20万元(含)以上
_SHARED = re.compile(r" ?(?:[、和与或/]|以及|及) ?$")


class Comparing:
    def __init__(self, rules: RuleBook) -> None:
        entries = rules.entries("comparators", ComparatorWord)
        self._before = _by_length([entry for entry in entries if not entry.reach], "before")
        self._after = _by_length(entries, "after")
        parted = {name: entry for entry in entries if entry.reach for name in entry.names}
        self._parted = re.compile("|".join(sorted(parted, key=len, reverse=True)))
        self._entry_of = parted

    def names(self) -> list[str]:
        """Every word that says how a number compares."""
        tables = (self._before, self._after)
        return [name for table in tables for group in table.values() for name, _ in group]

    def apply(self, text: str, item: Quantity) -> None:
        """Set the comparator of `item` and the place of its words. Of several the bound beats `~`."""
        best: tuple[model.Comparator, Stretch] | None = None
        for comparator, place in [*self._leftwards(text, item), *self._rightwards(text, item.end)]:
            if best is None or (best[0] == "~" and comparator != "~"):
                best = comparator, place
        if best is None and item.kind in _PARTED:
            best = self._across(text, item.start)
        if best is not None and (item.comparator in ("=", "~")):
            item.comparator, item.comparator_at = best

    def _across(self, text: str, end: int) -> tuple[model.Comparator, Stretch] | None:
        """The nearest word that reaches over the whole: 约占|总数的|7成, 大约相当于|全国的|三分之一."""
        whole = _WHOLE.search(text, max(0, end - 20), end)
        if whole is None:
            return None
        for found in reversed(list(self._parted.finditer(text, whole.start(), end))):
            entry = self._entry_of[found.group()]
            between = text[found.end() : end]
            tied = between.endswith("的") or (entry.comparator == "~" and between.endswith(_TOTALS))
            if tied and text[max(0, found.start() - 1) : found.start()] not in entry.not_after:
                return entry.comparator, Stretch(*found.span())
        return None

    @staticmethod
    def share(text: str, items: list[Quantity]) -> None:
        """One comparator for a list of one unit: 至少3家和5家, 50亿元、100亿元以上."""
        for one, two in pairwise(items):
            if _listed(text, one, two) and two.comparator == "=" and _leads(one):
                two.comparator, two.comparator_at = one.comparator, one.comparator_at
        for one, two in reversed(list(pairwise(items))):
            if _listed(text, one, two) and one.comparator == "=" and two.comparator_at and not _leads(two):
                one.comparator, one.comparator_at = two.comparator, two.comparator_at

    def _leftwards(self, text: str, item: Quantity) -> list[tuple[model.Comparator, Stretch]]:
        end, unit = item.start, item.unit.text if item.unit else ""
        found: list[tuple[model.Comparator, Stretch]] = []
        for _ in range(_MOST_WORDS):
            while end and text[end - 1] == " ":
                end -= 1
            for name, entry in self._before.get(text[end - 1 : end], ()):
                start = end - len(name)
                if not text.endswith(name, 0, end) or text[max(0, start - 1) : start] in entry.not_after:
                    continue
                if unit in entry.not_units:
                    continue
                if entry.comparator != "=" and _granted(entry, text, start):
                    found.append((entry.comparator, Stretch(start, end)))
                end = start
                break
            else:
                break
        return found

    def _rightwards(self, text: str, start: int) -> list[tuple[model.Comparator, Stretch]]:
        included = _INCLUDED.match(text, start)
        if included is not None:
            start = included.end()
        elif text[start : start + 1] in (" ", "("):
            start += 1
        for name, entry in self._after.get(text[start : start + 1], ()):
            end = start + len(name)
            if text.startswith(name, start) and not text.startswith(entry.not_before, end):
                if entry.only_after and not text.endswith(entry.only_after, 0, start):
                    continue
                return [(entry.comparator, Stretch(start, end))]
        return []


_TOTALS = ("总数", "总量", "总额", "全国", "全市", "全省", "全年", "总体", "人口")


def _listed(text: str, one: Quantity, two: Quantity) -> bool:
    """Whether two neighbours are members of one list: the same kind and unit, a mark of lists between."""
    if one.kind != two.kind or one.kind in ("ordinal", "number") or one.unit is None or two.unit is None:
        return False
    return one.unit.text == two.unit.text and bool(_SHARED.fullmatch(text, one.end, two.start))


def _leads(item: Quantity) -> bool:
    return item.comparator_at is not None and item.comparator_at.start < item.start


def _granted(entry: ComparatorWord, text: str, at: int) -> bool:
    if not entry.context:
        return True
    around = clause(text, at)
    return any(word in around for word in entry.context)


def _by_length(
    entries: Iterable[ComparatorWord], position: str
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

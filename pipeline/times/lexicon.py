"""The time words of the rule book, compiled: by role, the longest name first, with what must not stand around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import get_args

from pipeline.rulebook.time_words import Role, TimeWord

_HAN = "一二三四五六七八九"
SMALL = {
    "十": 10, "〇": 0, "零": 0,
    **{f"{tens}十{ones}": (10 * (_HAN.find(tens) + 1) if tens else 10) + (_HAN.find(ones) + 1 if ones else 0)
       for tens in ["", *_HAN] for ones in ["", *_HAN]},
    **{digit: value for value, digit in enumerate(_HAN, 1)},
    **{f"廿{ones}": 20 + (_HAN.find(ones) + 1 if ones else 0) for ones in ["", *_HAN]},
}  # fmt: skip
"""Chinese numerals up to 99."""
DIGIT = r"〇零○一二三四五六七八九"
NUMBER = rf"(?:\d{{1,2}}|{'|'.join(sorted(SMALL, key=len, reverse=True))})"
CONNECTIVE = r" ?(?:[-—–─~〜∼]{1,2}|[至到]) ?"


SMALL["元"] = 1  # 元月


def small(text: str) -> int:
    """A numeral that `NUMBER` matches, and 元 of 元月."""
    return int(text) if text.isdecimal() else SMALL[text]


def digits(text: str) -> int:
    """A string of digits, one character each: 二〇一六, 2016."""
    return int("".join(char if char.isdecimal() else str(DIGIT[2:].find(char)) if char in DIGIT[2:] and char != "○" else "0" for char in text))  # fmt: skip


class Words:
    """The words of one role. `at` finds the longest that begins at a position."""

    def __init__(self, entries: Iterable[TimeWord]) -> None:
        self.entry = {name: entry for entry in entries for name in entry.names}
        self.pattern = re.compile(_alternatives(self.entry) or r"(?!)")
        self._firsts = frozenset(name[0] for name in self.entry)
        self._lasts = frozenset(name[-1] for name in self.entry)
        self.longest = max(map(len, self.entry), default=0)

    def at(self, text: str, position: int) -> tuple[int, TimeWord] | None:
        """End and entry of the word at a position, when nothing around it speaks against it."""
        if text[position : position + 1] not in self._firsts:
            return None
        found = self.pattern.match(text, position)
        if found is None:
            return None
        entry = self.entry[found.group()]
        return (found.end(), entry) if fits(text, position, found.end(), entry) else None

    def before(self, text: str, position: int) -> TimeWord | None:
        """The word that ends at a position."""
        if not position or text[position - 1] not in self._lasts:
            return None
        for length in range(min(self.longest, position), 0, -1):
            entry = self.entry.get(text[position - length : position])
            if entry is not None:
                return entry if fits(text, position - length, position, entry) else None
        return None


class Lexicon:
    """All time words by role."""

    def __init__(self, entries: Iterable[TimeWord]) -> None:
        by_role: dict[str, list[TimeWord]] = {}
        for entry in entries:
            by_role.setdefault(entry.role, []).append(entry)
        self._roles = {role: Words(by_role.get(role, ())) for role in get_args(Role)}
        self.days_off = {
            (self["holiday"].entry[name].code, int(last[:4])): (first, last)
            for entry in by_role.get("days_off", ())
            for name in entry.names
            for first, _, last in [entry.code.partition("/")]
        }
        """First and last day off by the code and the year of a holiday."""

    def __getitem__(self, role: Role) -> Words:
        return self._roles[role]


def fits(text: str, start: int, end: int, entry: TimeWord) -> bool:
    if entry.not_before and text.startswith(entry.not_before, end):
        return False
    if entry.not_after and text[max(0, start - 8) : start].endswith(entry.not_after):
        return False
    if entry.before and not text[max(0, start - 8) : start].endswith(entry.before):
        return False
    return not entry.after or text.startswith(entry.after, end)


def _alternatives(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))

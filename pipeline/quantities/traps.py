"""Set phrases compiled: where a numeral belongs to a name or an idiom and counts nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from pipeline.numerals import HAN_NUMERAL
from pipeline.rulebook import RuleBook
from pipeline.rulebook.traps import SetPhrase

_NUMERAL = set(HAN_NUMERAL + "0123456789")


class Traps:
    """`names` are looked for in the whole text at once; a `pattern` only where a numeral begins."""

    def __init__(self, rules: RuleBook) -> None:
        entries = rules.entries("set_phrases", SetPhrase)
        names = {name for entry in entries for name in entry.names}
        self._names = re.compile(one_pattern(names)) if names else re.compile(r"(?!)")
        plain = [entry.pattern for entry in entries if entry.pattern and not entry.preceded_by]
        self._plain = (
            re.compile("|".join(f"(?:{pattern})" for pattern in plain), re.MULTILINE)
            if plain
            else re.compile(r"(?!)")
        )
        self._led: dict[str, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
        for entry in entries:
            if entry.pattern:
                compiled = re.compile(entry.pattern, re.MULTILINE)
                for word in entry.preceded_by:
                    self._led[word[-1]].append((word, compiled))

    def names(self, text: str) -> list[tuple[int, int]]:
        """Where names stand; one that a numeral goes on after is none (六一 in 六一〇亿)."""
        spans = [found.span() for found in self._names.finditer(text)]
        return [(start, end) for start, end in spans if not _goes_on(text, end)]

    @staticmethod
    def places(entry: SetPhrase, text: str) -> list[tuple[int, int]]:
        """Where the pattern of one entry stands."""
        if not entry.pattern:
            return []
        return [
            found.span()
            for found in re.finditer(entry.pattern, text, re.MULTILINE)
            if not entry.preceded_by or text.endswith(entry.preceded_by, 0, found.start())
        ]

    def at(self, text: str, start: int) -> int:
        """Where the phrase ends whose numeral begins at `start`; `start` itself where there is none."""
        found = self._plain.match(text, start)
        end = found.end() if found else start
        for word, pattern in self._led.get(text[start - 1 : start], ()):
            if text.endswith(word, 0, start) and not _inside_word(text, start - len(word)):
                led = pattern.match(text, start)
                if led is not None:
                    end = max(end, led.end())
        return end


def _inside_word(text: str, at: int) -> bool:
    """Whether the letters that begin at `at` go on from others: the D of USD350万 is no train."""
    pair = text[at - 1 : at + 1]
    return at > 0 and pair.isascii() and pair.isalpha()


def _goes_on(text: str, end: int) -> bool:
    return text[end - 1] in HAN_NUMERAL and text[end : end + 1] in _NUMERAL


def one_pattern(words: Iterable[str]) -> str:
    """One regex for many words, sharing their beginnings, longest first: it costs one look a character."""
    tree: dict[str, dict[str, object]] = {}
    for word in words:
        node: dict[str, object] = tree  # type: ignore[assignment]
        for char in word:
            node = node.setdefault(char, {})  # type: ignore[assignment]
        node[""] = {}
    return _branch(tree)  # type: ignore[arg-type]


def _branch(node: dict[str, object]) -> str:
    optional = "" in node
    branches = [re.escape(char) + _branch(below) for char, below in sorted(node.items()) if char]  # type: ignore[arg-type]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and not optional else f"(?:{'|'.join(branches)})"
    return f"{body}?" if optional else body

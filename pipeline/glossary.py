"""Regional words and their mainland form: 軟體 → 软件 in the text, 網際網路 → 互联网 in canonical forms alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.rulebook.glossary import Term


class Glossary:
    """Both directions of use read Simplified text; the longest term wins."""

    def __init__(self, entries: Iterable[Term]) -> None:
        terms = [
            (term, other, entry.not_after, entry.not_before)
            for entry in entries
            for term, other in entry.terms.items()
        ]
        self._others = {term: other for term, other, _, _ in terms}
        ranked = sorted(terms, key=lambda row: -len(row[0]))
        self._all = _pattern(ranked)
        # The other terms still take their place, so that no shorter one is found inside 网际网路.
        self._keep = frozenset(term for term, other, _, _ in terms if len(term) != len(other))

    def apply(self, text: str) -> str:
        """The text with the terms of equal length exchanged; positions stay."""
        return self._all.sub(
            lambda found: found.group() if found.group() in self._keep else self._others[found.group()], text
        )

    def canonical(self, text: str) -> str:
        """What the mainland would call it, for comparing rows: 记忆体 → 内存. The length may change."""
        return self._all.sub(lambda found: self._others[found.group()], text)


def _pattern(terms: Iterable[tuple[str, str, tuple[str, ...], tuple[str, ...]]]) -> re.Pattern[str]:
    parts = []
    for term, _, not_after, not_before in terms:
        behind = "".join(f"(?<!{re.escape(word)})" for word in not_after)
        ahead = f"(?!{'|'.join(map(re.escape, not_before))})" if not_before else ""
        parts.append(behind + re.escape(term) + ahead)
    return re.compile("|".join(parts) or "(?!)")

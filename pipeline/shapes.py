"""The shapes of `rules/layout.toml`, compiled: what a line or a cell looks like."""

from __future__ import annotations

import re

from pipeline.rulebook import RuleBook
from pipeline.rulebook.layout import LayoutShape, Part

# Figures as cells hold them: 1,234.5  -3.2  (31,841)  12.3%  +0.5  3.2*  9.8r
NUMBER = re.compile(
    r"(?P<open>\()?(?P<sign>[-+−–▲▼△▽])? ?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?P<close>\))? ?(?P<percent>%|‰)?(?P<mark>\*{1,2}|#|†|[rpe](?![a-z])|\([注\d a-z*]{1,3}\)|[①-⑨])?"
)
_LONGEST = 32
# 120203K: a code among numbers
_CODE = re.compile(r"\d{4,6}[A-Z]{1,2}|\d{2,3}[A-Z]{2}")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Shapes:
    def __init__(self, rules: RuleBook) -> None:
        parts: dict[Part, list[LayoutShape]] = {}
        for entry in rules.entries("layout", LayoutShape):
            parts.setdefault(entry.part, []).append(entry)
        self._parts = {
            part: [(re.compile(entry.pattern), entry) for entry in entries] for part, entries in parts.items()
        }

    def find(self, part: Part, text: str) -> LayoutShape | None:
        """The first entry of a part that the text shows."""
        for pattern, entry in self._parts.get(part, ()):
            if (not entry.longest or len(text) <= entry.longest) and pattern.search(text):
                return entry
        return None

    def has(self, part: Part, text: str) -> bool:
        return self.find(part, text) is not None

    def without(self, part: Part, text: str) -> int:
        """How many characters at the start of the text the part takes: 3 of 其中:民间投资."""
        for pattern, _ in self._parts.get(part, ()):
            found = pattern.match(text)
            if found is not None:
                return found.end()
        return 0

    def stub(self, text: str) -> bool:
        """Whether a head names what the rows are: 城市, 指标, and 地　区, which was spread out."""
        return len(text) <= _LONGEST and self.has("stub_head", text.replace(" ", "").replace("\u3000", ""))

    def value(self, cell: str) -> bool:
        """Whether a cell holds a figure, or says that there is none."""
        return (
            self.figure(cell)
            or (len(cell) <= 4 and self.has("missing", cell))
            or _CODE.fullmatch(cell) is not None
        )

    def figure(self, cell: str) -> bool:
        """A number, with a sign, a mark of a footnote or its unit: (31,841), 9.8*, 3.5亿元."""
        if len(cell) > _LONGEST or _DIGIT.search(cell) is None:
            return False
        return NUMBER.fullmatch(cell) is not None or self.has("measured", cell)

    @staticmethod
    def year(cell: str) -> bool:
        """A bare year, which heads a column or a row: 2023."""
        return _YEAR.fullmatch(cell) is not None

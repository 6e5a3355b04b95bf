"""What every part of the recogniser looks at: the text, its region, the unit words."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from pipeline.draft import Quantity
from pipeline.numerals import Numeral
from pipeline.quantities.lexicon import Lexicon, UnitWord

_SENTENCE = 60
"""Characters over which a unit is carried."""
_SENTENCE_END = re.compile(r"[。！？!?\n]")


@dataclass(slots=True)
class Scene:
    text: str
    region: str | None
    lexicon: Lexicon
    figures: list[tuple[int, int]] = field(default_factory=list)
    """The lines that are nothing but figures, in order."""
    one_line: bool = False
    """The text is a single line."""
    settled: tuple[UnitWord, int] | None = None
    """The last unit that its surroundings decided, and where it ended."""
    refused: int = 0
    """Up to here the numbers were members of a list that shares no unit."""

    def unit_at(self, at: int) -> tuple[UnitWord | None, int]:
        """The unit word at a position, over one blank, and where it begins."""
        if self.text.startswith(" ", at):
            at += 1
        word = self.lexicon.match(self.text, at, self.region, alone=self.alone(at))
        return word or self._carried(at), at

    def settle(self, word: UnitWord, end: int) -> None:
        """Remember a unit that the words around it decided, for the rest of the sentence."""
        if word.unit is not None and word.unit.context and word.unit.kind in ("measure", "percent"):
            self.settled = word, end

    def _carried(self, at: int) -> UnitWord | None:
        """最高气温35度，周末回落到|30度: what a unit was, it is again later in the sentence."""
        if self.settled is None:
            return None
        word, end = self.settled
        if not self.text.startswith(word.name, at) or at - end > _SENTENCE:
            return None
        if _SENTENCE_END.search(self.text, end, at) or not self.lexicon.stands(word, self.text, at):
            return None
        return word

    def alone(self, at: int) -> bool:
        """Whether the line around a position is nothing but figures, so that a number needs no sentence."""
        if not self.figures:
            return False
        index = bisect_right(self.figures, (at, 1 << 62)) - 1
        return index >= 0 and at <= self.figures[index][1]

    def before(self, at: int, size: int) -> str:
        return self.text[max(0, at - size) : at]


@dataclass(slots=True)
class Part:
    """A numeral with what could be made of it: `item` is null where it states nothing by itself."""

    numeral: Numeral
    item: Quantity | None = None
    word: UnitWord | None = None
    """Its unit; null for a bare number and for money with only a sign before it."""

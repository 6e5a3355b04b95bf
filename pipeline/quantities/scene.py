"""What every part of the recogniser looks at: the text, its region, the unit words."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from pipeline.draft import Quantity
from pipeline.numerals import Numeral
from pipeline.quantities.lexicon import Lexicon, UnitWord


@dataclass(slots=True)
class Scene:
    text: str
    region: str | None
    lexicon: Lexicon
    figures: list[tuple[int, int]] = field(default_factory=list)
    """The lines that are nothing but figures, in order."""
    one_line: bool = False
    """The text is a single line."""
    refused: int = 0
    """Up to here the numbers were members of a list that shares no unit."""

    def unit_at(self, at: int) -> tuple[UnitWord | None, int]:
        """The unit word at a position, over one blank, and where it begins."""
        if self.text.startswith(" ", at):
            at += 1
        return self.lexicon.match(self.text, at, self.region, alone=self.alone(at)), at

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

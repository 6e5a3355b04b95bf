"""A document as the recognisers of names read it: its text, where words begin, and which words no name holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.draft import Draft, Token
from pipeline.model import Region
from pipeline.offsets import CUT

PUNCTUATION = frozenset("，,。;；:：!！?？、\n\r\t “”‘’\"'「」『』《》〈〉()（）[]【】〔〕—…－~～/|·" + CUT)
OPENING = {"”": "“", "」": "「", "』": "『", ")": "(", "）": "（", "’": "‘", "》": "《"}


@dataclass(frozen=True, slots=True)
class Coded:
    """A bracket with codes, or a name at the head of a notice that a code stands beside. Positions are reading coordinates."""

    start: int
    end: int
    name_end: int
    """Where the name ends that the codes are of; -1 where it can only stand behind them."""
    codes: tuple[str, ...]
    inside: tuple[int, int] | None = None
    """The name that stands in the bracket with its code: (澜海科技,600000.SH)."""


@dataclass(slots=True)
class Page:
    """All positions are reading coordinates."""

    text: str
    tokens: list[Token]
    region: Region | None
    at: list[int]
    """The index of the token at each character, -1 where there is none."""
    edges: bytearray
    """1 where a word begins or ends."""
    places: dict[int, int]
    """Where a recognised place ends → where it begins; filled by the recogniser of places, as is `forms`."""
    forms: dict[int, int]
    """The same for every form of the gazetteer, also those that are mostly common words: 通道, 和平."""
    known: set[str] = field(default_factory=set)
    """Codes of the divisions that the text names beyond doubt, and of their parents; by the recogniser of places,
    as is `divisions`."""
    divisions: list[tuple[int, str]] = field(default_factory=list)
    """Where recognised places end, in the order of the text, with the divisions that they are or lie in."""
    brackets: Mapping[int, Coded] = field(default_factory=dict)
    """The brackets with stock codes by where they end, filled before names are looked for, as is `heads`."""
    listed: dict[int, int] = field(default_factory=dict)
    """Where an organisation that a list has ends → where it begins; filled by the recogniser of organisations."""
    levels: dict[int, str] = field(default_factory=dict)
    """Where an office named by its level alone begins → the level: 省 of 民革省委; by the recogniser of organisations."""
    heads: Sequence[Coded] = ()
    """Names at the head of a notice that a stock code stands beside, and codes there without a labelled name."""

    @classmethod
    def of(cls, draft: Draft) -> Page:
        text = draft.reading
        at = [-1] * len(text)
        edges = bytearray(len(text) + 1)
        for index, (start, end, _, _) in enumerate(draft.tokens):
            edges[start] = edges[end] = 1
            for position in range(start, end):
                at[position] = index
        return cls(text, draft.tokens, draft.region, at, edges, {}, {})

    def word(self, position: int) -> Token | None:
        """The word at a character."""
        if 0 <= position < len(self.at) and self.at[position] >= 0:
            return self.tokens[self.at[position]]
        return None

    def whole(self, start: int, end: int) -> bool:
        """Whether no word of the segmentation crosses an end of the stretch."""
        first, last = self.word(start), self.word(end - 1)
        if first is not None and first.start < start < first.end < end:
            return False
        return not (last is not None and last.end > end and last.start > start)

    def closed(self, position: int) -> bool:
        """Whether punctuation, a blank or the end of the text stands at this character."""
        return not 0 <= position < len(self.text) or self.text[position] in PUNCTUATION

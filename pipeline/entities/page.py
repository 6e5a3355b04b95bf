"""A document as the recognisers of names read it: its text, where words begin, and which words no name holds."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.draft import Draft, Entity, Token
from pipeline.model import Region
from pipeline.offsets import CUT

PUNCTUATION = frozenset("，,。;；:：!！?？、\n\r\t “”‘’\"'「」『』《》〈〉()（）[]【】〔〕—…－~～/|·" + CUT)
OPENING = {"”": "“", "」": "「", "』": "『", ")": "(", "）": "（", "’": "‘", "》": "《"}


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
    """Where a place name ends → where the longest one begins; filled by the recogniser of places."""

    @classmethod
    def of(cls, draft: Draft) -> Page:
        text = draft.reading
        at = [-1] * len(text)
        edges = bytearray(len(text) + 1)
        for index, (start, end, _, _) in enumerate(draft.tokens):
            edges[start] = edges[end] = 1
            for position in range(start, end):
                at[position] = index
        return cls(text, draft.tokens, draft.region, at, edges, {})

    def word(self, position: int) -> Token | None:
        """The word at a character."""
        if 0 <= position < len(self.at) and self.at[position] >= 0:
            return self.tokens[self.at[position]]
        return None

    def closed(self, position: int) -> bool:
        """Whether punctuation, a blank or the end of the text stands at this character."""
        return not 0 <= position < len(self.text) or self.text[position] in PUNCTUATION


def covers(entities: list[Entity], size: int) -> list[Entity | None]:
    """The entity at each character."""
    found: list[Entity | None] = [None] * size
    for entity in entities:
        found[entity.start : entity.end] = [entity] * (entity.end - entity.start)
    return found

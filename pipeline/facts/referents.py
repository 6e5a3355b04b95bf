"""Whom 全市 and 公司 mean, where the text leaves no doubt: the place or company that their paragraph, or the whole text, names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.draft import Block, Dimension, Draft, Entity, Fact
from pipeline.facts.lexicon import Lexicon

_LEVELS = "省市区县州旗镇乡"
# 全市, 我省, 该县: so long are the words for an area that name its level.
_AREA = 2


def tie(facts: Sequence[Fact], draft: Draft, lexicon: Lexicon) -> None:
    """Gives the subjects of facts that are words for a place or a company the entity that they mean."""
    named = _Named(draft)
    for fact in facts:
        who = fact.subject
        if who is None or who.entity is not None:
            continue
        word = draft.reading[who.start : who.end]
        marks = lexicon.of(word)
        if "area" in marks and len(word) == _AREA and word[-1] in _LEVELS:
            who.entity = named.place(word[-1], who.start)
            if who.entity is not None and not any(part.role == "area" for part in fact.dimensions):
                fact.dimensions = [*fact.dimensions, Dimension("area", word, who.entity)]
        elif "company" in marks:
            who.entity = named.company()


class _Named:
    """The places of a text by their level, and its companies."""

    def __init__(self, draft: Draft) -> None:
        self._reading = draft.reading
        self._blocks = draft.blocks
        self._starts = [block.start for block in draft.blocks]
        self._places: dict[str, list[Entity]] = {}
        self._companies: list[Entity] = []
        for entity in sorted(draft.entities, key=lambda item: item.start):
            if entity.label == "GPE":
                self._places.setdefault(self._name(entity)[-1], []).append(entity)
            elif entity.label == "ORG" and _is_company(entity, self._name(entity)):
                self._companies.append(entity)

    def place(self, level: str, at: int) -> Entity | None:
        """That of the paragraph before `at` where it names one of the level alone; where it names none, the first of the text."""
        places = self._places.get(level, [])
        block = self._block(at)
        near = [place for place in places if block is not None and block.start <= place.start < at]
        if not near:
            return next((place for place in places if place.start < at), None)
        return near[-1] if len({self._name(place) for place in near}) == 1 else None

    def company(self) -> Entity | None:
        """The one company of the text."""
        names = {self._name(entity) for entity in self._companies}
        return self._companies[0] if len(names) == 1 else None

    def _block(self, at: int) -> Block | None:
        index = bisect_right(self._starts, at) - 1
        return self._blocks[index] if index >= 0 else None

    def _name(self, entity: Entity) -> str:
        return entity.norm or self._reading[entity.start : entity.end]


def _is_company(entity: Entity, name: str) -> bool:
    return name.endswith("公司") or any(code.scheme == "ticker" for code in entity.codes)

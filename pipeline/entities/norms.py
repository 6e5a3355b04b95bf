"""What a short form stands for in its document: 市政府 is that of the city last named."""

from __future__ import annotations

from pipeline.draft import Entity
from pipeline.entities.page import Page

_LEVELS = frozenset("省市区县州")


def resolve(page: Page, entities: list[Entity]) -> None:
    """Sets `norm` of the offices that are named by their level alone."""
    last: dict[str, str] = {}
    waiting: list[Entity] = []
    for entity in entities:
        text = page.text[entity.start : entity.end]
        if entity.label == "GPE" and entity.norm:
            last[entity.norm[-1]] = entity.norm
        elif entity.label == "ORG" and text[0] in _LEVELS and not entity.rule.startswith("organisations"):
            if text[0] in last:
                _name(entity, text, last[text[0]])
            else:
                waiting.append(entity)
        elif entity.label == "ORG":
            place = _place(page, entity)
            if place:
                last[place[-1]] = place
    for entity in waiting:  # the city comes later: 市政府今天…,重庆
        text = page.text[entity.start : entity.end]
        if text[0] in last:
            _name(entity, text, last[text[0]])


def _name(entity: Entity, text: str, place: str) -> None:
    rest = entity.norm or text
    prefix, level, after = rest.partition(text[0])
    # 中共|市|委员会
    entity.norm = prefix + place + after if level else place + rest


def _place(page: Page, entity: Entity) -> str | None:
    """The full name of the place at the beginning of an office's name."""
    for end in range(entity.start + 2, entity.end):
        if page.places.get(end) == entity.start and page.text[end - 1] in _LEVELS:
            return page.text[entity.start : end]
    return None

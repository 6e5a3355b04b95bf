"""What a short form stands for in its document: 市政府 is that of the city last named."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.draft import Entity
from pipeline.entities.bodies import level_at, level_before, levels_of
from pipeline.entities.page import Page


def resolve(page: Page, entities: list[Entity]) -> None:
    """Sets `norm` of the offices that are named by their level alone."""
    last: dict[str, str] = {}
    waiting: list[tuple[Entity, str]] = []
    for entity in entities:
        text = page.text[entity.start : entity.end]
        if entity.label == "GPE" and entity.norm:
            _seen(last, entity.norm)
        elif entity.label == "ORG" and not entity.rule.startswith("organisations"):
            level = level_at(text) or (page.levels.get(entity.start, "") if entity.norm else "")
            if not level:
                _seen(last, *_places(page, entity))
            elif level in last:
                _name(entity, text, level, last[level])
            else:
                waiting.append((entity, level))
        elif entity.label == "ORG":
            _seen(last, *_places(page, entity))
    for entity, level in waiting:  # the city comes later: 市政府今天…,重庆
        if level in last:
            _name(entity, page.text[entity.start : entity.end], level, last[level])


def _seen(last: dict[str, str], *places: str) -> None:
    for place in places:
        for level in levels_of(place):
            last[level] = place


def _name(entity: Entity, text: str, level: str, place: str) -> None:
    prefix, said, after = (entity.norm or text).partition(level)
    # 中共|市|委员会
    entity.norm = prefix + place + after if said else place + prefix


def _places(page: Page, entity: Entity) -> Iterator[str]:
    """The full names of the places at the beginning of an office's name: 南京市, 玄武区."""
    start = entity.start
    for end in range(start + 2, entity.end):
        if page.places.get(end) == start and level_before(page.text, end):
            yield page.text[start:end]
            start = end

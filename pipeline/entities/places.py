"""Places: full names anywhere, short forms where the words around them or the document speak for them."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.draft import Entity
from pipeline.entities.gazetteer import Place
from pipeline.entities.lexicon import Lexicon
from pipeline.entities.page import Page

# What may follow a short form that is a common word, and shows that it is a place after all: 朝阳两级法院 is none.
_LIST = frozenset("、和与及")
_LEVELS = frozenset("省市区县州旗盟镇")
# 元 after a place is its money, but for these words.
_NOT_MONEY = ("元旦", "元朗", "元首", "元宵", "元老", "元月", "元宇")

_REGIONS = frozenset({"71", "81", "82"})
# Where a text of these regions is at home.
_BEYOND = {"TW": frozenset({"710000"}), "HK": frozenset({"810000"}), "MO": frozenset({"820000"})}


def recognise(page: Page, gazetteer: Lexicon[Place]) -> list[Entity]:
    """Places of the text, longest first, without overlaps; fills `page.places` and `page.forms`."""
    spots: list[tuple[int, str, list[Place]]] = []
    for start, name, senses in gazetteer.find(page.text):
        end = start + len(name)
        page.forms[end] = min(start, page.forms.get(end, start))
        spots.append((start, name, senses))
    known = _known(spots) | _BEYOND.get(page.region or "", frozenset())
    found: list[Entity] = []
    last: str = ""
    free = 0
    for start, name, senses in spots:
        end = start + len(name)
        if start < free or not _whole(page, start, end, senses):
            continue
        place = _choose(page, start, end, senses, known, last)
        if place is None:
            continue
        free = end
        page.places[end] = start
        score = 0.8 if place.context else 0.95
        codes = [] if _doubtful(page, place, senses, known, last) else place.model_codes()
        last = place.division or last
        found.append(Entity(start, end, place.label, place.rule, score, place.norm, codes))
    return found


def _doubtful(page: Page, place: Place, senses: list[Place], known: set[str], last: str) -> bool:
    """Whether a name that Taiwan or Hong Kong has too is without a word of which one is meant: 中山区 alone."""
    code = place.division
    if page.region == "CN" or not code or code[:2] in _REGIONS:
        return False
    if not any(sense.division[:2] in _REGIONS for sense in senses):
        return False
    return last[:2] != code[:2] and code[:4] + "00" not in known and code[:2] + "0000" not in known


def spaced(text: str, cells: Iterable[tuple[int, int]], gazetteer: Lexicon[Place]) -> list[Entity]:
    """Places whose names are spread to one width in the cells of a table: 北　　京, 秦 皇 岛."""
    found = []
    for start, end in cells:
        name = text[start:end].replace(" ", "")
        senses = gazetteer.values.get(name, [])
        if senses and len(name) < end - start:
            place = min(senses, key=lambda sense: (sense.division[2:] != "0000", sense.division[4:] != "00"))
            found.append(
                Entity(start, end, place.label, "places.spread", 0.9, place.norm, place.model_codes())
            )
    return found


def identify(text: str, entities: list[Entity], gazetteer: Lexicon[Place]) -> None:
    """Full name and codes for places that are none of the rules', where the gazetteer has one place of that name."""
    for entity in entities:
        name = text[entity.start : entity.end]
        if entity.norm is None and entity.label in ("GPE", "LOC") and name in gazetteer.values:
            senses = gazetteer.values[name]
            if len({place.codes for place in senses}) == 1 and senses[0].label == entity.label:
                entity.norm, entity.codes = senses[0].norm, senses[0].model_codes()


def leveled(page: Page, entities: list[Entity]) -> None:
    """A place that the model ends before its level takes it in: 江州|市主要指标; not 江州|市民."""
    for entity in entities:
        if entity.label != "GPE" or not entity.rule.startswith("model") or entity.end >= len(page.text):
            continue
        level = page.text[entity.end]
        word = page.word(entity.end)
        done = page.text[entity.end - 1] in _LEVELS - {"州"}
        if level in _LEVELS and not done and word is not None and word.end == entity.end + 1:
            entity.end += 1


def _known(spots: list[tuple[int, str, list[Place]]]) -> set[str]:
    """Codes of the divisions that the text names beyond doubt, and of their parents."""
    known: set[str] = set()
    for _, _, senses in spots:
        plain = [place for place in senses if not place.context and place.division]
        if len(plain) == 1:
            code = plain[0].division
            known |= {code, code[:4] + "00", code[:2] + "0000"}
    return known


def _whole(page: Page, start: int, end: int, senses: list[Place]) -> bool:
    """Whether the words allow a name here: none may reach across its ends, and short ones are no part of a word."""
    text = page.text
    if any(text.startswith(word, end) for place in senses for word in place.not_before):
        return False
    if text.startswith("元", end) and not text.startswith(_NOT_MONEY, end):
        return False  # 澳门元, 新加坡元
    first, last = page.word(start), page.word(end - 1)
    if first is None or last is None:
        return True
    if end - start >= 3:
        return True
    if (first.start < start and first.end < end) or (last.end > end and last.start > start):
        return False  # a word crosses an end: 大/同时 is no 大同
    return first.start == start or not any(place.context for place in senses)


def _choose(
    page: Page, start: int, end: int, senses: list[Place], known: set[str], last: str
) -> Place | None:
    """Of several senses, the one whose parents were named, the nearest first; null where nothing speaks for any."""
    fitting = [place for place in senses if not place.context or _supported(page, start, end, place, known)]
    if not fitting:
        return None
    # 江南 is the region, and a district only where its city stands beside it
    plain = [place for place in fitting if not place.context]
    if plain and start not in page.places:
        fitting = plain
    return max(fitting, key=lambda place: _weight(place, known, last))


def _supported(page: Page, start: int, end: int, place: Place, known: set[str]) -> bool:
    code = place.division
    named = code in known
    parent = code and (code[:4] + "00" in known or code[:2] + "0000" in known) and code not in known
    if end - start < 3 and page.text[start:end] == place.norm:  # 城区
        return start in page.places and bool(parent)
    word = page.word(start)
    alone = word is not None and word.start == start and word.end == end
    if named and page.edges[start] and page.edges[end]:
        return True
    if not (parent and alone):
        return False
    # 渝中、江北和南岸: beside another place, or directly after its parent
    before, after = page.text[start - 1 : start], page.text[end : end + 1]
    listed = (before in _LIST and start - 1 in page.forms) or (after in _LIST and _place_at(page, end + 1))
    return listed or start in page.places or (page.closed(start - 1) and after not in _LEVELS)


def _place_at(page: Page, start: int) -> bool:
    return any(page.forms.get(end) == start for end in range(start + 2, min(start + 7, len(page.text)) + 1))


def _weight(place: Place, known: set[str], last: str) -> tuple[bool, bool, bool, bool, str]:
    code = place.division
    county = code[4:] != "00"
    return (
        bool(code) and last[:2] == code[:2] and (code[2:4] == last[2:4] or last[2:] == "0000"),
        code in known,
        county and (code[:4] + "00" in known or code[:2] + "0000" in known),
        code[2:] == "0000",
        "" if not code else f"{999999 - int(code):06d}",
    )

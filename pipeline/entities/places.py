"""Places: full names anywhere, short forms where the words around them or the document speak for them."""

from __future__ import annotations

from collections.abc import Iterable, Set

from pipeline.draft import Entity
from pipeline.entities.gazetteer import BEYOND, Place
from pipeline.entities.lexicon import Lexicon
from pipeline.entities.page import Page

# What may follow a short form that is a common word, and shows that it is a place after all: 朝阳两级法院 is none.
_LIST = frozenset("、和与及")
_LEVELS = frozenset("省市区县州旗盟镇")
# 元 after a place is its money, but for these words.
_NOT_MONEY = ("元旦", "元朗", "元首", "元宵", "元老", "元月", "元宇")

# How the codes begin where a text of these regions is at home.
_HOME = {"TW": "71", "HK": "81", "MO": "82"}


def recognise(page: Page, gazetteer: Lexicon[Place]) -> list[Entity]:
    """Places of the text, longest first, without overlaps; fills `page.places` and `page.forms`."""
    spots: list[tuple[int, str, list[Place]]] = []
    for start, name, senses in gazetteer.find(page.text):
        end = start + len(name)
        page.forms[end] = min(start, page.forms.get(end, start))
        spots.append((start, name, senses))
    page.known = known = _known(page, spots)
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
        doubtful = _doubtful(page, start, place, last)
        norm = place.norm if place.norm == name or not doubtful else None
        codes = [] if doubtful else place.model_codes()
        if place.division and not doubtful:
            last = place.division
            page.divisions.append((end, last))
        found.append(Entity(start, end, place.label, place.rule, score, norm, codes))
    return found


def _doubtful(page: Page, start: int, place: Place, last: str) -> bool:
    """Whether a place beyond the mainland has the name too, and no word says which is meant: 中山区, 花莲吉安."""
    if not place.shared:
        return False
    if start in page.places:
        return last[:2] in place.shared
    if last[:2] == place.division[:2] or _parent(place, page.known):
        return False
    full = place.rule == "places.division" and page.region != "CN"
    return full or not place.shared.isdisjoint((_home(page), last[:2]))


def _parent(place: Place, known: Set[str]) -> bool:
    """Whether the text names a division that this one lies in."""
    return any(code != place.division and code in known for code in _parents(place))


def _parents(place: Place) -> tuple[str, str]:
    return place.division[:4] + "00", place.division[:2] + "0000"


def _home(page: Page) -> str:
    return _HOME.get(page.region or "", "")


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


def identify(page: Page, entities: list[Entity], gazetteer: Lexicon[Place]) -> None:
    """Full name and codes for places that are none of the rules', where the gazetteer has one place of that name.

    Beyond the mainland a short form of one of its divisions needs its province or city in the text: 永康, 竹山.
    """
    last, at = "", 0
    for entity in entities:
        while at < len(page.divisions) and page.divisions[at][0] <= entity.start:
            last, at = page.divisions[at][1], at + 1
        name = page.text[entity.start : entity.end]
        if entity.norm is None and entity.label in ("GPE", "LOC") and name in gazetteer.values:
            senses = gazetteer.values[name]
            place = senses[0]
            if len({sense.codes for sense in senses}) > 1 or place.label != entity.label:
                continue
            if place.division[:2] in BEYOND and not _fits(page, entity.start, entity.end, place, senses):
                continue
            if not (place.rule.startswith("places.division") and _astray(page, entity.start, place, last)):
                entity.norm, entity.codes = place.norm, place.model_codes()


def _astray(page: Page, start: int, place: Place, last: str) -> bool:
    """Whether a name stands where one of the mainland is not expected: in a text of Taiwan, beside its cities."""
    if start in page.places and last[:2] in BEYOND:
        return True
    beyond = bool(_home(page)) or last[:2] in BEYOND
    return beyond and last[:2] != place.division[:2] and not _parent(place, page.known)


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


def _known(page: Page, spots: list[tuple[int, str, list[Place]]]) -> set[str]:
    """Codes of the divisions that the text names beyond doubt, and of their parents."""
    home = _home(page)
    known = {home + "0000"} if home else set()
    shared: list[Place] = []
    for _, _, senses in spots:
        plain = [place for place in senses if not place.context and place.division]
        if page.region == "CN":
            plain = [place for place in plain if place.division[:2] not in BEYOND] or plain
        if len(plain) == 1:
            if plain[0].shared:
                shared.append(plain[0])
            else:
                known |= {plain[0].division, *_parents(plain[0])}
    named = frozenset(known)
    for place in shared:  # 泰安 beside 台湾 speaks for no province of the mainland
        if _parent(place, named) or not any(region + "0000" in named for region in place.shared):
            known |= {place.division, *_parents(place)}
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
    fitting = [place for place in senses if _fits(page, start, end, place, senses)]
    if not fitting:
        return None
    # 江南 is the region, and a district only where its city stands beside it
    plain = [place for place in fitting if not place.context]
    if start not in page.places and any(place.division[:2] not in BEYOND for place in plain):
        fitting = plain
    return max(fitting, key=lambda place: _weight(place, known, last))


def _fits(page: Page, start: int, end: int, place: Place, senses: list[Place]) -> bool:
    if place.context:
        return _supported(page, start, end, place, page.known)
    if place.division[:2] not in BEYOND or place.codes:
        return True
    # 大埔 of 梅州, and 南区 of a campus: the text must be about Hong Kong for its 大埔 and 南区
    common = end - start < 3 or any(sense.division[:2] not in BEYOND for sense in senses)
    return not common or place.division[:2] + "0000" in page.known


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

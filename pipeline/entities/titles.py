"""The post of a person and the organisation it belongs to: 海州市水务局党组成员 before 林小川."""

from __future__ import annotations

from pipeline.draft import Entity, Stretch
from pipeline.entities.grammar import Grammar
from pipeline.entities.page import Page

_LINKS = frozenset("、兼和及与,")
_RANKS = (
    "副",
    "代",
    "前",
    "原",
    "总",
    "首席",
    "常务",
    "高级",
    "资深",
    "助理",
    "第一",
    "执行",
    "时任",
    "候任",
    "新任",
    "现任",
    "名誉",
    "荣誉",
    "特约",
    "本报",
    "公司",
)
# Words before a post that belong to it though they are no name: 公司总裁助理, 风险管理部总经理.
_REACH = 12
# Characters of a bracket between an organisation and its post, at most.
_BRACKET = 40


def assign(page: Page, entities: list[Entity], posts: dict[int, int], grammar: Grammar) -> None:
    """Sets `title` and `org` of the persons that have a post beside them."""
    ends = {entity.end: entity for entity in entities if entity.label in ("ORG", "GPE", "FAC")}
    last: Entity | None = None
    for entity in entities:
        if entity.label != "PERSON":
            continue
        # 董事李甲、王乙: the second shares the post
        if last is not None and last.title and page.text[last.end : entity.start] in ("、", " ", "、 "):
            entity.title, entity.org = last.title, last.org
        else:
            _before(page, entity, ends, posts, grammar)
            if entity.title is None:
                _behind(page, entity, posts)
        last = entity
    _share(page, entities)


def _share(page: Page, entities: list[Entity]) -> None:
    """Where a person is named without post or organisation, the post of the fullest introduction holds."""
    fullest: dict[str, Entity] = {}
    persons = [entity for entity in entities if entity.label == "PERSON"]
    for person in persons:
        name = page.text[person.start : person.end]
        known = fullest.get(name)
        if person.title and (known is None or _fullness(person) > _fullness(known)):
            fullest[name] = person
    for person in persons:
        best = fullest.get(page.text[person.start : person.end])
        if best is not None and (person.title is None or person.org is None):
            person.title, person.org = best.title, best.org


def _fullness(person: Entity) -> tuple[bool, int]:
    return person.org is not None, person.title.end - person.title.start if person.title else 0


def _before(
    page: Page, person: Entity, ends: dict[int, Entity], posts: dict[int, int], grammar: Grammar
) -> None:
    text = page.text
    end = person.start
    while end and text[end - 1] == " ":
        end -= 1
    if end not in posts:
        return
    start = end
    at = end
    while at in posts:
        at, org = _post(page, at, ends, posts, grammar)
        start = at
        person.org = org or person.org
        if at and text[at - 1] in _LINKS and at - 1 in posts:
            at -= 1
    if start < end:
        person.title = Stretch(start, end)


def _post(
    page: Page, end: int, ends: dict[int, Entity], posts: dict[int, int], grammar: Grammar
) -> tuple[int, Entity | None]:
    """Where the post that ends at `end` begins with its organisation, and that organisation."""
    text = page.text
    at = posts[end]
    low = max(0, at - _REACH)
    while True:
        # 统计处|长, 市北区委|书记, 律政司司长: the organisation and its post share characters
        for stop in range(at, end):
            org = ends.get(stop)
            if org is not None and org.label == "ORG" and (org.start < at or org.start == at < stop):
                return org.start, org
        if at + 1 in ends and text[at + 1 : at + 2] == "长":  # 重庆市|长
            return ends[at + 1].start, None
        if at in ends:
            return ends[at].start, None
        if at in posts and posts[at] < at:
            at = posts[at]
            continue
        if at in page.brackets:  # 澜海科技(600000)董事长
            at = page.brackets[at].start
            continue
        opening = _aside(text, at)  # 中国证监会(以下简称“证监会”)主席
        if opening in ends:
            at = opening
            continue
        token = page.word(at - 1)
        if token is None or at <= low or page.closed(at - 1) or token.kind != "word":
            return at, None
        word = text[token.start : min(token.end, at)]
        if word in grammar.blocking and word not in _RANKS:
            return at, None
        at = token.start


def _aside(text: str, end: int) -> int:
    """Where the bracket begins that ends here; -1 where none does."""
    if text[end - 1 : end] not in (")", "）"):
        return -1
    low = max(0, end - _BRACKET)
    opening = max(text.rfind("(", low, end), text.rfind("（", low, end))
    return opening if opening >= 0 and "\n" not in text[opening:end] else -1


def _behind(page: Page, person: Entity, posts: dict[int, int]) -> None:
    for end in range(person.end + 2, min(person.end + 8, len(page.text)) + 1):
        if posts.get(end) == person.end:
            person.title = Stretch(person.end, end)

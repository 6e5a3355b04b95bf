"""Second forms of names: those that the text introduces in brackets, and every further occurrence of a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.draft import Entity
from pipeline.entities.lexicon import Lexicon
from pipeline.entities.page import Coded, Page

_BRACKET = re.compile(r"[（(]([^（()）\n]{2,60})[)）]")
_CALLED = r"(?:简称|合称|统称|称)(?:为|作)?[:：]?\s*"
_INTRODUCED = re.compile(rf"^(?:以下|下文|下|以下统|下统)?{_CALLED}(.+)$")
# (01234.HK,下称“嘉楠”): behind something else the form stands in quotation marks
_INTRODUCED_LATER = re.compile(rf"[,，;；]\s*(?:以下|下文|下)?{_CALLED}([“「‘\"'].+)$")
_LETTERS = re.compile(r"^(?:英文)?(?:简称|缩写)?[:：]?\s*([A-Z][A-Za-z&\-]{1,9})$")
_QUOTED = re.compile(r"^[“「‘\"']([^“”「」‘’\"']+)[”」’\"'](?:$|(?=[,，;；]))")
_SEVERAL = re.compile(r"(?<=[”」’\"'])\s*(?:或|、|和|及)\s*(?=[“「‘\"'])")
# What a text calls a party or a plan by, and that is no name.
_PLAIN = frozenset(
    [
        "公司",
        "本公司",
        "集团",
        "本集团",
        "发行人",
        "上市公司",
        "甲方",
        "乙方",
        "丙方",
        "双方",
        "协议",
        "本协议",
        "合同",
        "报告期",
        "本次交易",
        "平台",
        "项目",
        "大会",
        "活动",
        "计划",
        "方案",
        "办法",
        "意见",
        "条例",
        "规划",
        "通知",
        "规定",
        "标准",
        "行动计划",
        "实施方案",
        "实施意见",
        "会议",
        "论坛",
        "中心",
        "学校",
        "医院",
        "基金",
        "产品",
        "两地",
        "标的公司",
        "目标公司",
        "交易对方",
        "投资者",
        "股东",
        "买方",
        "卖方",
        "委员会",
    ]
)
# Labels whose names are looked for again in the whole text.
_REPEATED = frozenset({"ORG", "PERSON", "FAC", "EVENT", "PRODUCT", "LAW"})


def introduced(page: Page, entities: list[Entity]) -> list[Entity]:
    """`X(以下简称“Y”)`, `X(WHO)`: Y where it is introduced, with X as its `norm`."""
    ends = {entity.end: entity for entity in entities}
    places = {(entity.start, entity.end): entity for entity in entities}
    found = []
    for bracket in _BRACKET.finditer(page.text):
        full = ends.get(bracket.start())
        if full is None or full.label not in _REPEATED:
            continue
        coded = page.brackets.get(bracket.end())
        if coded is not None and coded.inside is not None:  # (澜海科技,600000.SH)
            _stands_for(page, places.get(coded.inside), full)
        for start, end in _forms(bracket, coded):
            name = page.text[start:end]
            if name not in _PLAIN and not (full.label == "PERSON" and name.isascii()):
                _stands_for(page, places.get((start, end)), full)  # a list has the short form too
                norm = full.norm or page.text[full.start : full.end]
                found.append(
                    Entity(start, end, full.label, "aliases.introduced", 0.9, norm, list(full.codes))
                )
    return found


def _stands_for(page: Page, short: Entity | None, full: Entity) -> None:
    """Of a short form that is an entity already: its full name is the one that the text introduces it for."""
    norm = full.norm or page.text[full.start : full.end]
    if short is not None and short.label == full.label and short.norm is None:
        short.norm = norm if norm != page.text[short.start : short.end] else None


def _forms(bracket: re.Match[str], coded: Coded | None) -> Iterator[tuple[int, int]]:
    """Where the forms stand that a bracket introduces; letters that are a stock code are none."""
    at, content = bracket.start(1), bracket.group(1)
    match = _INTRODUCED.match(content) or _INTRODUCED_LATER.search(content)
    if match is None:
        letters = _LETTERS.match(content)
        if letters and coded is None:
            yield at + letters.start(1), at + letters.end(1)
        return
    at += match.start(1)
    rest = match.group(1)
    pieces: list[tuple[int, str]] = []
    last = 0
    for joint in _SEVERAL.finditer(rest):
        pieces.append((last, rest[last : joint.start()]))
        last = joint.end()
    pieces.append((last, rest[last:].rstrip()))
    for offset, piece in pieces:
        quoted = _QUOTED.match(piece)  # “满天星”行动计划 keeps its marks
        start, end = quoted.span(1) if quoted else (0, len(piece))
        if end - start >= 2:
            yield at + offset + start, at + offset + end


def repeated(page: Page, entities: list[Entity]) -> list[Entity]:
    """Further occurrences of the names found so far."""
    first: dict[str, Entity] = {}
    for entity in entities:
        name = page.text[entity.start : entity.end]
        if entity.label in _REPEATED and len(name) >= 2 and name not in _PLAIN:
            known = first.setdefault(name, entity)
            if (entity.norm is not None, entity.score) > (known.norm is not None, known.score):
                first[name] = entity
    taken = {(entity.start, entity.end): entity for entity in entities}
    found: list[Entity] = []
    for start, name, (source,) in Lexicon(first.items()).find(page.text):
        end = start + len(name)
        same = taken.get((start, end))
        if same is not None and same.norm is None and same.label == source.label:
            same.norm = source.norm
        if same is not None or (len(name) == 2 and not page.whole(start, end)):
            continue
        if source.label == "PERSON" and len(name) == 2 and not page.edges[end]:
            continue
        found.append(
            Entity(
                start,
                end,
                source.label,
                source.rule + "+repeat",
                round(source.score - 0.05, 2),
                source.norm,
                list(source.codes),
            )
        )
    return found

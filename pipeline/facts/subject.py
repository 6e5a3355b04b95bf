"""Whom or what a number is about: named in the clause, or carried over from an earlier one."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.draft import Entity, Stretch
from pipeline.facts import phrases
from pipeline.facts.words import Word

_NAMED = ("GPE", "ORG", "FAC", "LOC", "PRODUCT")
# 对美国出口, 来自东协的订单: the partner, not the subject.
_PARTNER = frozenset(
    {
        "对",
        "向",
        "自",
        "从",
        "来自",
        "输往",
        "往",
        "赴",
        "与",
        "比",
        "较",
        "由",
        "以",
        "被",
        "为",
        "给",
        "经",
        "据",
        "根据",
    }
)
_GENERIC_ENDS = ("方面", "部分", "方向", "层面")
# Longer than this it is no name but a clause.
_LONGEST = 24


def spoken_from(words: Sequence[Word]) -> int:
    """Where the statement begins after who says it: 统计局公布|5月出口…"""
    for index in range(len(words) - 1, -1, -1):
        if words[index].has("say"):
            return index + 1
    return 0


def named_in(words: Sequence[Word]) -> tuple[Stretch, Entity | None] | None:
    """The place, organisation or stand-in (全市, 公司) of these words that is no partner and speaks for itself."""
    best: tuple[int, int] | None = None
    for index, word in enumerate(words):
        if not _names(word):
            continue
        if index and words[index - 1].text in _PARTNER:
            continue
        if best is not None and best[1] == index:
            best = best[0], index + 1  # 全市|中心城区
        elif best is None:
            best = index, index + 1
        elif words[index - 1].text in phrases.JOINERS and best[1] == index - 1:
            best = best[0], index + 1  # 中国及香港
    if best is None:
        return None
    part = words[best[0] : best[1]]
    return phrases.stretch(part), part[-1].entity


def partner_in(words: Sequence[Word]) -> tuple[Stretch, Entity | None] | None:
    """对美国出口: 美国."""
    for index in range(1, len(words)):
        if words[index - 1].text in ("对", "向", "自", "从", "来自", "输往") and _names(words[index]):
            return phrases.stretch(words[index : index + 1]), words[index].entity
    return None


def possessor_in(words: Sequence[Word]) -> Stretch | None:
    """The noun phrase that begins a clause before its metric: 资通与视听产品|12月出口达…, 月刊|载有…"""
    words = list(words)
    while words and (
        words[-1].time
        or words[-1].quote
        or (words[-1].has("split", "head", "level", "adverb", "share") and not words[-1].has("end"))
    ):
        words.pop()
    if not words:
        return None
    phrase = phrases.before(words)
    if not phrase or phrase[-1] is not words[-1]:
        return None
    first = words.index(phrase[0])
    if first and words[first - 1].text in _PARTNER | {"在", "于"}:
        return None
    for ending in _GENERIC_ENDS:
        if phrase[-1].text == ending and len(phrase) > 1:
            phrase = phrase[:-1]
    if all(word.has("generic") or phrases.verbal(word) for word in phrase) or phrase[-1].has("generic"):
        return None
    found = phrases.stretch(phrase)
    return found if 2 <= found.end - found.start <= _LONGEST else None


def _names(word: Word) -> bool:
    if word.has("area", "body"):
        return True
    return word.entity is not None and word.entity.label in _NAMED

"""Whom or what a number is about: named in the clause, or carried over from an earlier one."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.draft import Entity, Stretch
from pipeline.facts import phrases
from pipeline.facts.lexicon import OPEN_TAGS, Lexicon
from pipeline.facts.words import Word

_NAMED = ("GPE", "ORG", "FAC", "LOC", "PRODUCT")
Named = tuple[Stretch, Entity | None]
# Longer than this it is no name but a clause.
_LONGEST = 24
_LONGEST_NAME = 10


def spoken_from(words: Sequence[Word]) -> int:
    """Where the statement begins after who says it: 统计局公布|5月出口…

    预计 and the like say who speaks only after a speaker (经济部预计…); 累计发布7批 says nothing of the kind.
    """
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if not word.has("say"):
            continue
        if word.has("head", "split") and (
            index + 1 == len(words) or (index and words[index - 1].has("head"))
        ):
            continue
        if word.has("status") and index and not _speaks(words[index - 1]):
            continue
        return index + 1
    return 0


def leading(words: Sequence[Word]) -> Named | None:
    """The name that a clause begins with, after times and adverbs: 会上,|越秀区出台了…"""
    for index, word in enumerate(words):
        if _names(word):
            return named_in(words[index : index + 3])
        if not (word.time or word.quote or word.mark or word.has("adverb", "reset")):
            return None
    return None


def _speaks(word: Word) -> bool:
    return (word.entity is not None and word.entity.label in ("ORG", "PERSON")) or word.has("generic", "say")


def named_in(words: Sequence[Word]) -> Named | None:
    """The place, organisation or stand-in (全市, 公司) of these words that is no partner and speaks for itself."""
    best: tuple[int, int] | None = None
    for index, word in enumerate(words):
        if not _names(word):
            continue
        if index and _governed(words, index):
            continue
        if index + 1 < len(words) and words[index + 1].text == "等":
            continue  # 招引星川科技、远山科技等项目
        if best is not None and best[1] == index:
            best = best[0], index + 1  # 全市|中心城区
        elif best is None:
            best = index, index + 1
        elif (
            words[index - 1].text in phrases.JOINERS
            and best[1] == index - 1
            and words[index - 2].end == words[index - 1].start
        ):
            best = best[0], index + 1  # 中国及香港
    if best is None:
        return None
    part = words[best[0] : best[1]]
    return phrases.stretch(part), part[-1].entity


def agent_in(words: Sequence[Word], groups: bool) -> Named | None:
    """The thing or body that a clause begins with, by what its name ends in: 被告人周某|自2019年…, 新型电池|的…

    With `groups` also many of a kind: 城乡居民, 规模以下企业.
    """
    start = 0
    while start < len(words) and (
        words[start].time or words[start].quote or words[start].mark or words[start].has("adverb", "reset")
    ):
        start += 1
    last = None
    for index in range(start, min(len(words), start + _LONGEST)):
        word = words[index]
        if (
            word.item
            or word.mark
            or phrases.verbal(word)
            or word.has("end", "generic", "level", "split", "say")
        ):
            break
        if word.text == "的" and last is not None:
            break
        if last is None and word.has("head") and not word.has("owner"):
            return None
        if word.has("owner") or _person(word) or (groups and word.has("group")):
            last = index
    if last is None or any(word.has("partner", "locative") for word in words[start:last]):
        return None
    following = words[last + 1] if last + 1 < len(words) else None
    if following is not None and (following.text in phrases.JOINERS or following.has("aspect", "kind")):
        return None
    found = phrases.stretch(words[start : last + 1])
    return (found, words[last].entity) if found.end - found.start <= _LONGEST else None


def actor_in(words: Sequence[Word]) -> Named | None:
    """A name that nothing knows, by the verb after it: 星川科技|拟在…上市."""
    end = next((at for at, word in enumerate(words) if word.has("company_end")), len(words)) + 1
    if end >= len(words) or any(word.item or word.mark or word.tag in OPEN_TAGS for word in words[:end]):
        return None
    if not (words[end].has("locative", "status", "split", "adverb") or phrases.verbal(words[end])):
        return None
    found = phrases.stretch(words[:end])
    return (found, None) if 3 <= found.end - found.start <= _LONGEST_NAME else None


def _person(word: Word) -> bool:
    return word.entity is not None and word.entity.label == "PERSON"


def _governed(words: Sequence[Word], index: int) -> bool:
    """Whether the name is a partner, a place where something happens, or the object of a verb: 中标|省电网公司项目."""
    before = words[index - 1]
    if before.text in phrases.JOINERS and index >= 3 and _names(words[index - 2]):
        return _governed(words, index - 2)
    if before.has("partner", "locative"):
        return True
    entity = words[index].entity
    if entity is None or entity.label not in ("ORG", "FAC", "PRODUCT"):
        return False
    return before.has("split", "head") or phrases.verbal(before)


def official(entity: Entity | None, text: str, lexicon: Lexicon) -> bool:
    """Whether it is a body that announces figures about others."""
    return entity is None or entity.label != "ORG" or "official" in lexicon.of(text)


def speaker_in(words: Sequence[Word]) -> Entity | None:
    """The organisation or person that speaks: 世界银行|预测…"""
    named = [
        word.entity for word in words if word.entity is not None and word.entity.label in ("ORG", "PERSON")
    ]
    return named[-1] if named else None


def partner_in(words: Sequence[Word], place: bool = False) -> Named | None:
    """对美国出口: 美国; with `place` also where something happens or what is singled out: 以美国为最多."""
    for index in range(1, len(words)):
        before = words[index - 1]
        trades = before.has("trade") or (
            place and before.has("partner", "locative") and not before.has("compare")
        )
        if trades and _names(words[index]):
            return phrases.stretch(words[index : index + 1]), words[index].entity
    return None


def possessor_in(words: Sequence[Word]) -> Stretch | None:
    """The noun phrase that begins a clause before its metric: 资通与视听产品|12月出口达…, 月刊|载有…"""
    words = list(words)
    while words and (
        words[-1].time
        or words[-1].quote
        or (words[-1].has("split", "level", "adverb", "share") and not words[-1].has("end"))
    ):
        words.pop()
    if not words:
        return None
    cause = next((index for index, word in enumerate(words) if index and word.text in phrases.CAUSES), None)
    if cause is not None:
        words = words[:cause]  # 机械产品|因订单增加而年增
    phrase = phrases.before(words, clean=False)
    while phrase and phrase[-1].text in ("的", "等"):
        phrase = phrase[:-1]
        words.pop()
    if not phrase or phrase[-1] is not words[-1]:
        return None
    first = words.index(phrase[0])
    if first and (words[first - 1].has("partner", "locative") or words[first - 1].number):
        return None
    if phrase[-1].has("aspect") and len(phrase) > 1:
        phrase = phrase[:-1]
    if phrase[-1].has("generic") or (phrase[-1].has("end") and not phrase[-1].has("owner", "kind")):
        return None
    if any(phrases.verbal(word) for word in phrase) or all(
        word.has("generic", "head", "split", "adverb", "modifier") for word in phrase
    ):
        return None
    found = phrases.stretch(phrase)
    return found if 2 <= found.end - found.start <= _LONGEST else None


def _names(word: Word) -> bool:
    if word.has("generic"):
        return False
    if word.has("area", "body"):
        return True
    return word.entity is not None and word.entity.label in _NAMED

"""Noun phrases next to a number, by what may stand in one and what ends it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.draft import Stretch
from pipeline.facts.words import Word

JOINERS = frozenset({"、", "和", "及", "与", "以及", "或", "暨", "·", "/", "&", "-", "—"})
# What follows these words explains a change and is not what changed.
CAUSES = frozenset({"受", "受到", "因", "因为", "由于", "随着", "鉴于", "受惠于", "得益于"})
_ENDING = frozenset({"等", "的", "之"})
# Tags of jieba that no noun phrase runs across.
_CLOSED_TAGS = frozenset(["p", "r", "c", "u", "y", "e", "o", "d", "zg"])
# These never stand inside the name of a metric.
_STOPS = (
    "level", "split", "adverb", "compare", "compare_end", "preposition", "move", "base", "arrive", "turn",
    "same", "say", "area", "body", "member", "reset", "status",
)  # fmt: skip


def stops(word: Word) -> bool:
    """Whether a noun phrase ends at this word."""
    if word.has("end", "head", "rate") or word.text == "的":
        return False
    if word.has("degree"):
        return False
    if word.item or word.mark or word.has(*_STOPS):
        return True
    if word.entity is not None and not word.has("generic"):
        return word.entity.label in ("GPE", "ORG", "FAC", "LOC", "PERSON")
    return word.tag in _CLOSED_TAGS


def verbal(word: Word) -> bool:
    """A verb that no rule names: it divides a phrase where it comes first or stands between two nouns."""
    return word.tag in ("v", "vd", "vi", "vq") and not word.has("end", "rate", "head", "share")


def before(words: Sequence[Word], clean: bool = True) -> list[Word]:
    """The noun phrase that ends a stretch of words, once verbs and adverbs at its end are taken off."""
    end = trimmed(words)
    start = end
    while start:
        word = words[start - 1]
        if word.text in JOINERS:
            if start < 2 or stops(words[start - 2]):
                break
        elif word.text == "其" and start >= 2 and words[start - 2].text in JOINERS:
            pass  # 电脑及其附属单元
        elif stops(word) and not _listed(words, start - 1, end):
            if word.text in CAUSES:
                return []  # 受季节因素影响|减少2.5%
            break
        start -= 1
        verb = word.has("head") and not word.has("end", "adverb") and end - start > 1
        if verb and start and not words[start - 1].has("head"):
            break  # 滨江科技园|入驻企业
        if word.has("share"):
            if end - start == 1:
                part = before(words[:start], clean=False)  # 女性|占52%
                start -= len(part) if part and part[-1] is words[start - 1] else 0
            break
    phrase = cleaned(words[start:end]) if clean else list(words[start:end])
    if sum(len(word.text) for word in phrase) == 1 and not phrase[0].has("end"):
        return []
    return phrase


def trimmed(words: Sequence[Word]) -> int:
    """Where the noun phrase ends that a number may stand behind: without verbs, adverbs and times at the end."""
    end = len(words)
    while end and _trailing(words[end - 1]):
        end -= 1
    return end


def _listed(words: Sequence[Word], index: int, end: int) -> bool:
    """Whether a name is one of a list that the phrase sums up: 星川科技、远山科技|等重大项目."""
    following = words[index + 1].text if index + 1 < end else ""
    return words[index].entity is not None and (following == "等" or following in JOINERS)


def after(words: Sequence[Word]) -> list[Word]:
    """The noun phrase that begins a stretch of words: 12项|重点任务, 3000家|大数据智能化的企业."""
    start = 0
    while start < len(words) and (words[start].text in ("的", "之") or words[start].quote):
        start += 1
    end = start
    while end < len(words):
        word = words[end]
        if word.text in JOINERS:
            if end + 1 >= len(words) or stops(words[end + 1]) or end == start:
                break
        elif stops(word) and not word.has("area") and not (word.entity and not word.item):
            break
        end += 1
    region = list(words[start:end])
    particle = max((index for index, word in enumerate(region) if word.text == "的"), default=None)
    if particle is not None and particle + 1 < len(region):
        if region and verbal(region[0]):
            region = region[particle + 1 :]  # 2000名|身着红衣的|市民
    else:
        for index, word in enumerate(region):
            if index and (verbal(word) or (word.has("head") and not word.has("end"))):
                region = region[:index]
                break
    return cleaned(region)


def members(words: Sequence[Word]) -> list[list[Word]]:
    """The joined noun phrases that end these words: 资讯通信|及|电子产品."""
    found: list[list[Word]] = [[]]
    for word in before(words):
        if word.text in JOINERS:
            found.append([])
        else:
            found[-1].append(word)
    return [member for member in found if member]


def stretch(words: Sequence[Word]) -> Stretch:
    return Stretch(words[0].start, words[-1].end)


def _trailing(word: Word) -> bool:
    """What may stand between a name and its number: 达, 约, 共, 同比增长, a time."""
    if word.has("end", "rate") or (word.has("head") and not word.has("adverb")):
        return False
    return (
        ((stops(word) or word.has("adverb")) and word.entity is None and not word.has("area", "body"))
        or word.text in _ENDING
        or word.quote
    )


def cleaned(words: Sequence[Word]) -> list[Word]:
    """Without particles, joiners and unlisted verbs at the ends, and without half of a pair of quotes."""
    start, end = 0, len(words)
    while start < end:
        word = words[start]
        if (
            word.text in _ENDING
            or word.text in JOINERS
            or (word.quote and not _closed(words[start:end]))
            or (verbal(word) and end - start > 1 and not all(verbal(w) for w in words[start + 1 : end]))
        ):
            start += 1
        else:
            break
    while end > start and (words[end - 1].text in _ENDING or words[end - 1].text in JOINERS):
        end -= 1
    return list(words[start:end])


def _closed(words: Sequence[Word]) -> bool:
    return any(word.quote for word in words[1:])

"""The words of a clause that may name what its number measures, each with where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from pipeline.facts import phrases
from pipeline.facts.view import View
from pipeline.facts.words import Word

_TAILS = 5
_WIDER, _WIDER_AFTER = 4, 2
_MEASURES = 4
_CUTS = 3
_BESIDE = 3
_OPENING = 2
# A number may stand between another and what both count: 30万元、|60万元奖励, 18名|7至10岁|学生.
_PLAIN, _PREDICATE = 4, 10
_NUMBERS_BEYOND, _WORDS_BETWEEN = 3, 4
Wording = tuple[list[Word], str]
# Where words come from that are not taken for a name by what they are, but by where they stand.
LOOSE = ("beside", "opening", "beyond", "next", "predicate")


def wordings(view: View) -> Iterator[Wording]:
    """Some stand for the same words; the source tells how they were come by."""
    yield from _before(view)
    yield from _shares(view)
    for rank, phrase in enumerate(islice(_measures(view.before[view.said :]), _MEASURES)):
        yield phrase, f"measure{rank}"
        if len(phrase) > 1:
            yield phrase[-1:], f"noun{rank}"
    if view.quantity is not None:
        yield from _after(view)
        yield from _deed(view)
    yield from _beside(view)
    yield from _opening(view)
    if view.quantity is not None:
        yield from _beyond(view)
        yield from _said_of(view)


def measure(words: Sequence[Word]) -> list[Word]:
    """The last noun phrase that names a measure."""
    return next(_measures(words), [])


def _before(view: View) -> Iterator[Wording]:
    """The phrase before the number, its ends and beginnings, and it with the words before: 移转|登记|栋数."""
    whole = phrases.before(view.head)
    if not whole:
        return
    yield whole, "before"
    for cut in range(max(1, len(whole) - _TAILS), len(whole)):
        tail = whole[cut:]
        while tail and (tail[0].text in phrases.JOINERS or tail[0].text == "的"):
            tail = tail[1:]
        if tail:
            yield tail, f"tail{min(len(whole) - cut, 4)}"
    for cut in range(len(whole) - 1, max(0, len(whole) - 3), -1):
        if whole[cut].has("rate", "share", "end") and whole[cut - 1].text != "的":
            yield whole[:cut], "front"
    start = next(index for index, word in enumerate(view.before) if word is whole[0])
    for wider in range(1, min(_WIDER, start) + 1):
        if not _may_belong(view.before[start - wider]):
            break
        yield [*view.before[start - wider : start], *whole], f"wide{wider}"


def _shares(view: View) -> Iterator[Wording]:
    """Of 女性|占|总人口的|52%: 占总人口, 总人口, 女性."""
    left = view.left
    at = next((index for index in range(len(left) - 1, -1, -1) if left[index].has("share")), None)
    if at is None:
        return
    end = len(left)
    while end > at + 1 and (left[end - 1].text == "的" or left[end - 1].has("level", "adverb")):
        end -= 1
    yield list(left[at:end]), "share"
    if end > at + 1:
        yield list(left[at + 1 : end]), "whole"
    part = phrases.before(left[:at])
    if part:
        yield part, "part"


def _measures(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The noun phrases that name measures, the last first."""
    for index in range(len(words) - 1, -1, -1):
        if words[index].has("end") and not words[index].has("adverb"):
            phrase = phrases.before(words[: index + 1])
            if phrase:
                yield phrase


def _after(view: View) -> Iterator[Wording]:
    """The phrase after the number, its ends and beginnings, it with the words behind, and what follows 的 in it."""
    whole = phrases.after(view.right)
    if not whole:
        return
    yield whole, "after"
    for cut in range(1, min(len(whole), _CUTS + 1)):
        yield whole[-cut:], f"after-last{cut}"
        yield whole[:cut], f"after-first{cut}"
    stop = next(index for index, word in enumerate(view.right) if word is whole[-1]) + 1
    for wider in range(1, min(_WIDER_AFTER, len(view.right) - stop) + 1):
        if not _may_belong(view.right[stop + wider - 1]):
            break
        yield [*whole, *view.right[stop : stop + wider]], f"after-wide{wider}"
    particle = max((index for index, word in enumerate(whole) if word.text == "的"), default=len(whole))
    if particle + 1 < len(whole):
        yield whole[particle + 1 :], "after-core"


def _deed(view: View) -> Iterator[Wording]:
    """The last verb before the number, and what stands between them: 投入|近|3亿元."""
    left = view.left
    at = next(
        (
            index
            for index in range(len(left) - 1, -1, -1)
            if phrases.verbal(left[index]) or left[index].has("split", "head")
        ),
        None,
    )
    if at is None or left[at].has("plain", "arrive"):
        return
    yield [left[at]], "deed"
    objects = phrases.after(left[at + 1 :])
    if objects:
        yield objects, "object"


def _beside(view: View) -> Iterator[Wording]:
    """The last words before the number as they stand, the rate of its unit with them: 人均|被|骗, 每股|赚, 梨树|成片."""
    words = _row(view)
    end = len(words)
    while end and _between(words[end - 1]):
        end -= 1
    for length in range(1, _BESIDE + 1):
        if length > end or not _stands(words[end - length]):
            return
        if end - length and words[end - length].text in phrases.JOINERS:
            return
        first = words[end - length]
        if not _leading(first) and (length > 1 or not _whose(first)):
            yield list(words[end - length : end]), f"beside{length}"


def _row(view: View) -> Sequence[Word]:
    """The words before the number with those that its unit has taken up: 每股|3.42元."""
    first = max(0, view.at - _BESIDE - _WORDS_BETWEEN - 2)
    words = view.clause.words[first : view.at]
    return view.before if all(word.mark for word in words) else words


def _opening(view: View) -> Iterator[Wording]:
    """The first words of the clause, of which the rest may speak: 林草覆盖度|由不足8%恢复到41%."""
    words = view.before[view.said :]
    start = 0
    while start < len(words) and (
        words[start].time is not None or words[start].quote or _leading(words[start])
    ):
        start += 1
    named = phrases.before(view.head)
    if named and start < len(words) and named[0].start <= words[start].start:
        return  # the phrase before the number is all there is
    for length in range(1, min(_OPENING, len(words) - start) + 1):
        last = words[start + length - 1]
        if not _stands(last) or last.text == "的" or _whose(last) or (length > 1 and _leading(last)):
            return
        yield list(words[start : start + length]), f"opening{length}"


def _whose(word: Word) -> bool:
    """Whether a word names somebody or a place, not what is measured."""
    named = word.entity is not None and word.entity.label in ("GPE", "ORG", "FAC", "LOC", "PERSON")
    return named or word.has("area", "body")


def _leading(word: Word) -> bool:
    """What stands before the first name of a clause."""
    return word.has("adverb", "preposition", "reset", "status", "base", "member") and not word.has(
        "end", "head", "degree"
    )


def _beyond(view: View) -> Iterator[Wording]:
    """What follows the next number where that one stands between: 18名|7至10岁|学生, 30万元、|60万元|奖励."""
    words, at = view.clause.words, view.at + 1
    for rank in range(1, _NUMBERS_BEYOND + 1):
        stop = next(
            (index for index in range(at, min(at + _WORDS_BETWEEN + 1, len(words))) if words[index].number),
            None,
        )
        if stop is None or any(word.mark and word.text not in phrases.JOINERS for word in words[at:stop]):
            return
        at = stop + 1
        phrase = _plain(words[at : at + _PLAIN])
        if phrase:
            yield phrase, f"beyond{rank}"
            if len(phrase) > 1:
                yield phrase[:1], f"beyond-first{rank}"
                yield phrase[-1:], f"beyond-last{rank}"


def _said_of(view: View) -> Iterator[Wording]:
    """What follows the number whatever it is, and what is said of those it counts: 20家以上|平台, 46%的人|遇到过诈骗."""
    right = view.right
    start = _past_leading(right)
    if start < len(right) and right[start].has("share"):
        return  # 两类|占总出口比重升至…: of the number behind
    for length in range(1, _PLAIN + 1):
        if start + length > len(right) or not _stands(right[start + length - 1]):
            break
        yield list(right[start : start + length]), f"next{length}"
    end = next(
        (index for index in range(start, len(right)) if right[index].mark and not right[index].quote),
        len(right),
    )
    verb = next((index for index in range(start, end) if phrases.verbal(right[index])), None)
    if verb is not None:
        yield list(right[verb : min(end, verb + _PREDICATE)]), "predicate"


def _plain(words: Sequence[Word]) -> list[Word]:
    """The first words up to one that names nothing: those of a noun phrase that no rule knows."""
    start = end = _past_leading(words)
    while end < len(words) and _stands(words[end]) and words[end].text not in phrases.JOINERS:
        end += 1
    return list(words[start:end])


def _past_leading(words: Sequence[Word]) -> int:
    """Where what follows a number begins, behind 的, 以上 and 合计."""
    start = 0
    while start < len(words) and (words[start].quote or words[start].text == "的" or _leading(words[start])):
        start += 1
    return start


def _stands(word: Word) -> bool:
    """Whether a word may be part of any name."""
    return not (
        word.number or word.mark or word.quote or (word.time is not None and not word.text.startswith("每"))
    )


def _between(word: Word) -> bool:
    """What may stand between a name and its number."""
    if word.time is not None:
        return not word.text.startswith("每")
    if word.has("end", "head", "rate", "degree"):
        return False
    return (
        word.text in ("的", "由")
        or word.quote
        or word.has("level", "adverb", "status", "origin", "arrive", "base", "turn", "each")
        or (word.has("preposition") and word.tag == "p")
    )


def _may_belong(word: Word) -> bool:
    """Whether a word that ends a phrase by the rules may still be part of a name: 移转|登记|栋数."""
    if word.item or word.mark or word.quote:
        return False
    return not word.has(
        "level", "compare", "compare_end", "say", "area", "body", "base", "arrive", "preposition", "same"
    )

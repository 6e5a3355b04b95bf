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
Wording = tuple[list[Word], str]


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


def _may_belong(word: Word) -> bool:
    """Whether a word that ends a phrase by the rules may still be part of a name: 移转|登记|栋数."""
    if word.item or word.mark or word.quote:
        return False
    return not word.has(
        "level", "compare", "compare_end", "say", "area", "body", "base", "arrive", "preposition", "same"
    )

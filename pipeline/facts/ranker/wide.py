"""Names wider than the rules make noun phrases, and what long ones begin with: candidates for a subject alone.

A verb that no rule names may stand in a name (自主|品牌, 退休|人员), so may a joiner (批发|及|零售业), a word for an area (全省|法院),
a number at its head (20至24岁|受访者, 三家|公司), and words that elsewhere are adverbs or pronouns (三大|法人, 西南|某|高校). And of a
noun phrase that runs on into its measure (光伏发电|日间|出力, 果农|人均|收入) the first words may be the name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.facts import phrases
from pipeline.facts.words import Word

# So many words make up one name, and so many first words of a phrase are tried.
_LONGEST, _FIRST = 9, 3
_PER_START, _PER_CLAUSE = 4, 16
_LINKS = phrases.JOINERS | {"及其"}
# A number of these says how much, and begins no name.
_AMOUNTS = ("money", "percent", "percentage_point", "fraction", "ratio", "number")
# Words with these marks end a name, whatever their part of speech.
_BARS = (
    "level", "compare", "compare_end", "preposition", "move", "base", "arrive", "turn", "same", "say", "member",
    "reset", "status", "adverb", "split", "share", "average", "pointing",
)  # fmt: skip
# Parts of speech that divide a name: prepositions, pronouns, conjunctions, particles, adverbs.
_DIVIDING = frozenset(["p", "r", "c", "u", "y", "e", "o", "d"])


def spans(words: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
    """Where each begins and ends (indices, half-open), and what makes it wide: `verb`, `join`, `area` …"""
    left = _PER_CLAUSE
    for start, end in _runs(words):
        for first in _starts(words, start, end):
            for last in _ends(words, first, end):
                if not left:
                    return
                if sum(word.quote for word in words[first:last]) % 2:
                    continue  # half of a pair of quotation marks
                left -= 1
                yield first, last, _how(words, first, last)


def _runs(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Stretches of words that may be names; a number only begins one."""
    start: int | None = None
    for index, word in enumerate(words):
        if _counts(word):
            if start is not None:
                yield start, index
            start = index
        elif not _inside(word):
            if start is not None:
                yield start, index
            start = None
        elif start is None:
            start = index
    if start is not None:
        yield start, len(words)


def _counts(word: Word) -> bool:
    return word.quantity is not None and word.quantity.kind not in _AMOUNTS


def _inside(word: Word) -> bool:
    if word.item:
        return False
    if word.has("inside") or word.text in _LINKS or word.quote or word.entity is not None:
        return True
    if word.mark or word.has(*_BARS):
        return False
    return word.has("area", "body") or word.text == "的" or word.tag not in _DIVIDING


def _starts(words: Sequence[Word], start: int, end: int) -> Iterator[int]:
    """At the first word, behind a verb that it begins with, at an area."""
    while start < end and not _opens(words[start]):
        start += 1
    if start == end:
        return
    yield start
    if phrases.verbal(words[start]) and start + 1 < end and _opens(words[start + 1]):
        yield start + 1
    for index in range(start + 1, end):
        word = words[index]
        begins = word.has("area", "inside") and word.tag != "f"  # 以上, 内 end a name
        if (begins or words[index - 1].text == "的") and _opens(word):
            yield index


def _opens(word: Word) -> bool:
    return (
        word.text not in _LINKS
        and word.text not in ("的", "等")
        and not (word.quote and word.text in "”’」』")
    )


def _ends(words: Sequence[Word], first: int, end: int) -> Iterator[int]:
    """Behind each of the first words, and where what follows the widening word is whole."""
    end = min(end, first + _LONGEST)
    found = 0
    for last in range(first + 1, end + 1):
        word = words[last - 1]
        number = words[first].quantity
        if word.text in _LINKS and number is not None:
            return
        if last == first + 1 and number is not None and (number.kind == "count" or not _heads(words, first)):
            continue  # 30多个, 由|49.5岁|增至; but 20至24岁, 7纳米, 第2胎
        if word.text in _LINKS or word.text in ("的", "等") or (word.quote and word.text in "“‘「『"):
            continue
        if last < end and last - first > _FIRST and not word.has("owner", "group", "kind"):
            continue
        found += 1
        yield last
        if found == _PER_START:
            return


def _heads(words: Sequence[Word], at: int) -> bool:
    """Whether a word begins its clause, or a member of a list."""
    return at == 0 or words[at - 1].item or words[at - 1].text in _LINKS or words[at - 1].has("member")


def _how(words: Sequence[Word], first: int, last: int) -> str:
    found: set[str] = set()
    for at in range(first, last):
        word = words[at]
        if word.quantity is not None:
            found.add("number")
        elif word.has("inside"):
            found.add("inside")
        elif word.entity is not None:
            continue
        elif word.text in _LINKS:
            found.add("join")
        elif word.has("area", "body"):
            found.add("area")
        elif phrases.verbal(word):
            found.add("verb-first" if at == first else "verb")
    return "+".join(sorted(found)) or "first"

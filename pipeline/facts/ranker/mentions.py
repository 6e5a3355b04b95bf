"""Who and what a text speaks of, mention by mention, in the order of the text: the candidates for a subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.draft import Block, Entity, Stretch
from pipeline.facts import phrases
from pipeline.facts.clauses import Clause
from pipeline.facts.words import Word

_NAMED = ("GPE", "ORG", "FAC", "LOC", "PRODUCT", "PERSON", "EVENT", "WORK_OF_ART", "LAW")
_LONGEST = 24
_PREPOSITIONS = ("trade", "locative", "compare", "origin", "partner", "preposition")
_FOLLOWERS = ("same", "rate", "end", "head", "level", "split", "move", "say", "share", "compare", "aspect", "status", "adverb", "preposition")  # fmt: skip


@dataclass(slots=True, eq=False)
class Mention:
    """`clause`: its index in the sentence; `first`, `last`: indices of its words in the clause (half-open)."""

    start: int
    end: int
    text: str
    entity: Entity | None
    kind: str
    sentence: int
    clause: int
    first: int
    last: int
    initial: bool
    before: str
    after: str
    said: bool
    bracketed: bool
    following: str
    preceding: str

    @property
    def stretch(self) -> Stretch:
        return Stretch(self.start, self.end)


class Ledger:
    """The mentions of the sentences read so far; `seen[text]` counts them."""

    def __init__(self) -> None:
        self.sentences: dict[int, list[Mention]] = {}
        self.seen: Counter[str] = Counter()
        self.titled: list[Mention] = []
        self.headed: list[Mention] = []

    def read(self, number: int, clauses: Sequence[Clause], block: Block | None) -> list[Mention]:
        """Take up a sentence."""
        counted = any(word.number for clause in clauses for word in clause.words)
        found = [mention for at, clause in enumerate(clauses) for mention in _of_clause(clause, at, number, counted)]
        self.sentences[number] = found
        self.seen.update({mention.text for mention in found})
        named = [mention for mention in found if mention.entity is not None or mention.kind in ("area", "body", "initial")]
        if block is not None and block.kind == "title":
            self.titled += named[:6]
        elif block is not None and block.kind == "heading":
            self.headed = named[:4]
        return found


def _of_clause(clause: Clause, at: int, number: int, counted: bool) -> list[Mention]:
    words = clause.words
    spans: dict[tuple[int, int], str] = {}
    for index, word in enumerate(words):
        kind = _kind_of_name(word)
        if kind:
            spans[index, index + 1] = kind
            following = words[index + 1] if index + 1 < len(words) else None
            if kind == "area" and following is not None and _kind_of_name(following):
                spans[index, index + 2] = _kind_of_name(following)
    _joined(words, spans)
    if counted:
        _chunks(words, spans)
    lead = _leading(words)
    return [
        _mention(clause, first, last, kind, at, number, lead)
        for (first, last), kind in sorted(spans.items())
        if 2 <= words[last - 1].end - words[first].start <= _LONGEST
    ]


def _kind_of_name(word: Word) -> str:
    if word.has("area"):
        return "area"
    if word.has("body"):
        return "body"
    if word.entity is not None and word.entity.label in _NAMED and not word.has("generic"):
        if word.entity.label == "ORG" and word.has("official"):
            return "ORGofficial"
        return word.entity.label
    return ""


def _joined(words: Sequence[Word], spans: dict[tuple[int, int], str]) -> None:
    """北京、上海和深圳 as one."""
    index = 0
    while index < len(words):
        end = index
        while _kind_of_name(words[end]) and end + 2 < len(words) and words[end + 1].text in phrases.JOINERS and _kind_of_name(words[end + 2]):
            end += 2
        if end > index:
            spans[index, end + 1] = "list"
        index = end + 1


def _chunks(words: Sequence[Word], spans: dict[tuple[int, int], str]) -> None:
    """Noun phrases, and of each its beginnings that may own a measure: 一线城市|二手住宅|销售价格."""
    start: int | None = None
    for index in range(len(words) + 1):
        word = words[index] if index < len(words) else None
        inside = word is not None and not word.item and not word.mark and (word.entity is not None or not (phrases.stops(word) or phrases.verbal(word)))
        if inside and start is None:
            start = index
        elif not inside and start is not None:
            _chunk(words, start, index, spans)
            start = None


def _chunk(words: Sequence[Word], start: int, end: int, spans: dict[tuple[int, int], str]) -> None:
    while start < end and (words[start].text == "的" or words[start].text in phrases.JOINERS or words[start].quote or (words[start].has("adverb") and not words[start].has("end"))):
        start += 1
    last = end
    while last > start and (words[last - 1].text in ("的", "等") or words[last - 1].text in phrases.JOINERS or words[last - 1].quote):
        last -= 1
    if last == start:
        return
    ends = {last}
    core = last
    while core > start and words[core - 1].has("end", "rate", "head", "adverb", "modifier"):
        core -= 1
    if core > start:
        ends.add(core)
    for index in range(start, last):
        if words[index].has("owner", "group", "kind") and not words[index].has("end"):
            ends.add(index + 1)
        if words[index].text == "的" and index > start:
            ends.add(index)
        if words[index].text in phrases.JOINERS and index > start and words[index + 1 : index + 2]:
            pass
    for stop in sorted(ends)[:5]:
        while stop > start and (words[stop - 1].text in ("的", "等") or words[stop - 1].text in phrases.JOINERS):
            stop -= 1
        if stop > start and (start, stop) not in spans:
            spans[start, stop] = _kind_of_phrase(words[start:stop])


def _kind_of_phrase(words: Sequence[Word]) -> str:
    last = words[-1]
    for kind in ("generic", "owner", "group", "kind", "end", "head"):
        if last.has(kind):
            return f"np-{kind}"
    return "np-company" if last.has("company_end") else "np-name" if last.entity is not None else "np"


def _leading(words: Sequence[Word]) -> int:
    """The index of the first word that is no time, adverb or quotation mark."""
    index = 0
    while index < len(words) and (words[index].time is not None or words[index].quote or words[index].has("adverb", "reset", "member")):
        index += 1
    return index


def _mention(clause: Clause, first: int, last: int, kind: str, at: int, number: int, lead: int) -> Mention:
    words = clause.words
    before = words[first - 1] if first else None
    after = words[last] if last < len(words) else None
    return Mention(
        words[first].start, words[last - 1].end, "".join(word.text for word in words[first:last]), words[last - 1].entity, kind, number, at, first, last,
        first <= lead, _class(before, _PREPOSITIONS), _class(after, _FOLLOWERS) if after is not None else clause.end or "end-of",
        any(word.has("say") for word in words[last : last + 8]), clause.outer is not None,
        after.text if after is not None and not after.item else "", before.text if before is not None and not before.item else "",
    )  # fmt: skip


def _class(word: Word | None, marks: Sequence[str]) -> str:
    if word is None:
        return "-"
    if word.text in phrases.JOINERS:
        return "joiner"
    if word.text in ("的", "等"):
        return word.text
    if word.time is not None:
        return "time"
    if word.quantity is not None:
        return "number"
    for mark in marks:
        if word.has(mark):
            return mark
    if word.quote:
        return "quote"
    if phrases.verbal(word) or word.has("split", "head"):
        return "verb"
    return "name" if word.entity is not None else "other"

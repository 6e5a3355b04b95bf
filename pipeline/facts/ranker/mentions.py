"""Who and what a text speaks of, mention by mention, in the order of the text: the candidates for a subject."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from pipeline.draft import Block, Entity, Stretch
from pipeline.facts import phrases
from pipeline.facts.clauses import Clause
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.ranker import wide
from pipeline.facts.words import Word, first_of

_NAMED = ("GPE", "ORG", "FAC", "LOC", "PRODUCT", "PERSON", "EVENT", "WORK_OF_ART", "LAW")
_LONGEST = 24
_PER_CHUNK = 8
_TITLED = 12
# So many mentions of an earlier sentence are looked through.
_LOOKED_AT = 80
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
    opening: str
    closing: str
    makeup: str
    """What its words are besides nouns: a good name has none of these."""
    indicator: bool
    """Whether the name of an indicator begins with it: 消费者|物价指数."""
    agent: bool
    """Whether it begins its clause and a verb or the like follows."""
    tags: str
    """Those of its first and last word."""
    block: int
    wide: str = ""
    """What makes it wider than a noun phrase of the rules (`wide.spans`)."""
    signs: dict[str, list[str]] = field(default_factory=dict)
    """By where it stands to a number: the features that are the same for all such numbers."""

    @property
    def stretch(self) -> Stretch:
        return Stretch(self.start, self.end)


class Ledger:
    """The mentions of the sentences read so far; `seen[text]` counts them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._sentences: dict[int, list[list[Mention]]] = {}
        """By sentence and clause."""
        self._clauses: dict[int, tuple[Sequence[Clause], int]] = {}
        self._wide: dict[tuple[int, int], list[Mention]] = {}
        """By sentence and clause, of those that were asked for."""
        self._agents: dict[int, list[int]] = {}
        """Where those begin that act, by sentence."""
        self.seen: Counter[str] = Counter()
        self.titled: list[Mention] = []
        self.headed: list[Mention] = []
        self.block = -1

    def read(self, number: int, clauses: Sequence[Clause], block: Block | None) -> list[Mention]:
        """Take up a sentence."""
        counted = any(word.number for clause in clauses for word in clause.words)
        self.block = start = block.start if block is not None else -1
        parts = [
            _of_clause(clause, at, number, start, counted, self._lexicon) for at, clause in enumerate(clauses)
        ]
        found = [mention for part in parts for mention in part]
        self._sentences[number] = parts
        self._clauses[number] = clauses, start
        self._agents[number] = sorted(mention.start for mention in found if mention.agent)
        self.seen.update({mention.text for mention in found})
        named = [
            mention for mention in found if mention.entity is not None or mention.kind in ("area", "body")
        ]
        if block is not None and block.kind == "title":
            self.titled = (self.titled + named[:6])[:_TITLED]
        elif block is not None and block.kind == "heading":
            self.headed = named[:4]
        return found

    def left(self, sentence: int, clause: int, number: int, most: int) -> list[Mention]:
        """The last ones of a clause that end before the number."""
        own = self._sentences[sentence][clause]
        at = bisect_left(own, number, key=lambda mention: mention.start)
        return own[max(0, at - most) : at]

    def right(self, sentence: int, clause: int, number: int, most: int) -> list[Mention]:
        """The first ones of a clause behind the number."""
        own = self._sentences[sentence][clause]
        at = bisect_left(own, number, key=lambda mention: mention.start)
        return own[at : at + most]

    def ahead(self, sentence: int, clause: int, most: int) -> list[Mention]:
        """The last ones of the clauses before, in the order of the text."""
        found: list[Mention] = []
        for part in reversed(self._sentences[sentence][max(0, clause - most) : clause]):
            found = part[-most:] + found
            if len(found) >= most:
                break
        return found[-most:]

    def earlier(self, sentence: int) -> Iterator[Mention]:
        """Who an earlier sentence may have been about."""
        mentions = chain.from_iterable(self._sentences.get(sentence, ()))
        for mention in islice(mentions, _LOOKED_AT):
            if mention.initial or mention.entity is not None or mention.kind in ("area", "body"):
                yield mention

    def wide(self, sentence: int, clause: int) -> list[Mention]:
        """What a clause may name besides, in the order of the text."""
        found = self._wide.get((sentence, clause))
        if found is None:
            clauses, block = self._clauses[sentence]
            found = self._wide[sentence, clause] = _wide(
                clauses[clause], clause, sentence, block, self._lexicon
            )
        return found

    def agents_between(self, sentence: int, start: int, end: int) -> int:
        """How many that act begin after `start` and before `end`."""
        starts = self._agents[sentence]
        return max(0, bisect_left(starts, end) - bisect_right(starts, start))


def _of_clause(
    clause: Clause, at: int, number: int, block: int, counted: bool, lexicon: Lexicon
) -> list[Mention]:
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
        _mention(clause, first, last, kind, at, number, block, lead, lexicon)
        for (first, last), kind in sorted(spans.items())
        if 2 <= words[last - 1].end - words[first].start <= _LONGEST
    ]


def _wide(clause: Clause, at: int, number: int, block: int, lexicon: Lexicon) -> list[Mention]:
    words = clause.words
    lead = _leading(words)
    found = []
    for first, last, how in wide.spans(words):
        if 1 <= words[last - 1].end - words[first].start <= _LONGEST:
            kind = _kind_of_phrase(words[first:last])
            mention = _mention(clause, first, last, kind, at, number, block, lead, lexicon)
            mention.wide = how
            found.append(mention)
    return found


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
        while (
            _kind_of_name(words[end])
            and end + 2 < len(words)
            and words[end + 1].text in phrases.JOINERS
            and _kind_of_name(words[end + 2])
        ):
            end += 2
        if end > index:
            spans[index, end + 1] = "list"
        index = end + 1


def _chunks(words: Sequence[Word], spans: dict[tuple[int, int], str]) -> None:
    """Noun phrases, and of each its beginnings that may own a measure: 一线城市|二手住宅|销售价格."""
    start: int | None = None
    for index in range(len(words) + 1):
        inside = index < len(words) and _nominal(words[index])
        if inside and start is None:
            start = index
        elif not inside and start is not None:
            _chunk(words, start, index, spans)
            start = None


def _nominal(word: Word) -> bool:
    if word.item or word.mark:
        return False
    return (
        word.entity is not None
        or word.quote
        or not (phrases.stops(word) or phrases.verbal(word) or word.has("share", "pointing"))
    )


def _chunk(words: Sequence[Word], start: int, end: int, spans: dict[tuple[int, int], str]) -> None:
    first, last = _trimmed(words, start, end)
    if first == last:
        return
    ends = {last}
    core = last
    while core > first and words[core - 1].has("end", "rate", "head", "adverb", "modifier"):
        core -= 1
    if core > first:
        ends.add(core)
    starts = {first}
    for index in range(first, last):
        word = words[index]
        if (word.has("owner", "group", "kind") and not word.has("end")) or (
            word.entity is not None and index > first
        ):
            ends.add(index + 1)
        if word.text == "的" and index > first:
            ends.add(index)
            starts.add(index + 1)
        if word.has("head", "adverb") and not word.has("end"):
            starts.add(index + 1)
        if word.text in phrases.JOINERS:
            starts.add(index + 1)
    pairs = [(one, two) for one in sorted(starts) for two in sorted(ends) if one < two]
    for one, two in pairs[:_PER_CHUNK]:
        one, two = _trimmed(words, one, two)
        torn = sum(word.quote for word in words[one:two]) % 2  # 蓝卓“智慧工厂
        if one < two and not torn and (one, two) not in spans:
            spans[one, two] = _kind_of_phrase(words[one:two])


def _trimmed(words: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """Without particles, joiners and halves of quotation marks at its ends."""
    while start < end and (
        words[start].text in ("的", "等") or words[start].text in phrases.JOINERS or words[start].quote
    ):
        start += 1
    while end > start and (
        words[end - 1].text in ("的", "等") or words[end - 1].text in phrases.JOINERS or words[end - 1].quote
    ):
        end -= 1
    return start, end


def _kind_of_phrase(words: Sequence[Word]) -> str:
    last = words[-1]
    for kind in ("generic", "owner", "group", "kind", "end", "head"):
        if last.has(kind):
            return f"np-{kind}"
    return "np-company" if last.has("company_end") else "np-name" if last.entity is not None else "np"


def _leading(words: Sequence[Word]) -> int:
    """The index of the first word that is no time, adverb or quotation mark."""
    index = 0
    while index < len(words) and (
        words[index].time is not None or words[index].quote or words[index].has("adverb", "reset", "member")
    ):
        index += 1
    return index


def _mention(
    clause: Clause,
    first: int,
    last: int,
    kind: str,
    at: int,
    number: int,
    block: int,
    lead: int,
    lexicon: Lexicon,
) -> Mention:
    words = clause.words
    before = words[first - 1] if first else None
    after = words[last] if last < len(words) else None
    return Mention(
        words[first].start, words[last - 1].end, "".join(word.text for word in words[first:last]), words[last - 1].entity, kind, number, at, first, last,
        first <= lead, _class(before, _PREPOSITIONS), _class(after, _FOLLOWERS) if after is not None else clause.end or "end-of",
        any(word.has("say") for word in words[last : last + 8]), clause.outer is not None,
        after.text if after is not None and not after.item else "", before.text if before is not None and not before.item else "",
        words[first].text,
        words[last - 1].text,
        _makeup(words[first:last], kind),
        words[last - 1].entity is None and _begins_indicator(words, first, last, lexicon),
        first <= lead and after is not None and _acts(after),
        f"{words[first].tag}-{words[last - 1].tag}",
        block,
    )  # fmt: skip


def _begins_indicator(words: Sequence[Word], first: int, last: int, lexicon: Lexicon) -> bool:
    text = "".join(word.text for word in words[first:last])
    for word in words[last : last + 4]:
        text += word.text
        if text in lexicon.indicators:
            return True
    return False


def _makeup(words: Sequence[Word], kind: str) -> str:
    if len(words) == 1 and (words[0].entity is not None or kind in ("area", "body")):
        return "name"
    found: set[str] = set()
    for at, word in enumerate(words):
        if word.entity is not None:
            continue
        for mark in (
            "adverb",
            "split",
            "move",
            "rate",
            "end",
            "level",
            "share",
            "status",
            "generic",
            "preposition",
        ):
            if mark in word.marks:
                found.add(mark)
        if word.has("head") and not word.has("end"):
            found.add("head-first" if at == 0 else "head")
        if phrases.verbal(word):
            found.add("verb-first" if at == 0 else "verb")
        if word.text == "的":
            found.add("的")
        if word.text in phrases.JOINERS:
            found.add("joiner")
    return "+".join(sorted(found)) or "clean"


def _acts(word: Word) -> bool:
    return phrases.verbal(word) or word.has(
        "split", "head", "adverb", "level", "say", "status", "preposition", "move"
    )


def _class(word: Word | None, marks: tuple[str, ...]) -> str:
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
    mark = first_of(marks, word.marks)
    if mark is not None:
        return mark
    if word.quote:
        return "quote"
    if phrases.verbal(word) or word.has("split", "head"):
        return "verb"
    return "name" if word.entity is not None else "other"

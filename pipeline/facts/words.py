"""A sentence as words: items whole, cues put together from the segmenter's tokens, each with its marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.draft import Draft, Entity, Quantity, Stretch, Time, Token
from pipeline.facts.lexicon import LONGEST, NOTHING, Lexicon
from pipeline.facts.tokens import mended

_CLOSED = {"《": "》", "〈": "〉"}
_QUOTES = frozenset("“”‘’「」『』\"'")


@dataclass(slots=True, eq=False)
class Word:
    """`reading[start:end]`. `tag` is jieba's, empty for plain nouns and what it does not know."""

    start: int
    end: int
    text: str
    marks: frozenset[str] = NOTHING
    tag: str = ""
    quantity: Quantity | None = None
    time: Time | None = None
    entity: Entity | None = None

    @property
    def mark(self) -> bool:
        """Whether it is punctuation that is no part of a phrase."""
        return len(self.text) == 1 and not self.text.isalnum() and self.text not in _QUOTES

    @property
    def quote(self) -> bool:
        return self.text in _QUOTES

    @property
    def number(self) -> bool:
        """Whether it is a quantity that divides what stands before it from what follows; an ordinal does not."""
        return self.quantity is not None and self.quantity.kind != "ordinal"

    @property
    def item(self) -> bool:
        return self.quantity is not None or self.time is not None

    def has(self, *marks: str) -> bool:
        return not self.marks.isdisjoint(marks)


@lru_cache(maxsize=4096)
def first_of(order: tuple[str, ...], marks: frozenset[str]) -> str | None:
    """The first mark of `order` that a word has."""
    return next((mark for mark in order if mark in marks), None)


class Reader:
    """Gives the words of a sentence of one draft."""

    def __init__(self, draft: Draft, lexicon: Lexicon) -> None:
        self._tokens = draft.tokens
        self._starts = [token.start for token in draft.tokens]
        self._quantities = {item.start: item for item in draft.quantities}
        self._times = {item.start: item for item in draft.times}
        self._entities = sorted(draft.entities, key=lambda item: item.start)
        self._entity_starts = [item.start for item in self._entities]
        self._reading = draft.reading
        self._lexicon = lexicon
        self._tags = lexicon.tags

    def __call__(self, sentence: Stretch) -> list[Word]:
        first = bisect_left(self._starts, sentence.start)
        last = bisect_left(self._starts, sentence.end)
        tokens = mended(self._tokens[first:last], self._lexicon)
        words: list[Word] = []
        at = 0
        while at < len(tokens):
            step, word = self._next(tokens, at)
            words.append(word)
            at += step
        return words

    def _next(self, tokens: Sequence[Token], at: int) -> tuple[int, Word]:
        token = tokens[at]
        if token.kind == "quantity":
            return 1, Word(token.start, token.end, token.text, quantity=self._quantities.get(token.start))
        if token.kind == "time":
            marks = self._lexicon.of_time(token.text)
            return 1, Word(token.start, token.end, token.text, marks, time=self._times.get(token.start))
        if token.text in _CLOSED and (step := self._title(tokens, at)):
            return step, self._joined(tokens, at, step)
        if entity := self._entity_at(token.start):
            step = 1
            while at + step < len(tokens) and tokens[at + step].end <= entity.end:
                step += 1
            if tokens[at + step - 1].end == entity.end and all(
                tokens[at + index].kind == "word" for index in range(step)
            ):
                word = self._joined(tokens, at, step)
                word.entity = entity
                return step, word
        for step in range(min(LONGEST, len(tokens) - at), 0, -1):
            part = tokens[at : at + step]
            if part[-1].end - part[0].start != sum(len(token.text) for token in part):
                continue
            text = "".join(token.text for token in part)
            if text in self._lexicon.marks and all(token.kind == "word" for token in part):
                return step, Word(part[0].start, part[-1].end, text, self._lexicon.of(text), self._tag(text))
        marks = self._lexicon.of(token.text)
        if token.text[0] == "该" and len(token.text) > 1 and not marks & {"body", "area"}:
            marks |= {"body"}
        return 1, Word(token.start, token.end, token.text, marks, self._tag(token.text))

    def _title(self, tokens: Sequence[Token], at: int) -> int:
        """How many tokens 《…》 takes; 0 where a quantity stands in it or it does not end."""
        close = _CLOSED[tokens[at].text]
        for step in range(1, min(60, len(tokens) - at)):
            token = tokens[at + step]
            if token.kind == "quantity":
                return 0
            if token.text == close:
                return step + 1
        return 0

    def _joined(self, tokens: Sequence[Token], at: int, step: int) -> Word:
        start, end = tokens[at].start, tokens[at + step - 1].end
        text = self._reading[start:end]
        return Word(start, end, text, self._lexicon.of(text))

    def _entity_at(self, start: int) -> Entity | None:
        index = bisect_left(self._entity_starts, start)
        if index < len(self._entities) and self._entities[index].start == start:
            return self._entities[index]
        return None

    def entity_of(self, start: int, end: int) -> Entity | None:
        """The entity that begins a stretch and does not go on behind it."""
        entity = self._entity_at(start)
        return entity if entity is not None and entity.end <= end else None

    def _tag(self, text: str) -> str:
        return self._tags.get(text, "")

"""What the heads of columns and the names of rows say: metric, place, time, change, share."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from pipeline import model
from pipeline.draft import Column, Draft, Entity, Row, Stretch, Time
from pipeline.facts import phrases
from pipeline.facts.change import compared_basis
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.period import usable
from pipeline.facts.table_periods import ENDED, is_year, months_of
from pipeline.facts.words import Reader, Word

_BRACKET = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_CHANGING = ("move", "turn", "rate", "base", "compare", "compare_end", "same", "adverb", "level")


@dataclass(slots=True)
class Name:
    """What a head or the name of a row says. `at`: the words that name a metric, a place or a thing."""

    text: str = ""
    at: Stretch | None = None
    entity: Entity | None = None
    time: Time | None = None
    within: Time | None = None
    """The part of the year `time`: 10月 over 2025|2026."""
    change: model.Change | None = None
    signed: bool = True
    """Whether the sign of the figure tells rise from fall."""
    share: bool = False
    index: bool = False
    scope: Stretch | None = None
    """环比 over a column of index numbers."""
    provisional: bool = False
    months: int = 0
    """截至六月三十日止六个月: how long the years in the heads are."""
    metric: bool = False
    """Whether the words are those of an indicator."""

    def at_time(self, time: Time | None) -> None:
        """One more time of the name: of a year and a part of it, the part is of that year."""
        if time is None:
            return
        if self.time is not None and (is_year(time) != is_year(self.time)):
            self.time, self.within = (time, self.time) if is_year(time) else (self.time, time)
        else:
            self.time = time


class HeadReader:
    """Reads the heads and names of the tables of a draft."""

    def __init__(self, draft: Draft, lexicon: Lexicon, read: Reader) -> None:
        self.draft, self.lexicon, self.read = draft, lexicon, read
        self.shapes = lexicon.shapes
        self._times = [item for item in draft.times if usable(item)]
        self._starts = [item.start for item in self._times]

    def column(self, column: Column) -> Name:
        name = Name()
        base = self.draft.reading[column.unit.start : column.unit.end] if column.unit else ""
        name.index = self.shapes.has("base", base)  # 环比 over 上月=100
        for head in column.heads:
            part = self.name(head)
            name.text += part.text
            name.at_time(part.time)
            name.months = name.months or part.months
            name.change = part.change or name.change
            name.signed &= part.signed
            name.share |= part.share
            name.index |= part.index
            if name.index:
                name.change = None
                name.scope = name.scope or part.scope
            if part.at is not None and not (name.metric and not part.metric):
                name.at, name.entity, name.metric = part.at, part.entity, part.metric
        return name

    def row(self, row: Row) -> Name:
        cells = row.names or [
            Stretch(cell.start, cell.end)
            for cell in row.cells[:1]
            if cell.end > cell.start and cell.role not in ("rank", "value")
        ]
        name = Name()
        for cell in cells:
            part = self.name(cell, row=True)
            name.text += part.text
            name.at_time(part.time)
            if part.at is not None:
                name.at, name.entity, name.metric = part.at, part.entity, part.metric
        return name

    def name(self, place: Stretch, row: bool = False) -> Name:
        """What one head or name says."""
        text = self.draft.reading[place.start : place.end]
        name = Name(text)
        base = self.shapes.has("base", text)
        name.index = base or "指数" in text
        if not row and base:
            return name
        ended = None if row else ENDED.search(text)
        if ended is not None:
            name.months, name.time = months_of(ended), self._time_in(place)
            return name
        start, end = place
        if row:
            start += self.shapes.without("numbered", text)
        time = self._time_in(Stretch(start, end))
        if time is not None:
            name.time = time
        entity = self.read.entity_of(start, end)
        if entity is not None and (entity.end == end or not row):
            name.at, name.entity = Stretch(entity.start, entity.end), entity
            if entity.end == end:
                return name
        words = [word for word in self.read(Stretch(start, end)) if not _bracketed(text, word, place.start)]
        if not row:
            self._changing(name, text, words)
        kept = self._kept(words, row, name.change is not None)
        if kept:
            stretch = phrases.stretch(kept)
            plain = self.draft.reading[stretch.start : stretch.end]
            if row or not self.shapes.has("empty_name", plain):
                name.at = stretch
                known = self.lexicon.indicator(plain.replace(" ", "")) is not None
                name.metric = known and not (row and self.shapes.has("owner", plain))
                if name.entity is not None and (name.entity.start, name.entity.end) != tuple(stretch):
                    name.entity = None
        elif row and time is None:
            name.at = Stretch(start, end)
        return name

    def _changing(self, name: Name, text: str, words: list[Word]) -> None:
        moved = [word for word in words if word.has("move", "turn", "rate")]
        same = next((word for word in words if word.time and "同期" in word.text), None)
        compared = any(word.has("compare") for word in words)
        bare = self.shapes.has("signed", text)
        name.share = any(word.has("share", "share_name") for word in words) or "占" in text
        based = any((cue := self.lexicon.change.get(word.text)) and cue.basis for word in words)
        if name.share or not (moved or bare or based) or self.shapes.has("base", text):
            return
        if name.time is not None and (compared or same is not None):
            name.time = None  # 比上年同期增长: a base
        basis = compared_basis(words, self.lexicon, None)
        falling = [
            cue
            for word in moved
            if (cue := self.lexicon.change.get(word.text)) and cue.direction == "decrease"
        ]
        name.signed = not (falling and not bare)
        name.scope = phrases.stretch(words) if words else None
        name.change = model.Change("decrease" if falling and not bare else "increase", basis, None, False)

    def _kept(self, words: list[Word], row: bool, changing: bool) -> list[Word]:
        """The first run of words that name something: without times, marks and words of change."""
        kept: list[Word] = []
        for word in words:
            plain = word.time is None and not word.mark and not (changing and word.has(*_CHANGING))
            if row:
                plain = not (word.time is not None and usable(word.time)) and (not word.mark or bool(kept))
            if plain:
                kept.append(word)
            elif kept:
                break
        while kept and kept[-1].mark:
            kept.pop()
        return kept

    def _time_in(self, place: Stretch) -> Time | None:
        at = bisect_left(self._starts, place.start)
        found = None
        while at < len(self._times) and self._times[at].end <= place.end:
            found = self._times[at]
            at += 1
        return found


def _bracketed(text: str, word: Word, offset: int) -> bool:
    return any(found.start() <= word.start - offset < found.end() for found in _BRACKET.finditer(text))

"""Organisations: those known by name, offices after their place, and what ends like one."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.draft import Entity
from pipeline.entities.bodies import GENERAL, Kinds, level_before, of_each
from pipeline.entities.grammar import Grammar
from pipeline.entities.lexicon import Lexicon
from pipeline.entities.page import Page
from pipeline.model import EntityLabel
from pipeline.rulebook import RuleBook
from pipeline.rulebook.names import Bodies, KnownNames, NameSuffix

# What may follow the end of a name inside a word of the segmentation: 统计处|长, 区委|副书记.
_AFTER = frozenset("长副党员书主任")
# How far after an organisation its part may end: 国家统计局国民经济综合统计司.
_PART = 12
# 博览会开幕式 is the 博览会.
_CEREMONIES = ("开幕式", "闭幕式", "启动仪式", "新闻发布会", "发布会", "签约仪式")


class Recogniser:
    def __init__(self, rules: RuleBook, grammar: Grammar) -> None:
        self.grammar = grammar
        self.known: Lexicon[tuple[str, KnownNames]] = Lexicon(
            (form, (row[0], entry))
            for entry in rules.entries("organisations", KnownNames)
            for row in entry.rows
            for form in row
        )
        kinds = Kinds(rules)
        self.bodies: Lexicon[tuple[str, Bodies]] = Lexicon(
            (form, (kinds.spelled(form, row[0]), entry))
            for entry in rules.entries("bodies", Bodies)
            for row in entry.rows
            for form in row
        )
        parts = next(
            entry for entry in rules.entries("name_suffixes", NameSuffix) if entry.id == "department-of"
        )
        meetings = next(
            entry for entry in rules.entries("name_suffixes", NameSuffix) if entry.id == "meetings"
        )
        self.events = meetings.names
        self.common = grammar.common
        self.parts = tuple(sorted(parts.names, key=len, reverse=True))

    def __call__(self, page: Page) -> list[Entity]:
        """Candidates; they may overlap."""
        found = list(self._known(page))
        ends = {entity.end: entity.start for entity in found if entity.label == "ORG"}
        for entity in self._offices(page, ends):
            found.append(entity)
            ends[entity.end] = min(entity.start, ends.get(entity.end, entity.start))
        found += self._suffixed(page, ends)
        for entity in list(found):
            if entity.label == "ORG":
                found += self._part(page, entity)
        return found

    def _known(self, page: Page) -> Iterator[Entity]:
        for start, name, senses in self.known.find(page.text):
            end = start + len(name)
            sense = next((sense for sense in senses if page.region not in sense[1].not_in), None)
            if sense is None:
                continue
            canonical, entry = sense
            if any(page.text.startswith(word, end) for word in entry.not_before):
                continue
            if len(name) == 2 and not page.whole(start, end):
                continue
            norm = canonical if canonical != name else None
            if entry.label == "ORG":
                page.listed[end] = min(start, page.listed.get(end, start))
            yield Entity(start, end, entry.label, f"organisations.{entry.id}", 0.95, norm)

    def _offices(self, page: Page, ends: dict[int, int]) -> Iterator[Entity]:
        text = page.text
        for at, name, senses in self.bodies.find(text):
            yield from self._office(page, at, name, senses[0], ends)
        for at, char in enumerate(text):
            if char == "委" and level_before(text, at) and text[at + 1 : at + 2] != "员":
                yield from self._office(page, at, "委", self.bodies.values["委"][0], ends)

    def _office(
        self, page: Page, at: int, name: str, sense: tuple[str, Bodies], ends: dict[int, int]
    ) -> Iterator[Entity]:
        canonical, entry = sense
        text, end = page.text, at + len(name)
        if any(text.startswith(word, end) for word in entry.not_before) or not _ends(page, end, len(name)):
            return
        start = page.places.get(at, page.forms.get(at, ends.get(at)))
        if start is not None:
            while (before := page.places.get(start)) is not None:
                start = before
        elif level := self._level(page, at):
            start = at - len(level)
            if of_each(text, start):
                return
        elif text.endswith(("国家", "全国", "中央"), 0, at):
            start = at - 2
        elif entry.bare and len(name) >= 3 and page.edges[at] and text[at - 1 : at] not in GENERAL:
            start = at
        else:
            return
        begin, start, prefix = _prefixed(page, start, at, entry)
        if start < at and text[start:at] == level_before(text, at):
            page.levels[begin] = text[start:at]
        norm = prefix + text[start:at] + canonical
        yield Entity(begin, end, "ORG", f"bodies.{entry.id}", 0.9, norm if norm != text[begin:end] else None)

    def _level(self, page: Page, end: int) -> str:
        """The level that ends there and is none of a word: 市 in 从市生态环境局, not in 城市; "" without."""
        level = level_before(page.text, end)
        if len(level) == 1:
            token = page.word(end - 1)
            if not page.edges[end - 1] and (token is None or self.grammar.frequency(token.text)):
                return ""
        return level

    def _suffixed(self, page: Page, ends: dict[int, int]) -> Iterator[Entity]:
        text = page.text
        for at, name, senses in self.grammar.suffixes.find(text):
            end = at + len(name)
            for entry in senses:
                if entry.shortest == 99 or any(text.startswith(word, end) for word in entry.not_before):
                    continue
                if not _ends(page, end, len(name)):
                    continue
                if (len(name) == 1 and not self._single(page, at)) or text[at - 1 : at] in ("副", name):
                    continue
                start = self.grammar.begin(page, at, ends, entry.anchor)
                if start is None or at - start < entry.shortest:
                    continue
                start = self._outer(page, self._joined(page, start, at, ends), at, entry.label)
                if "》" in text[start:at] and "《" not in text[start:at]:
                    continue  # 《…政策》新闻发布会
                if name in _CEREMONIES and text.endswith(self.events, start, at):
                    end = at
                yield Entity(start, end, entry.label, f"name_suffixes.{entry.id}", 0.75)
                break

    def _joined(self, page: Page, start: int, at: int, ends: dict[int, int]) -> int:
        """Behind another organisation that is joined to this one: 卫生署及|医院管理局."""
        for end in range(at - 2, start + 1, -1):
            if end in ends and page.text[end] in "及和与" and ends[end] >= start:
                return end + 1
        return start

    def _single(self, page: Page, at: int) -> bool:
        """Whether a suffix of one character is no part of a common word: 电路, 常委, 大厅."""
        token = page.word(at)
        word = token.text if token is not None else ""
        return not any(word.endswith(other) for other in self.common) and not page.text.endswith(
            self.common, max(0, at - 3), at + 1
        )

    def _outer(self, page: Page, start: int, at: int, label: EntityLabel) -> int:
        """Events: with the quotation marks of their motto and a bare year, without 第七届."""
        text = page.text
        opening = max(text.rfind(mark, max(0, start - 30), start) for mark in "“「")
        inside = opening >= 0 and not any(mark in text[opening:start] for mark in "”」。，；\n")
        if inside and any(mark in text[start:at] for mark in "”」"):
            start = opening
        if label == "EVENT":
            token = page.word(start)
            while (
                token is not None
                and token.text.startswith(("第", "首届", "本届"))
                and (token.kind != "word" or len(token.text) == 2)
            ):
                start = token.end
                token = page.word(start)
            before = page.word(start - 1)
            if (
                before is not None
                and len(before.text) == 4
                and before.text.isdigit()
                and before.text[:2] in ("19", "20")
            ):
                start = before.start
        return start

    def _part(self, page: Page, whole: Entity) -> Iterator[Entity]:
        """A part of an organisation directly after its name: 财政部统计处."""
        text = page.text
        end = whole.end
        best = None
        while end < min(len(text), whole.end + _PART):
            token = page.word(end)
            if token is None or token.start > end or token.kind != "word":
                break
            if page.closed(end) or (token.text in self.grammar.blocking and token.text not in self.parts):
                break
            end = token.end
            stop = end
            if text[end - 1] == "长" and len(token.text) > 1:  # 统计处长, but 统计处|处长
                if best == token.start:
                    break
                stop = end - 1
            for part in self.parts:
                if text[stop - len(part) - 1] in ("副", "正", part) or text.endswith(
                    "政务", 0, stop - len(part)
                ):
                    continue  # 国家发展部政务部长 is a post of the ministry
                if text.endswith(part, whole.end, stop) and (
                    stop - len(part) - whole.end >= 2 or len(part) >= 2 or stop - whole.end >= 3
                ):
                    best = stop
                    break
        if best is not None and not text.startswith(("长期",), best):
            yield Entity(whole.start, best, "ORG", whole.rule + "+part", 0.75)


def _ends(page: Page, end: int, size: int) -> bool:
    """Whether a name of this many characters may end here."""
    token = page.word(end - 1)
    return token is None or token.end == end or size >= 3 or (page.text[end] in _AFTER and size >= 1)


def _prefixed(page: Page, start: int, at: int, entry: Bodies) -> tuple[int, int, str]:
    """Where an office begins, where its place does, and what its full name begins with: 民革|浙江省|委.

    A place may have swallowed what stands before it: 农工党省.
    """
    for row in entry.others:
        for form in row:
            begin, place = start - len(form), start
            if page.text.startswith(form, start) and start + len(form) < at:
                begin, place = start, start + len(form)
            if begin >= 0 and page.edges[begin] and page.text.startswith(form, begin):
                return begin, place, row[0]
    return start, start, entry.prefix

"""Listed companies: before their stock code, and as the heads of a company digest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.draft import Entity
from pipeline.entities.grammar import Grammar
from pipeline.entities.page import Page
from pipeline.rulebook import RuleBook
from pipeline.rulebook.names import NameSuffix

_HEAD = re.compile(r"(?:(?<=[。；;\n、】])|^) *([\u4e00-\u9fffA-Z*]{3,6})(?=[:：])", re.MULTILINE)
_LONGEST = 20


class Recogniser:
    def __init__(self, rules: RuleBook, grammar: Grammar) -> None:
        self.grammar = grammar
        entries = rules.entries("name_suffixes", NameSuffix)
        self.short = next(entry.names for entry in entries if entry.id == "listed-short")

    def __call__(self, page: Page) -> list[Entity]:
        return [*self._tickers(page), *self._digest(page), *self._brands(page)]

    def _tickers(self, page: Page) -> Iterator[Entity]:
        for bracket in page.brackets.values():
            end = bracket.name_end
            last = page.word(end - 1)
            if last is not None and last.kind == "word":  # not 第3届(2330)
                start = self.grammar.left_edge(page, end, sure=True, reach=_LONGEST)
                start = self.grammar.without_kind(page, start, end)
                if 2 <= end - start <= _LONGEST:
                    yield Entity(start, end, "ORG", "companies.ticker", 0.9)
            if bracket.inside is not None and self._plain(page, *bracket.inside):
                yield Entity(*bracket.inside, "ORG", "companies.bracket", 0.9)
        for head in page.heads:
            if head.name_end >= 0:
                yield Entity(head.start, head.end, "ORG", "companies.head", 0.9)

    def _plain(self, page: Page, start: int, end: int) -> bool:
        """Whether a stretch may be a short name: 药明生物 in (药明生物,2269.HK), not 昨日收盘."""
        return self.grammar.left_edge(page, end) == start and self.grammar.named(page, start, end)

    def _digest(self, page: Page) -> Iterator[Entity]:
        """`当升科技:…。金陵药业:…`: where some heads end like a company, the others are companies too."""
        heads = [found.span(1) for found in _HEAD.finditer(page.text)]
        sure = [span for span in heads if page.text.endswith(self.short, *span)]
        tickers = sum(1 for end in page.brackets if page.text[end : end + 1] in ":：")
        coded = bool(page.brackets) and len(heads) >= 2
        several = coded or len(sure) + tickers >= 2
        for start, end in heads:
            words = self.grammar.words(page, start, end)
            plain = any(word in self.grammar.blocking for word in words)
            if (start, end) in sure or (several and not plain):
                yield Entity(start, end, "ORG", "companies.digest", 0.8)

    def _brands(self, page: Page) -> Iterator[Entity]:
        """`天奇股份`: two characters that are no common word, with a suffix that short names of companies have."""
        for name in ("股份", "控股", "药业", "科技"):
            at = page.text.find(name)
            while at >= 0:
                start, end = at - 2, at + 2
                token = page.word(end - 1)
                head = page.text[max(start, 0) : at]
                if (
                    start >= 0
                    and page.edges[start]
                    and (token is None or token.end == end)
                    and (page.closed(start - 1) or page.edges[start])
                    and self._coined(page, start, at)
                    and not page.closed(start)
                    and head not in self.grammar.generic
                ):
                    yield Entity(start, end, "ORG", "companies.brand", 0.7)
                at = page.text.find(name, at + 1)

    def _coined(self, page: Page, start: int, end: int) -> bool:
        """Whether the head of a short name is no common word: 天奇 is, 金融 is none."""
        head = page.text[start:end]
        if any(not "\u4e00" <= char <= "\u9fff" for char in head):
            return False
        words = self.grammar.words(page, start, end)
        if any(word in self.grammar.function or word in self.grammar.generic for word in words):
            return False
        if any(len(word) > 1 and word in self.grammar.blocking for word in words):
            return False
        known = self.grammar.frequency(head)
        return not known or head in self.grammar.proper

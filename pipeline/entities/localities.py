"""Places that no table lists: towns, streets and villages by what their names end in (城口县高观镇施家村)."""

from __future__ import annotations

import re

from pipeline.draft import Entity
from pipeline.entities.grammar import Grammar
from pipeline.entities.page import Page
from pipeline.rulebook import RuleBook
from pipeline.rulebook.names import Wordlist

_LEVEL = re.compile("街道|[镇乡村省县市区港]")
# A text about ports may name one that no table lists: 北浦港.
_PORTS = re.compile("吞吐|泊位|集装箱|货柜|码头")
_NOT_PORT = (
    "币",
    "元",
    "股",
    "人",
    "湾",
    "府",
    "铁",
    "交",
    "口",
    "区",
    "珠",
    "商",
    "独",
    "台",
    "深",
    "务",
    "航",
    "城",
    "澳",
)
# Which levels may follow one another without a known place before: 区 is too often 园区, 景区.
_ALONE = frozenset({"街道", "镇", "乡", "省", "县", "市", "港"})
_LONGEST = 3
# What makes 镇 and the like a common noun, or part of another name: 镇政府 is the office, 乡镇企业 a kind.
_NOT_BEFORE = ("镇", "级", "长途", "场", "民", "区级", "属", "域", "容", "井", "直", "内", "外", "份", "区")
_PARTICLES = frozenset("的了和与及等在将各全")
# First characters of stretches that are counted or pointed at: 各县, 大小村.
_COMMON = frozenset("各全本该我你他每某省市区县镇乡村大小老新两三几多数名个座")


class Recogniser:
    def __init__(self, rules: RuleBook, grammar: Grammar) -> None:
        self.grammar = grammar
        lists = {entry.id: frozenset(entry.names) for entry in rules.entries("name_words", Wordlist)}
        self.kinds = lists["level-kinds"] | grammar.generic

    def __call__(self, page: Page) -> list[Entity]:
        """Places in the order of the text; fills `page.places`, so that offices behind them are found."""
        found: list[Entity] = []
        ports = _PORTS.search(page.text) is not None
        for level in _LEVEL.finditer(page.text):
            port = level.group() == "港"
            if port and (not ports or page.text.startswith(_NOT_PORT, level.end())):
                continue
            spot = self._spot(page, level)
            if spot is not None:
                start, score = spot
                if not port:
                    page.places.setdefault(level.end(), start)
                found.append(Entity(start, level.end(), "FAC" if port else "GPE", "localities.level", score))
        return found

    def _spot(self, page: Page, level: re.Match[str]) -> tuple[int, float] | None:
        """Where the place begins, and how sure that is."""
        at, end, text = level.start(), level.end(), page.text
        last = page.word(end - 1)
        # 市卫|健委: the segmentation errs where it makes a word of its own
        crossed = (
            last is not None and last.end > end and last.start < at and self.grammar.frequency(last.text)
        )
        if text.startswith(_NOT_BEFORE, end) or crossed or text[at - 1 : at] in {*"省市县区", level.group()}:
            return None
        for size in range(1, _LONGEST + 1):
            start = at - size
            if start < 0 or not "\u4e00" <= text[start] <= "\u9fff":
                return None
            behind = start in page.places and start - page.places[start] >= 2
            if behind and (size > 1 or page.region == "TW"):
                far = (
                    level.group() == "区" and page.region != "TW"
                )  # the table has every district of the mainland
                return None if far or not self._plain(page, start, at) else (start, 0.85)
            alone = size >= 2 and level.group() in _ALONE and self._opens(page, start)
            if alone and self._coined(page, start, at) and page.places.get(at, start) == start:
                return start, 0.7
        return None

    def _opens(self, page: Page, start: int) -> bool:
        """Whether a name may begin here: after a mark or after a word that no name holds."""
        before = page.word(start - 1)
        if page.closed(start - 1):
            return True
        return before is not None and before.end == start and before.text in self.grammar.blocking

    def _plain(self, page: Page, start: int, at: int) -> bool:
        """Behind a known place: whether the words before the level are no adjective of a kind (寿光市特色镇)."""
        token = page.word(at)
        if token is not None and start < token.start < at and self.grammar.frequency(token.text):
            return False  # 小|城镇
        words = self.grammar.words(page, start, at)
        return not any(
            (word in self.kinds and (len(word) > 1 or len(words) == 1))
            or word in _PARTICLES
            or (len(word) > 1 and word in self.grammar.blocking)
            for word in words
        )

    def _coined(self, page: Page, start: int, at: int) -> bool:
        """Whether the words before the level are no common ones: 纪台镇 is a name, 特色小镇 is none."""
        words = self.grammar.words(page, start, at)
        if not self._plain(page, start, at) or words[0][0] in _COMMON:
            return False
        if any(word in self.grammar.function or word in self.grammar.saying for word in words):
            return False
        token = page.word(at)
        if token is not None and token.start < at:
            return token.start == start and (
                token.text in self.grammar.coined or not self.grammar.frequency(token.text)
            )
        return all(
            len(word) == 1 or word in self.grammar.coined or not self.grammar.frequency(word)
            for word in words
        )

"""What stands in 《》: laws, policies, plans; works; and newspapers that speak, without the marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.draft import Entity
from pipeline.entities.page import Page
from pipeline.rulebook import RuleBook
from pipeline.rulebook.names import DocumentWords, KnownNames

# No title is longer; what is not closed by then is no title.
_LONGEST = 120
# 题为「货物统计」的文章
_CALLED = re.compile(r"(?:题为|题目为|标题为|题目是)[:：]?[“「\"]([^“”「」《》\"\n]{2,60})[”」\"]")
_BYLINE = re.compile(r"(?:专讯|专电|讯|记者.{2,12}报[道导])》$")
_BRACKETS = {"(": ")", "（": "）", "[": "]", "【": "】"}


class Recogniser:
    def __init__(self, rules: RuleBook) -> None:
        entries = rules.entries("documents", DocumentWords)
        self.law = _words(entries, "LAW", "end")
        self.work = _words(entries, "WORK_OF_ART", "end")
        self.before = _words(entries, "LAW", "before")
        self.speaking = _words(entries, "ORG", "after")
        self.press = _words(entries, "ORG", "after-any")
        self.media = _words(entries, "ORG", "end")
        listed = [entry for entry in rules.entries("organisations", KnownNames) if entry.id == "media"]
        self.listed = frozenset(form for entry in listed for row in entry.rows for form in row)

    def __call__(self, page: Page) -> list[Entity]:
        found = [self._entity(page, *span) for span in _titles(page.text) if not _byline(page.text, *span)]
        for called in _CALLED.finditer(page.text):
            found.append(Entity(*called.span(1), "WORK_OF_ART", "documents.called", 0.8))
        return found

    def _entity(self, page: Page, start: int, end: int) -> Entity:
        text = page.text
        title = _bare(text[start + 1 : end - 1])
        journal = text.startswith("杂志", end)  # 《北窗》杂志报道
        following = text[end : end + 10].lstrip("：: \n").removeprefix("杂志")
        press = _longest(self.press, following.startswith)
        if press:
            return Entity(start + 1, end - 1, "ORG", self.press[press], 0.8)
        law = _longest(self.law, title.endswith)
        work = _longest(self.work, title.endswith)
        medium = _longest(self.media, title.endswith)
        if len(medium) < max(len(law), len(work)):
            medium = ""  # 《气候通报》
        if journal or medium or title in self.listed:
            speaks = _longest(self.speaking, following.startswith)
            if speaks:
                return Entity(start + 1, end - 1, "ORG", self.speaking[speaks], 0.8)
            if text[end : end + 1] in (":", "："):
                return Entity(start + 1, end - 1, "ORG", self.media.get(medium, "documents.listed"), 0.8)
        # the longest word that fits decides: …研究报告 is a work, …报告制度 a rule
        if law and len(law) > len(work):
            return Entity(start, end, "LAW", self.law[law], 0.95)
        if work:
            return Entity(start, end, "WORK_OF_ART", self.work[work], 0.9)
        before = _longest(self.before, lambda word: text.endswith(word, max(0, start - 6), start))
        if before:
            return Entity(start, end, "LAW", self.before[before], 0.7)
        return Entity(start, end, "WORK_OF_ART", "documents.other", 0.7)


def _byline(text: str, start: int, end: int) -> bool:
    """《经济通通讯社11日专讯》: Hong Kong agencies sign in these marks."""
    return _BYLINE.search(text, start, end) is not None


def _words(entries: tuple[DocumentWords, ...], label: str, position: str) -> dict[str, str]:
    """Word → rule, longest first."""
    words = {
        name: f"documents.{entry.id}"
        for entry in entries
        if entry.label == label and entry.position == position
        for name in entry.names
    }
    return dict(sorted(words.items(), key=lambda pair: -len(pair[0])))


def _longest(words: dict[str, str], fits: Callable[[str], bool]) -> str:
    """The longest word that fits; empty where none does."""
    return next((word for word in words if fits(word)), "")


def _titles(text: str) -> Iterator[tuple[int, int]]:
    """Every outermost 《…》; a second 《 inside one opens a nested title."""
    at = text.find("《")
    while at >= 0:
        depth = 0
        close = -1
        for position in range(at, min(len(text), at + _LONGEST)):
            char = text[position]
            depth += (char == "《") - (char == "》")
            if depth == 0:
                close = position
                break
        if close < 0:  # 《甲《乙》: the inner mark was forgotten
            close = text.find("》", at, at + _LONGEST)
        if close > at + 1:
            yield at, close + 1
            at = text.find("《", close + 1)
        else:
            at = text.find("《", at + 1)


def _bare(title: str) -> str:
    """Without what stands in brackets at its end: …行动计划(2022—2025年), …条例(草案)."""
    while title and title[-1] in _BRACKETS.values():
        opening = max(title.rfind(mark) for mark in _BRACKETS)
        if opening <= 0:
            break
        title = title[:opening].rstrip()
    return title.rstrip("”’」』〉")

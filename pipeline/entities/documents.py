"""What stands in 《》: laws, policies, plans; works; and newspapers that speak, without the marks."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.draft import Entity
from pipeline.entities.page import Page
from pipeline.rulebook import RuleBook
from pipeline.rulebook.names import DocumentWords

# No title is longer; what is not closed by then is no title.
_LONGEST = 120
_MEDIA = ("报", "社", "网", "周刊", "杂志", "邮报", "时报", "电视", "通讯", "新闻", "日报")
_BRACKETS = {"(": ")", "（": "）", "[": "]", "【": "】"}


class Recogniser:
    def __init__(self, rules: RuleBook) -> None:
        entries = rules.entries("documents", DocumentWords)
        self.law = _words(entries, "LAW", "end")
        self.work = _words(entries, "WORK_OF_ART", "end")
        self.before = _words(entries, "LAW", "before")
        self.speaking = _words(entries, "ORG", "after")

    def __call__(self, page: Page) -> list[Entity]:
        return [self._entity(page, start, end) for start, end in _titles(page.text)]

    def _entity(self, page: Page, start: int, end: int) -> Entity:
        text = page.text
        title = _bare(text[start + 1 : end - 1])
        if title.endswith(_MEDIA) and text[end : end + 6].lstrip("：: ").startswith((*self.speaking, "\n")):
            return Entity(start + 1, end - 1, "ORG", "documents.media", 0.8)
        if title.endswith(_MEDIA) and text[end : end + 1] in (":", "："):
            return Entity(start + 1, end - 1, "ORG", "documents.media", 0.8)
        # the longest word that fits decides: …研究报告 is a work, …报告制度 a rule
        law = max((len(word) for word in self.law if title.endswith(word)), default=0)
        work = max((len(word) for word in self.work if title.endswith(word)), default=0)
        if law > work or (not work and text.endswith(self.before, max(0, start - 6), start)):
            return Entity(start, end, "LAW", "documents.law", 0.95 if law else 0.7)
        return Entity(start, end, "WORK_OF_ART", "documents.work", 0.9 if work else 0.7)


def _words(entries: tuple[DocumentWords, ...], label: str, position: str) -> tuple[str, ...]:
    return tuple(
        name
        for entry in entries
        if entry.label == label and entry.position == position
        for name in entry.names
    )


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

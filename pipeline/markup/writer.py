"""Collects blocks and tables into one text with marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.marks import Mark, Marked
from pipeline.model import BlockKind

_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef，。、；：？！“”‘’《》（）]")


class Writer:
    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []

    def block(self, text: str, kind: BlockKind | None = None, level: int | None = None) -> None:
        """A paragraph, or what the mark-up calls it; lines inside it (<br>) stay lines."""
        lines = [line for line in (tidy(line) for line in text.split("\n")) if line]
        if not lines:
            return
        start = self._length
        for line in lines:
            self._put(line + "\n")
        if kind is not None:
            self._marks.append(Mark(start, self._length - 1, kind, level))
        self._put("\n" if kind in ("title", "heading") else "")

    def table(self, rows: Sequence[Sequence[str]], heads: int) -> None:
        """The cells between tabs, a row a line; a cell over several columns or rows is written once, at its first place."""
        rows = [[tidy(cell) for cell in row] for row in rows]
        rows = [row for row in rows if any(row)]
        if not rows:
            return
        start = self._length
        for row in rows:
            self._put("\t".join(row) + "\n")
        self._marks.append(Mark(start, self._length - 1, "table", None, heads))
        self._put("\n")

    def form(self, fields: Sequence[tuple[str, str]]) -> None:
        """Keys and values, a line each: 标的：数控机床一批."""
        for key, value in fields:
            self._put(f"{key}：{value}\n")
        self._put("\n")

    def finish(self, title: str | None = None, published: str | None = None) -> Marked:
        return Marked("".join(self._parts), self._marks, title, published)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def tidy(text: str) -> str:
    """One blank for each run of them, and none between two Han characters, where only the source was wrapped."""

    def blank(found: re.Match[str]) -> str:
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        wrapped = "\n" in found.group() or "\r" in found.group()
        return "" if wrapped and _HAN.match(before) and _HAN.match(after) else " "

    return _BLANKS.sub(blank, text).strip(" ")

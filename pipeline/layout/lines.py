"""The lines of a reading without the blanks and cuts at their ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.offsets import CUT

_LINE = re.compile(r"[^\n]+")


class Line(NamedTuple):
    """`text` is `reading[start:end]` with wide blanks made narrow, `spaced` with them; `indent`: display columns before
    it, `tabs` of them tabs; `empty`: how many lines with nothing in them stand above it."""

    start: int
    end: int
    text: str
    spaced: str
    indent: int = 0
    tabs: int = 0
    empty: int = 0

    @property
    def apart(self) -> bool:
        return self.empty > 0


def lines_of(reading: str) -> Iterator[Line]:
    """Lines with something in them, in order."""
    last = -1
    for found in _LINE.finditer(reading):
        start, end = trimmed(reading, *found.span())
        if end > start:
            indent = start - found.start() + reading.count("\u3000", found.start(), start)
            tabs = reading.count("\t", found.start(), start)
            empty = max(0, reading.count("\n", last, start) - 1) if last >= 0 else 0
            text = reading[start:end]
            yield Line(start, end, text.replace("\u3000", " "), text, indent, tabs, empty)
            last = found.end()


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without blanks and cuts at the ends; empty when nothing is left."""
    while start < end and (text[start].isspace() or text[start] == CUT):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == CUT):
        end -= 1
    return start, end

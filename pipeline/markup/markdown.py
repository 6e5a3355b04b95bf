"""Markdown: headings and list items are marked; tables are read from their bars like those of any text."""

from __future__ import annotations

import re

from pipeline.marks import Mark, Marked

_LINE = re.compile(
    r"^(?P<sign>#{1,6}) +(?P<heading>.+?) *#* *$|^ {0,3}(?:[-*+]|\d{1,2}\.) +(?P<item>.+)$", re.M
)


def read(text: str) -> Marked:
    """The text stays as it is, signs and all."""
    marks: list[Mark] = []
    title = None
    for found in _LINE.finditer(text):
        if found["heading"] is None:
            marks.append(Mark(*found.span("item"), "list_item"))
            continue
        level = len(found["sign"])
        if level == 1 and title is None:
            title = found["heading"]
            marks.append(Mark(*found.span("heading"), "title"))
        else:
            marks.append(Mark(*found.span("heading"), "heading", max(1, level - 1)))
    return Marked(text, marks, title)

"""Stage: blocks (title, headings, list items, captions, questions, answers, tables, paragraphs) and sentences.

A sentence ends at its punctuation with the closing quotes, and at the end of the line; each row of a table is one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from pipeline.config import Config
from pipeline.draft import Draft, Stretch
from pipeline.layout.blocks import blocks_of
from pipeline.layout.lines import lines_of, trimmed
from pipeline.marks import Mark
from pipeline.model import Notice
from pipeline.rulebook import RuleBook
from pipeline.shapes import Shapes

_SENTENCE = re.compile(r"[^。!?！？\n]*(?:[。!?！？]+[”’」』)）】]*|\n|$)")


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    shapes = Shapes(rules)

    def layout(draft: Draft) -> None:
        spaced = draft.coordinates.spaced
        draft.blocks = blocks_of(spaced, draft.source.title, shapes, _in_reading(draft, spaced))
        ragged = sum(block.table.ragged for block in draft.blocks if block.table is not None)
        if ragged:
            message = f"{ragged} rows of tables lack cells; their figures are linked to no column"
            draft.warnings.append(Notice("table_ragged", message))
        for block in draft.blocks:
            for found in _SENTENCE.finditer(draft.reading, block.start, block.end):
                start, end = trimmed(draft.reading, *found.span())
                if end > start:
                    draft.sentences.append(Stretch(start, end))

    return layout


def _in_reading(draft: Draft, reading: str) -> list[Mark]:
    """The marks of the source in reading coordinates; those of what was cut are gone."""
    if not draft.marks:
        return []
    lines = list(lines_of(reading))
    places = [draft.coordinates.span(line.start, line.end).original for line in lines]
    starts = [place.start for place in places]
    found = []
    for mark in draft.marks:
        first, last = bisect_right(starts, mark.start) - 1, bisect_left(starts, mark.end)
        if first < 0 or places[first].end <= mark.start:
            first += 1
        if first < last:
            sign = max(0, mark.start - starts[first])  # the # before a heading of Markdown
            start = min(lines[first].start + sign, lines[first].end - 1)
            found.append(mark._replace(start=start, end=lines[last - 1].end))
    return found

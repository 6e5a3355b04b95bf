"""Stage: blocks (title, headings, list items, captions, questions, answers, tables, paragraphs) and sentences.

A sentence ends at its punctuation with the closing quotes, and at the end of the line; each row of a table is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.config import Config
from pipeline.draft import Draft, Stretch
from pipeline.layout.blocks import blocks_of
from pipeline.layout.lines import trimmed
from pipeline.layout.shapes import Shapes
from pipeline.rulebook import RuleBook

_SENTENCE = re.compile(r"[^。!?！？\n]*(?:[。!?！？]+[”’」』)）】]*|\n|$)")


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    shapes = Shapes(rules)

    def layout(draft: Draft) -> None:
        draft.blocks = blocks_of(draft.reading, draft.source.title, shapes)
        for block in draft.blocks:
            for found in _SENTENCE.finditer(draft.reading, block.start, block.end):
                start, end = trimmed(draft.reading, *found.span())
                if end > start:
                    draft.sentences.append(Stretch(start, end))

    return layout

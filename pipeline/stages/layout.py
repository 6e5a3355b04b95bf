"""Stage: paragraphs and sentences, by line and by sentence-ending punctuation with its closing quotes."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.config import Config
from pipeline.draft import Block, Draft, Stretch
from pipeline.offsets import CUT
from pipeline.rulebook import RuleBook

_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^。!?！？]*(?:[。!?！？]+[”’」』)）】]*|$)")


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    def layout(draft: Draft) -> None:
        for line in _LINE.finditer(draft.reading):
            block = _trimmed(draft.reading, *line.span())
            if block is None:
                continue
            draft.blocks.append(Block(*block, "paragraph"))
            for found in _SENTENCE.finditer(draft.reading, *block):
                sentence = _trimmed(draft.reading, *found.span())
                if sentence is not None:
                    draft.sentences.append(sentence)

    return layout


def _trimmed(text: str, start: int, end: int) -> Stretch | None:
    """Without blanks and cuts at its ends; null when nothing is left."""
    while start < end and (text[start].isspace() or text[start] == CUT):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == CUT):
        end -= 1
    return Stretch(start, end) if end > start else None

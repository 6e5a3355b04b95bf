"""Stage: blocks (title, headings, list items, captions, questions, answers, paragraphs) and sentences, by line and by sentence-ending punctuation with its closing quotes."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.config import Config
from pipeline.draft import Block, Draft, Stretch
from pipeline.model import BlockKind
from pipeline.offsets import CUT
from pipeline.rulebook import RuleBook

_LINE = re.compile(r"[^\n]+")
_CAPTION = re.compile(
    r"(?:摄|资料照片?|示意图|供图|资料图片?)[。)） ]*(?:\([^()]{1,12}\))?[。)） ]*$|^(?:图为|图片来源|图/|▲)"
)
_QUESTION = re.compile(r"(?:记者|问|主持人|[\u4e00-\u9fff]{2,8}记者) ?[:：]")
_ANSWER = re.compile(r"答 ?[:：]")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d))"
)
_BULLET = re.compile(r"[•●■◆▪·※*-] ?[\u4e00-\u9fff]")
_PAUSE = re.compile(r"[。;；]")
_FINAL = "。!?！？;；:：,，…”』」"
# Lines of up to so many characters can be headings, captions, titles.
_SHORT, _SHORT_CAPTION, _SHORT_TITLE = 30, 80, 60
_SENTENCE = re.compile(r"[^。!?！？]*(?:[。!?！？]+[”’」』)）】]*|$)")


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    def layout(draft: Draft) -> None:
        for line in _LINE.finditer(draft.reading):
            block = _trimmed(draft.reading, *line.span())
            if block is None:
                continue
            draft.blocks.append(Block(*block, _kind(draft.reading[slice(*block)])))
            for found in _SENTENCE.finditer(draft.reading, *block):
                sentence = _trimmed(draft.reading, *found.span())
                if sentence is not None:
                    draft.sentences.append(sentence)
        _entitle(draft)

    return layout


def _kind(line: str) -> BlockKind:
    """What a line is by its form alone."""
    if _CAPTION.search(line) and len(line) <= _SHORT_CAPTION:
        return "caption"
    if _QUESTION.match(line):
        return "question"
    if _ANSWER.match(line):
        return "answer"
    ended = line[-1] in _FINAL
    if _NUMBERED.match(line):
        return "heading" if not ended and len(line) <= _SHORT else "list_item"
    if _BULLET.match(line):
        return "list_item"
    return "heading" if not ended and len(line) <= _SHORT and not _PAUSE.search(line) else "paragraph"


def _entitle(draft: Draft) -> None:
    """The title: the line that the source gives as one, else the first line when it is short and the text goes on."""
    lines = [(block, draft.reading[block.start : block.end]) for block in draft.blocks]
    given = next((block for block, line in lines if line == draft.source.title), None)
    if given is None and len(lines) > 1:
        block, line = lines[0]
        short = len(line) <= _SHORT_TITLE and line[-1] not in _FINAL
        given = block if short and block.kind in ("heading", "paragraph") else None
    if given is not None:
        given.kind = "title"


def _trimmed(text: str, start: int, end: int) -> Stretch | None:
    """Without blanks and cuts at its ends; null when nothing is left."""
    while start < end and (text[start].isspace() or text[start] == CUT):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == CUT):
        end -= 1
    return Stretch(start, end) if end > start else None

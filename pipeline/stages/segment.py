"""Stage: words, by jieba on the gaps between quantities and times, whose values its tokens cannot hold (`3/万多元`).

The dictionary is jieba's own with the words of `rules/words.toml`; each pipeline has a tokenizer of its own, since the
module-level one is shared state. It is loaded with the first document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pipeline.config import Config
from pipeline.draft import Draft, Token
from pipeline.offsets import CUT
from pipeline.rulebook import RuleBook
from pipeline.rulebook.words import Words
from pipeline.segmenter import tokenizer

# Characters without a mark between them: no clause has so many.
_LONGEST = 600
_CONJUNCTIONS = frozenset("及与")
_RUN = re.compile(f"[\u4e00-\u9fff]{{{_LONGEST}}}")


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    words = rules.entries("words", Words)

    def segment(draft: Draft) -> None:
        draft.tokens = list(_tokens(draft, tokenizer(words)))

    return segment


def _tokens(draft: Draft, own: Any) -> Iterator[Token]:
    items = [(item.start, item.end, "quantity") for item in draft.quantities]
    items += [(item.start, item.end, "time") for item in draft.times]
    at = 0
    for start, end, kind in sorted(items):
        yield from _words(draft.reading, at, start, own)
        yield Token(start, end, draft.reading[start:end], kind)
        at = end
    yield from _words(draft.reading, at, len(draft.reading), own)


def _words(reading: str, start: int, end: int, own: Any) -> Iterator[Token]:
    """Blanks and cuts are no words; nothing is joined across them."""
    at = start
    for piece in _pieces(reading[start:end]):
        for word in own.cut(piece):
            for part in _parts(word, own):
                if not part.isspace() and part != CUT:
                    yield Token(at, at + len(part), part)
                at += len(part)


def _parts(word: str, own: Any) -> Sequence[str]:
    """A word that no dictionary has, without the conjunction that its guess takes in: 及|港 铁, 氹 仔|及."""
    if len(word) == 1 or own.FREQ.get(word):
        return (word,)
    if word[0] in _CONJUNCTIONS:
        return word[0], word[1:]
    return (word[:-1], word[-1]) if word[-1] in _CONJUNCTIONS else (word,)


def _pieces(text: str) -> list[str]:
    """The text; a run of characters that no clause is as long as in parts, since jieba's cost grows with its square."""
    if _RUN.search(text) is None:
        return [text]
    return [text[at : at + _LONGEST] for at in range(0, len(text), _LONGEST)]

"""The text as the boilerplate rules read it: Simplified, folded, soft line breaks dropped, line by line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.draft import Draft
from pipeline.offsets import Alignment, Coordinates

# One form for each family of signs, so that a rule is written once. Every entry keeps the length.
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("，﹐", ","),
        **dict.fromkeys("﹕︰∶", ":"),
        **dict.fromkeys("“”„‟「」『』〝〞", '"'),
        **dict.fromkeys("【〔［﹝〖", "["),
        **dict.fromkeys("】〕］﹞〗", "]"),
        **dict.fromkeys("﹙", "("),
        **dict.fromkeys("﹚", ")"),
        **dict.fromkeys("—–―─━‒", "-"),
        **dict.fromkeys("‧・•●∙", "·"),
        **dict.fromkeys("｡", "。"),
        **dict.fromkeys("丨│┃︱", "|"),
        **dict.fromkeys("\u200b\ufeff\t", " "),
    }
)
_LINE = re.compile(r"[^\n]+")

# A line without sentence punctuation is prose from this length on, if it has a comma: headlines are shorter.
_LONG = 60


@dataclass(slots=True)
class Line:
    """`view.text[start:end]`, blanks at the ends left out. `gap`: a blank line stands before it."""

    start: int
    end: int
    text: str
    gap: bool

    @property
    def prose(self) -> bool:
        """Whether it reads like a paragraph of an article, and not like a headline or a label."""
        if "。" in self.text:
            return len(self.text) >= 12
        return (len(self.text) >= _LONG and "," in self.text) or len(self.text) >= 3 * _LONG

    @property
    def title_like(self) -> bool:
        return len(self.text) <= 90 and "。" not in self.text


class View:
    """`text` for the rules to read, `lines` of it, and the way back to the converted text."""

    def __init__(self, draft: Draft, simplify: Callable[[str], str]) -> None:
        self._coordinates = Coordinates(
            draft.original, draft.converted, Alignment.identity(0), (), draft.soft_breaks
        )
        self.text = plain(self._coordinates.reading, simplify)
        self.lines = list(_lines(self.text))

    @property
    def spaced(self) -> str:
        """As long as `text`, with tabs, wide blanks and signs as they are."""
        return self._coordinates.spaced

    def converted(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the converted text that `text[start:end]` stands for."""
        place = self._coordinates.to_converted
        return place(start), place(end - 1) + 1


def plain(folded: str, simplify: Callable[[str], str]) -> str:
    """Simplified, with one form for each family of signs; as long as `folded`."""
    simple = simplify(folded)
    return (simple if len(simple) == len(folded) else folded).translate(_SIGNS)


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    last = 0
    for found in _LINE.finditer(text):
        start, end = found.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            lines.append(Line(start, end, text[start:end], text.count("\n", last, start) > 1))
            last = end
    return lines

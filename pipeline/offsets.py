"""The coordinate systems of a document and the maps between them.

Four texts, each derived from the one before it:

    original   the input as decoded                                          (`original_text`)
    converted  script changed; `Alignment` maps it to the original
    text       converted with the removed stretches cut out                  (`Document.text`)
    reading    what the recognisers read: converted, full-width forms folded, soft line breaks of
               hard-wrapped text dropped, each removed stretch replaced by one `CUT` character

Stages work in reading coordinates alone; `Coordinates.span` turns a stretch of the reading into a
`model.Span` with both pairs of true offsets.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model import Original, Span

CUT = "\ufffc"


@dataclass(frozen=True, slots=True)
class Piece:
    """`converted[start:end]` came from `original[origin:origin_end]`.

    Where the lengths are equal the characters correspond one by one; otherwise the piece is atomic.
    """

    start: int
    end: int
    origin: int
    origin_end: int


class Alignment:
    """Maps stretches of the converted text to stretches of the original."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = tuple(pieces)
        self._starts = [piece.start for piece in self.pieces]
        self._identity = all(
            piece.start == piece.origin and piece.end - piece.start == piece.origin_end - piece.origin
            for piece in self.pieces
        )

    @classmethod
    def identity(cls, length: int) -> Alignment:
        return cls([Piece(0, length, 0, length)])

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """The smallest stretch of the original that covers `converted[start:end]`."""
        if self._identity:
            return start, end
        if start == end:
            at = self._begin(start)
            return at, at
        return self._begin(start), self._finish(end)

    def _begin(self, position: int) -> int:
        piece = self.pieces[max(0, bisect_right(self._starts, position) - 1)]
        if piece.end - piece.start == piece.origin_end - piece.origin:
            return piece.origin + position - piece.start
        return piece.origin if position < piece.end else piece.origin_end

    def _finish(self, position: int) -> int:
        piece = self.pieces[max(0, bisect_right(self._starts, position - 1) - 1)]
        if piece.end - piece.start == piece.origin_end - piece.origin:
            return piece.origin + position - piece.start
        return piece.origin_end


class Aligner:
    """Builds a converted text and its `Alignment`, from left to right."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._pieces: list[Piece] = []
        self.length = self._origin_end = 0
        """`length` is that of the converted text so far."""

    def keep(self, text: str) -> None:
        """Append text that the conversion left as it was."""
        self.add(text, len(text))

    def add(self, converted: str, length: int) -> None:
        """Append `converted`, which came from the next `length` characters of the original."""
        if not converted and not length:
            return
        start, origin = self.length, self._origin_end
        self._parts.append(converted)
        self.length += len(converted)
        self._origin_end += length
        if self._pieces and len(converted) == length:
            last = self._pieces[-1]
            if last.end - last.start == last.origin_end - last.origin:
                start, origin = last.start, last.origin
                self._pieces.pop()
        self._pieces.append(Piece(start, self.length, origin, self._origin_end))

    def finish(self) -> tuple[str, Alignment]:
        return "".join(self._parts), Alignment(self._pieces or [Piece(0, 0, 0, 0)])


class Coordinates:
    """Joins the reading to `text` and `original_text`.

    `cuts` are the removed stretches and `drops` the soft line breaks, both in converted coordinates,
    sorted and disjoint.
    """

    def __init__(
        self,
        original: str,
        converted: str,
        alignment: Alignment,
        cuts: Iterable[tuple[int, int]] = (),
        drops: Iterable[tuple[int, int]] = (),
    ) -> None:
        self.original = original
        self.converted = converted
        self.alignment = alignment
        self.cuts = tuple(cuts)
        self.text = _without(converted, self.cuts)
        self._cut_starts = [start for start, _ in self.cuts]
        self._cut_before = [0]
        for start, end in self.cuts:
            self._cut_before.append(self._cut_before[-1] + end - start)
        self._drops = tuple(drops)
        self.reading, self._anchors, self._shifts = _reading(fold(converted), self.cuts, self._drops)

    @property
    def spaced(self) -> str:
        """The reading with the blanks of the source: an ideographic one parts the cells of a table."""
        if "\u3000" not in self.converted:
            return self.reading
        kept = "".join(
            "\u3000" if wide == "\u3000" else char
            for wide, char in zip(self.converted, fold(self.converted), strict=True)
        )
        return _reading(kept, self.cuts, self._drops)[0]

    def to_converted(self, position: int) -> int:
        """The position in the converted text of the character at `position` of the reading."""
        return position + self._shifts[bisect_right(self._anchors, position) - 1]

    def to_text(self, position: int) -> int:
        """The position in `text` of a position in the converted text (a cut one: where the cut is)."""
        index = bisect_right(self._cut_starts, position)
        if index and position < self.cuts[index - 1][1]:
            return self.cuts[index - 1][0] - self._cut_before[index - 1]
        return position - self._cut_before[index]

    def span(self, start: int, end: int) -> Span:
        """The stretch `reading[start:end]` as a span of the document."""
        if end > start:
            first, last = self.to_converted(start), self.to_converted(end - 1) + 1
        else:
            first = last = self.to_converted(start)
        return self.span_of_converted(first, last)

    def span_of_converted(self, start: int, end: int) -> Span:
        text_start, text_end = self.to_text(start), self.to_text(end)
        origin, origin_end = self.alignment.to_original(start, end)
        return Span(
            self.text[text_start:text_end],
            text_start,
            text_end,
            Original(self.original[origin:origin_end], origin, origin_end),
        )


def _without(text: str, cuts: Sequence[tuple[int, int]]) -> str:
    if not cuts:
        return text
    parts, at = [], 0
    for start, end in cuts:
        parts.append(text[at:start])
        at = end
    parts.append(text[at:])
    return "".join(parts)


def _reading(
    folded: str, cuts: Sequence[tuple[int, int]], drops: Sequence[tuple[int, int]]
) -> tuple[str, list[int], list[int]]:
    """The text without drops and with one `CUT` a cut, and its piecewise map to the converted text."""
    edits = [(start, end, CUT) for start, end in cuts] + [(start, end, "") for start, end in drops]
    edits.sort(key=lambda edit: (edit[0], not edit[2]))  # a cut before a soft break at the same place
    parts: list[str] = []
    anchors, shifts = [0], [0]
    at = length = 0
    for start, end, mark in edits:
        if end <= at:  # a soft break inside a cut
            continue
        start = max(start, at)
        parts.append(folded[at:start])
        parts.append(mark)
        length += start - at
        if mark:
            anchors.append(length)
            shifts.append(start - length)
            length += 1
        at = end
        anchors.append(length)
        shifts.append(at - length)
    parts.append(folded[at:])
    return "".join(parts), anchors, shifts


def _fold_table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    del table[0xFF0C]  # ， is a clause mark; half-width commas may also be thousands separators
    table |= {0x3000: " ", 0xA0: " ", 0x2002: " ", 0x2003: " ", 0x2009: " ", 0x202F: " "}
    table |= {0xFE52: ".", 0xFE6A: "%", 0x2010: "-", 0x2011: "-", 0x2212: "-", 0xFE63: "-"}
    table |= {0x2236: ":", 0xFE55: ":"}  # 1.9∶1
    table[0xFE50] = "，"
    return table


_FOLD = _fold_table()
_THOUSANDS = re.compile(
    r"(?<=[０-９])[，﹐](?=[０-９]{3})|(?<=\d)﹐(?=\d{3}(?!\d))|(?<=\d)，(?=(?:\d{3}[,，]){0,3}\d{3}\.\d)"
)


def fold(text: str) -> str:
    """Full-width letters, digits and signs as ASCII, wide spaces as blanks; the length never changes.

    `９．３％` → `9.3%`; `１，２３４`, `２﹐３１０` and `4，225.50` → `1,234`, but `，` stays between anything else.
    """
    folded = text.translate(_FOLD)
    marks = [found.start() for found in _THOUSANDS.finditer(text)] if "，" in folded else []
    if marks:
        chars = list(folded)
        for at in marks:
            chars[at] = ","
        folded = "".join(chars)
    return folded

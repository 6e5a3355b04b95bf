"""The rows of a CSV file, each with the cells that its quotation marks allow."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

_NAMES = {",": "commas", "\t": "tabs", ";": "semicolons"}


class CsvRows:
    """Rows as `csv.reader` gives them, but a quotation mark that takes the lines below into its cell must be closed, and
    closed at the end of the cell: one that is not has swallowed rows, and is a `csv.Error` that names the lines.

    Within one line such marks stand for themselves (`"甲"乙,3`). Tabs or semicolons part the cells where the head has them
    and no comma, and is not `alone`, the name of a column.
    """

    def __init__(self, lines: Iterable[str], alone: str) -> None:
        self._lines = _Lines(lines)
        first = self._lines.peek()
        self._mark = next((mark for mark in ",\t;" if mark in first), ",") if first.strip() != alone else ","
        self._rows = csv.reader(self._lines, delimiter=self._mark, strict=True)

    @property
    def line(self) -> int:
        """How many lines were read."""
        return self._lines.count

    @property
    def parted_by(self) -> str:
        """What parts the cells, in words."""
        return _NAMES[self._mark]

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        """Raises csv.Error for a row that is none; the next one begins with the next line."""
        before = self.line
        try:
            return next(self._rows)
        except csv.Error as error:
            if self.line > before + 1:
                raise csv.Error(f"lines {before + 1} to {self.line} are in one cell ({error})") from None
            line = _Lines([self._lines.last])
            row = next(csv.reader(line, delimiter=self._mark))
            if line.ended:
                raise csv.Error("the cell has no end") from None
            return row


class _Lines:
    """Lines, counted; no more than one of them is kept."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._ahead: list[str] = []
        self.count, self.last, self.ended = 0, "", False

    def peek(self) -> str:
        """The first line that is not blank; blank ones before it are passed over, and counted."""
        for line in self._lines:
            if line.strip():
                self._ahead = [line]
                return line
            self.count += 1
        return ""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._ahead.pop() if self._ahead else next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.count, self.last = self.count + 1, line
        return line

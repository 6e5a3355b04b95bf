"""Rows to CSV or JSONL, with a Table Schema beside.

CSV is that of RFC 4180 in UTF-8: a head, commas, CRLF, quotes where a cell needs them. Cells of words that a spreadsheet
would take for a formula (= + - @ at their beginning, after blanks too) get an apostrophe before them, since the words come
from outside; `raw` leaves them as they are. JSONL has them as they are, always.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Literal, Protocol

from pipeline.flat.columns import Column
from pipeline.flat.plain import Row

Format = Literal["csv", "jsonl"]
# Also as spreadsheets of East Asia read them, in full width. A tab or line break leads to the next cell.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
# -2.5 and +3% are figures and harm nobody.
_FIGURE = re.compile(r"[-+]?\d[\d,]*(\.\d+)?%?")


class Writer(Protocol):
    def __call__(self, row: Row) -> None: ...


def writer(stream: IO[str], columns: Sequence[Column], form: Format, *, raw: bool = False) -> Writer:
    """Writes rows to a text stream (opened with `newline=""`); a CSV begins with the names of the columns."""
    names = [column.name for column in columns]
    if form == "jsonl":

        def write_line(row: Row) -> None:
            stream.write(json.dumps({name: row[name] for name in names}, ensure_ascii=False) + "\n")

        return write_line
    table = csv.writer(stream, lineterminator="\r\n")
    table.writerow(names)
    guarded = [column.free and not raw for column in columns]

    def write_row(row: Row) -> None:
        # NUL is what Python 3.10 refuses to write, and where other readers of CSV stop.
        cells = (cell(row[name]).replace("\0", "\N{REPLACEMENT CHARACTER}") for name in names)
        table.writerow([guard(text) if free else text for text, free in zip(cells, guarded, strict=True)])

    return write_row


def cell(value: Any) -> str:
    """A value as CSV writes it: true, 0.5 without an exponent, a list as JSON, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def guard(text: str) -> str:
    """An apostrophe before what a spreadsheet would compute."""
    return f"'{text}" if _FORMULA.match(text) and not _FIGURE.fullmatch(text) else text


def schema_place(path: Path) -> Path:
    """facts.csv → facts.schema.json."""
    return path.with_suffix(".schema.json")

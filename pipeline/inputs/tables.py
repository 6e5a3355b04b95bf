"""Rows of CSV and Parquet files as lines of JSON: a row becomes a document as a line of JSONL does."""

from __future__ import annotations

import csv
import datetime
import json
from collections.abc import Iterator
from typing import IO, Any

from pipeline import arrow
from pipeline.errors import ConfigError, InputError
from pipeline.inputs.csv_rows import CsvRows
from pipeline.inputs.decoded import DecodedLines
from pipeline.inputs.raw import FIELDS, Raw, Reading

_ROWS = 64
_CSV_MOST = 1 << 30


def csv_rows(uri: str, file: IO[bytes], reading: Reading) -> Iterator[Raw]:
    """A raw input for each row below the head; `uri#LINE` is the line in which the row begins.

    Raises InputError where there is no head, or it lacks the column of the text.
    """
    lines = DecodedLines(file, reading.encoding, reading.most * 4)
    csv.field_size_limit(
        min(reading.most * 4, _CSV_MOST)
    )  # marks that are never closed would swallow the file
    rows = CsvRows(lines, reading.column("text"))
    try:
        head = next((row for row in rows if row), None)
    except csv.Error as error:
        raise InputError(
            "invalid_csv", f"line 1: {error}; write one row a line, cells parted by commas"
        ) from None
    if head is None:
        raise InputError("empty", "the file is empty; give a head and rows")
    names = {field: reading.column(field) for field in FIELDS}
    _check_columns(names, [name.strip() for name in head], reading)
    places = {
        field: [name.strip() for name in head].index(name) for field, name in names.items() if name in head
    }
    while True:
        place = f"{uri}#{rows.line + 1}"
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Raw(place, "row", problem=("invalid_csv", f"{place}: {error}; close the quotation marks"))
            continue
        if row is None:
            return
        if not row:
            continue
        if len(row) > len(head):
            problem = f"{place}: {len(row)} cells under {len(head)} columns; put cells with {rows.parted_by} in quotation marks"
            yield Raw(place, "row", problem=("invalid_csv", problem))
            continue
        values = {field: row[at] or None for field, at in places.items() if at < len(row)}
        yield _raw(place, values, reading, lines.encoding)


def parquet_rows(uri: str, file: IO[bytes], reading: Reading) -> Iterator[Raw]:
    """A raw input for each row; `uri#ROW` counts from 1. Raises InputError for what is no Parquet file."""
    pyarrow, parquet = _pyarrow()
    try:
        table = parquet.ParquetFile(file)
        names = {field: reading.column(field) for field in FIELDS}
        _check_columns(names, table.schema_arrow.names, reading)
        wanted = [name for name in dict.fromkeys(names.values()) if name in table.schema_arrow.names]
        number = 0
        for batch in table.iter_batches(batch_size=_ROWS, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                values = {field: row.get(name) for field, name in names.items() if name in wanted}
                yield _raw(f"{uri}#{number}", values, reading, "utf-8")
    except pyarrow.ArrowException as error:
        words = " ".join(str(error).split())
        raise InputError("invalid_parquet", f"{words}; write the file anew") from None


def parquet_count(file: IO[bytes]) -> int:
    """How many rows the file says it has; raises InputError like `parquet_rows`."""
    pyarrow, parquet = _pyarrow()
    try:
        return int(parquet.ParquetFile(file).metadata.num_rows)
    except pyarrow.ArrowException as error:
        raise InputError("invalid_parquet", str(error)) from None


def _pyarrow() -> tuple[Any, Any]:
    """For the reader of one file, which is an error of its own."""
    try:
        return arrow.library()
    except ConfigError:
        raise InputError("needs_extra", f"Parquet needs pyarrow; run: {arrow.MEND}") from None


def _check_columns(names: dict[str, str], head: list[str], reading: Reading) -> None:
    asked = {name for name in names.values() if name != "text"} & {column for _, column in reading.columns}
    for name in [names["text"], *sorted(asked)]:
        if name not in head:
            shown = ", ".join(head[:20])
            raise InputError(
                "no_text", f"there is no column {name!r} in: {shown}; name it with --column text=NAME"
            )


def _raw(uri: str, values: dict[str, Any], reading: Reading, encoding: str) -> Raw:
    """The row under the names that the reading of a line looks for."""
    row = {reading.column(field): value for field, value in values.items()}
    try:
        data = json.dumps(row, ensure_ascii=False, default=_plain).encode("utf-8", "surrogatepass")
    except TypeError as error:
        return Raw(uri, "row", problem=("bad_type", f"{uri}: {error}; give text and dates"))
    return Raw(uri, "row", data, decoded_from=encoding)


def _plain(value: object) -> str:
    """Dates of Parquet as the contract writes them."""
    if isinstance(value, datetime.datetime):
        return value.replace(tzinfo=None).isoformat(timespec="seconds")
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"a value of the type {type(value).__name__} cannot be read")

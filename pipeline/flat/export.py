"""`pressfacts facts`: results in, a table out."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import BinaryIO, cast

from pipeline import files
from pipeline.errors import ConfigError
from pipeline.flat import results
from pipeline.flat.columns import table_schema
from pipeline.flat.selection import Selection
from pipeline.flat.table import Format, schema_place, writer

__all__ = ["Selection", "form_of", "schema_of", "to_file", "to_stream"]
_SUFFIXES = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}


def form_of(out: Path | None, form: str | None) -> Format:
    """As told, else by the name of the file, else csv. Raises ConfigError for a name of another kind: facts.xlsx."""
    suffix = out.suffix.lower() if out is not None else ""
    if form is None and suffix and suffix not in _SUFFIXES:
        known = ", ".join(_SUFFIXES)
        raise ConfigError(f"{out}: no kind of table. To mend: name it {known}, or say --format")
    return cast("Format", form or _SUFFIXES.get(suffix, "csv"))


def to_file(path: str, selection: Selection, out: Path, form: Format, *, raw: bool = False) -> None:
    """Writes `out` and its schema; both appear when all is written. Raises ConfigError where they cannot be."""
    found = results.read(path)
    try:
        with files.whole(out) as stream, files.whole(schema_place(out)) as schema:
            write = writer(stream, selection.columns, form, raw=raw)
            for row in selection.of(found):
                write(row)
            schema.write(json.dumps(schema_of(selection), ensure_ascii=False, indent=2) + "\n")
    except OSError as error:
        raise ConfigError(
            f"{out}: cannot be written ({error.strerror}). To mend: check folder and space"
        ) from None


def to_stream(path: str, selection: Selection, stream: BinaryIO, form: Format, *, raw: bool = False) -> None:
    """Writes to a stream of bytes, in UTF-8 whatever the locale is."""
    found = results.read(path)
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="")
    try:
        write = writer(text, selection.columns, form, raw=raw)
        for row in selection.of(found):
            write(row)
        text.flush()
    finally:
        text.detach()  # the stream is the caller's to close


def schema_of(selection: Selection) -> dict[str, object]:
    if selection.sdmx:
        return table_schema(selection.columns, "Observations of press releases", "UID")
    return table_schema(selection.columns, "Statements of press releases", "uid")

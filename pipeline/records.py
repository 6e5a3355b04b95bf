"""Records: one input each, from a file, a line or a caller; a record becomes a document or an error record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipeline import model
from pipeline.errors import InputError, StageError
from pipeline.intake import check_date, without_surrogates
from pipeline.marks import Mark

_MOST_DIGITS = 640  # what every Python reads


@dataclass(slots=True)
class Record:
    """One input. `error` is set, and `text` null, where it cannot be read as a document."""

    source: model.Source
    id: str | None = None
    text: str | None = None
    published: str | None = None
    marks: list[Mark] = field(default_factory=list)
    """What mark-up says of the text."""
    marked_published: str | None = None
    """The day that the head of a page gives: the reference date where neither caller nor text gives one."""
    error: InputError | None = None
    warnings: list[model.Notice] = field(default_factory=list)


def of_line(source: model.Source, line: str, columns: Mapping[str, str] | None = None) -> Record:
    """The record of a line of JSON. Raises InputError for what is no JSON object.

    `columns` tells which key holds a field, where it is not the field's own name.
    """
    line = line.rstrip()
    try:
        row = json.loads(line, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise InputError(
            "invalid_json", f"column {error.pos + 1}: {error.msg}; write one JSON object a line"
        ) from None
    except (ValueError, RecursionError) as error:
        raise InputError("invalid_json", f"{error}; write one JSON object a line") from None
    if not isinstance(row, dict):
        raise InputError("invalid_json", 'the line is no JSON object; write {"text": "…"}')
    asked = columns or {}
    return of_row(source, {**row, **{field: row.get(name) for field, name in asked.items()}}, asked)


def of_row(source: model.Source, row: dict[str, object], columns: Mapping[str, str] | None = None) -> Record:
    """The record of `{"text", "id", "published", "title", "url"}`; a wrong field is its error, which names its column."""
    record = Record(source)
    try:
        record.id = _name(row.get("id"))
        if row.get("text") is None:
            column = (columns or {}).get("text", "text")
            asked = " (--column holds for every row file of a run)" if column != "text" else ""
            raise InputError("no_text", f'there is no "{column}"{asked}; write {{"{column}": "…"}}')
        text = _string(row, "text", keep=True)
        assert text is not None
        source.sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        source.title, source.url = _string(row, "title"), _string(row, "url")
        record.published = check_date(row.get("published"))
        record.text = text
    except InputError as error:
        record.error = InputError(error.code, f"{source.uri}: {error}", error.stage)
    return record


def _whole(digits: str) -> int:
    """A whole number; how many digits `int` takes differs between releases of Python, the limit here does not."""
    if len(digits) > _MOST_DIGITS:
        raise ValueError(f"a number of {len(digits)} digits")
    return int(digits)


def _name(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise InputError("bad_type", f'"id" is {_kind(value)}; write a string or a whole number')


def _string(row: dict[str, object], key: str, *, keep: bool = False) -> str | None:
    """A string or null; `keep` leaves lone surrogates for the text check, which warns of them."""
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError("bad_type", f'"{key}" is {_kind(value)}; write a string')
    return value if keep else without_surrogates(value)


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return kinds.get(type(value), "no string")


def of_item(number: int, item: object) -> Record:
    """The record of what a caller gives: a text, or a mapping with the fields of a line of JSONL."""
    uri = f"pipe#{number}"
    if isinstance(item, str):
        data = item.encode("utf-8", "surrogatepass")
        return Record(model.Source(uri, hashlib.sha256(data).hexdigest()), text=item)
    source = model.Source(uri, None)
    if isinstance(item, Mapping):
        return of_row(source, dict(item))
    message = f'{uri}: the item is {type(item).__name__}; give a text or a mapping with "text"'
    return Record(source, error=InputError("bad_type", message))


def process(extract: Callable[..., model.Document], record: Record) -> model.Document | model.ErrorRecord:
    """One record to one result; whatever goes wrong becomes an error record in its place."""
    try:
        if record.error is not None:
            raise record.error
        return extract(
            record.text or "",
            id=record.id,
            published=record.published,
            source=record.source,
            warnings=record.warnings,
            marks=record.marks,
            marked_published=record.marked_published,
        )
    except InputError as error:
        place = "" if str(error).startswith(record.source.uri) else f"{record.source.uri}: "
        return error_record(record, error.stage, error.code, f"{place}{error}")
    except StageError as error:
        return error_record(record, error.stage, error.code, f"{error} (please report it with this text)")
    except Exception as error:  # one bad document never stops a batch
        problem = f"{type(error).__name__}: {error} (please report it with this text)"
        return error_record(record, "assemble", StageError.code, problem)


def error_record(record: Record, stage: str, code: str, message: str) -> model.ErrorRecord:
    """The error record; its id is the caller's, else the hash of what was read, else the place."""
    name = record.id or record.source.sha256 or record.source.uri
    return model.ErrorRecord(model.SCHEMA_VERSION, name, record.source, model.Failure(stage, code, message))

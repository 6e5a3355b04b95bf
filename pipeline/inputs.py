"""Inputs of a run: files, folders and standard input become records, one for each document, in order."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import model
from pipeline.errors import ConfigError, InputError

SUFFIXES = (".txt", ".jsonl")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(slots=True)
class Record:
    """One input. `error` is set, and `text` null, where it cannot be read as a document."""

    source: model.Source
    id: str | None = None
    text: str | None = None
    published: str | None = None
    error: InputError | None = None


def read(paths: Sequence[str], encoding: str = "utf-8") -> Iterator[Record]:
    """The records of all paths, in the order given; folders are walked by name. Raises ConfigError for a bad path."""
    for path in paths:
        if path == "-":
            yield _text("-", sys.stdin.buffer.read(), encoding)
            continue
        place = Path(path)
        if not place.exists():
            raise ConfigError(f"{path}: no such file or folder. To mend: check the path")
        for file in files(place):
            yield from _lines(file, encoding) if file.suffix == ".jsonl" else _file(file, encoding)


def files(place: Path) -> list[Path]:
    """The file itself, or the .txt and .jsonl files of a folder, sorted by path."""
    if place.is_file():
        if place.suffix not in SUFFIXES:
            raise ConfigError(
                f"{place}: files ending in {place.suffix or 'nothing'} are not read. To mend: use .txt or .jsonl"
            )
        return [place]
    return sorted(path for path in place.rglob("*") if path.suffix in SUFFIXES and path.is_file())


def check_date(value: object) -> str | None:
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or null. Raises InputError for anything else."""
    if value is None or value == "":
        return None
    if isinstance(value, str) and _DATE.fullmatch(value[:10]):
        return value[:10]
    raise InputError("bad_date", f"published is {value!r}; write YYYY-MM-DD")


def _file(path: Path, encoding: str) -> Iterator[Record]:
    try:
        data = path.read_bytes()
    except OSError as error:
        source = model.Source(path.as_posix(), hashlib.sha256(b"").hexdigest(), None)
        yield Record(source, error=InputError("unreadable", f"{path}: {error.strerror}"))
        return
    yield _text(path.as_posix(), data, encoding)


def _text(uri: str, data: bytes, encoding: str) -> Record:
    source = model.Source(uri, hashlib.sha256(data).hexdigest(), encoding)
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError) as error:
        source.encoding = None
        return Record(
            source, error=InputError("undecodable", f"{uri}: {error}; name the right one with --encoding")
        )
    return Record(source, text=text)


def _lines(path: Path, encoding: str) -> Iterator[Record]:
    with path.open("rb") as lines:
        for number, raw in enumerate(lines, 1):
            if raw.strip():
                yield _line(f"{path.as_posix()}#{number}", raw, encoding)


def _line(uri: str, raw: bytes, encoding: str) -> Record:
    source = model.Source(uri, hashlib.sha256(raw).hexdigest(), encoding)
    try:
        row = json.loads(raw.decode(encoding))
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise InputError("no_text", f'{uri}: the line has no "text"; write {{"text": "…"}}')
        source.sha256 = hashlib.sha256(row["text"].encode("utf-8", "surrogatepass")).hexdigest()
        source.title, source.url = row.get("title"), row.get("url")
        name = str(row["id"]) if row.get("id") is not None else None
        return Record(source, name, row["text"], check_date(row.get("published")))
    except InputError as error:
        return Record(source, error=error)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        return Record(source, error=InputError("invalid_json", f"{uri}: {error}; one JSON object a line"))

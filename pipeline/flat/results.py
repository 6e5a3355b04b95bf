"""The results of a run, read line by line: documents.jsonl or documents.parquet of a folder, a file, or standard input."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from pipeline import parts
from pipeline.errors import ConfigError, InputError
from pipeline.model import SCHEMA_VERSION
from pipeline.output import DOCUMENTS

_MAJOR = SCHEMA_VERSION.partition(".")[0]
_LAYERS = ("quantities", "times", "entities", "facts")
_ANEW = "copy the file anew, or write it anew by the `pressfacts run` that made it"


def read(path: str) -> Iterator[dict[str, Any]]:
    """Documents and error records of `path`: a folder that a run wrote, a documents.jsonl (also .gz), or `-`.

    Raises ConfigError at once for a path that is none, and InputError at a line that is no result, with file and line.
    """
    folder = Path(path) / parts.FOLDER
    if not (Path(path) / DOCUMENTS).exists() and folder.is_dir():
        return (_result(part, record) for part, record in parts.records(folder))
    return _read(*_open(path))


def _read(name: str, lines: BinaryIO) -> Iterator[dict[str, Any]]:
    with lines:
        try:
            for number, line in enumerate(lines, 1):
                if not line.isspace():
                    yield _result(f"{name}, line {number}", line)
        except (OSError, EOFError, zlib.error) as error:  # the last two: a .gz that is damaged or cut off
            raise InputError("unreadable", f"{name}: cannot be read ({error}). To mend: {_ANEW}") from None


def _open(path: str) -> tuple[str, BinaryIO]:
    if path == "-":
        return path, sys.stdin.buffer
    place = Path(path)
    if place.is_dir():
        place = place / DOCUMENTS
        if not place.exists():
            raise ConfigError(
                f"{path}: there is no {DOCUMENTS} in this folder. To mend: give the folder that `pressfacts run -o` wrote"
            )
    try:
        if place.suffix == ".gz":
            return str(place), gzip.open(place)  # type: ignore[return-value]
        return str(place), place.open("rb")
    except OSError as error:
        raise ConfigError(f"{place}: cannot be read ({error.strerror}). To mend: check the path") from None


def _result(place: str, line: bytes | str) -> dict[str, Any]:
    try:
        result = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError("invalid_json", f"{place}: no JSON ({error}). To mend: {_ANEW}") from None
    if not isinstance(result, dict) or "schema_version" not in result:
        raise InputError(
            "no_result", f"{place}: no result of pressfacts. To mend: give what `pressfacts run` wrote"
        )
    version = result["schema_version"]
    if str(version).partition(".")[0] != _MAJOR:
        raise InputError(
            "version",
            f"{place}: schema version {version} is not {_MAJOR}.x. To mend: run `pressfacts run` again with this release, its inputs into its folder",
        )
    if "error" not in result and not all(isinstance(result.get(layer), list) for layer in _LAYERS):
        raise InputError("no_result", f"{place}: the document lacks layers. To mend: {_ANEW}")
    return result

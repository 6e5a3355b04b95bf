"""Places → raw inputs: every file, every line and every row as it comes, one at a time in memory."""

from __future__ import annotations

import errno
import gzip
import hashlib
import json
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from pipeline.decode import decode
from pipeline.errors import InputError
from pipeline.inputs import tables
from pipeline.inputs.decoded import DecodedLines
from pipeline.inputs.kinds import kind_of
from pipeline.inputs.places import Place
from pipeline.inputs.raw import Form, Raw, Reading

WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
_CHUNK = 1 << 20
# Bytes that one character may take at most, mark-up around it included: a longer file cannot hold a text that is short enough.
_BYTES_EACH: dict[Form, int] = {"text": 4, "markdown": 4, "html": 64, "docx": 64, "row": 12}


def stream(places: Iterable[Place], reading: Reading) -> Iterator[Raw]:
    """The raw inputs of the places, in order; what cannot be read is one with its problem."""
    for place in places:
        if place.problem is not None:
            yield _unread(place.uri, place.problem)
        elif place.path is None:
            yield from _standard_input(reading)
        else:
            yield from _of_file(place.uri, place.path, reading)


def open_regular(path: Path) -> BinaryIO:
    """The file, opened; raises OSError for what is none: a pipe would wait for a writer for ever."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "is no regular file; give a file, or - for standard input")
    return path.open("rb")


def open_lines(path: Path) -> BinaryIO:
    """A file of lines, unpacked where it is packed."""
    file = open_regular(path)
    if not path.name.lower().endswith(".gz"):
        return file
    file.close()
    return cast(BinaryIO, gzip.open(path))


def _unread(uri: str, reason: str | None) -> Raw:
    return Raw(uri, problem=("unreadable", f"{uri}: {reason}"))


def _of_file(uri: str, path: Path, reading: Reading) -> Iterator[Raw]:
    kind = kind_of(path.name, reading.form)
    try:
        if kind == "jsonl":
            with open_lines(path) as lines:
                yield from rows(uri, lines, reading)
        elif kind == "csv":
            with open_lines(path) as lines:
                yield from tables.csv_rows(uri, lines, reading)
        elif kind == "parquet":
            with open_regular(path) as file:
                yield from tables.parquet_rows(uri, file, reading)
        else:
            with open_regular(path) as file:
                yield _whole(uri, file, kind, reading)
    except (OSError, EOFError, zlib.error) as error:  # the last two: a .gz that is damaged or cut off
        yield _unread(uri, getattr(error, "strerror", None) or str(error))
    except InputError as error:
        yield Raw(uri, problem=(error.code, f"{uri}: {error}"))


def _whole(uri: str, file: BinaryIO, form: Form, reading: Reading, head: bytes = b"") -> Raw:
    """A file that is one document; one that is too long is hashed and not kept."""
    most = reading.most * _BYTES_EACH[form]
    data = head + file.read(max(0, most + 1 - len(head)))
    if len(data) <= most:
        return Raw(uri, form, data)
    total, size = hashlib.sha256(data), len(data)
    while block := file.read(_CHUNK):
        total.update(block)
        size += len(block)
    return Raw(
        uri, form, problem=("too_long", f"{uri}: {_too_long(size, reading)}"), sha256=total.hexdigest()
    )


def _too_long(size: int, reading: Reading) -> str:
    return f"{size} bytes hold more than {reading.most} characters; split it, or raise --max-characters"


def _standard_input(reading: Reading) -> Iterator[Raw]:
    """Standard input has no name: unless told, it is JSONL where its first line is an object with a text."""
    file = sys.stdin.buffer
    most = reading.most * _BYTES_EACH["row"]
    try:
        if reading.form == "csv":
            yield from tables.csv_rows("-", file, reading)
            return
        head = file.readline(most)
        while head.isspace() and len(head) < _CHUNK and (line := file.readline(most)):
            head += line
        wide = _is_wide(head, reading)
        while wide and not _has_line(head, reading) and len(head) < most and (block := file.read(_CHUNK)):
            head += block
        if reading.form == "jsonl" or (reading.form == "auto" and _begins_with_a_row(head, wide, reading)):
            yield from rows("-", file, reading, head)
        else:
            form: Form = reading.form if reading.form in ("html", "markdown") else "text"
            yield _whole("-", file, form, reading, head)
    except OSError as error:
        yield _unread("-", error.strerror)
    except InputError as error:
        yield Raw("-", problem=(error.code, f"-: {error}"))


def _has_line(head: bytes, reading: Reading) -> bool:
    """Whether there is a line that is not blank, with its end."""
    try:
        return "\n" in decode(head, reading.encoding).text.lstrip()
    except InputError:
        return False


def _is_wide(head: bytes, reading: Reading) -> bool:
    return head.startswith(WIDE_MARKS) or (reading.encoding or "").startswith(("utf-16", "utf-32"))


def _begins_with_a_row(head: bytes, wide: bool, reading: Reading) -> bool:
    first = head if wide else head.lstrip()
    try:
        row = json.loads(decode(first, reading.encoding).text.strip().partition("\n")[0])
    except (InputError, ValueError, RecursionError):
        return False
    return isinstance(row, dict) and reading.column("text") in row


def rows(uri: str, lines: BinaryIO, reading: Reading, head: bytes = b"") -> Iterator[Raw]:
    """A raw input for each line that is not blank; UTF-16 and UTF-32 are recognised by their mark."""
    most = reading.most * _BYTES_EACH["row"]
    head = head or lines.readline(most)
    if _is_wide(head, reading):
        yield from _wide_rows(uri, lines, most, reading, head)
        return
    first = head.lstrip()
    number = head[: len(head) - len(first)].count(b"\n") + bool(first)
    yield from _line(f"{uri}#{number}", first, lines, most, reading)
    while line := lines.readline(most):
        number += 1
        yield from _line(f"{uri}#{number}", line, lines, most, reading)


def _line(uri: str, line: bytes, lines: BinaryIO, most: int, reading: Reading) -> Iterator[Raw]:
    if len(line) < most or line.endswith(b"\n"):
        if line and not line.isspace():
            # Without its end: a line that was the last one is the same when others follow.
            yield Raw(uri, "row", line.rstrip(b"\r\n"))
        return
    size = len(line)
    while rest := lines.readline(_CHUNK):  # to the end of the line that is too long
        size += len(rest)
        if rest.endswith(b"\n"):
            break
    yield Raw(uri, "row", problem=("too_long", f"{uri}: {_too_long(size, reading)}"))


def _wide_rows(uri: str, file: BinaryIO, most: int, reading: Reading, head: bytes) -> Iterator[Raw]:
    """Raises InputError where the first part of the file is in no such encoding."""
    lines = DecodedLines(file, reading.encoding, most, head)
    number, begun = 1, 0
    for line in lines:
        place = f"{uri}#{number}"
        is_whole = line.endswith("\n")
        if not is_whole:
            line = line.removesuffix("\ufffd")  # half a character at the end of the file
        if begun or len(line) > most:
            begun += len(line.encode(lines.encoding, "replace"))
            if not is_whole:
                continue
            yield Raw(place, "row", problem=("too_long", f"{place}: {_too_long(begun, reading)}"))
        elif line.strip():
            yield Raw(place, "row", line.removesuffix("\n").encode("utf-8"), decoded_from=lines.encoding)
        number, begun = number + 1, 0
    if begun:
        yield Raw(place, "row", problem=("too_long", f"{place}: {_too_long(begun, reading)}"))

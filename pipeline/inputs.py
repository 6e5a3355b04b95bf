"""Inputs of a run: files, folders, globs and standard input become records, one for each document, in order."""

from __future__ import annotations

import errno
import glob
import hashlib
import io
import json
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from pipeline import model
from pipeline.decode import Decoded, decode
from pipeline.errors import ConfigError, InputError
from pipeline.marks import Marked
from pipeline.markup import docx, html, markdown
from pipeline.records import Record, of_line

Format = Literal["auto", "text", "jsonl", "html", "markdown"]
"""How inputs are read; auto goes by the name, and by the first line of standard input."""
SUFFIXES = (".txt", ".jsonl", ".html", ".htm", ".md", ".docx")
_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".md": "text/markdown",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{3,20})", re.I)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")


@dataclass(frozen=True, slots=True)
class Place:
    """A file to read, or `-`. `uri` is the path as given; `problem` is set where it cannot be listed."""

    uri: str
    path: Path | None
    problem: str | None = None


def find(paths: Sequence[str], leave_out: Path | None = None) -> list[Place]:
    """The files of all paths in the order given; folders and globs by name, without hidden files and `leave_out`.

    A file found by several paths is read once, at its first place: its path is the key of its record.
    Raises ConfigError for a path that is none, or holds no document.
    """
    places: dict[str, Place] = {}
    if list(paths).count("-") > 1:
        raise ConfigError("- is given twice. To mend: standard input can be read once")
    for path in paths:
        for place in [Place("-", None)] if path == "-" else _files(path, leave_out):
            places.setdefault(_identity(place), place)
    return list(places.values())


def _identity(place: Place) -> str:
    """The same for `in/a.txt` and `/home/x/in/a.txt`; a link is a file of its own."""
    if place.path is None:
        return place.uri
    return os.path.join(os.path.realpath(place.path.parent), place.path.name)


def read(places: Sequence[Place], encoding: str | None = None, form: Format = "auto") -> Iterator[Record]:
    """The records of the places, in order. `encoding` overrides what the bytes say, `form` what the names say."""
    for place in places:
        if place.problem is not None:
            yield Record(_unread(place.uri), error=InputError("unreadable", f"{place.uri}: {place.problem}"))
        elif place.path is None:
            yield from _standard_input(encoding, form)
        elif _of_lines(place.path, form):
            yield from _lines(place.uri, place.path, encoding)
        else:
            yield _file(place.uri, place.path, encoding, form)


def count(places: Sequence[Place], form: Format = "auto") -> int:
    """About how many records will come: one a file, one a line of JSONL. For progress bars."""
    total = 0
    for place in places:
        if place.path is None or not _of_lines(place.path, form):
            total += 1
            continue
        try:
            with _open(place.path) as lines:
                total += sum(not line.isspace() for line in lines)
        except OSError:
            total += 1
    return total


def _of_lines(path: Path, form: Format) -> bool:
    return form == "jsonl" or (form == "auto" and path.suffix.lower() == ".jsonl")


def _files(path: str, leave_out: Path | None) -> list[Place]:
    place = Path(path)
    if place.is_dir():
        found = list(_walk(place, leave_out))
        if not found:
            raise ConfigError(f"{path}: no file that can be read in this folder. To mend: check the path")
        return found
    if place.exists() or place.is_symlink():
        if place.suffix.lower() not in SUFFIXES:
            raise ConfigError(
                f"{path}: files ending in {place.suffix or 'nothing'} are not read. To mend: use {', '.join(SUFFIXES)}"
            )
        return [Place(_uri(place), place)]
    if glob.has_magic(path):
        matches = [Path(match) for match in sorted(glob.glob(path, recursive=True))]
        found = [Place(_uri(match), match) for match in matches if _wanted(match) and not match.is_dir()]
        if found:
            return found
        raise ConfigError(f"{path}: no file that can be read matches. To mend: check the pattern")
    raise ConfigError(f"{path}: no such file or folder. To mend: check the path")


def _walk(folder: Path, leave_out: Path | None) -> Iterator[Place]:
    problems: list[OSError] = []
    skip = leave_out.resolve() if leave_out is not None else None
    found: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=problems.append):
        here = Path(root)
        folders[:] = [name for name in folders if name[0] != "." and (here / name).resolve() != skip]
        found += [here / name for name in names if _wanted(here / name)]
    if folder.resolve() == skip:  # reading and writing one folder: our own results are no input
        found = [path for path in found if path.parent != folder or path.name != "documents.jsonl"]
    for path in sorted(found, key=lambda path: path.parts):
        yield Place(_uri(path), path)
    for problem in problems:
        yield Place(str(problem.filename), None, f"{problem.strerror}; make the folder readable")


def _wanted(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and path.name[0] != "."


def _uri(path: Path) -> str:
    """The path as it can be written: a name that is no UTF-8 shows its bytes as `\\xff`."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _unread(uri: str) -> model.Source:
    """Nothing was read: there is no hash and no encoding."""
    return model.Source(uri, None, None)


def _open(path: Path) -> BinaryIO:
    """The file, opened; raises OSError for what is none: a pipe would wait for a writer for ever."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "is no regular file; give a file, or - for standard input")
    return path.open("rb")


def _standard_input(encoding: str | None, form: Format) -> Iterator[Record]:
    """Standard input has no name: unless told, it is JSONL where its first line is an object with a text."""
    try:
        data = sys.stdin.buffer.read()
    except OSError as error:
        yield Record(_unread("-"), error=InputError("unreadable", f"-: {error.strerror}"))
        return
    if form == "jsonl" or (form == "auto" and _begins_with_a_row(data, encoding)):
        yield from _rows("-", io.BytesIO(data), encoding)
    else:
        yield _whole("-", data, encoding, _type(form, ""))


def _begins_with_a_row(data: bytes, encoding: str | None) -> bool:
    wide = data.startswith(_WIDE_MARKS) or (encoding or "").startswith(("utf-16", "utf-32"))
    first = data if wide else data.lstrip().partition(b"\n")[0]
    try:
        row = json.loads(decode(first, encoding).text.strip().partition("\n")[0])
    except (InputError, ValueError, RecursionError):
        return False
    return isinstance(row, dict) and "text" in row


def _file(uri: str, path: Path, encoding: str | None, form: Format) -> Record:
    try:
        with _open(path) as file:
            data = file.read()
    except OSError as error:
        return Record(_unread(uri), error=InputError("unreadable", f"{uri}: {error.strerror}"))
    return _whole(uri, data, encoding, _type(form, path.suffix.lower()))


def _type(form: Format, suffix: str) -> str:
    """The media type of a file, by what it is told to be, else by its name."""
    told = {"html": ".html", "markdown": ".md"}.get(form, suffix if form == "auto" else "")
    return _TYPES.get(told, "text/plain")


def _whole(uri: str, data: bytes, encoding: str | None, media: str) -> Record:
    source = model.Source(uri, hashlib.sha256(data).hexdigest(), None, media)
    if media == _TYPES[".docx"]:
        try:
            return _marked(source, docx.read(data))
        except InputError as error:
            return Record(source, error=InputError(error.code, f"{uri}: {error}", error.stage))
    if media == _TYPES[".html"]:
        return _decoded(
            source, data, encoding or _charset(data), lambda decoded: _marked(source, html.read(decoded.text))
        )
    if media == _TYPES[".md"]:
        return _decoded(source, data, encoding, lambda decoded: _marked(source, markdown.read(decoded.text)))
    return _decoded(source, data, encoding, lambda decoded: Record(source, text=decoded.text))


def _marked(source: model.Source, marked: Marked) -> Record:
    source.title = marked.title
    return Record(source, text=marked.text, marks=marked.marks, marked_published=marked.published)


def _charset(data: bytes) -> str | None:
    """The encoding that a page declares, where its bytes can be read in it."""
    found = _CHARSET.search(data[:4096])
    if found is None:
        return None
    name = found[1].decode("ascii").lower()
    name = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950"}.get(name, name)
    try:
        data.decode(name)
    except (LookupError, UnicodeDecodeError):
        return None
    return name


def _decoded(
    source: model.Source, data: bytes, encoding: str | None, build: Callable[[Decoded], Record]
) -> Record:
    """The record that `build` makes of the decoded bytes; whatever is wrong with them names the place."""
    try:
        decoded = decode(data, encoding)
        source.encoding = decoded.encoding
        record = build(decoded)
        record.warnings = [*record.warnings, *decoded.warnings]
        return record
    except InputError as error:
        return Record(source, error=InputError(error.code, f"{source.uri}: {error}", error.stage))


def _lines(uri: str, path: Path, encoding: str | None) -> Iterator[Record]:
    try:
        with _open(path) as lines:
            yield from _rows(uri, lines, encoding)
    except OSError as error:
        yield Record(_unread(uri), error=InputError("unreadable", f"{uri}: {error.strerror}"))


def _rows(uri: str, lines: BinaryIO, encoding: str | None) -> Iterator[Record]:
    """A record for each line that is not blank; UTF-16 and UTF-32 are recognised by their mark."""
    head = lines.read(4)
    lines.seek(0)
    if head.startswith(_WIDE_MARKS) or (encoding or "").startswith(("utf-16", "utf-32")):
        yield from _wide_lines(uri, lines.read(), encoding)
        return
    for number, raw in enumerate(lines, 1):
        if not raw.isspace():
            yield _line(f"{uri}#{number}", raw, encoding)


def _wide_lines(uri: str, data: bytes, encoding: str | None) -> Iterator[Record]:
    try:
        decoded = decode(data, encoding)
    except InputError as error:
        source = model.Source(uri, hashlib.sha256(data).hexdigest(), None)
        yield Record(source, error=InputError(error.code, f"{uri}: {error}", error.stage))
        return
    for number, line in enumerate(decoded.text.split("\n"), 1):
        if line.strip():
            record = _line(f"{uri}#{number}", line.encode("utf-8"), "utf-8")
            record.source.encoding = decoded.encoding
            yield record


def _line(uri: str, raw: bytes, encoding: str | None) -> Record:
    source = model.Source(uri, hashlib.sha256(raw).hexdigest(), None)

    def build(decoded: Decoded) -> Record:
        return of_line(source, decoded.text)

    return _decoded(source, raw, encoding, build)

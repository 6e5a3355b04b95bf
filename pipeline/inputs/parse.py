"""Raw input → record: decoding, mark-up and JSON, the part of reading that takes time and may fail on one document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

from pipeline import model
from pipeline.decode import Decoded, decode
from pipeline.errors import InputError
from pipeline.inputs.raw import Form, Raw, Reading
from pipeline.marks import Marked
from pipeline.markup import docx, html, markdown
from pipeline.records import Record, of_line

_TYPES: dict[Form, str] = {
    "text": "text/plain",
    "html": "text/html",
    "markdown": "text/markdown",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "row": "text/plain",
}
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{3,20})", re.I)


def record_of(raw: Raw, reading: Reading) -> Record:
    """The record of a raw input; whatever is wrong with it is the record's error and names the place."""
    if raw.data is None:
        code, message = raw.problem or ("unreadable", f"{raw.uri}: nothing was read")
        source = model.Source(raw.uri, raw.sha256, None, _TYPES[raw.form])
        return Record(source, error=InputError(code, message))
    record = _row(raw, reading) if raw.form == "row" else _whole(raw, raw.data, reading.encoding)
    if record.text is not None and len(record.text) > reading.most:
        problem = (
            f"{len(record.text)} characters are more than {reading.most}; split it, or raise --max-characters"
        )
        record.text, record.error = None, InputError("too_long", f"{raw.uri}: {problem}")
    if record.published is None and record.marked_published is None:
        record.published = reading.published
    return record


def _whole(raw: Raw, data: bytes, encoding: str | None) -> Record:
    source = model.Source(raw.uri, hashlib.sha256(data).hexdigest(), None, _TYPES[raw.form])
    if raw.form == "docx":
        try:
            return _marked(source, docx.read(data))
        except InputError as error:
            return Record(source, error=InputError(error.code, f"{raw.uri}: {error}", error.stage))
    if raw.form == "html":
        return _decoded(
            source, data, encoding or _charset(data), lambda decoded: _marked(source, html.read(decoded.text))
        )
    if raw.form == "markdown":
        return _decoded(source, data, encoding, lambda decoded: _marked(source, markdown.read(decoded.text)))
    return _decoded(source, data, encoding, lambda decoded: Record(source, text=decoded.text))


def _row(raw: Raw, reading: Reading) -> Record:
    data = raw.data or b""
    source = model.Source(raw.uri, hashlib.sha256(data).hexdigest(), None)
    columns = dict(reading.columns)
    record = _decoded(
        source,
        data,
        "utf-8" if raw.decoded_from else reading.encoding,
        lambda decoded: of_line(source, decoded.text, columns),
    )
    if raw.decoded_from and source.encoding:
        source.encoding = raw.decoded_from
    return record


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

"""A raw input: the bytes of one document as they were read, with all that is needed to make a record of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.inputs.kinds import Format

FIELDS = ("text", "id", "published", "title", "url")
MOST_CHARACTERS = 1_000_000

Form = Literal["text", "html", "markdown", "docx", "row"]


@dataclass(frozen=True, slots=True)
class Reading:
    """How inputs are read: the same for all of a run. Plain values alone, so that any engine can carry it."""

    encoding: str | None = None
    """Overrides what the bytes say."""
    form: Format = "auto"
    columns: tuple[tuple[str, str], ...] = ()
    """(field, column): which column of a row holds `text`, `id`, `published`, `title`, `url`, where not the one of its name."""
    most: int = MOST_CHARACTERS
    """Characters of the longest text that is processed: time and memory of a document grow with it."""
    published: str | None = None
    """The publishing date of documents that have none beside their text: of a row, or of the head of a page."""

    def column(self, field: str) -> str:
        return dict(self.columns).get(field, field)


@dataclass(slots=True)
class Raw:
    """One input. Flat, of plain values alone: it travels between processes, and between machines as a row of a table."""

    uri: str
    form: Form = "text"
    data: bytes | None = None
    """A file's bytes, or a row as a line of JSON. Null where `problem` says why there is none."""
    problem: tuple[str, str] | None = None
    """Code and message of the error."""
    sha256: str | None = None
    """Of bytes that were read but not kept (a file that is too long)."""
    decoded_from: str | None = None
    """The encoding of the file that `data` was recoded from."""

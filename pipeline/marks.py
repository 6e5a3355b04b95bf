"""What the mark-up of a source says of its text: headings, list items, captions and tables that it names as such."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.model import BlockKind


class Mark(NamedTuple):
    """`text[start:end]` is a block of this kind. Of a table: its first `heads` rows name the columns (-1: not told)."""

    start: int
    end: int
    kind: BlockKind
    level: int | None = None
    heads: int = -1


@dataclass(slots=True)
class Marked:
    """The text of a page or a document, one block a line and the cells of a table between tabs, with its marks in order.

    `published` and `title` are what its head says.
    """

    text: str
    marks: list[Mark] = field(default_factory=list)
    title: str | None = None
    published: str | None = None

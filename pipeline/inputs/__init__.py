"""Inputs of a run: files, folders, patterns and standard input → raw inputs → records, in order.

`find` lists the places, `stream` reads them and gives each document's bytes as they are (cheap: the parent of a run does
it), `record_of` decodes and parses them (dear: the workers do it). `read` is both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.inputs.count import count
from pipeline.inputs.kinds import Format
from pipeline.inputs.parse import record_of
from pipeline.inputs.places import Place, Places, find
from pipeline.inputs.raw import Raw, Reading
from pipeline.inputs.select import is_since, select
from pipeline.inputs.stream import stream
from pipeline.records import Record

__all__ = [
    "Format",
    "Place",
    "Places",
    "Raw",
    "Reading",
    "count",
    "find",
    "is_since",
    "read",
    "record_of",
    "select",
    "stream",
]


def read(
    places: Iterable[Place],
    encoding: str | None = None,
    form: Format = "auto",
    published: str | None = None,
) -> Iterator[Record]:
    """The records of the places, in order. `encoding` overrides what the bytes say, `form` what the names say;
    `published` is for documents that give no date."""
    reading = Reading(encoding=encoding, form=form, published=published)
    return (record_of(raw, reading) for raw in stream(places, reading))

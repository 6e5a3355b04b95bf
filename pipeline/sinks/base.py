"""What a sink is. A batch hands it every finished record once, in input order; a sink never sees half a record.

    with sinks.writing(places, RunInfo()) as write:
        for batch in batches:
            write(batch)

A run that was killed is replayed from its start: a sink takes what it has already without a change (databases know a
document by its uid and the hash of its content), or writes a file anew under a temporary name and renames it at the end.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar, runtime_checkable

from pipeline.model import SCHEMA_VERSION
from pipeline.version import VERSION

Result = Mapping[str, Any]
"""A document or an error record, as `to_dict` gives it and a line of documents.jsonl holds it."""

R = TypeVar("R", bound=Result)


class Finished(dict[str, Any]):
    """A result with the line of documents.jsonl that it was read from, so that nobody writes it once more."""

    def __init__(self, data: Mapping[str, Any], line: str) -> None:
        super().__init__(data)
        self.line = line


def line_of(result: Result) -> str:
    """The line of documents.jsonl that a result is."""
    return result.line if isinstance(result, Finished) else json.dumps(result, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What writes: versions of the program and of the output contract."""

    pipeline: str = VERSION
    contract: str = SCHEMA_VERSION


@dataclass(slots=True)
class Counts:
    """What a sink did with the records it was given; `documents` counts all of them, error records too."""

    documents: int = 0
    unchanged: int = 0
    """It had these already, word for word."""
    rows: dict[str, int] = field(default_factory=dict)
    """Rows that were inserted or changed, by table."""
    deleted: int = 0
    """Rows of changed documents that are no more; a document that went with all its rows counts as one."""

    def add(
        self, documents: int, unchanged: int = 0, rows: Mapping[str, int] | None = None, deleted: int = 0
    ) -> None:
        """A batch more."""
        self.documents += documents
        self.unchanged += unchanged
        self.deleted += deleted
        for table, count in (rows or {}).items():
            self.rows[table] = self.rows.get(table, 0) + count

    def summary(self) -> str:
        """In words, for people."""
        facts = self.rows.get("facts")
        parts = [f"{self.documents} records"]
        if self.unchanged:
            parts.append(f"{self.unchanged} unchanged")
        if self.rows:
            parts.append(
                f"{sum(self.rows.values())} rows written" + (f", {facts} of them facts" if facts else "")
            )
        if self.deleted:
            parts.append(f"{self.deleted} rows deleted")
        return ", ".join(parts)


class Sink(Protocol):
    """One place that records are written to. All methods raise ConfigError with the place and the mend."""

    place: str
    """As the caller named it, without a password: `sqlite:out.db`."""
    counts: Counts

    def open(self, info: RunInfo) -> None:
        """Reach the place and make it ready: tables, migrations, temporary files."""

    def write(self, results: Sequence[Result]) -> None:
        """Take some records. Databases commit them before this returns, so a kill loses nothing that was taken."""

    def close(self) -> None:
        """All records were given: publish what was kept back, and let go of the place."""

    def abort(self) -> None:
        """Drop what was not published, keep what was committed, let go of the place; after `close` do nothing."""


def batches(results: Iterable[R], most: int = 200, characters: int = 2_000_000) -> Iterator[list[R]]:
    """What is written together: `most` results, fewer where their texts are long (some ten times as much are in memory)."""
    batch: list[R] = []
    size = 0
    for result in results:
        batch.append(result)
        size += len(result.get("text", ""))
        if len(batch) >= most or size >= characters:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@runtime_checkable
class Checked(Protocol):
    """A sink that would leave something behind if it were opened only to see whether it can be."""

    def check(self, info: RunInfo) -> None:
        """Raise what `open` would raise, as far as that can be told; leave nothing that was not there."""


def check(sinks: Sequence[Sink], info: RunInfo) -> None:
    """Raises ConfigError for a sink that cannot be opened: better before the hours that a run takes than after."""
    for sink in sinks:
        try:
            if isinstance(sink, Checked):
                sink.check(info)
            else:
                sink.open(info)
        finally:
            sink.abort()


@contextmanager
def writing(sinks: Sequence[Sink], info: RunInfo) -> Iterator[Callable[[Sequence[Result]], None]]:
    """Open all sinks and give what writes to each of them; close them at the end, or abort them where an error passes."""
    with ExitStack() as stack:
        for sink in sinks:
            stack.callback(sink.abort)  # before it opens: one that opens halfway tidies up too
            sink.open(info)

        def write(results: Sequence[Result]) -> None:
            for sink in sinks:
                sink.write(results)

        yield write
        for sink in sinks:
            sink.close()

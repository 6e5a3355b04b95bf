"""Equal texts, equal ids and reprints among the documents of a run, in input order: the later one is told of the first."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Protocol

from pipeline.batch.similarity import bands, similarity
from pipeline.keyset import KeySet

_MOST_IN_A_BAND = 8


class Described(Protocol):
    """What is known of a document; as in `unit.Result`."""

    @property
    def id(self) -> str | None: ...
    @property
    def content(self) -> bytes | None: ...
    @property
    def signature(self) -> bytes | None: ...


class Duplicates:
    """Fed with every document of a run in order. On disk: its memory does not grow."""

    def __init__(self, at: Callable[[int], tuple[str, Described]]) -> None:
        """`at` finds a document that it was fed with, and its uri."""
        self._at = at
        self._texts, self._ids = KeySet(), KeySet()
        self._bands = sqlite3.connect("", isolation_level=None)
        self._bands.execute("pragma journal_mode = off")
        self._bands.execute("pragma synchronous = off")
        self._bands.execute(
            "create table bands (key blob, ordinal integer, primary key (key, ordinal)) without rowid"
        )

    def close(self) -> None:
        for part in (self._texts, self._ids, self._bands):
            part.close()

    def warnings(self, ordinal: int, stored: Described) -> list[dict[str, str]]:
        """What is to be said of a document: equal and near records stay, each with a warning on the later one."""
        return list(self._found(ordinal, stored))

    def _found(self, ordinal: int, stored: Described) -> Iterator[dict[str, str]]:
        first = self._texts.add(stored.content, ordinal) if stored.content else None
        if first is not None:
            yield {
                "code": "duplicate_text",
                "message": f"an earlier input has the same text: {self._named(first)}",
            }
        if stored.id is not None and self._ids.add(stored.id.encode(), ordinal) is not None:
            message = (
                f"an earlier input has the id {stored.id!r} too; the key of a record is source.uri with id"
            )
            yield {"code": "duplicate_id", "message": message}
        if first is None and stored.signature:
            near = self._near(ordinal, stored.signature)
            if near is not None:
                yield {"code": "near_duplicate", "message": f"reprints an earlier input: {self._named(near)}"}

    def _near(self, ordinal: int, signature: bytes) -> int | None:
        """The first document that this one reprints. Only first ones are looked at, so a chain leads to its beginning."""
        keys = list(bands(signature))
        full = set()
        candidates: set[int] = set()
        for key in keys:
            query = "select ordinal from bands where key = ? limit ?"
            found = [row[0] for row in self._bands.execute(query, (key, _MOST_IN_A_BAND))]
            candidates.update(found)
            if len(found) == _MOST_IN_A_BAND:
                full.add(key)
        for candidate in sorted(candidates):
            _, stored = self._at(candidate)
            if stored.signature and similarity(stored.signature, signature) is not None:
                return candidate
        self._bands.executemany(
            "insert into bands values (?, ?)", ((key, ordinal) for key in keys if key not in full)
        )
        return None

    def _named(self, ordinal: int) -> str:
        uri, stored = self._at(ordinal)
        name = stored.id if stored.id is not None else (stored.content or b"").hex()
        return f"{name} ({uri})"

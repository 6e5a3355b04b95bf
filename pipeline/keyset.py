"""A set of keys that lives on disk: what a run has met, however much that is, in a few megabytes of memory."""

from __future__ import annotations

import sqlite3


class KeySet:
    """Keys, each with a whole number. A temporary SQLite file that the system removes when it is closed."""

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.execute("pragma synchronous = off")
        self._base.execute("pragma journal_mode = off")
        self._base.execute("create table keys (key blob primary key, number integer not null) without rowid")

    def add(self, key: bytes, number: int = 0) -> int | None:
        """Take a new key; of one that is there, the number that it came with first."""
        row = self._base.execute("select number from keys where key = ?", (key,)).fetchone()
        if row is not None:
            return int(row[0])
        self._base.execute("insert into keys values (?, ?)", (key, number))
        return None

    def close(self) -> None:
        self._base.close()

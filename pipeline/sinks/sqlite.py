"""SQLite: one file, no server. A batch is one transaction, so a kill leaves whole documents."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile

from pipeline.errors import ConfigError
from pipeline.sinks import migrations, sql
from pipeline.sinks.base import Counts, Result, RunInfo
from pipeline.sinks.rows import Record, Rows, fill, records
from pipeline.sinks.tables import CHILDREN, TABLES, Table

# DATE has no meaning to SQLite, which keeps the text, but tells others (DuckDB) what stands there. NUMERIC keeps whole
# numbers of 64 bits as they are and makes others binary; the exact value is the text column beside it.
DIALECT = sql.Dialect(
    types={
        "text": "TEXT", "integer": "INTEGER", "boolean": "INTEGER", "date": "DATE", "number": "NUMERIC",
        "real": "REAL", "json": "TEXT",
    },
    true="1",
    equality="",
    differs="IS NOT",
    joined="group_concat",
    mark="?",
)  # fmt: skip
_PATIENCE = 60.0
_MOST_BOUND = 500  # old builds of SQLite bind 999 values
_UPSERTS = {
    table.name: sql.upsert(table, f"VALUES ({', '.join('?' * len(table.columns))})", DIALECT)
    for table in TABLES
}


class SqliteSink:
    """A file of SQLite. `patience`: how many seconds it waits while another program writes to the file.

    A `mirror` holds, once it is closed, what it was given since it was opened and nothing else; other files collect.
    """

    def __init__(self, path: Path, patience: float = _PATIENCE, *, mirror: bool = False) -> None:
        self.path, self.place, self.counts = path, f"sqlite:{path}", Counts()
        self._patience, self._mirror = patience, mirror
        self._base: sqlite3.Connection | None = None

    def open(self, info: RunInfo) -> None:
        with self._told():
            base = self._base = sqlite3.connect(self.path, timeout=self._patience, isolation_level=None)
            base.execute("PRAGMA foreign_keys = ON")
            base.execute("CREATE TEMP TABLE given (uid TEXT PRIMARY KEY)")
            with _transaction(base):
                migrations.prepare(_Schema(base), self.place)

    def check(self, info: RunInfo) -> None:
        """A file that is not there is not made: a run that stops before it has records would leave an empty one."""
        if os.path.exists(self.path):  # false, and no error, where its folder may not be read
            self.open(info)
            return
        with self._told():
            try:
                with TemporaryFile(dir=self.path.parent):
                    pass
            except OSError:
                raise sqlite3.OperationalError("unable to open database file") from None

    def write(self, results: Sequence[Result]) -> None:
        base = self._connected
        batch = records(results)
        with self._told(), _transaction(base):
            kept = _known(base, batch)
            changed = [item for item in batch if kept.get(item.uid) != item.content]
            rows = Rows()
            for item in changed:
                fill(rows, item)
            deleted = _forget(base, changed)
            before = [item for item in changed if item.uid in kept and not item.failed]
            written = {table.name: _upsert(base, table, rows) for table in TABLES}
            deleted += _trim(base, before, rows)
            if self._mirror:
                base.executemany("INSERT OR IGNORE INTO given VALUES (?)", ((item.uid,) for item in batch))
        self.counts.add(len(results), len(batch) - len(changed), written, deleted)

    def close(self) -> None:
        base = self._connected
        with self._told():
            if self._mirror:
                with _transaction(base):
                    for table in ("documents", "errors"):
                        gone = base.execute(f"DELETE FROM {table} WHERE uid NOT IN (SELECT uid FROM given)")
                        self.counts.deleted += gone.rowcount
            base.close()
        self._base = None

    def abort(self) -> None:
        if self._base is not None:
            with suppress(sqlite3.Error):
                self._base.close()
            self._base = None

    @property
    def _connected(self) -> sqlite3.Connection:
        assert self._base is not None, "open comes first"
        return self._base

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What SQLite says, with the file and what to do."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise ConfigError(f"{self.path}: {error}. To mend: {self._mend(str(error))}") from None

    def _mend(self, words: str) -> str:
        if "unable to open" in words:
            return f"choose a file in a folder that can be written ({self.path.parent} cannot)"
        if "not a database" in words or "malformed" in words:
            return "choose another file; this one is no database of SQLite, or was damaged"
        if "locked" in words:
            return "wait until the other program has written, then load again"
        if "full" in words:
            return "free the disk and load again; what was committed stays, and nothing is doubled"
        if "readonly" in words:
            return "make the file and its folder writable, or choose another file"
        return "load again; if it stays, load into a new file"


class _Schema:
    """What `migrations` asks of a database."""

    dialect = DIALECT

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def execute(self, statement: str, *values: object) -> sqlite3.Cursor:
        return self._base.execute(statement, values)

    def has(self, table: str) -> bool:
        row = self._base.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,))
        return row.fetchone() is not None


@contextmanager
def _transaction(base: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; the file is locked for writing from the start, so that two loaders take turns."""
    base.execute("BEGIN IMMEDIATE")
    try:
        yield
        base.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # a full disk rolls back by itself
            base.execute("ROLLBACK")
        raise


def _known(base: sqlite3.Connection, batch: Sequence[Record]) -> dict[str, str]:
    """Uid → content of the records that the file has."""
    found: dict[str, str] = {}
    for start in range(0, len(batch), _MOST_BOUND):
        uids = [item.uid for item in batch[start : start + _MOST_BOUND]]
        marks = ", ".join("?" * len(uids))
        for table in ("documents", "errors"):
            found.update(base.execute(f"SELECT uid, content FROM {table} WHERE uid IN ({marks})", uids))
    return found


def _forget(base: sqlite3.Connection, changed: Sequence[Record]) -> int:
    """Delete what the changed records take the place of: an error where a document is now, or the other way round,
    and what an earlier text gave at the same place."""
    deleted = 0
    for item in changed:
        table = "documents" if item.failed else "errors"
        deleted += base.execute(f"DELETE FROM {table} WHERE uid = ?", (item.uid,)).rowcount
        if item.place is not None:
            for name in ("documents", "errors"):
                deleted += base.execute(
                    f"DELETE FROM {name} WHERE place = ? AND uid <> ?", (item.place, item.uid)
                ).rowcount
    return deleted


def _upsert(base: sqlite3.Connection, table: Table, rows: Rows) -> int:
    """How many rows were inserted or changed."""
    found = rows.tables.get(table.name)
    if not found:
        return 0
    return base.executemany(_UPSERTS[table.name], found).rowcount


def _trim(base: sqlite3.Connection, before: Sequence[Record], rows: Rows) -> int:
    """Delete the rows that changed documents no longer have."""
    deleted = 0
    for table in reversed(CHILDREN):
        places = [table.names.index(name) for name in table.key]
        now = {tuple(row[place] for place in places) for row in rows.tables.get(table.name, ())}
        test = " AND ".join(f"{name} = ?" for name in table.key)
        for item in before:
            had = base.execute(
                f"SELECT {', '.join(table.key)} FROM {table.name} WHERE document = ?", (item.uid,)
            )
            gone = [key for key in had.fetchall() if key not in now]
            base.executemany(f"DELETE FROM {table.name} WHERE {test}", gone)
            deleted += len(gone)
    return deleted

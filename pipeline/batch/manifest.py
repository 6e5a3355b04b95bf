"""What is done, failed and pending: one SQLite file, `DIR/.pressfacts/manifest.sqlite`.

It says which result lies where in which shard, and which inputs the present run has met. A shard is marked here after it
was renamed into place, so what is marked is there; a file that is not marked is what a killed run left, and goes.
Only one process writes: a second run on the folder is refused (`manifest.lock`), readers (`pressfacts status`) are not.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from pipeline.errors import ConfigError
from pipeline.lock import FOLDER, lock, made

NAME = "manifest.sqlite"
VERSION = 1
PENDING, DONE, FAILED = range(3)
_TOGETHER = 500
_TABLES = (
    "create table if not exists meta (name text primary key, value text not null) without rowid",
    "create table if not exists shards (id integer primary key autoincrement, size integer not null)",
    """create table if not exists results (
        key blob primary key, shard integer not null, at integer not null, size integer not null,
        crc integer not null, id text, failure text, message text, counts text, content blob, signature blob)""",
    "create index if not exists results_of_shard on results (shard)",
    """create table if not exists inputs (
        ordinal integer primary key, key blob not null, uri text not null, state integer not null)""",
    "create table if not exists written (name text primary key, run integer not null) without rowid",
)
_COLUMNS = "shard, at, size, crc, id, failure, message, counts, content, signature"


class Stored(NamedTuple):
    """A result in a shard: bytes `at` to `at + size`; the rest as in `unit.Result`."""

    shard: int
    at: int
    size: int
    crc: int
    id: str | None
    failure: str | None
    message: str | None
    counts: str | None
    content: bytes | None
    signature: bytes | None


class Manifest:
    """The manifest of an output folder, to write. A context manager."""

    def __init__(self, out: Path) -> None:
        """Raises ConfigError where the folder cannot be written, or another run works in it."""
        self.out, self.folder = out, out / FOLDER
        self._met: list[tuple[int, bytes, str, int]] = []
        self.rebuilt = False
        """Whether the file was damaged and had to be made anew."""
        made(out)
        self._lock = lock(out)
        try:
            self._base = self._opened()
        except BaseException:
            self._lock.close()
            raise

    def __enter__(self) -> Manifest:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()
        self._lock.close()
        if isinstance(error, sqlite3.Error):
            raise ConfigError(f"{self.folder}: cannot be used ({error}). To mend: run again") from None

    def begin(self, settings: dict[str, Any] | None) -> None:
        """A new run: what it will meet is not known yet."""
        with self.writing() as base:
            base.execute("delete from inputs")
            self._set(base, "run", str(self.run + 1))
            self._set(base, "state", "running")
            if settings is not None:
                self._set(base, "settings", json.dumps(settings, ensure_ascii=False))

    def complete(self) -> None:
        with self.writing() as base:
            self._set(base, "state", "complete")

    @property
    def run(self) -> int:
        """The number of the present run."""
        return int(meta(self._base, "run") or 0)

    def find(self, key: bytes) -> Stored | None:
        row = self._base.execute(f"select {_COLUMNS} from results where key = ?", (key,)).fetchone()
        return Stored(*row) if row else None

    def at(self, ordinal: int) -> tuple[str, Stored]:
        """The uri of an input of this run and its result."""
        query = f"select uri, {_COLUMNS} from inputs join results using (key) where ordinal = ?"
        uri, *row = self._base.execute(query, (ordinal,)).fetchone()
        return uri, Stored(*row)

    def register(self, ordinal: int, key: bytes, uri: str, state: int) -> None:
        """An input that the run has met; written with those beside it."""
        self._met.append((ordinal, key, uri, state))
        if len(self._met) >= _TOGETHER:
            self.flush()

    def flush(self) -> None:
        with self.writing() as base:
            self._flush(base)

    def _flush(self, base: sqlite3.Connection) -> None:
        base.executemany("insert into inputs values (?, ?, ?, ?)", self._met)
        self._met = []

    def next_shard(self) -> int:
        row = self._base.execute("select seq from sqlite_sequence where name = 'shards'").fetchone()
        return 1 + (row[0] if row else 0)

    def mark(self, shard: int, size: int, rows: Iterable[tuple[int | None, bytes, Stored]]) -> None:
        """A shard is in its place: its results (ordinal of the input, key, where) are done or failed."""
        marks = "?, " * len(Stored._fields)
        with self.writing() as base:
            self._flush(base)
            base.execute("insert into shards values (?, ?)", (shard, size))
            for ordinal, key, stored in rows:
                base.execute(f"insert or replace into results values (?, {marks[:-2]})", (key, *stored))
                if ordinal is not None:
                    state = FAILED if stored.failure else DONE
                    base.execute("update inputs set state = ? where ordinal = ?", (state, ordinal))

    def results(self) -> Iterator[tuple[int, str, Stored]]:
        """Ordinal, uri and result of every input of this run, in input order."""
        query = f"select ordinal, uri, {_COLUMNS} from inputs join results using (key) order by ordinal"
        for ordinal, uri, *row in self._base.execute(query):
            yield ordinal, uri, Stored(*row)

    def count(self) -> int:
        """How many inputs this run has met."""
        return int(self._base.execute("select count(*) from inputs").fetchone()[0])

    def of_shard(self, shard: int) -> list[tuple[bytes, Stored]]:
        query = f"select key, {_COLUMNS} from results where shard = ? order by at"
        return [(row[0], Stored(*row[1:])) for row in self._base.execute(query, (shard,))]

    def shards(self) -> list[tuple[int, int, int]]:
        """Number, bytes, and bytes still used, of each shard."""
        query = "select shards.id, shards.size, coalesce(sum(results.size), 0) from shards left join results on shard = shards.id"
        return self._base.execute(f"{query} group by shards.id order by shards.id").fetchall()

    def forget_unused(self) -> None:
        """Drop the results that no input of this run has."""
        with self.writing() as base:
            base.execute("delete from results where key not in (select key from inputs)")

    def forget_shard(self, shard: int) -> None:
        with self.writing() as base:
            base.execute("delete from results where shard = ?", (shard,))
            base.execute("delete from shards where id = ?", (shard,))

    def has_written(self, name: str) -> bool:
        """Whether this run wrote the readable file."""
        query = "select 1 from written where name = ? and run = ?"
        return self._base.execute(query, (name, self.run)).fetchone() is not None

    def note_written(self, name: str) -> None:
        with self.writing() as base:
            base.execute("insert or replace into written values (?, ?)", (name, self.run))

    def stale_files(self) -> list[str]:
        """Readable files that earlier runs wrote and this one did not."""
        query = "select name from written where run != ?"
        return [name for (name,) in self._base.execute(query, (self.run,))]

    def forget_written(self, name: str) -> None:
        with self.writing() as base:
            base.execute("delete from written where name = ?", (name,))

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction; what goes wrong in it is a ConfigError."""
        try:
            with self._base:
                yield self._base
        except sqlite3.Error as error:
            raise ConfigError(
                f"{self.folder}: cannot be written ({error}). To mend: free the place, run again"
            ) from None

    @staticmethod
    def _set(base: sqlite3.Connection, name: str, value: str) -> None:
        base.execute("insert or replace into meta values (?, ?)", (name, value))

    def _opened(self) -> sqlite3.Connection:
        try:
            return self._open()
        except sqlite3.Error:
            return self._anew()

    def _open(self) -> sqlite3.Connection:
        base = sqlite3.connect(self.folder / NAME, timeout=10)
        try:
            base.execute("pragma journal_mode = wal")
            base.execute("pragma synchronous = normal")
            if base.execute("pragma quick_check").fetchone() != ("ok",):
                raise sqlite3.DatabaseError("damaged")
            if base.execute("pragma user_version").fetchone()[0] not in (0, VERSION):
                raise sqlite3.DatabaseError("of another version")
            with base:
                for table in _TABLES:
                    base.execute(table)
                base.execute(f"pragma user_version = {VERSION}")
        except sqlite3.Error:
            base.close()
            raise
        return base

    def _anew(self) -> sqlite3.Connection:
        for suffix in ("", "-wal", "-shm", "-journal"):
            with suppress(FileNotFoundError):
                (self.folder / (NAME + suffix)).unlink()
        self.rebuilt = True
        try:
            return self._open()
        except sqlite3.Error as error:
            raise ConfigError(
                f"{self.folder}: cannot be written ({error}). To mend: free the place, or choose another -o"
            ) from None


def meta(base: sqlite3.Connection, name: str) -> str | None:
    row = base.execute("select value from meta where name = ?", (name,)).fetchone()
    return row[0] if row else None

"""The working files of an output folder: finished results by key, so that a rerun skips what is unchanged.

One SQLite file, `DIR/.pressfacts/results.sqlite`. A result is committed as soon as it is there, so a run that is
killed loses none; a file that is damaged is set aside and rebuilt, a row that is damaged counts as absent.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from pipeline.errors import ConfigError

FOLDER = ".pressfacts"
_NAME = "results.sqlite"
_TABLES = (
    "create table if not exists results (key text primary key, line text not null, digest text not null)",
    "create table if not exists written (name text primary key)",
)


class Cache:
    """Finished lines of documents.jsonl by key, and the names of the readable files we wrote. A context manager."""

    def __init__(self, out: Path) -> None:
        """Raises ConfigError where the folder cannot be written, or another run works in it."""
        self.folder = out / FOLDER
        self.rebuilt = False
        """Whether the working file was damaged and had to be made anew."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(
                f"{out}: cannot be written ({error.strerror}). To mend: choose another -o"
            ) from None
        try:
            self._base = self._open()
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise ConfigError(
                    f"{out}: another run is writing here. To mend: wait, or choose another -o"
                ) from None
            self._base = self._anew()
        except sqlite3.DatabaseError:
            self._base = self._anew()

    def __enter__(self) -> Cache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    def get(self, key: str) -> str | None:
        """The line kept under `key`; null where there is none or it is damaged."""
        try:
            row = self._base.execute("select line, digest from results where key = ?", (key,)).fetchone()
        except sqlite3.DatabaseError:
            self._recover()
            return None
        if row is None or not isinstance(row[0], str) or _digest(row[0]) != row[1]:
            return None
        return str(row[0])

    def put(self, key: str, line: str) -> None:
        self._write("insert or replace into results values (?, ?, ?)", [(key, line, _digest(line))])

    def keep_only(self, keys: Iterable[str]) -> None:
        """Drop the results of inputs that are gone or changed; called when a run is complete."""
        wanted = set(keys)
        stale = [row for row in self._rows("select key from results") if row[0] not in wanted]
        self._write("delete from results where key = ?", stale)

    def written(self) -> set[str]:
        """Names of the readable files that earlier runs left in the output folder."""
        return {str(name) for (name,) in self._rows("select name from written")}

    def note_written(self, name: str) -> None:
        self._write("insert or ignore into written values (?)", [(name,)])

    def forget_written(self, name: str) -> None:
        self._write("delete from written where name = ?", [(name,)])

    def _rows(self, query: str) -> list[tuple[str]]:
        try:
            return self._base.execute(query).fetchall()
        except sqlite3.DatabaseError:
            self._recover()
            return []

    def _write(self, query: str, rows: Sequence[tuple[str, ...]]) -> None:
        try:
            with self._base:
                self._base.executemany(query, rows)
        except sqlite3.DatabaseError:
            self._recover()
            try:
                with self._base:
                    self._base.executemany(query, rows)
            except sqlite3.DatabaseError as error:
                raise ConfigError(
                    f"{self.folder}: cannot be written ({error}). To mend: free the place, run again"
                ) from None

    def _open(self) -> sqlite3.Connection:
        base = sqlite3.connect(self.folder / _NAME, timeout=0.2)
        try:
            base.execute("pragma locking_mode = exclusive")
            base.execute("pragma journal_mode = wal")
            base.execute("pragma synchronous = normal")
            with base:
                for table in _TABLES:
                    base.execute(table)
                base.execute("delete from results where key = ''")  # takes the lock
            if base.execute("pragma quick_check").fetchone() != ("ok",):
                raise sqlite3.DatabaseError("damaged")
        except sqlite3.Error:
            base.close()
            raise
        return base

    def _anew(self) -> sqlite3.Connection:
        for suffix in ("", "-wal", "-shm", "-journal"):
            with suppress(FileNotFoundError):
                (self.folder / (_NAME + suffix)).unlink()
        self.rebuilt = True
        try:
            return self._open()
        except sqlite3.Error as error:
            raise ConfigError(
                f"{self.folder}: cannot be written ({error}). To mend: choose another -o"
            ) from None

    def _recover(self) -> None:
        self._base.close()
        self._base = self._anew()


def _digest(line: str) -> str:
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()

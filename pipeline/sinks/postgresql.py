"""PostgreSQL: rows go by COPY into temporary tables and from there by one upsert a table, a transaction a batch.

A server that goes away is waited for, and the batch that it did not commit is sent again. Several loaders may write at
once: rows are locked in the order of their keys, and a deadlock that comes about all the same is tried again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pipeline.errors import ConfigError
from pipeline.sinks import migrations, sql
from pipeline.sinks.base import Counts, Result, RunInfo
from pipeline.sinks.rows import Record, Rows, fill, records, without_nul
from pipeline.sinks.tables import CHILDREN, TABLES, Table

if TYPE_CHECKING:
    import psycopg

Connection = Any  # psycopg.Connection[tuple[Any, ...]], which is not there without the extra

DIALECT = sql.Dialect(
    types={
        "text": "TEXT", "integer": "INTEGER", "boolean": "BOOLEAN", "date": "DATE", "number": "NUMERIC",
        "real": "DOUBLE PRECISION", "json": "JSONB",
    },
    true="TRUE",
    equality="USING hash",  # a key of a B-tree may have 2,700 bytes, a name in a text any length
    differs="IS DISTINCT FROM",
    joined="string_agg",
)  # fmt: skip
SCHEMA = "pressfacts"
_PATIENCE = 120.0
_PAUSES = (0.2, 5.0)
_TRIES = 5


def _incoming(table: Table) -> str:
    return f"incoming_{table.name}"


_COPIES = {table.name: f"COPY {_incoming(table)} ({', '.join(table.names)}) FROM STDIN" for table in TABLES}
_UPSERTS = {
    table.name: sql.upsert(
        table,
        f"SELECT {', '.join(table.names)} FROM {_incoming(table)} ORDER BY {', '.join(table.key)}",
        DIALECT,
    )
    for table in TABLES
}
_TRIMS = {
    table.name: f"DELETE FROM {table.name} t WHERE t.document = ANY(%s) AND NOT EXISTS (SELECT FROM {_incoming(table)} i"
    f" WHERE {' AND '.join(f'i.{name} = t.{name}' for name in table.key)})"
    for table in CHILDREN
}


class PostgresSink:
    """A database of PostgreSQL, in a schema of its own (`?schema=NAME`; pressfacts where left away).

    `patience`: how many seconds it waits for a server that was there and is gone.
    """

    def __init__(self, url: str, patience: float = _PATIENCE) -> None:
        self._url, self._schema = _parts(url)
        self.place, self.counts = _shown(url), Counts()
        self._patience = patience
        self._base: Connection = None

    def open(self, info: RunInfo) -> None:
        with self._told():
            self._base = self._connect()

    def write(self, results: Sequence[Result]) -> None:
        batch = records(results)
        with self._told():
            unchanged, written, deleted = self._persistently(lambda: self._send(batch))
        self.counts.add(len(results), unchanged, written, deleted)

    def close(self) -> None:
        self.abort()

    def abort(self) -> None:
        if self._base is not None:
            self._base.close()
            self._base = None

    def _connect(self) -> Connection:
        psycopg = _driver()
        base = psycopg.connect(
            self._url, autocommit=True, client_encoding="utf8", application_name="pressfacts"
        )
        try:
            with base.transaction():
                migrations.prepare(_Schema(base, self._schema), self.place)
            with base.transaction():
                for table in TABLES:
                    base.execute(
                        f"CREATE TEMP TABLE {_incoming(table)} (LIKE {table.name}) ON COMMIT DELETE ROWS"
                    )
        except BaseException:
            base.close()
            raise
        return base

    def _send(self, batch: Sequence[Record]) -> tuple[int, dict[str, int], int]:
        """One transaction: how many records were there already, rows written by table, rows deleted."""
        base = self._base
        with base.transaction():
            kept = _known(base, batch)
            changed = [item for item in batch if kept.get(item.uid) != item.content]
            rows = Rows()
            for item in changed:
                fill(rows, item)
            for table in TABLES:
                _copy(base, table, rows)
            deleted = _forget(base, changed)
            written, new = {}, set[str]()
            for table in TABLES:
                if not rows.tables.get(table.name):
                    continue
                if table.name == "documents":
                    written[table.name], new = _documents(base)
                else:
                    written[table.name] = base.execute(_UPSERTS[table.name]).rowcount
            before = [item.uid for item in changed if item.uid not in new and not item.failed]
            if before:
                deleted += sum(base.execute(_TRIMS[t.name], (before,)).rowcount for t in reversed(CHILDREN))
        return len(batch) - len(changed), written, deleted

    def _persistently(self, send: Callable[[], tuple[int, dict[str, int], int]]) -> Any:
        """Send again what did not get through: nothing of it was committed, or all of it, and then it changes nothing."""
        errors = _driver().errors
        for again in range(_TRIES):
            try:
                return send()
            except (errors.DeadlockDetected, errors.SerializationFailure):
                if again == _TRIES - 1:
                    raise
            except (errors.OperationalError, errors.InterfaceError):
                if again == _TRIES - 1 or not (self._base.closed or self._base.broken):
                    raise
                self._reconnect()
        raise AssertionError("the last try returns or raises")

    def _reconnect(self) -> None:
        """Wait for a server that restarts. Raises what it said last where it does not come back."""
        until = time.monotonic() + self._patience
        pause, longest = _PAUSES
        while True:
            self._base.close()
            try:
                self._base = self._connect()
                return
            except _driver().OperationalError:
                if time.monotonic() + pause > until:
                    raise
            time.sleep(pause)
            pause = min(pause * 2, longest)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What the driver says, with the place and what to do."""
        psycopg = _driver()
        try:
            yield
        except psycopg.Error as error:
            words = " ".join(str(error).split())
            raise ConfigError(f"{self.place}: {words}. To mend: {_mend(error, psycopg.errors)}") from None


class _Schema:
    """What `migrations` asks of a database, within a schema of it; one program at a time."""

    dialect = DIALECT

    def __init__(self, base: Connection, schema: str) -> None:
        from psycopg.sql import SQL, Identifier

        self._base = base
        base.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (f"pressfacts {schema}",))
        # CREATE … IF NOT EXISTS asks for the right to create even where it is there.
        if base.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (schema,)).fetchone() is None:
            base.execute(SQL("CREATE SCHEMA {}").format(Identifier(schema)))
        base.execute(SQL("SET search_path TO {}").format(Identifier(schema)))

    def execute(self, statement: str) -> None:
        self._base.execute(statement)

    def version(self) -> str | None:
        if not self.has(sql.META):
            return None
        row = self._base.execute(f"SELECT value FROM {sql.META} WHERE key = 'version'").fetchone()
        return None if row is None else str(row[0])

    def has(self, table: str) -> bool:
        found = self._base.execute(
            "SELECT 1 FROM pg_tables WHERE schemaname = current_schema AND tablename = %s", (table,)
        )
        return found.fetchone() is not None

    def set_version(self, version: int) -> None:
        self._base.execute(
            f"INSERT INTO {sql.META} VALUES ('version', %s) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (str(version),),
        )


def _known(base: Connection, batch: Sequence[Record]) -> dict[str, str]:
    """Uid → content of the records that the database has."""
    uids = [item.uid for item in batch]
    query = "SELECT uid, content FROM documents WHERE uid = ANY(%s) UNION ALL SELECT uid, content FROM errors WHERE uid = ANY(%s)"
    return dict(base.execute(query, (uids, uids)).fetchall())


def _copy(base: Connection, table: Table, rows: Rows) -> None:
    found = rows.tables.get(table.name)
    if found:
        with base.cursor().copy(_COPIES[table.name]) as copy:
            for row in found:
                copy.write_row(without_nul(row))


def _forget(base: Connection, changed: Sequence[Record]) -> int:
    """Delete what the changed records take the place of: an error where a document is now, or the other way round,
    and what an earlier text gave at the same place."""
    deleted: int = base.execute(
        "DELETE FROM errors WHERE uid = ANY(%s)", ([item.uid for item in changed if not item.failed],)
    ).rowcount
    deleted += base.execute(
        "DELETE FROM documents WHERE uid = ANY(%s)", ([item.uid for item in changed if item.failed],)
    ).rowcount
    placed = [item for item in changed if item.anonymous]
    for table in ("documents", "errors"):
        deleted += base.execute(
            f"DELETE FROM {table} t USING unnest(%s::text[], %s::text[]) AS now (uri, uid)"
            " WHERE t.source_uri = now.uri AND t.uid <> now.uid AND t.anonymous",
            ([item.uri for item in placed], [item.uid for item in placed]),
        ).rowcount
    return deleted


def _documents(base: Connection) -> tuple[int, set[str]]:
    """Upsert the documents: how many rows were written, and which are new.

    A row that another loader wrote meanwhile counts as old, so that what it has too much is deleted: a row that this
    statement inserted has no xmax.
    """
    done = base.execute(f"{_UPSERTS['documents']} RETURNING uid, xmax = 0").fetchall()
    return len(done), {uid for uid, new in done if new}


def _driver() -> Any:
    try:
        import psycopg
    except ImportError as error:
        raise ConfigError(
            f'PostgreSQL needs psycopg ({error}). To mend: pip install "pressfacts[postgres]"'
        ) from None
    return psycopg


def _mend(error: psycopg.Error, errors: Any) -> str:
    if isinstance(error, errors.DiskFull):
        return "free the disk of the server and load again; what was committed stays, and nothing is doubled"
    if isinstance(error, errors.InsufficientPrivilege):
        return "let this user create and write tables in the schema (GRANT CREATE, USAGE), or name another"
    if isinstance(error, (errors.OperationalError, errors.InterfaceError)):
        return "see that the server runs and takes this user, then load again; what was committed stays"
    return "load again; if it stays, load into a new schema (?schema=NAME)"


def _parts(url: str) -> tuple[str, str]:
    """The address for the driver, and the schema that is asked for."""
    split = urlsplit(url)
    settings = parse_qsl(split.query, keep_blank_values=True)
    schema = dict(settings).get("schema", SCHEMA)
    if not schema:
        raise ConfigError(
            f"{_shown(url)}: schema= has no name. To mend: write ?schema=NAME, or leave it away"
        )
    query = urlencode([(name, value) for name, value in settings if name != "schema"])
    return urlunsplit(split._replace(query=query)), schema


def _shown(url: str) -> str:
    """The address without a password."""
    split = urlsplit(url)
    user, at, host = split.netloc.rpartition("@")
    settings = [pair for pair in parse_qsl(split.query) if pair[0] != "password"]
    return urlunsplit(split._replace(netloc=f"{user.partition(':')[0]}{at}{host}", query=urlencode(settings)))

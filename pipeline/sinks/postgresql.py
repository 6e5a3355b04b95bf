"""PostgreSQL: its address, its connection, what goes wrong with it. `copying` has the transaction of a batch.

A server that goes away is waited for, and the batch that it did not commit is sent again.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from pipeline.errors import ConfigError
from pipeline.sinks import copying, migrations
from pipeline.sinks.base import Counts, Result, RunInfo
from pipeline.sinks.rows import records

if TYPE_CHECKING:
    import psycopg

SCHEMA = "pressfacts"
_SCHEMES = ("postgresql://", "postgres://")
_RAW = re.compile(r"[#?/@]|%(?![0-9A-Fa-f]{2})")
_PATIENCE = 120.0
_PAUSES = (0.2, 5.0)
_TRIES = 5


class PostgresSink:
    """A database of PostgreSQL, in a schema of its own (`?schema=NAME`; pressfacts where left away).

    `patience`: how many seconds it waits for a server that was there and is gone.
    """

    def __init__(self, url: str, patience: float = _PATIENCE) -> None:
        self._url, self._schema = _parts(url)
        self.place, self.counts = _shown(url), Counts()
        self._patience = patience
        self._base: copying.Connection = None

    def open(self, info: RunInfo) -> None:
        with self._told():
            self._base = self._connect()

    def write(self, results: Sequence[Result]) -> None:
        batch = records(results)
        with self._told():
            unchanged, written, deleted = self._persistently(lambda: copying.send(self._base, batch))
        self.counts.add(len(results), unchanged, written, deleted)

    def close(self) -> None:
        self.abort()

    def abort(self) -> None:
        if self._base is not None:
            self._base.close()
            self._base = None

    def _connect(self) -> copying.Connection:
        psycopg = _driver()
        self._check_settings()
        base = psycopg.connect(
            self._url, autocommit=True, client_encoding="utf8", application_name="pressfacts"
        )
        try:
            with base.transaction():
                migrations.prepare(_Schema(base, self._schema), self.place)
            with base.transaction():
                copying.prepare(base)
        except BaseException:
            base.close()
            raise
        return base

    def _check_settings(self) -> None:
        """What libpq says of an address that it cannot read quotes all of it."""
        psycopg = _driver()
        try:
            psycopg.conninfo.conninfo_to_dict(self._url)
        except psycopg.ProgrammingError:
            raise ConfigError(
                f"{self.place}: is no address that PostgreSQL reads. To mend: write"
                " postgresql://USER@HOST:PORT/DATABASE?NAME=VALUE with settings of libpq, and %XX for signs in them"
            ) from None

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

    dialect = copying.DIALECT

    def __init__(self, base: copying.Connection, schema: str) -> None:
        from psycopg.sql import SQL, Identifier

        self._base = base
        base.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (f"pressfacts {schema}",))
        # CREATE … IF NOT EXISTS asks for the right to create even where it is there.
        if base.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (schema,)).fetchone() is None:
            base.execute(SQL("CREATE SCHEMA {}").format(Identifier(schema)))
        base.execute(SQL("SET search_path TO {}").format(Identifier(schema)))

    def execute(self, statement: str, *values: object) -> migrations.Answer:
        answer: migrations.Answer = self._base.execute(statement, values or None)
        return answer

    def has(self, table: str) -> bool:
        found = self._base.execute(
            "SELECT 1 FROM pg_tables WHERE schemaname = current_schema AND tablename = %s", (table,)
        )
        return found.fetchone() is not None


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
    """The address for the driver, and the schema that is asked for. Raises ConfigError, which tells no password.

    All but `schema` stays as it was written: libpq reads what other readers of URLs change (`postgresql:///press`).
    """
    _check(url)
    address, _, query = url.partition("?")
    schema, rest = SCHEMA, []
    for setting in query.split("&") if query else ():
        name, _, value = setting.partition("=")
        if unquote(name) == "schema":
            schema = unquote(value)
        else:
            rest.append(setting)
    if not schema:
        raise ConfigError(
            f"{_shown(url)}: schema= has no name. To mend: write ?schema=NAME, or leave it away"
        )
    return _joined(address, rest), schema


def _check(url: str) -> None:
    """Refuse what libpq would read in another way than it was meant: it might show a part of the password as a host."""
    if not url.startswith(_SCHEMES):
        raise ConfigError("--to postgresql: is no address. To mend: write postgresql://USER@HOST/DATABASE")
    before = url.partition("://")[2].rpartition("@")[0]
    if _RAW.search(before):
        raise ConfigError(
            "--to postgresql://…: a #, ?, %, / or @ stands as it is before the last @. To mend: write %23, %3F, %25,"
            " %2F and %40 in names and passwords, and %40 in what comes after the host"
        )
    try:
        urlsplit(url)
    except ValueError:
        raise ConfigError(
            "--to postgresql://…: is no address. To mend: close the brackets of an IPv6 address; write %5B and %5D, and"
            " %XX for other signs, in names and passwords"
        ) from None


def _shown(url: str) -> str:
    """The address without a password; of an address that `_parts` takes."""
    address, _, query = url.partition("?")
    scheme, slashes, rest = address.partition("://")
    user, at, host = rest.rpartition("@")
    settings = [setting for setting in query.split("&") if setting and not _is_secret(setting)]
    return _joined(f"{scheme}{slashes}{user.partition(':')[0]}{at}{host}", settings)


def _is_secret(setting: str) -> bool:
    return unquote(setting.partition("=")[0]).lower() in ("password", "sslpassword")


def _joined(address: str, settings: Sequence[str]) -> str:
    return f"{address}?{'&'.join(settings)}" if settings else address

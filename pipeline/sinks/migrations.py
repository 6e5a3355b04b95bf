"""Bring a database to the tables of this version: all of them where there are none, a step a version where it is older."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from pipeline.errors import ConfigError
from pipeline.sinks import sql, tables
from pipeline.sinks.sql import Dialect

STEPS: dict[int, Callable[[Dialect], Iterator[str]]] = {}
"""The version that a step leads to → its statements."""


class Schema(Protocol):
    """A database in a transaction that is committed after `prepare`."""

    dialect: Dialect

    def execute(self, statement: str) -> None: ...

    def has(self, table: str) -> bool: ...

    def version(self) -> str | None: ...

    def set_version(self, version: int) -> None: ...


def prepare(base: Schema, place: str) -> None:
    """Raises ConfigError for a database of a newer program, and for one whose tables are of another."""
    said = base.version()
    if said is None:
        _refuse_others(base, place)
        for statement in sql.create_all(base.dialect):
            base.execute(statement)
        base.set_version(tables.VERSION)
        return
    found = int(said)
    if found > tables.VERSION:
        raise ConfigError(
            f"{place}: its tables are of version {found}, written by a newer program than this one, which knows"
            f" {tables.VERSION}. To mend: use that program, or another place"
        )
    if found == tables.VERSION:
        return
    for statement in sql.drop_views():
        base.execute(statement)
    for version in range(found + 1, tables.VERSION + 1):
        for statement in STEPS[version](base.dialect):
            base.execute(statement)
    for statement in sql.create_views(base.dialect):
        base.execute(statement)
    base.set_version(tables.VERSION)


def _refuse_others(base: Schema, place: str) -> None:
    for table in tables.TABLES:
        if base.has(table.name):
            raise ConfigError(
                f"{place}: has a table {table.name!r} of another program. To mend: choose an empty place"
            )

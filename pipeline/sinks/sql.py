"""The tables in SQL. Every name in a statement is a constant of `tables`; what comes from outside is bound, never written in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.sinks import tables
from pipeline.sinks.tables import Column, Index, Table, Type
from pipeline.sinks.views import VIEWS

META = "pressfacts_meta"
"""Two columns, key and value: which version of the tables this is."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """`equality`: what makes an index for equal values alone, of any length; `differs`: that two rows are not the same;
    `joined`: the function that joins texts of several rows; `mark`: where a value is bound."""

    types: dict[Type, str]
    true: str
    equality: str
    differs: str
    joined: str
    mark: str


def create_all(dialect: Dialect) -> Iterator[str]:
    """An empty database to tables, indexes and views; the caller writes the version."""
    yield f"CREATE TABLE {META} (key TEXT PRIMARY KEY, value TEXT NOT NULL)"
    for table in tables.TABLES:
        yield from create(table, dialect)
    yield from create_views(dialect)


def create(table: Table, dialect: Dialect) -> Iterator[str]:
    lines = [column(item, dialect) for item in table.columns]
    lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    lines += (_reference(item) for item in table.columns if item.refers)
    yield f"CREATE TABLE {table.name} ({', '.join(lines)})"
    for index in table.indexes:
        yield create_index(table.name, index, dialect)


def column(item: Column, dialect: Dialect) -> str:
    return f"{item.name} {dialect.types[item.type]}{' NOT NULL' if item.required else ''}"


def _reference(item: Column) -> str:
    if item.refers == "documents":
        return f"FOREIGN KEY ({item.name}) REFERENCES documents (uid) ON DELETE CASCADE"
    # Deferred: a time may be told before the one that it refers to, and rows go in any order.
    return f"FOREIGN KEY (document, {item.name}) REFERENCES {item.refers} (document, uid) DEFERRABLE INITIALLY DEFERRED"


def create_index(table: str, index: Index, dialect: Dialect) -> str:
    name = f"{table}_by_{'_'.join(index.columns)}"
    using = dialect.equality if index.equality else ""
    return f"CREATE INDEX {name} ON {table} {using} ({', '.join(index.columns)})"


def create_views(dialect: Dialect) -> Iterator[str]:
    for name, query in VIEWS.items():
        yield f"CREATE VIEW {name} AS {query.format(true=dialect.true)}"


def drop_views() -> Iterator[str]:
    for name in reversed(VIEWS):
        yield f"DROP VIEW IF EXISTS {name}"


def upsert(table: Table, source: str, dialect: Dialect) -> str:
    """INSERT … `source`: rows that are there already in the same words stay untouched."""
    names = table.names
    others = [name for name in names if name not in table.key]
    assert others, f"{table.name} has nothing but its key"
    sets = ", ".join(f"{name} = excluded.{name}" for name in others)
    old = ", ".join(f"{table.name}.{name}" for name in others)
    new = ", ".join(f"excluded.{name}" for name in others)
    return (
        f"INSERT INTO {table.name} ({', '.join(names)}) {source} "
        f"ON CONFLICT ({', '.join(table.key)}) DO UPDATE SET {sets} WHERE ({old}) {dialect.differs} ({new})"
    )

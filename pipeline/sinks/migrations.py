"""Bring a database to the tables of this version: all of them where there are none, a step a version where it is older."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from pipeline.errors import ConfigError
from pipeline.sinks import sql, tables
from pipeline.sinks.sql import Dialect


def _regions(dialect: Dialect) -> Iterator[str]:
    """2: facts know their region and what else divides them, in place of a query for each row that is read."""
    dimension = "SELECT {} FROM fact_dimensions d WHERE d.document = facts.document AND d.fact = facts.uid AND d.role {} 'area'"
    area = f"({dimension.format('{}', '=')} ORDER BY d.n LIMIT 1)"
    code = (
        "(SELECT c.value FROM entity_codes c WHERE c.document = facts.document AND c.entity = facts.subject_entity"
        " AND c.scheme IN ('ISO 3166-1', 'ISO 3166-2', 'GB/T 2260') ORDER BY c.n LIMIT 1)"
    )
    others = dimension.format("d.role || '=' || coalesce(d.code, d.text) AS part", "<>")
    for name in ("region", "region_code", "breakdown"):
        yield f"ALTER TABLE facts ADD COLUMN {name} {dialect.types['text']}"
    yield "DROP INDEX facts_by_metric_id_first_day"
    yield "CREATE INDEX facts_by_metric_id_region_code_first_day ON facts (metric_id, region_code, first_day)"
    # Rows last: PostgreSQL changes no table whose rows still wait for their references to be checked.
    yield f"UPDATE facts SET region = {area.format('d.text')}, region_code = {area.format('d.code')}"
    yield f"UPDATE facts SET region = subject, region_code = {code} WHERE region IS NULL AND {code} IS NOT NULL"
    yield f"UPDATE facts SET breakdown = (SELECT {dialect.joined}(part, '; ') FROM ({others} ORDER BY d.n) AS parts)"


def _views(dialect: Dialect) -> Iterator[str]:
    """3: the views alone, which are made anew with any step; see `views.VIEWS`."""
    yield from ()


STEPS: dict[int, Callable[[Dialect], Iterator[str]]] = {2: _regions, 3: _views}
"""The version that a step leads to → its statements. A step stays as it was written: it reads no table of today."""


class Answer(Protocol):
    """A cursor."""

    def fetchone(self) -> Any: ...


class Schema(Protocol):
    """A database in a transaction that is committed after `prepare`."""

    dialect: Dialect

    def execute(self, statement: str, *values: object) -> Answer: ...

    def has(self, table: str) -> bool: ...


def prepare(base: Schema, place: str) -> None:
    """Raises ConfigError for a database of a newer program, and for one whose tables are of another."""
    said = _version(base)
    if said is None:
        _refuse_others(base, place)
        for statement in sql.create_all(base.dialect):
            base.execute(statement)
        _set_version(base, tables.VERSION)
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
    _set_version(base, tables.VERSION)


def _refuse_others(base: Schema, place: str) -> None:
    for table in tables.TABLES:
        if base.has(table.name):
            raise ConfigError(
                f"{place}: has a table {table.name!r} of another program. To mend: choose an empty place"
            )


def _version(base: Schema) -> str | None:
    """Of the tables; none where there are none of ours."""
    if not base.has(sql.META):
        return None
    row = base.execute(f"SELECT value FROM {sql.META} WHERE key = 'version'").fetchone()
    return None if row is None else str(row[0])


def _set_version(base: Schema, version: int) -> None:
    base.execute(
        f"INSERT INTO {sql.META} VALUES ('version', {base.dialect.mark})"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        str(version),
    )

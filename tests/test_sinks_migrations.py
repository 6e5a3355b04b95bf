"""Databases of earlier versions are brought up to date where they are: `tests/sinks_version_1` was written by version 1."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipeline.sinks import migrations, tables
from pipeline.sinks.base import RunInfo, Sink, writing
from pipeline.sinks.postgresql import PostgresSink
from pipeline.sinks.sqlite import DIALECT, SqliteSink
from pipeline.sinks.tables import TABLES
from tests.needs import library
from tests.postgres import Server

psycopg = library("psycopg")
OLD = Path(__file__).parent / "sinks_version_1"
DOCS = [json.loads(line) for line in (OLD / "documents.jsonl").read_text(encoding="utf-8").splitlines()]


class Sqlite:
    def __init__(self, path: Path) -> None:
        self.path = path

    def old(self) -> None:
        with closing(sqlite3.connect(self.path)) as base:
            base.executescript((OLD / "sqlite.sql").read_text(encoding="utf-8"))

    def sink(self) -> Sink:
        return SqliteSink(self.path)

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.path)) as base:
            return base.execute(query).fetchall()

    def tell(self, *statements: str) -> None:
        with closing(sqlite3.connect(self.path)) as base, base:
            for statement in statements:
                base.execute(statement)


class Postgres:
    def __init__(self, server: Server, schema: str) -> None:
        self.url, self.schema = server.url, schema

    def old(self) -> None:
        script = (OLD / "postgresql.sql").read_text(encoding="utf-8")
        with psycopg.connect(self.url) as base:
            base.execute(
                script.replace("pressfacts.", f"{self.schema}.").replace(
                    "SCHEMA pressfacts;", f"SCHEMA {self.schema};"
                )
            )

    def sink(self) -> Sink:
        return PostgresSink(f"{self.url}{'&' if '?' in self.url else '?'}schema={self.schema}")

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url) as base:
            base.execute(f"SET search_path TO {self.schema}")
            found: list[tuple[Any, ...]] = base.execute(query).fetchall()
            return found

    def tell(self, *statements: str) -> None:
        with psycopg.connect(self.url) as base:
            base.execute(f"SET search_path TO {self.schema}")
            for statement in statements:
                base.execute(statement)

    def drop(self) -> None:
        with psycopg.connect(self.url) as base:
            base.execute(f"DROP SCHEMA IF EXISTS {self.schema} CASCADE")


@pytest.fixture(params=["sqlite", "postgresql"])
def bases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Any, Any]]:
    """An old database, and one that does not exist yet."""
    if request.param == "sqlite":
        yield Sqlite(tmp_path / "old.db"), Sqlite(tmp_path / "new.db")
        return
    server = request.getfixturevalue("postgres")
    made = Postgres(server, "pressfacts_old"), Postgres(server, "pressfacts_new")
    for base in made:
        base.drop()
    yield made
    for base in made:
        base.drop()


def rows(base: Any) -> dict[str, list[tuple[Any, ...]]]:
    return {
        table.name: sorted(base.ask(f"SELECT {', '.join(table.names)} FROM {table.name}"), key=repr)
        for table in TABLES
    }


def test_a_database_of_version_1_becomes_one_of_today(bases: tuple[Any, Any]) -> None:
    old, new = bases
    old.old()
    assert old.ask("SELECT value FROM pressfacts_meta") == [("1",)]
    facts = old.ask("SELECT uid, metric, evidence FROM facts ORDER BY uid")
    assert len(facts) == sum(len(doc.get("facts", ())) for doc in DOCS) > 0
    sink = old.sink()
    with writing([sink], RunInfo()) as give:
        assert old.ask("SELECT value FROM pressfacts_meta") == [(str(tables.VERSION),)]
        assert old.ask("SELECT uid, metric, evidence FROM facts ORDER BY uid") == facts
        give(DOCS)
    assert (sink.counts.unchanged, sum(sink.counts.rows.values())) == (len(DOCS), 0), (
        "what was there is still known"
    )
    with writing([new.sink()], RunInfo()) as give:
        give(DOCS)
    assert rows(old) == rows(new), "what the migration filled in is what loading writes"
    assert old.ask("SELECT region, region_code FROM facts WHERE region_code = 'HK'") == [("香港", "HK")]
    assert ("partner=US",) in old.ask("SELECT breakdown FROM facts")
    assert old.ask("SELECT * FROM series ORDER BY uid") == new.ask("SELECT * FROM series ORDER BY uid") != []
    again = old.sink()
    with writing([again], RunInfo()):
        pass
    assert rows(old) == rows(new)


def test_indexes_and_views_of_a_migrated_database_are_those_of_a_new_one(bases: tuple[Any, Any]) -> None:
    old, new = bases
    old.old()
    for base in bases:
        with writing([base.sink()], RunInfo()):
            pass
    if isinstance(old, Sqlite):
        query = "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'index', 'view') ORDER BY 1, 2"
    else:
        query = (
            "SELECT c.relkind::text, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = current_schema ORDER BY 1, 2"
        )
    assert old.ask(query) == new.ask(query) != []


def test_a_database_of_version_2_gets_the_views_of_today(bases: tuple[Any, Any]) -> None:
    base, _ = bases
    with writing([base.sink()], RunInfo()) as give:
        give(DOCS)
    columns = base.ask("SELECT only_in, subject_name FROM series ORDER BY uid")
    before = rows(base)
    base.tell(
        "DROP VIEW series",
        "DROP VIEW statements",
        "CREATE VIEW statements AS SELECT uid, document FROM facts",
        "CREATE VIEW series AS SELECT * FROM statements",
        "UPDATE pressfacts_meta SET value = '2' WHERE key = 'version'",
    )
    with writing([base.sink()], RunInfo()):
        pass
    assert base.ask("SELECT value FROM pressfacts_meta") == [(str(tables.VERSION),)]
    assert base.ask("SELECT only_in, subject_name FROM series ORDER BY uid") == columns != []
    assert rows(base) == before


def test_there_is_a_step_to_every_version() -> None:
    assert set(migrations.STEPS) == set(range(2, tables.VERSION + 1))


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Sqlite(tmp_path / "old.db")
    old.old()
    before = old.ask("SELECT * FROM facts ORDER BY uid")
    step = migrations.STEPS[2]
    monkeypatch.setitem(
        migrations.STEPS, 2, lambda dialect: [*step(dialect), "CREATE TABLE facts (again TEXT)"]
    )
    with pytest.raises(Exception, match="already exists"):
        old.sink().open(RunInfo())
    assert old.ask("SELECT * FROM facts ORDER BY uid") == before
    assert old.ask("SELECT value FROM pressfacts_meta") == [("1",)]
    monkeypatch.setitem(migrations.STEPS, 2, step)
    with writing([old.sink()], RunInfo()):
        pass
    assert old.ask("SELECT value FROM pressfacts_meta") == [(str(tables.VERSION),)]


def test_values_are_bound_and_not_written_into_statements() -> None:
    said: list[tuple[str, tuple[object, ...]]] = []

    class Empty:
        dialect = DIALECT

        def execute(self, statement: str, *values: object) -> Any:
            said.append((statement, values))

        def has(self, table: str) -> bool:
            return False

    migrations.prepare(Empty(), "memory")
    (inserted,) = [(statement, values) for statement, values in said if statement.startswith("INSERT")]
    assert inserted[1] == (str(tables.VERSION),)
    assert "VALUES ('version', ?)" in inserted[0]

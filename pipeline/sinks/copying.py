"""One batch in one transaction of PostgreSQL.

Documents are upserted first. That tells which are new: their rows are copied into the tables as they are. The rows of the
others are copied into temporary tables, and from there go in by one upsert a table; what they no longer have is deleted.
Several loaders may write at once: documents are locked in the order of their keys before anything that belongs to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.sinks import sql
from pipeline.sinks.rows import Record, Rows, fill
from pipeline.sinks.tables import BY_NAME, CHILDREN, TABLES, Table

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
    mark="%s",
)  # fmt: skip


def _incoming(table: Table) -> str:
    return f"incoming_{table.name}"


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


_DOCUMENTS, _ERRORS = BY_NAME["documents"], BY_NAME["errors"]


def prepare(base: Connection) -> None:
    """What `send` needs of a connection."""
    for table in TABLES:
        base.execute(f"CREATE TEMP TABLE {_incoming(table)} (LIKE {table.name}) ON COMMIT DELETE ROWS")


def send(base: Connection, batch: Sequence[Record]) -> tuple[int, dict[str, int], int]:
    """How many records were there already, rows written by table, rows deleted."""
    with base.transaction():
        kept = _known(base, batch)
        changed = [item for item in batch if kept.get(item.uid) != item.content]
        made = {item.uid: Rows() for item in changed}
        for item in changed:
            fill(made[item.uid], item)
        for table in (_DOCUMENTS, _ERRORS):
            _copy(base, _incoming(table), table, made.values())
        deleted = _forget(base, changed)
        written = {"errors": base.execute(_UPSERTS["errors"]).rowcount}
        written["documents"], new = _documents(base)
        fresh = [made[uid] for uid in made if uid in new]
        old = [item.uid for item in changed if item.uid not in new and not item.failed]
        for table in CHILDREN:
            written[table.name] = _copy(base, table.name, table, fresh)
        if old:
            rows = [made[uid] for uid in old]
            for table in CHILDREN:
                if _copy(base, _incoming(table), table, rows):
                    written[table.name] += base.execute(_UPSERTS[table.name]).rowcount
            deleted += sum(base.execute(_TRIMS[table.name], (old,)).rowcount for table in reversed(CHILDREN))
    return len(batch) - len(changed), written, deleted


def _known(base: Connection, batch: Sequence[Record]) -> dict[str, str]:
    """Uid → content of the records that the database has."""
    uids = [item.uid for item in batch]
    query = "SELECT uid, content FROM documents WHERE uid = ANY(%s) UNION ALL SELECT uid, content FROM errors WHERE uid = ANY(%s)"
    return dict(base.execute(query, (uids, uids)).fetchall())


def _copy(base: Connection, target: str, table: Table, made: Iterable[Rows]) -> int:
    """How many rows went into `target`, a table like `table`."""
    found = [row for rows in made for row in rows.tables.get(table.name, ())]
    if found:
        with base.cursor().copy(f"COPY {target} ({', '.join(table.names)}) FROM STDIN") as copy:
            for row in found:
                copy.write_row(row)
    return len(found)


def _forget(base: Connection, changed: Sequence[Record]) -> int:
    """Delete what the changed records take the place of: an error where a document is now, or the other way round,
    and what an earlier text gave at the same place."""
    deleted: int = base.execute(
        "DELETE FROM errors WHERE uid = ANY(%s)", ([item.uid for item in changed if not item.failed],)
    ).rowcount
    deleted += base.execute(
        "DELETE FROM documents WHERE uid = ANY(%s)", ([item.uid for item in changed if item.failed],)
    ).rowcount
    placed = [item for item in changed if item.place is not None]
    for table in ("documents", "errors"):
        deleted += base.execute(
            f"DELETE FROM {table} t USING unnest(%s::text[], %s::text[]) AS now (place, uid)"
            " WHERE t.place = now.place AND t.uid <> now.uid",
            ([item.place for item in placed], [item.uid for item in placed]),
        ).rowcount
    return deleted


def _documents(base: Connection) -> tuple[int, set[str]]:
    """Upsert the documents: how many rows were written, and which are new.

    A row that another loader wrote meanwhile counts as old, so that what it has too much is deleted: a row that this
    statement inserted has no xmax.
    """
    done = base.execute(f"{_UPSERTS['documents']} RETURNING uid, xmax = 0").fetchall()
    return len(done), {uid for uid, new in done if new}

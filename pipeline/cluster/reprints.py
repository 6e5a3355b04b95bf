"""Equal texts, equal ids and reprints among the documents of all parts, told as a run on one machine tells them.

Who is the first can only be told in the order of the inputs, so one process does it, after the last part: it takes the few
columns that it needs into a temporary database, and goes through that by `key`. Parts stay as they are: a kill in the middle
of changing them would leave a warning twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import arrow, files, parts
from pipeline.batch.duplicates import Duplicates
from pipeline.errors import ConfigError

_TOGETHER = 10_000
_COLUMNS = "id, content, signature"


class _Seen(NamedTuple):
    id: str | None
    content: bytes | None
    signature: bytes | None


def tell(target: Path) -> None:
    """Write `duplicates.parquet` beside the parts: warnings of all documents, sorted by key. Raises OSError, and ConfigError
    for a part that is broken or where the folder of temporary files is full."""
    pyarrow, parquet = arrow.library()
    fields = {"key": pyarrow.int64(), "code": pyarrow.string(), "message": pyarrow.string()}
    schema = pyarrow.schema(list(fields.items()))
    path = target.parent / parts.DUPLICATES
    try:
        with (
            closing(_documents(target)) as base,
            parquet.ParquetWriter(files.partial(path), schema, compression="zstd") as writer,
        ):
            some: list[dict[str, Any]] = []
            for warning in _warnings(base):
                some.append(warning)
                if len(some) == _TOGETHER:
                    writer.write_table(pyarrow.Table.from_pylist(some, schema))
                    some = []
            writer.write_table(pyarrow.Table.from_pylist(some, schema))
        files.publish(path)
    except sqlite3.Error as error:
        raise ConfigError(
            f"{target}: duplicates cannot be looked for ({error}). To mend: set TMPDIR to a folder with more room"
            " (docs/clusters.md), run the same command again"
        ) from None
    finally:
        files.partial(path).unlink(missing_ok=True)


def _documents(target: Path) -> sqlite3.Connection:
    """What is to be known of every document, in a temporary file that the system removes when it is closed."""
    base = sqlite3.connect("", isolation_level=None)
    base.execute("pragma journal_mode = off")
    base.execute("pragma synchronous = off")
    base.execute(f"create table documents (key integer primary key, uri text, {_COLUMNS})")
    for path in parts.paths(target):
        base.executemany(
            "insert into documents values (?, ?, ?, ?, ?)",
            (
                (row["key"], row["uri"], row["id"], row["content"] and bytes.fromhex(row["content"]), row["signature"])
                for row in parts.read(path, ("uri", "id", "error", "content", "signature"))
                if row["error"] is None
            ),
        )  # fmt: skip
    return base


def _warnings(base: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    def at(key: int) -> tuple[str, _Seen]:
        uri, *seen = base.execute(f"select uri, {_COLUMNS} from documents where key = ?", (key,)).fetchone()
        return uri, _Seen(*seen)

    with closing(Duplicates(at)) as duplicates:
        for key, *seen in base.execute(f"select key, {_COLUMNS} from documents order by key"):
            for warning in duplicates.warnings(key, _Seen(*seen)):
                yield {"key": key, **warning}

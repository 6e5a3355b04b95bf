"""Parquet: a folder with a file a table, which DuckDB, pandas, Polars and Spark read as they are.

Files cannot be changed in place: each run writes them anew, from all records that it is given.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from pipeline import files
from pipeline.arrow import library
from pipeline.errors import ConfigError
from pipeline.lock import Hold
from pipeline.sinks import tables
from pipeline.sinks.base import Counts, Result, RunInfo
from pipeline.sinks.rows import Row, Rows, fill, record
from pipeline.sinks.tables import TABLES, Table

_GROUP = 20_000
"""Rows that are kept back to be written together: a row group. Long texts stand a document a row, so fewer of these."""
_GROUPS = {"documents": 500, "blocks": 5_000}


class ParquetSink:
    def __init__(self, folder: Path) -> None:
        self.folder, self.place, self.counts = folder, f"parquet:{folder}", Counts()
        self._rows = Rows()
        self._writers: dict[str, Any] = {}
        self._hold: Hold | None = None

    def open(self, info: RunInfo) -> None:
        arrow, parquet = library()
        with self._told():
            self.folder.mkdir(parents=True, exist_ok=True)
            self._hold = Hold(self.folder / "tables")
            for table in TABLES:
                said = {
                    "pressfacts": info.pipeline,
                    "pressfacts.tables": str(tables.VERSION),
                    "pressfacts.contract": info.contract,
                }
                self._writers[table.name] = parquet.ParquetWriter(
                    files.partial(self._path(table)),
                    _schema(arrow, table).with_metadata(said),
                    compression="zstd",
                )

    def write(self, results: Sequence[Result]) -> None:
        for result in results:
            fill(self._rows, record(result))
        self.counts.add(len(results))
        for table in TABLES:
            found = self._rows.tables.get(table.name, [])
            if len(found) >= _GROUPS.get(table.name, _GROUP):
                self._flush(table, found)

    def close(self) -> None:
        with self._told():
            for table in TABLES:
                found = self._rows.tables.get(table.name, [])
                if found:
                    self._flush(table, found)
                self._writers.pop(table.name).close()
            files.publish_all([self._path(table) for table in TABLES])
        self.abort()

    def abort(self) -> None:
        hold, self._hold = self._hold, None
        if hold is None:  # another writes here: the files are its own
            return
        arrow, _ = library()
        with self._told(), closing(hold):
            while self._writers:
                _, writer = self._writers.popitem()
                # A full disk takes no footer either; the file goes.
                with suppress(OSError, arrow.ArrowException):
                    writer.close()
            for table in TABLES:
                files.partial(self._path(table)).unlink(missing_ok=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What the system or pyarrow says, with the place."""
        arrow, _ = library()
        try:
            with files.told(self.place):
                yield
        except arrow.ArrowException as error:
            words = " ".join(str(error).split())
            raise ConfigError(
                f"{self.place}: cannot be written ({words}). To mend: choose another place, run again"
            ) from None

    def _path(self, table: Table) -> Path:
        return self.folder / f"{table.name}.parquet"

    def _flush(self, table: Table, rows: list[Row]) -> None:
        arrow, _ = library()
        schema = _schema(arrow, table)
        columns = []
        with self._told():
            for column, values in zip(table.columns, zip(*rows, strict=True), strict=True):
                read = _READ.get(column.type)
                plain = (
                    values if read is None else [None if value is None else read(value) for value in values]
                )
                columns.append(arrow.array(plain, type=schema.field(column.name).type))
            self._writers[table.name].write_table(arrow.Table.from_arrays(columns, schema=schema))
        self.counts.add(0, rows={table.name: len(rows)})
        rows.clear()


# As in the rows → as pyarrow takes it.
_READ: dict[str, Callable[[Any], object]] = {"date": datetime.date.fromisoformat, "number": float}
_TYPES = {
    "text": "string", "json": "string", "integer": "int32", "boolean": "bool_", "date": "date32", "number": "float64",
    "real": "float64",
}  # fmt: skip


def _schema(arrow: Any, table: Table) -> Any:
    return arrow.schema(
        [
            arrow.field(item.name, getattr(arrow, _TYPES[item.type])(), nullable=not item.required)
            for item in table.columns
        ]
    )

"""CSV of facts: the flat view, one row a statement, with its table schema beside (docs/flat.md)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from pipeline import files, flat
from pipeline.flat.columns import FACTS, table_schema
from pipeline.flat.table import Writer, schema_place, writer
from pipeline.sinks.base import Counts, Result, RunInfo


class FactsSink:
    """`facts.csv` and `facts.schema.json`, whole or not there; error records have no facts."""

    def __init__(self, path: Path) -> None:
        self.path, self.place, self.counts = path, f"csv:{path}", Counts()
        self._file: IO[str] | None = None
        self._write: Writer | None = None
        self._writing: files.Writing | None = None

    def open(self, info: RunInfo) -> None:
        with files.told(self.place):
            self._writing = files.Writing(self.path)
            self._file = self._writing.partial.open("w", encoding="utf-8", errors="replace", newline="")
            self._write = writer(self._file, FACTS, "csv")

    def write(self, results: Sequence[Result]) -> None:
        assert self._write is not None, "open comes first"
        count = 0
        with files.told(self.place):
            for result in results:
                for row in flat.rows(result):
                    self._write(row)
                    count += 1
        self.counts.add(len(results), rows={"facts": count})

    def close(self) -> None:
        assert self._writing is not None, "open comes first"
        schema = schema_place(self.path)
        words = json.dumps(
            table_schema(FACTS, "Statements of press releases", "uid"), ensure_ascii=False, indent=2
        )
        with files.told(self.place):
            self._let_go()
            with files.whole(schema) as stream:
                stream.write(words + "\n")
            self._writing.publish()

    def abort(self) -> None:
        if self._writing is not None:
            with files.told(self.place):
                try:
                    self._let_go()
                finally:
                    self._writing.drop()

    def _let_go(self) -> None:
        file, self._file, self._write = self._file, None, None
        if file is not None:
            file.close()

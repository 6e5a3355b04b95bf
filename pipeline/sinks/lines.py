"""JSON Lines: the records as they are, `.gz` compressed."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from pipeline import files
from pipeline.sinks.base import Counts, Result, RunInfo, line_of


class LinesSink:
    """A file of lines, whole or not there. The same records give the same bytes: no time of day is written."""

    def __init__(self, path: Path) -> None:
        self.path, self.place, self.counts = path, f"jsonl:{path}", Counts()
        self._file: IO[bytes] | None = None
        self._raw: IO[bytes] | None = None
        self._writing: files.Writing | None = None

    def open(self, info: RunInfo) -> None:
        with files.told(self.place):
            self._writing = files.Writing(self.path)
            self._raw = self._writing.partial.open("wb")
        packed = self.path.suffix == ".gz"
        self._file = (
            gzip.GzipFile("", "wb", compresslevel=6, fileobj=self._raw, mtime=0) if packed else self._raw  # type: ignore[assignment]
        )

    def write(self, results: Sequence[Result]) -> None:
        assert self._file is not None, "open comes first"
        with files.told(self.place):
            for result in results:
                self._file.write(line_of(result).encode("utf-8") + b"\n")
        self.counts.add(len(results))

    def close(self) -> None:
        assert self._writing is not None, "open comes first"
        with files.told(self.place):
            self._let_go()
            self._writing.publish()

    def abort(self) -> None:
        if self._writing is not None:
            with files.told(self.place):
                try:
                    self._let_go()
                finally:
                    self._writing.drop()

    def _let_go(self) -> None:
        file, raw, self._file, self._raw = self._file, self._raw, None, None
        try:
            if file is not None and file is not raw:
                file.close()
        finally:
            if raw is not None:
                raw.close()

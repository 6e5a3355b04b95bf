"""Parts: what a run on a cluster leaves, `DIR/documents.parquet/*.parquet`. A row is a record; which part it is in means nothing.

`key` (the order of the inputs), `uri` and `id`, `error` and `message` (null for a document), `counts` (`batch.tally`),
`content` (the sha256 of the text as it was read), `signature` (`batch.similarity`), `record` (the line of documents.jsonl,
without what is told across documents). `_SUCCESS` lies there once all is; then `DIR/duplicates.parquet` has what is told across
documents: a row a warning, `key`, `code`, `message`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline import arrow
from pipeline.errors import ConfigError

FOLDER = "documents.parquet"
COMPLETE = "_SUCCESS"
DUPLICATES = "duplicates.parquet"


def is_complete(folder: Path) -> bool:
    return (folder / COMPLETE).exists()


def paths(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.parquet"))


def count(path: Path) -> tuple[int, int, list[str]]:
    """How many rows a part has, how many of them are errors, and what these say. One that is being written has none."""
    try:
        column = arrow.parquet().read_table(path, columns=["message"]).column("message")
    except (OSError, ValueError):
        return 0, 0, []
    messages = column.drop_null().to_pylist()
    return len(column), len(messages), messages


def read(path: Path, columns: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of a part, in input order. Raises ConfigError for a broken one."""
    parquet = arrow.parquet()
    try:
        table = parquet.read_table(path, columns=["key", *columns])
    except (OSError, ValueError) as error:
        words = " ".join(str(error).split())
        raise ConfigError(
            f"{path}: cannot be read ({words}). To mend: remove it, and run the same command again"
        ) from None
    rows: list[dict[str, Any]] = table.sort_by("key").to_pylist()
    return rows


def records(folder: Path) -> Iterator[tuple[str, str]]:
    """The lines of documents.jsonl, each with its part. Raises ConfigError for a run that is not complete."""
    yield from ((part, line) for part, _, line in _lines(folder))


def in_order(folder: Path) -> list[str]:
    """The lines in the order of the inputs, all in memory. Raises ConfigError for a run that is not complete."""
    return [line for _, line in sorted((key, line) for _, key, line in _lines(folder))]


def _lines(folder: Path) -> Iterator[tuple[str, int, str]]:
    """Part, key and line."""
    if not is_complete(folder):
        raise ConfigError(
            f"{folder}: the run has not come to its end. To mend: run the same command again, it goes on"
        )
    warnings = Warnings(folder)
    for path in paths(folder):
        for row in read(path, ["record"]):
            yield str(path), row["key"], warnings.into(row["record"], warnings.of(row["key"]))


class Warnings:
    """What is told across documents of a run that is complete, by the keys of the later ones."""

    def __init__(self, folder: Path) -> None:
        """Raises ConfigError where it is not there, or broken."""
        import numpy

        path = folder.parent / DUPLICATES
        try:
            self._table = arrow.parquet().read_table(path)
        except (OSError, ValueError) as error:
            words = " ".join(str(error).split())
            raise ConfigError(
                f"{path}: cannot be read ({words}). To mend: run the same command again, it is made anew"
            ) from None
        self._keys, self._search = self._table.column("key").to_numpy(), numpy.searchsorted

    def of(self, key: int) -> list[dict[str, str]]:
        """The warnings that a document gets beside its own."""
        first, end = (int(self._search(self._keys, key, side)) for side in ("left", "right"))
        if first == end:
            return []
        found: list[dict[str, str]] = (
            self._table.select(["code", "message"]).slice(first, end - first).to_pylist()
        )
        return found

    @staticmethod
    def into(line: str, warnings: list[dict[str, str]]) -> str:
        """The line of documents.jsonl with them."""
        if not warnings:
            return line
        data = json.loads(line)
        data["warnings"] += warnings
        return json.dumps(data, ensure_ascii=False)

"""Parts: what a run on a cluster leaves, `DIR/documents.parquet/*.parquet`. A row is a record; which part it is in means nothing.

`key` (the order of the inputs), `uri` and `id`, `error` and `message` (null for a document), `counts` (`batch.tally`),
`content` (the sha256 of the text as it was read), `record` (the line of documents.jsonl). `_SUCCESS` lies there once all is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError

FOLDER = "documents.parquet"
COMPLETE = "_SUCCESS"


def is_complete(folder: Path) -> bool:
    return (folder / COMPLETE).exists()


def paths(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.parquet"))


def count(folder: Path) -> tuple[int, int]:
    """How many rows there are, and how many of them are errors. A part that was not finished has none."""
    parquet = library()
    rows = errors = 0
    for path in paths(folder):
        try:
            column = parquet.read_table(path, columns=["error"]).column("error")
        except (OSError, ValueError):
            continue
        rows += len(column)
        errors += len(column) - column.null_count
    return rows, errors


def read(path: Path, columns: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of a part, in input order. Raises ConfigError for a broken one."""
    parquet = library()
    try:
        table = parquet.read_table(path, columns=["key", *columns])
    except (OSError, ValueError) as error:
        words = " ".join(str(error).split())
        raise ConfigError(f"{path}: cannot be read ({words}). To mend: run into another folder") from None
    rows: list[dict[str, Any]] = table.sort_by("key").to_pylist()
    return rows


def records(folder: Path) -> Iterator[tuple[str, str]]:
    """The lines of documents.jsonl, each with its part. Raises ConfigError for a run that is not complete."""
    if not is_complete(folder):
        raise ConfigError(
            f"{folder}: the run has not come to its end. To mend: run the same command again, it goes on"
        )
    for path in paths(folder):
        yield from ((str(path), row["record"]) for row in read(path, ["record"]))


def library() -> Any:
    """Raises ConfigError where pyarrow is not installed."""
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise ConfigError(
            f'Parquet needs pyarrow ({error}). To mend: pip install "pressfacts[parquet]"'
        ) from None
    return parquet

"""Late loading: the lines of a documents.jsonl into sinks."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any

from pipeline.errors import ConfigError
from pipeline.model import SCHEMA_VERSION
from pipeline.sinks.base import Result, RunInfo, Sink, writing

_BATCH = 200
_BATCH_BYTES = 16_000_000


def load(
    paths: Sequence[str], sinks: Sequence[Sink], progress: Callable[[int], None] = lambda count: None
) -> int:
    """Write every record of the files (`.jsonl`, `.jsonl.gz`, `-` for standard input) to each sink; how many there were.

    Raises ConfigError for a line that is no record of ours, with its place; what came before it may be committed, and
    loading again goes on from there.
    """
    count = 0
    with writing(sinks, RunInfo()) as write:
        for batch in _batches(paths):
            write(batch)
            count += len(batch)
            progress(len(batch))
    return count


def _batches(paths: Sequence[str]) -> Iterator[list[Result]]:
    batch: list[Result] = []
    size = 0
    for result, length in _results(paths):
        batch.append(result)
        size += length
        if len(batch) >= _BATCH or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _results(paths: Sequence[str]) -> Iterator[tuple[Result, int]]:
    for path in paths:
        with _opened(path) as lines:
            number = 0
            try:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        yield _result(f"{path}#{number}", line), len(line)
            except (OSError, EOFError) as error:
                raise ConfigError(
                    f"{path}#{number + 1}: cannot be read ({error}). To mend: see to the file"
                ) from None


@contextmanager
def _opened(path: str) -> Iterator[IO[bytes]]:
    if path == "-":
        yield sys.stdin.buffer
        return
    try:
        file: IO[bytes] = gzip.open(path) if path.endswith(".gz") else open(path, "rb")  # type: ignore[assignment]  # noqa: SIM115
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be read ({error.strerror}). To mend: name a documents.jsonl"
        ) from None
    with file:
        yield file


def _result(place: str, line: bytes) -> dict[str, Any]:
    mend = "To mend: give what `pressfacts run` wrote, and run it again where that was cut off"
    try:
        data = json.loads(line)
    except ValueError as error:
        raise ConfigError(f"{place}: no JSON ({error}). {mend}") from None
    version = data.get("schema_version") if isinstance(data, dict) else None
    if not isinstance(version, str):
        raise ConfigError(f"{place}: no document: there is no schema_version. {mend}")
    if version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        raise ConfigError(
            f"{place}: schema_version {version}, and this program reads {SCHEMA_VERSION}. {mend}"
        )
    return dict(data)

"""Late loading: the results of earlier runs into sinks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pipeline.flat import results
from pipeline.sinks.base import RunInfo, Sink, writing

_BATCH = 200
_BATCH_CHARACTERS = 2_000_000  # of text: some ten times as much are in memory


def load(
    paths: Sequence[str], sinks: Sequence[Sink], progress: Callable[[int], None] = lambda count: None
) -> int:
    """Write every record of the results to each sink; how many there were.

    A path is the folder of a run, a documents.jsonl (also `.gz`), or `-` for standard input. Raises ConfigError for one
    that cannot be read and InputError, with the place, for a line that is no result; databases keep what came before
    it, and loading again goes on from there.
    """
    count = 0
    with writing(sinks, RunInfo()) as write:
        for batch in _batches(paths):
            write(batch)
            count += len(batch)
            progress(len(batch))
    return count


def _batches(paths: Sequence[str]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    size = 0
    for path in paths:
        for result in results.read(path):
            batch.append(result)
            size += len(result.get("text", ""))
            if len(batch) >= _BATCH or size >= _BATCH_CHARACTERS:
                yield batch
                batch, size = [], 0
    if batch:
        yield batch

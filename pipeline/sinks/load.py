"""Late loading: the results of earlier runs into sinks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pipeline.flat import results
from pipeline.sinks.base import RunInfo, Sink, batches, writing

_BATCH = 200


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
        for batch in batches(_results(paths), _BATCH):
            write(batch)
            count += len(batch)
            progress(len(batch))
    return count


def _results(paths: Sequence[str]) -> Iterator[dict[str, Any]]:
    for path in paths:
        yield from results.read(path)

"""Shards → documents.jsonl, in input order, with what can only be told across documents; and the sinks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import Any

from pipeline import files
from pipeline.batch import readable
from pipeline.batch.duplicates import Duplicates
from pipeline.batch.manifest import Manifest, Stored
from pipeline.batch.options import Options
from pipeline.batch.shards import Shards
from pipeline.batch.tally import Tally
from pipeline.errors import ConfigError
from pipeline.output import DOCUMENTS
from pipeline.sinks.base import Finished

_BATCH = 100

Line = tuple[str, str | None, str, dict[str, Any] | None]
"""Uri, id, the line, and its content where something needed it."""


def merge(
    manifest: Manifest,
    shards: Shards,
    options: Options,
    tally: Tally,
    write: Callable[[Sequence[dict[str, Any]]], None] | None = None,
) -> None:
    """Write documents.jsonl under a temporary name, sync it, rename it; `write` gets all the records, in batches, before."""
    partial, target = manifest.folder / f"{DOCUMENTS}.partial", manifest.out / DOCUMENTS
    needs = options.pretty or write is not None
    batch: list[Finished] = []
    try:
        with partial.open("wb") as file:
            for uri, id, line, data in lines(manifest, shards, options, tally, needs):
                file.write(line.encode("utf-8") + b"\n")
                if data is None:
                    continue
                if options.pretty:
                    readable.write(manifest, uri, id, data)
                if write is not None:
                    batch.append(Finished(data, line))
                    if len(batch) == _BATCH:
                        write(batch)
                        batch = []
            if write is not None and batch:
                write(batch)
        files.publish(target, partial)
        readable.clear_stale(manifest)
    except OSError as error:
        raise ConfigError(
            f"{manifest.out}: cannot be written ({error}). To mend: free the place, run again"
        ) from None
    finally:
        partial.unlink(missing_ok=True)


def lines(
    manifest: Manifest, shards: Shards, options: Options, tally: Tally, needs_data: bool = False
) -> Iterator[Line]:
    """The lines of documents.jsonl. A line is only parsed where something of it changes or is asked for."""
    with closing(Duplicates(manifest)) as duplicates:
        for ordinal, uri, stored in manifest.results():
            line = shards.line(stored)
            warnings = _tell(tally, duplicates, ordinal, stored)
            shows = stored.failure is None and tally.wants_facts
            changes = bool(warnings) or (not options.original and stored.failure is None)
            data: dict[str, Any] | None = None
            if needs_data or shows or changes:
                data = json.loads(line)
                assert data is not None
                if shows:
                    tally.add_facts(data)
                if changes:
                    data["warnings"] += warnings
                    if not options.original:
                        del data["original_text"]
                    line = json.dumps(data, ensure_ascii=False)
            yield uri, stored.id, line, data if needs_data else None


def _tell(tally: Tally, duplicates: Duplicates, ordinal: int, stored: Stored) -> list[dict[str, str]]:
    """Count a record; the warnings that it gets beside its own."""
    tally.documents += 1
    if stored.failure is not None:
        tally.add_failure(stored.message or "")
        return []
    tally.add_counts(stored.counts or "{}")
    warnings = duplicates.warnings(ordinal, stored)
    tally.warnings.update(warning["code"] for warning in warnings)
    return warnings

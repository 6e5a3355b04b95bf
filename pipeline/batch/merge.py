"""Shards → documents.jsonl, in input order, with what can only be told across documents; and the sinks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any, BinaryIO

from pipeline import files
from pipeline.batch import readable
from pipeline.batch.duplicates import Duplicates
from pipeline.batch.manifest import Manifest, Stored
from pipeline.batch.options import Options
from pipeline.batch.shards import Shards
from pipeline.batch.tally import Tally
from pipeline.errors import ConfigError
from pipeline.output import DOCUMENTS
from pipeline.sinks.base import Finished, RunInfo, Sink, batches, writing

Line = tuple[str, str | None, str, dict[str, Any] | None]
"""Uri, id, the line, and its content where something needed it."""


def merge(
    manifest: Manifest, shards: Shards, options: Options, tally: Tally, sinks: Sequence[Sink] = ()
) -> None:
    """Write documents.jsonl under a temporary name, give the sinks all records, close them, then sync and rename it: what
    documents.jsonl holds is everywhere. Raises ConfigError for what cannot be written, and where an input has no result."""
    partial = manifest.folder / f"{DOCUMENTS}.partial"
    try:
        with files.told(manifest.out):
            with partial.open("wb") as file, writing(sinks, RunInfo()) as write:
                found = lines(manifest, shards, options, tally, options.pretty or bool(sinks))
                for batch in batches(_finished(found, file, manifest, options.pretty, bool(sinks))):
                    write(batch)
                _check_all_are_there(manifest, tally)
            files.publish(manifest.out / DOCUMENTS, partial)
            readable.clear_stale(manifest)
    finally:
        partial.unlink(missing_ok=True)


def _finished(
    found: Iterable[Line], file: BinaryIO, manifest: Manifest, pretty: bool, wanted: bool
) -> Iterator[Finished]:
    """Writes each line; the records, where they are wanted."""
    for uri, id, line, data in found:
        file.write(line.encode("utf-8") + b"\n")
        if data is None:
            continue
        if pretty:
            readable.write(manifest, uri, id, data)
        if wanted:
            yield Finished(data, line)


def _check_all_are_there(manifest: Manifest, tally: Tally) -> None:
    inputs = manifest.count()
    if tally.documents != inputs:
        raise ConfigError(
            f"{manifest.folder}: {inputs - tally.documents} of {inputs} inputs have no result: the manifest was changed"
            " while we ran. To mend: run again"
        )


def lines(
    manifest: Manifest, shards: Shards, options: Options, tally: Tally, needs_data: bool = False
) -> Iterator[Line]:
    """The lines of documents.jsonl. A line is only parsed where something of it changes or is asked for."""
    with closing(Duplicates(manifest.at)) as duplicates:
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

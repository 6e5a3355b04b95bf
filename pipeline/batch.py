"""A batch: every input becomes exactly one line of documents.jsonl, in input order, errors included."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import model
from pipeline.engine import Pipeline
from pipeline.errors import InputError, StageError
from pipeline.inputs import Record


@dataclass(slots=True)
class Tally:
    """What a run produced; counts by layer, and warnings by code."""

    documents: int = 0
    failed: int = 0
    items: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def process(pipeline: Pipeline, record: Record) -> model.Document | model.ErrorRecord:
    """One record to one result; whatever goes wrong becomes an error record in its place."""
    try:
        if record.error is not None:
            raise record.error
        return pipeline(record.text or "", id=record.id, published=record.published, source=record.source)
    except InputError as error:
        return _error(record, "decode", error.code, str(error))
    except StageError as error:
        return _error(record, error.stage, error.code, str(error))


def run(
    pipeline: Pipeline, records: Iterable[Record], out: Path, *, pretty: bool, strict: bool, original: bool
) -> Tally:
    """Write `out/documents.jsonl` under a temporary name, synced, then renamed: it is whole or not there."""
    work = out / ".pressfacts"
    work.mkdir(parents=True, exist_ok=True)
    tally = Tally()
    partial = work / "documents.jsonl.partial"
    with partial.open("w", encoding="utf-8") as lines:
        for number, result in enumerate(_results(pipeline, records, tally, strict), 1):
            lines.write(result.to_json(original=original) + "\n")
            if pretty:
                text = result.to_json(original=original, indent=2)
                (out / f"{number:06}.json").write_text(text + "\n", encoding="utf-8")
        lines.flush()
        os.fsync(lines.fileno())
    partial.replace(out / "documents.jsonl")
    return tally


def _results(
    pipeline: Pipeline, records: Iterable[Record], tally: Tally, strict: bool
) -> Iterator[model.Document | model.ErrorRecord]:
    seen: set[str] = set()
    for record in records:
        result = process(pipeline, record)
        tally.documents += 1
        if isinstance(result, model.ErrorRecord):
            tally.failed += 1
            tally.failures.append(f"{result.source.uri}: {result.error.stage}: {result.error.message}")
            yield result
            if strict:
                return
            continue
        if result.source.sha256 in seen:
            result.warnings.append(model.Notice("duplicate_text", "an earlier input has the same text"))
        seen.add(result.source.sha256)
        for layer in ("quantities", "times", "sentences"):
            tally.items[layer] += len(getattr(result, layer))
        tally.warnings.update(warning.code for warning in result.warnings)
        yield result


def _error(record: Record, stage: str, code: str, message: str) -> model.ErrorRecord:
    name = record.id or record.source.sha256
    return model.ErrorRecord(model.SCHEMA_VERSION, name, record.source, model.Failure(stage, code, message))

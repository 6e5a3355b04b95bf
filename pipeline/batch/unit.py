"""The unit of work, which knows nothing of engines: rows in, rows out, one for each, whatever fails.

A process of ours, a thread or an actor on another machine makes a `Unit` once and calls `process_batch` on any number of
rows. Rows are flat: strings, bytes and numbers.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline import model
from pipeline.batch.similarity import signature
from pipeline.batch.tally import count
from pipeline.engine import Pipeline
from pipeline.errors import StageError
from pipeline.inputs import Raw, Reading, record_of
from pipeline.records import Record, error_record, process


@dataclass(slots=True)
class Result:
    """One line of documents.jsonl, packed, and what a merge needs of it without unpacking."""

    member: bytes
    """The line with its end as a gzip member: members one after the other are a .gz file."""
    id: str | None = None
    """As the caller gave it; null where it is the hash of the text."""
    failure: str | None = None
    """The code of an error record; null for a document."""
    message: str | None = None
    counts: str | None = None
    content: bytes | None = None
    """The sha256 of the text as it was read: the id of a document to which the caller gave none."""
    signature: bytes | None = None

    def line(self) -> str:
        return unpack(self.member)


class Unit:
    """A loaded pipeline and how inputs are read."""

    def __init__(self, pipeline: Pipeline, reading: Reading) -> None:
        self._pipeline, self._reading = pipeline, reading

    def process_batch(self, rows: Iterable[Raw]) -> Iterator[Result]:
        """One result for each row, in order; what goes wrong with a row is its error record."""
        return map(self.process_row, rows)

    def process_row(self, row: Raw) -> Result:
        try:
            record = record_of(row, self._reading)
        except Exception as error:  # a parser that fails in a way of its own
            problem = f"{row.uri}: {type(error).__name__}: {error} (please report it with this input)"
            return failed(Record(model.Source(row.uri, None, None)), "decode", StageError.code, problem)
        outcome = process(self._pipeline, record)
        try:
            data = outcome.to_dict()
            member = pack(json.dumps(data, ensure_ascii=False))
        except Exception as error:
            return failed(record, "serialise", StageError.code, f"{type(error).__name__}: {error}")
        if isinstance(outcome, model.ErrorRecord):
            return _error(outcome, member, record.id)
        content = hashlib.sha256((record.text or "").encode("utf-8", "surrogatepass")).digest()
        return Result(
            member, record.id, counts=count(data), content=content, signature=signature(outcome.text)
        )


def failed(record: Record, stage: str, code: str, message: str) -> Result:
    """The result of a record that could not be processed."""
    outcome = error_record(record, stage, code, message)
    return _error(outcome, pack(outcome.to_json()), record.id)


def _error(outcome: model.ErrorRecord, member: bytes, id: str | None) -> Result:
    error = outcome.error
    return Result(member, id, failure=error.code, message=f"{error.stage}: {error.code}: {error.message}")


def pack(line: str) -> bytes:
    """A gzip member without a name or time, so that equal lines give equal bytes. Raises what encoding raises."""
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return packer.compress(line.encode("utf-8") + b"\n") + packer.flush()


def unpack(member: bytes) -> str:
    return gzip.decompress(member).decode("utf-8").removesuffix("\n")

"""Tasks → results, in this process or in workers; and what becomes of a document that ends or hangs its worker."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable
from contextlib import closing
from typing import Protocol, TypeVar

from pipeline import model
from pipeline.batch.options import Options
from pipeline.batch.pool import Lost, Pool
from pipeline.batch.unit import Result, Unit, failed
from pipeline.config import Config
from pipeline.engine import Pipeline
from pipeline.errors import ConfigError
from pipeline.inputs import Raw, Reading, record_of
from pipeline.records import Record

KEPT_FAILURES = ("timeout", "worker_died")
"""Errors that cost much to meet again: kept until `pressfacts retry` or a change of the document or of ours."""


class _HasRaw(Protocol):
    @property
    def raw(self) -> Raw: ...


Task = TypeVar("Task", bound=_HasRaw)


def execute(
    pipeline: Pipeline, reading: Reading, tasks: Iterable[Task], options: Options
) -> Generator[tuple[Task, Result], None, None]:
    """Every task with its result, as they come."""
    if options.jobs == 1 and options.timeout is None:
        unit = Unit(pipeline, reading)
        yield from ((task, unit.process_row(task.raw)) for task in tasks)
        return
    pool: Pool[Raw, Result] = Pool(_maker(pipeline, reading, options), options)
    with closing(pool.run(tasks, lambda task: task.raw, _weight)) as outcomes:
        for task, outcome in outcomes:
            yield task, _lost(task.raw, reading, outcome) if isinstance(outcome, Lost) else outcome


def _weight(raw: Raw) -> int:
    return len(raw.data or b"")


class _Maker:
    """Makes the unit in a worker: a forked one has the loaded pipeline already, a spawned one loads it."""

    def __init__(self, pipeline: Pipeline | None, config: Config, digest: str, reading: Reading) -> None:
        self._pipeline, self._config, self._digest, self._reading = pipeline, config, digest, reading

    def __call__(self) -> Unit:
        pipeline = self._pipeline or Pipeline(self._config)
        if pipeline.rules.digest != self._digest:
            raise ConfigError("the rules were changed while we ran. To mend: run again")
        return Unit(pipeline, self._reading)


def _maker(pipeline: Pipeline, reading: Reading, options: Options) -> _Maker:
    shared = pipeline if Pool.start_method(options) == "fork" else None
    return _Maker(shared, pipeline.config, pipeline.rules.digest, reading)


def _lost(raw: Raw, reading: Reading, lost: Lost) -> Result:
    if lost.seconds is not None:
        code = "timeout"
        problem = f"took more than {lost.seconds:g} seconds; raise --timeout, then pressfacts retry"
    else:
        code = "worker_died"
        problem = f"ended its process, alone too ({lost.reason}); look at the input, then pressfacts retry"
    return failed(_bare(raw, reading), "worker", code, f"{raw.uri}: {problem}")


def _bare(raw: Raw, reading: Reading) -> Record:
    """As much of the record as can be known without doing again what went wrong."""
    if raw.form == "row":
        record = record_of(raw, reading)
        return Record(record.source, id=record.id)
    digest = hashlib.sha256(raw.data).hexdigest() if raw.data is not None else raw.sha256
    return Record(model.Source(raw.uri, digest, None))

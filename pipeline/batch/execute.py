"""Tasks → results, in this process or in workers; and what becomes of a document that ends or hangs its worker."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable
from contextlib import closing, suppress
from typing import Protocol, TypeVar

from pipeline import model
from pipeline.batch.options import Options
from pipeline.batch.pool import Lost, Pool, start_method
from pipeline.batch.unit import Result, Unit, failed
from pipeline.config import Config
from pipeline.engine import Pipeline
from pipeline.errors import ConfigError, StageError
from pipeline.inputs import Raw, Reading, record_of
from pipeline.records import Record

KEPT_FAILURES = ("timeout", "worker_died")
"""Errors that cost much to meet again: kept until `pressfacts retry` or a change of the document or of ours."""


# In both scripts, with a place, a person, a time, a quantity and a change: what the stages load on first use is loaded then.
_FIRST = """臨江市統計局1月10日電（記者 王建國）去年全市工業增加值18.6億元，同比增長7.2%。
临江市统计局局长张晓燕表示，截至2023年10月底，累计完成投资约3亿元，力争全年增速达到5%以上。"""


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
    shared = pipeline if start_method(options) == "fork" else None
    make = _Maker(shared, pipeline.config, pipeline.rules.digest, reading)
    pool: Pool[Raw, Result] = Pool(make, options, make.prepare)
    with closing(pool.run(tasks, lambda task: task.raw, _weight)) as outcomes:
        for task, outcome in outcomes:
            yield task, lost_result(task.raw, reading, outcome) if isinstance(outcome, Lost) else outcome


def _weight(raw: Raw) -> int:
    return len(raw.data or b"")


class _Maker:
    """Makes the unit in a worker: a forked one has the loaded pipeline already, a spawned one loads it."""

    def __init__(self, pipeline: Pipeline | None, config: Config, digest: str, reading: Reading) -> None:
        self._pipeline, self._config, self._digest, self._reading = pipeline, config, digest, reading

    def prepare(self) -> None:
        """Before the first fork: what is loaded by then is loaded, and in memory, once."""
        if self._pipeline is not None:
            with suppress(StageError):  # a stage that fails is told with the documents that it fails on
                self._pipeline(_FIRST, published="2024-01-10")

    def __call__(self) -> Unit:
        pipeline = self._pipeline or Pipeline(self._config)
        if pipeline.rules.digest != self._digest:
            raise ConfigError("the rules were changed while we ran. To mend: run again")
        return Unit(pipeline, self._reading)


def lost_result(raw: Raw, reading: Reading, lost: Lost, again: str = "pressfacts retry") -> Result:
    """The error of a document that hung or ended its process; `again` is how it is tried once more."""
    if lost.seconds is not None:
        code = "timeout"
        problem = f"took more than {lost.seconds:g} seconds; raise --timeout, then {again}"
    else:
        code = "worker_died"
        problem = f"ended its process, alone too ({lost.reason}); look at the input, then {again}"
    return failed(_bare(raw, reading), "worker", code, f"{raw.uri}: {problem}")


def _bare(raw: Raw, reading: Reading) -> Record:
    """As much of the record as can be known without doing again what went wrong."""
    if raw.form == "row":
        record = record_of(raw, reading)
        return Record(record.source, id=record.id)
    digest = hashlib.sha256(raw.data).hexdigest() if raw.data is not None else raw.sha256
    return Record(model.Source(raw.uri, digest, None))

"""A run from the command line: its settings, which a later `retry` finds again, its progress and its report."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, ValidationError

from pipeline import batch, inputs, parts, report
from pipeline.batch.options import StartMethod
from pipeline.batch.state import State, state
from pipeline.cluster import job
from pipeline.cluster.finish import finish
from pipeline.cluster.finish import state as cluster_state
from pipeline.config import Config
from pipeline.engine import Pipeline
from pipeline.errors import ConfigError
from pipeline.sinks import places
from pipeline.sinks.base import RunInfo, Sink, check, writing
from pipeline.sinks.sqlite import SqliteSink

_REFRESH = 0.2


class Settings(BaseModel):
    """What decides which documents a run has, what is written of them, and how. Folders are those of `folder`."""

    paths: list[str]
    format: inputs.Format = "auto"
    encoding: str | None = None
    columns: dict[str, str] = {}
    limit: int | None = None
    since: str | None = None
    published: str | None = None
    max_characters: int
    rules: Path | None = None
    config: Path | None = None
    pretty: bool = False
    strict: bool = False
    original: bool = True
    to: list[str] | None = None
    """Sinks; null is a database in the folder that is written to."""
    jobs: int = 1
    timeout: float | None = 300
    """Null is no limit."""
    start_method: StartMethod = "auto"
    folder: Path = Path()
    """The working folder of the run: paths are as they were given in it."""

    @property
    def reading(self) -> inputs.Reading:
        columns = tuple(sorted(self.columns.items()))
        return inputs.Reading(self.encoding, self.format, columns, self.max_characters, self.published)


def load(rules: Path | None, config: Path | None) -> Pipeline:
    """The pipeline of a configuration file, `rules` outweighing its own."""
    settings = Config.read(config) if config else Config()
    return Pipeline(settings.model_copy(update={"rules": rules}) if rules else settings)


def start(settings: Settings, out: Path, *, retry: bool = False) -> int:
    """Run and report; the exit code."""
    if (out / parts.FOLDER).exists():
        raise ConfigError(
            f"{out}: holds the results of --engine ray. To mend: choose another -o, or --engine ray"
        )
    found = inputs.find(settings.paths, leave_out=out)
    sinks = _sinks(settings.to, out)
    pipeline = load(settings.rules, settings.config)
    reading = settings.reading
    raws = inputs.select(inputs.stream(found, reading), reading, settings.limit, settings.since)
    options = batch.Options(
        pretty=settings.pretty,
        strict=settings.strict,
        original=settings.original,
        jobs=settings.jobs,
        timeout=settings.timeout,
        start_method=settings.start_method,
        retry=retry,
        prune=settings.limit is None and settings.since is None,
    )
    # Places as they are shown: what is kept has no password.
    to = None if settings.to is None else [sink.place for sink in sinks] or [places.NONE]
    kept = settings.model_copy(update={"folder": Path.cwd(), "to": to}).model_dump(mode="json")
    with progress(found, settings) as advance:
        tally = batch.run(pipeline, raws, out, options, advance, reading=reading, sinks=sinks, settings=kept)
    tally.passed_over = found.passed_over
    report.show(tally, out)
    if not tally.stopped:
        report.show_sinks(sinks)
    return 1 if tally.failed else 0


def start_on_cluster(
    settings: Settings, out: Path, *, jobs: int | None, timeout: float | None, address: str | None
) -> int:
    """Run by Ray Data, load what was asked for, and report; the exit code."""
    if settings.strict or settings.pretty:
        option = "--strict" if settings.strict else "--pretty"
        raise ConfigError(
            f"{option}: is no option of --engine ray. To mend: leave it away, or --engine local"
        )
    job.library()
    found = inputs.find(settings.paths, leave_out=out)
    sinks = places.sinks(settings.to or [places.NONE])
    check(sinks, RunInfo())
    # Every machine reads them: their folders must not depend on where it stands.
    pipeline = load(
        settings.rules and settings.rules.absolute(), settings.config and settings.config.absolute()
    )
    options = job.Options(address, jobs, timeout, settings.original, settings.since, settings.limit)
    tally = batch.Tally(reused=job.run(pipeline, found, out, options, settings.reading))
    with writing(sinks, RunInfo()) as write:
        finish(out, tally, write if sinks else None)
    tally.passed_over = found.passed_over
    report.show(tally, out, written=parts.FOLDER)
    report.show_sinks(sinks)
    return 1 if tally.failed else 0


def state_of(out: Path) -> State:
    """What the last run on a folder has done, whichever engine it had."""
    return cluster_state(out) if (out / parts.FOLDER).is_dir() else state(out)


def _sinks(to: list[str] | None, out: Path) -> list[Sink]:
    """Raises ConfigError for a place that cannot be written, before anything is computed."""
    if to is None:
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(
                f"{out}: cannot be written ({error.strerror}). To mend: choose another -o"
            ) from None
        sinks: list[Sink] = [SqliteSink(out / places.DATABASE, mirror=True)]
    else:
        sinks = places.sinks(to)
    check(sinks, RunInfo())
    return sinks


def again(out: Path, *, jobs: int | None = None, timeout: float | None = None) -> int:
    """The last run on `out` once more; what failed in it is tried again whatever it was.

    `jobs` and `timeout` (0: no limit) outweigh those of the run, for later ones too.
    """
    out = out.absolute()
    if (out / parts.FOLDER).is_dir():
        raise ConfigError(
            f"{out}: holds the results of --engine ray, whose errors stay. To mend: run the inputs that failed into another folder"
        )
    kept = state(out).settings
    try:
        settings = Settings.model_validate(kept)
    except ValidationError:
        raise ConfigError(f"{out}: the run kept no settings. To mend: run pressfacts run again") from None
    if "-" in settings.paths:
        raise ConfigError(f"{out}: was read from standard input. To mend: run pressfacts run again")
    try:
        os.chdir(settings.folder)
    except OSError as error:
        raise ConfigError(f"{settings.folder}: {error.strerror}. To mend: run pressfacts run again") from None
    if jobs is not None:
        settings.jobs = jobs
    if timeout is not None:
        settings.timeout = timeout or None
    return start(settings, out, retry=True)


@contextmanager
def progress(found: inputs.Places, settings: Settings) -> Iterator[Callable[[], None]]:
    """A bar on standard error with rate and time left while it is a terminal; silent in a pipe."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, Task, TextColumn, TimeRemainingColumn

    class Rate(TextColumn):
        def __init__(self) -> None:
            super().__init__("")

        def render(self, task: Task):  # type: ignore[no-untyped-def]
            self.text_format = f"{task.speed or 0:.1f} a second"
            return super().render(task)

    total = inputs.count(found, settings.format)
    columns = (TextColumn("documents"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    # No thread that refreshes: processes are forked while the bar is shown.
    with Progress(
        *columns, console=Console(stderr=True), transient=True, auto_refresh=False, speed_estimate_period=60
    ) as bar:
        task = bar.add_task("", total=min(total, settings.limit or total))

        shown = 0.0

        def advance() -> None:
            nonlocal shown
            bar.advance(task)
            if time.monotonic() - shown > _REFRESH:
                bar.refresh()
                shown = time.monotonic()

        yield advance

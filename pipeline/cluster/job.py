"""The run: inputs → actors → Parquet, by Ray Data, which goes on where it was by checkpoints of its own."""

from __future__ import annotations

import logging
import os
import re
import shutil
import signal
import socket
import sys
import threading
import warnings
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import files, parts
from pipeline.batch import versions
from pipeline.batch.manifest import NAME as MANIFEST
from pipeline.cluster import state
from pipeline.cluster.actor import Extractor, Work
from pipeline.cluster.reprints import tell
from pipeline.cluster.settle import settle, sync
from pipeline.cluster.sizing import ACTOR_MEMORY, FEEDER, FILTER_MEMORY, SPARE, Sizing, sizing
from pipeline.engine import Pipeline
from pipeline.errors import ConfigError
from pipeline.inputs import Place, Reading
from pipeline.lock import lock, made

PART_BYTES = 1 << 26
"""Of results that are written together: what a kill costs is less than that. As a file about a tenth of it."""
_NEW = "local"  # without an address Ray would look for a cluster that somebody left
_REACH_SECONDS = 10
_SHOWN = 600
_SAID = re.compile(rf"^{ConfigError.__module__}\.{ConfigError.__name__}: (.+)\Z", re.MULTILINE | re.DOTALL)
# Ray warns that a token is asked for, which is as it should be; that none is asked for stays to be read.
_TOKENS, _IS_SAFE = (
    "ray._private.authentication.authentication_token_setup",
    "Token authentication is enabled",
)
_FEW_INPUTS = "The minimum number of concurrent actors"
"""Ray Data, where there are fewer blocks than actors: a short run, or the end of one that goes on."""
_CHECKPOINTS, _TRIES = "checkpoints", "tries"


@dataclass(frozen=True, slots=True)
class Options:
    """`jobs` is how many actors there are: one where Ray is started here, all that fit on a cluster that is there."""

    address: str | None = None
    """Of a cluster; null starts Ray on this machine, and ends it with the run."""
    jobs: int | None = None
    timeout: float | None = None
    original: bool = True
    since: str | None = None
    limit: int | None = None


def run(pipeline: Pipeline, places: Iterable[Place], out: Path, options: Options, reading: Reading) -> int:
    """Write `out/documents.parquet`; how many documents were there already, errors not counted.

    Inputs, `out`, rules and models must lie at the same place for all machines; all have the same pressfacts. Raises
    ConfigError where one of that fails, where Ray is not there, or gives too little.
    """
    ray = library()
    out = out.absolute()
    folder = made(out)
    if (folder / MANIFEST).exists():
        raise ConfigError(
            f"{out}: a run on one machine writes here. To mend: choose another -o, or --engine local"
        )
    with closing(lock(out)):
        version = versions.digest(pipeline, reading)
        settings = (options.since, options.limit, options.original, reading)
        found = state.begin(folder, state.files_of(places), version, settings)
        target, checkpoints, tries = out / parts.FOLDER, folder / _CHECKPOINTS, folder / _TRIES
        with files.told(out):
            _prepare(target, checkpoints, tries)
        counts = [parts.count(path)[:2] for path in parts.paths(target)]
        done, failed = sum(rows for rows, _ in counts), sum(errors for _, errors in counts)
        work = Work(pipeline.config, reading, version, tries, options.timeout, options.original)
        with _started(ray, options), _told(ray):
            resources = ray.cluster_resources()
            size = sizing(resources.get("CPU", 0), resources.get("memory", 0), options.jobs, done)
            _write(ray, found, options, work, size, target, checkpoints)
        with files.told(out):
            _complete(target, checkpoints)
    return done - failed


def _prepare(target: Path, checkpoints: Path, tries: Path) -> None:
    """Folders with what is whole of an earlier run. Raises OSError."""
    target.mkdir(exist_ok=True)
    checkpoints.mkdir(exist_ok=True)
    (target / parts.COMPLETE).unlink(missing_ok=True)
    settle(target, checkpoints)
    if tries.exists():  # what ended an earlier run is no document's fault
        shutil.rmtree(tries)
    tries.mkdir()


def _complete(target: Path, checkpoints: Path) -> None:
    """Say that all is there. Raises OSError, and ConfigError where it is not."""
    if lost := settle(target, checkpoints):
        raise ConfigError(
            f"{target}: {lost} parts are missing, cut or there twice, as after a kill or a full disk, and were removed."
            " To mend: run the same command again, it computes what they had"
        )
    sync(target, checkpoints)
    tell(target)
    files.publish_empty(target / parts.COMPLETE)


def _write(
    ray: Any,
    found: list[state.File],
    options: Options,
    work: Work,
    size: Sizing,
    target: Path,
    checkpoints: Path,
) -> None:
    """The whole of it in Ray's words; returns when the last part is written."""
    from pipeline.cluster.source import BLOCK_BYTES, Inputs, Selection

    context = ray.data.DataContext.get_current()
    context.checkpoint_config = _checkpoints(ray, checkpoints)
    # Without it Ray joins what is read to blocks of 128 MB: one actor would get it all.
    context.target_max_block_size = BLOCK_BYTES
    context.enable_progress_bars = sys.stderr.isatty()
    context.print_on_execution_start = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)  # it reports every step; ours is the report
    source = Inputs(found, work.reading, Selection(options.since, options.limit))
    data = ray.data.read_datasource(source, num_cpus=FEEDER, override_num_blocks=len(source.tasks))
    data = data.map_batches(
        Extractor,
        fn_constructor_args=(work,),
        batch_format="pyarrow",
        num_cpus=size.cpus_each,
        memory=ACTOR_MEMORY,
        # One batch waits while one is worked at; more would wait for slow actors while others are idle.
        compute=ray.data.ActorPoolStrategy(size=size.actors, max_tasks_in_flight_per_actor=2),
    )
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", _FEW_INPUTS, UserWarning)
        data.write_parquet(
            str(target),
            min_bytes_per_file=PART_BYTES,
            ray_remote_args={"num_cpus": FEEDER},
            compression="zstd",
        )


def _checkpoints(ray: Any, folder: Path) -> Any:
    """Ray notes the keys of what it writes before and after it writes it; what a kill leaves of it is for `settle`."""
    from ray.data.checkpoint import CheckpointConfig

    config = CheckpointConfig("key", str(folder), delete_checkpoint_on_success=False)
    # The actor that leaves out what is done asks for a whole CPU: there is one, and it has a place in the sizing.
    config.checkpoint_actor_pool_max_size = 1
    config.checkpoint_actor_memory_bytes = FILTER_MEMORY
    return config


@contextmanager
def _started(ray: Any, options: Options) -> Iterator[None]:
    """Ray, on this machine or where the address says; one that the caller has started is taken and left as it is."""
    if ray.is_initialized():
        yield
        return
    logging.getLogger(_TOKENS).addFilter(_is_no_comfort)
    settings: dict[str, Any] = {"log_to_driver": False, "logging_level": "warning"}
    if options.address is None:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would tell its makers of every start
        settings |= {"num_cpus": (options.jobs or 1) + SPARE, "include_dashboard": False}
    try:
        _reach(options.address)
        with _ours_at_sigterm():
            ray.init(options.address or _NEW, **settings)
    except (ConnectionError, OSError, RuntimeError, ValueError) as error:
        place = "Ray" if options.address is None else f"--ray-address {options.address}"
        words = " ".join(str(error).split())
        raise ConfigError(
            f"{place}: {words}. To mend: check the address and the token (docs/clusters.md); ray start --head starts a cluster"
        ) from None
    try:
        yield
    finally:
        ray.shutdown()


@contextmanager
def _ours_at_sigterm() -> Iterator[None]:
    """Ray, as it starts, takes the signal for itself, and would end us with its own trace and code."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGTERM)
    try:
        yield
    finally:
        if before is not None:  # one that was not set from Python cannot be set again
            signal.signal(signal.SIGTERM, before)


def _is_no_comfort(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith(_IS_SAFE)


def _reach(address: str | None) -> None:
    """Raises OSError where nobody listens; Ray itself would ask for a quarter of an hour."""
    host, colon, port = (address or "").rpartition("://")[2].rpartition(":")
    if colon and port.isdecimal():
        socket.create_connection((host.strip("[]"), int(port)), timeout=_REACH_SECONDS).close()


@contextmanager
def _told(ray: Any) -> Iterator[None]:
    """What stops Ray, as an error of ours."""
    try:
        yield
    except ray.exceptions.RayError as error:
        raise _config_error(error) from None


def _config_error(error: Exception) -> ConfigError:
    """What an actor said, at the end of what Ray says of it."""
    said = _SAID.search(str(error))
    if said is not None:
        return ConfigError(" ".join(said[1].split()))
    words = " ".join(str(error).split())
    return ConfigError(
        f"Ray stopped: {words[-_SHOWN:]}. To mend: see /tmp/ray/session_latest/logs, then run again to go on from here"
    )


def library() -> Any:
    """Raises ConfigError where Ray is not installed, or not with what Ray Data needs."""
    try:
        import ray
        import ray.data  # needs pyarrow and pandas
    except ImportError as error:
        raise ConfigError(
            f'--engine ray needs Ray Data ({error}). To mend: pip install "pressfacts[ray]"'
        ) from None
    return ray

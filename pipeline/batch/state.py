"""What a manifest says, for those who only read: without a lock, while a run writes too, and where nothing can be written."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from pipeline.batch.manifest import DONE, FAILED, NAME, PENDING, meta
from pipeline.errors import ConfigError
from pipeline.lock import FOLDER


class State(NamedTuple):
    """What the manifest of a folder says of its last run."""

    complete: bool
    done: int
    failed: int
    pending: int | None
    """Of the inputs that were read so far; null where nobody knows."""
    failures: list[str]
    """The first few, in words."""
    settings: dict[str, Any] | None


def state(out: Path, most: int = 20) -> State:
    """Raises ConfigError where there is no manifest, and for one that cannot be read."""
    path = out / FOLDER / NAME
    if not path.is_file():
        raise ConfigError(f"{out}: no run has written here. To mend: check the path, or run pressfacts run")
    try:
        with _reading(path) as base:
            return _state(base, most)
    except (sqlite3.Error, OSError) as error:
        raise ConfigError(
            f"{path}: cannot be read ({error}). To mend: make it readable; where it is damaged, run pressfacts run again"
        ) from None


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The manifest, with what a run that writes, or was killed, has only in its log. Raises sqlite3.Error, OSError."""
    with ExitStack() as stack:
        base = stack.enter_context(closing(_connection(path, "mode=ro")))
        try:
            meta(base, "state")
        except sqlite3.OperationalError:
            # A log is shared through a file beside it; on a disk that is read-only there can be none.
            base = stack.enter_context(_unshared(path))
        yield base


@contextmanager
def _unshared(path: Path) -> Iterator[sqlite3.Connection]:
    """Nobody can write it: as it is where it has no log, else a copy of both."""
    log = path.with_name(f"{path.name}-wal")
    if not log.exists() or not log.stat().st_size:
        with closing(_connection(path, "immutable=1")) as base:
            yield base
        return
    with TemporaryDirectory() as folder:
        for file in (path, log):
            shutil.copy(file, folder)
        with closing(_connection(Path(folder) / path.name, "mode=rw")) as base:
            yield base


def _connection(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=10)


def _state(base: sqlite3.Connection, most: int) -> State:
    counts = dict(base.execute("select state, count(*) from inputs group by state").fetchall())
    query = "select message from inputs join results using (key) where state = ? order by ordinal limit ?"
    failures = [message for (message,) in base.execute(query, (FAILED, most))]
    settings = meta(base, "settings")
    return State(
        meta(base, "state") == "complete",
        counts.get(DONE, 0),
        counts.get(FAILED, 0),
        counts.get(PENDING, 0),
        failures,
        json.loads(settings) if settings else None,
    )

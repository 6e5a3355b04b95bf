"""Files that are whole or not there: written under a temporary name, synced, renamed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pipeline.errors import ConfigError


def partial(path: Path) -> Path:
    """The temporary name of a file, in its folder: a rename within a folder is one step."""
    return path.with_name(f".{path.name}.partial")


def publish(path: Path, written: Path | None = None) -> None:
    """Give a finished temporary file its name, so that a power cut leaves the old file or the new one.

    `written`: the temporary file where it is not `partial(path)`. Raises OSError, as all here but `told`.
    """
    written = written or partial(path)
    _sync(written, os.O_RDWR)
    written.replace(path)
    if os.name == "posix":  # Windows cannot open a folder
        _sync(path.parent, os.O_RDONLY)


def _sync(path: Path, mode: int) -> None:
    handle = os.open(path, mode)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def whole(path: Path) -> Iterator[IO[str]]:
    """A text file that appears when all is written, and stays as it was where something fails."""
    written = partial(path)
    try:
        with written.open("w", encoding="utf-8", errors="replace", newline="") as stream:
            yield stream
        publish(path)
    finally:
        written.unlink(missing_ok=True)


@contextmanager
def told(place: object) -> Iterator[None]:
    """What the system says of a file, with what to do."""
    try:
        yield
    except OSError as error:
        raise ConfigError(
            f"{place}: cannot be written ({error.strerror or error}). To mend: free the place or choose another, run again"
        ) from None


def publish_empty(path: Path) -> None:
    """A file that says by being there that all before it is. Raises OSError."""
    partial(path).touch()
    publish(path)

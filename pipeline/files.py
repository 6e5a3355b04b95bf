"""Files that are whole or not there: written under a temporary name, synced, renamed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import ConfigError


def partial(path: Path) -> Path:
    """The temporary name of a file, in its folder: a rename within a folder is one step."""
    return path.with_name(f".{path.name}.partial")


def publish(path: Path) -> None:
    """Give a finished temporary file its name, so that a power cut leaves the old file or the new one."""
    written = partial(path)
    handle = os.open(written, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    written.replace(path)
    if os.name == "posix":  # Windows cannot open a folder
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def told(place: object) -> Iterator[None]:
    """What the system says of a file, with what to do."""
    try:
        yield
    except OSError as error:
        raise ConfigError(
            f"{place}: cannot be written ({error.strerror or error}). To mend: free the place or choose another, run again"
        ) from None

"""Files that are whole or not there: written under a temporary name, synced, renamed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

from pipeline.errors import ConfigError
from pipeline.lock import Hold


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


def sync(path: Path) -> None:
    """What a file or a folder holds survives a power cut from now on. Raises OSError."""
    if os.name == "posix" or not path.is_dir():
        _sync(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)


def _sync(path: Path, mode: int) -> None:
    handle = os.open(path, mode)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Writing:
    """A file from its first byte to its name. One at a time: a second writer is refused, or both would write the same
    temporary file."""

    def __init__(self, path: Path) -> None:
        """Raises ConfigError while another writes the file, OSError where it cannot be written."""
        self.path, self.partial = path, partial(path)
        self._hold: Hold | None = Hold(path)

    def publish(self) -> None:
        """Give it its name: it is written, and closed. Raises OSError."""
        publish(self.path)
        self.drop()

    def drop(self) -> None:
        """Take away what was not published; after `publish` do nothing."""
        hold, self._hold = self._hold, None
        if hold is not None:
            with closing(hold):
                self.partial.unlink(missing_ok=True)


def publish_all(paths: Sequence[Path]) -> None:
    """As `publish`, for files of one folder that belong together: all are synced before the first is renamed, so that what
    takes time, or fails, leaves all of them as they were. Raises OSError."""
    for path in paths:
        _sync(partial(path), os.O_RDWR)
    for path in paths:
        partial(path).replace(path)
    if os.name == "posix":
        _sync(paths[0].parent, os.O_RDONLY)


@contextmanager
def whole(path: Path) -> Iterator[IO[str]]:
    """A text file that appears when all is written, and stays as it was where something fails."""
    writing = Writing(path)
    try:
        with writing.partial.open("w", encoding="utf-8", errors="replace", newline="") as stream:
            yield stream
        writing.publish()
    finally:
        writing.drop()


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

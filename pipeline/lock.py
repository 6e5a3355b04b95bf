"""One run at a time writes into a folder, or one file.

SQLite's own lock, for it works on every system and ends with the process that has it, not with its workers.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.errors import ConfigError

FOLDER = ".pressfacts"
"""The working files of a run, in the folder that it writes to."""


def made(out: Path) -> Path:
    """The folder of the working files, which is there and can be written. Raises ConfigError."""
    folder = out / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".write").touch()
        (folder / ".write").unlink()
    except OSError as error:
        raise ConfigError(
            f"{out}: cannot be written ({error.strerror}). To mend: choose another -o"
        ) from None
    return folder


def lock(out: Path) -> sqlite3.Connection:
    """Held until it is closed. Raises ConfigError while another run has it."""
    folder = out / FOLDER
    try:
        return _exclusive(folder / "manifest.lock")
    except _TakenError:
        raise ConfigError(
            f"{out}: another run is writing here. To mend: wait, or choose another -o"
        ) from None
    except sqlite3.Error as error:
        raise ConfigError(
            f"{folder}/manifest.lock: {error}. To mend: remove it, or choose another -o"
        ) from None


class Hold:
    """The right to write one file, until it is closed; meanwhile `.NAME.lock` lies beside it."""

    def __init__(self, path: Path) -> None:
        """Raises ConfigError while another process, or another part of this one, has it; OSError where none can."""
        self._path = path.with_name(f".{path.name}.lock")
        try:
            while True:
                self._path.touch()
                with _pinned(self._path) as before:
                    self._base = _exclusive(self._path)
                    # Who had it before takes the file away: what was opened then is not what others will find.
                    if before is not None and before == _number(self._path):
                        return
                    self._base.close()
        except _TakenError:
            raise ConfigError(
                f"{path}: another run is writing it. To mend: wait, or choose another place"
            ) from None
        except sqlite3.Error as error:
            raise ConfigError(f"{self._path}: {error}. To mend: remove it, or choose another place") from None

    def close(self) -> None:
        if os.name == "posix":
            self._path.unlink(missing_ok=True)
        self._base.close()
        if (
            os.name != "posix"
        ):  # Windows takes away no file that is open, and none that another has opened since
            with suppress(OSError):
                self._path.unlink()


@contextmanager
def _pinned(path: Path) -> Iterator[int | None]:
    """The number of the file; no other file gets it meanwhile, where the system can say so (a bare place is opened, for to
    close the file itself would end the locks that this process has on it)."""
    place = None
    with suppress(FileNotFoundError):
        place = os.open(path, os.O_PATH) if hasattr(os, "O_PATH") else None
    try:
        yield _number(path) if place is None else os.fstat(place).st_ino
    finally:
        if place is not None:
            os.close(place)


def _number(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return None


class _TakenError(Exception):
    """Another has the lock."""


def _exclusive(path: Path) -> sqlite3.Connection:
    """Raises _TakenError, and what else SQLite says."""
    held = sqlite3.connect(path, timeout=0.2, isolation_level=None)
    try:
        held.execute("pragma journal_mode = memory")  # nothing is written: no file of its own beside it
        held.execute("begin exclusive")
    except sqlite3.Error as error:
        held.close()
        if "locked" in str(error):
            raise _TakenError from None
        raise
    return held

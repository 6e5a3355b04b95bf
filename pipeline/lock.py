"""One run at a time writes into a folder."""

from __future__ import annotations

import sqlite3
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
    """Held until it is closed. Raises ConfigError while another run has it.

    SQLite's own lock, for it works on every system and ends with the process that has it, not with its workers.
    """
    folder = out / FOLDER
    held = sqlite3.connect(folder / "manifest.lock", timeout=0.2, isolation_level=None)
    try:
        held.execute("begin exclusive")
    except sqlite3.Error as error:
        held.close()
        if "locked" not in str(error):
            raise ConfigError(
                f"{folder}/manifest.lock: {error}. To mend: remove it, or choose another -o"
            ) from None
        raise ConfigError(
            f"{out}: another run is writing here. To mend: wait, or choose another -o"
        ) from None
    return held

"""What a run on a cluster is of: which files, which settings, which versions. Written once, the same whenever it goes on.

Keys are places among the inputs, and parts are never changed. So a folder is for one set of inputs and one version of
everything; for others there are other folders.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline import files
from pipeline.errors import ConfigError
from pipeline.inputs import Place

NAME = "cluster.json"


class File(NamedTuple):
    """A place among the inputs, as every machine sees it."""

    number: int
    place: Place
    size: int
    changed: int
    """In nanoseconds, as the file system says."""


def files_of(places: Iterable[Place]) -> Iterator[File]:
    """Raises ConfigError for standard input, which no other machine can read."""
    for number, place in enumerate(places):
        if place.path is None and place.problem is None:
            raise ConfigError(
                "-: standard input cannot be read by other machines. To mend: write it to a file, or --engine local"
            )
        size, changed = _stat(place.path)
        path = place.path and place.path.absolute()
        yield File(number, Place(place.uri, path, place.problem), size, changed)


def _stat(path: Path | None) -> tuple[int, int]:
    try:
        found = path.stat() if path is not None else None
    except OSError:  # the reader says what is wrong with it
        return 0, 0
    return (found.st_size, found.st_mtime_ns) if found is not None else (0, 0)


def begin(folder: Path, found: Iterable[File], version: bytes, settings: object) -> None:
    """Note what the run is of. Raises ConfigError where the folder has the results of another one."""
    total = hashlib.sha256()
    for file in found:
        total.update(f"{file.place.uri}\0{file.size}\0{file.changed}\0{file.place.problem}\n".encode())
    now = {
        "inputs": total.hexdigest(),
        "version": version.hex(),
        "settings": hashlib.sha256(repr(settings).encode()).hexdigest(),
    }
    path = folder / NAME
    try:
        before = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        with files.told(path), files.whole(path) as stream:
            json.dump(now, stream)
        return
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: cannot be read ({error}). To mend: choose another -o") from None
    words = {
        "inputs": "other inputs (a file was added, removed or changed)",
        "version": "another version of pressfacts, of its libraries or of the rules",
        "settings": "other settings of the run",
    }
    for name, word in words.items():
        if before.get(name) != now[name]:
            raise ConfigError(
                f"{folder.parent}: holds the results of {word}. To mend: choose another -o; pressfacts load brings several together"
            )

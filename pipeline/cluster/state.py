"""What a run on a cluster is of: which files, which settings, which versions.

Keys are places among the inputs, and parts are never changed. So a folder is for one version of everything and one set of
settings, and a file that it knows keeps its number: new ones come after those that are known, whatever their names are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

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
    """In the order that they are found. Raises ConfigError for standard input, which no other machine can read."""
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


def begin(folder: Path, found: Iterable[File], version: bytes, settings: object) -> list[File]:
    """Note what the run is of; its files by their numbers. Raises ConfigError where the folder has results of other settings
    or versions, or of a file that is not there any more as it was."""
    path = folder / NAME
    kept = _kept(path)
    now = {"version": version.hex(), "settings": hashlib.sha256(repr(settings).encode()).hexdigest()}
    for name, word in (
        ("version", "another version of pressfacts, of its libraries or of the rules"),
        ("settings", "other settings of the run"),
    ):
        if kept is not None and kept.get(name) != now[name]:
            raise _other(folder, word)
    known: list[list[object]] = [] if kept is None else kept.get("files", [])
    numbered = _numbered(folder, [tuple(file) for file in known], found)
    if kept is None or len(numbered) > len(known):
        with files.told(path), files.whole(path) as stream:
            json.dump(now | {"files": [_state(file) for file in numbered]}, stream)
    return numbered


def _kept(path: Path) -> dict[str, Any] | None:
    """What an earlier run noted; null before the first."""
    try:
        kept = json.loads(path.read_text("utf-8"))
        return kept if isinstance(kept, dict) else {}
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: cannot be read ({error}). To mend: choose another -o") from None


def _numbered(folder: Path, known: list[tuple[object, ...]], found: Iterable[File]) -> list[File]:
    """All files: those that are known with their numbers, then the new ones."""
    numbers: dict[tuple[object, ...], list[int]] = {}
    for number in reversed(range(len(known))):
        numbers.setdefault(known[number], []).append(number)
    old, new = {}, []
    for file in found:
        same = numbers.get(_state(file))
        if same:
            number = same.pop()
            old[number] = file._replace(number=number)
        else:
            new.append(file)
    for number, state in enumerate(known):
        if number not in old:
            raise _other(folder, f"other inputs: {state[0]} was changed or is not among these")
    later = (file._replace(number=number) for number, file in enumerate(new, len(known)))
    return [*(old[number] for number in range(len(known))), *later]


def _state(file: File) -> tuple[object, ...]:
    """What makes a file another one, as JSON keeps it."""
    return (file.place.uri, file.size, file.changed, file.place.problem)


def _other(folder: Path, words: str) -> ConfigError:
    return ConfigError(
        f"{folder.parent}: holds the results of {words}. To mend: choose another -o; pressfacts load brings several together"
    )

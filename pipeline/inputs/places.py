"""Which files a run reads: paths, folders and patterns, each file once, in an order that does not change."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.inputs.kinds import SUFFIXES, suffix_of, wanted
from pipeline.keyset import KeySet
from pipeline.output import DOCUMENTS

PassOver = Callable[[Path], object]
"""Told of each file of a folder or pattern whose ending is none that is read."""


@dataclass(frozen=True, slots=True)
class Place:
    """A file to read, or `-`. `uri` is the path as given; `problem` is set where it cannot be listed."""

    uri: str
    path: Path | None
    problem: str | None = None


class Places:
    """The files of some paths. May be gone through more than once; holds the names of one folder at a time."""

    def __init__(self, paths: Sequence[str], leave_out: Path | None) -> None:
        self._paths, self._leave_out = list(paths), leave_out
        self.passed_over = 0
        """Files of other endings that folders and patterns have, when they were gone through for the last time."""
        if self._paths.count("-") > 1:
            raise ConfigError("- is given twice. To mend: standard input can be read once")
        for path in self._paths:
            if path != "-":
                next(_files(path, leave_out, lambda _: None))

    def __iter__(self) -> Iterator[Place]:
        self.passed_over = 0
        if len(self._paths) == 1:
            yield from self._of(self._paths[0], self._count)
            return
        seen = KeySet()

        def is_new(place: Place) -> bool:
            return seen.add(os.fsencode(_identity(place))) is None

        def pass_over(path: Path) -> None:
            if is_new(Place(_uri(path), path)):
                self._count(path)

        try:
            for path in self._paths:
                yield from (place for place in self._of(path, pass_over) if is_new(place))
        finally:
            seen.close()

    def _count(self, path: Path) -> None:
        self.passed_over += 1

    def _of(self, path: str, pass_over: PassOver) -> Iterator[Place]:
        return iter([Place("-", None)]) if path == "-" else _files(path, self._leave_out, pass_over)


def find(paths: Sequence[str], leave_out: Path | None = None) -> Places:
    """The files of all paths in the order given; folders and globs by name, without hidden files and `leave_out`.

    A file found by several paths is read once, at its first place: its path is the key of its record.
    Raises ConfigError for a path that is none, or holds no document.
    """
    return Places(paths, leave_out)


def _identity(place: Place) -> str:
    """The same for `in/a.txt` and `/home/x/in/a.txt`; a link is a file of its own."""
    if place.path is None:
        return place.uri
    return os.path.join(os.path.realpath(place.path.parent), place.path.name)


def _files(path: str, leave_out: Path | None, pass_over: PassOver) -> Iterator[Place]:
    """The files of one path; raises ConfigError before the first one where there is none."""
    place = Path(path)
    if place.is_dir():
        found = _walk(place, leave_out, pass_over)
        missing = f"{path}: no file that can be read in this folder. To mend: check the path"
    elif place.exists() or place.is_symlink():
        if suffix_of(place.name) not in SUFFIXES:
            raise ConfigError(
                f"{path}: files ending in {place.suffix or 'nothing'} are not read. To mend: use {', '.join(SUFFIXES)}"
            )
        yield Place(_uri(place), place)
        return
    elif glob.has_magic(path):
        found = _matching(path, pass_over)
        missing = f"{path}: no file that can be read matches. To mend: check the pattern"
    else:
        raise ConfigError(f"{path}: no such file or folder. To mend: check the path")
    first = next(found, None)
    if first is None:
        raise ConfigError(missing)
    yield first
    yield from found


def _matching(pattern: str, pass_over: PassOver) -> Iterator[Place]:
    for match in sorted(glob.iglob(pattern, recursive=True)):
        path = Path(match)
        if not path.name or path.name[0] == "." or path.is_dir():
            continue
        if wanted(path.name):
            yield Place(_uri(path), path)
        else:
            pass_over(path)


def _walk(folder: Path, leave_out: Path | None, pass_over: PassOver) -> Iterator[Place]:
    skip = leave_out.resolve() if leave_out is not None else None
    # Reading and writing one folder: our own results are no input.
    ours = folder if folder.resolve() == skip else None

    def other(path: Path) -> None:
        if path.parent != ours:  # there our own results are of other endings too
            pass_over(path)

    yield from _below(folder, skip, ours and ours / DOCUMENTS, other)


def _below(folder: Path, skip: Path | None, ours: Path | None, pass_over: PassOver) -> Iterator[Place]:
    """Files and folders together in the order of their names, so that nothing needs to be sorted at the end."""
    try:
        with os.scandir(folder) as entries:
            found = sorted((entry.name, _is_folder(entry)) for entry in entries if entry.name[0] != ".")
    except OSError as error:
        yield Place(str(folder), None, f"{error.strerror}; make the folder readable")
        return
    for name, is_folder in found:
        path = folder / name
        if is_folder:
            if path.resolve() != skip:
                yield from _below(path, skip, ours, pass_over)
        elif not wanted(name):
            pass_over(path)
        elif path != ours:
            yield Place(_uri(path), path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Links to folders are not followed: they may lead in a circle."""
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _uri(path: Path) -> str:
    """The path as it can be written: a name that is no UTF-8 shows its bytes as `\\xff`."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")

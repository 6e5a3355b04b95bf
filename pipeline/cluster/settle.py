"""What a run left, made true before the next one begins and before it is called complete: a part has its checkpoint, a
checkpoint its part, and a key one of both.

Ray notes the keys of a part beside it (`NAME.pending.parquet`), writes the part (`NAME-0.parquet`) and renames the note
(`NAME.parquet`); what is noted is not computed again. It syncs nothing, its writers outlive a driver that is killed by a
moment, and one that is tried again writes over a part whose note says done. So a part may be there without a note, a note
without its part or with half of it, and a key twice. Parts are removed before their notes: a kill in between leaves what
the next run removes too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline import arrow, files, parts

_PENDING = ".pending"


def settle(target: Path, checkpoints: Path) -> int:
    """Remove what is not whole; how many checkpoints that said "done" went with it. Raises OSError."""
    written = _grouped(target)
    noted, pending = _notes(checkpoints)
    for name in written.keys() - noted.keys():
        _remove(written[name])
    kept: dict[str, Any] = {}
    lost = []
    for name in sorted(noted):
        keys = _keys(noted[name])
        if keys is not None and _same(keys, [_keys(path) for path in written.get(name, [])]):
            kept[name] = keys
        else:
            lost.append(name)
    lost += _doubled(kept)
    for name in lost:
        _remove([*written.get(name, []), noted[name]])
    _remove(pending)  # Ray would remove the part of each, that of one which is done too
    return len(lost)


def sync(target: Path, checkpoints: Path) -> None:
    """All that is there survives a power cut from now on. Raises OSError."""
    for path in (*parts.paths(target), *parts.paths(checkpoints), target, checkpoints):
        files.sync(path)


def _grouped(target: Path) -> dict[str, list[Path]]:
    """The parts by the name that their checkpoint has."""
    found: dict[str, list[Path]] = {}
    for path in parts.paths(target):
        found.setdefault(path.stem.rpartition("-")[0], []).append(path)
    return found


def _notes(checkpoints: Path) -> tuple[dict[str, Path], list[Path]]:
    """The checkpoints of what was done, by their names, and those of what was begun."""
    noted, pending = {}, []
    for path in parts.paths(checkpoints):
        if path.stem.endswith(_PENDING):
            pending.append(path)
        else:
            noted[path.stem] = path
    return noted, pending


def _keys(path: Path) -> Any:
    """The keys of a file, sorted, as an array; null where it cannot be read: it was cut."""
    import numpy

    try:
        column = arrow.parquet().read_table(path, columns=["key"]).column("key")
    except (OSError, ValueError, KeyError):
        return None
    return numpy.sort(column.to_numpy())


def _same(keys: Any, written: list[Any]) -> bool:
    import numpy

    if not written or any(found is None for found in written):
        return False
    return bool(numpy.array_equal(keys, numpy.sort(numpy.concatenate(written))))


def _doubled(kept: dict[str, Any]) -> Iterator[str]:
    """Names of checkpoints with a key that another has too, but one of them."""
    import numpy

    if not kept:
        return
    every = numpy.concatenate(list(kept.values()))
    every.sort()
    twice = numpy.unique(every[1:][every[1:] == every[:-1]])
    del every
    taken: set[int] = set()
    for name, keys in kept.items() if len(twice) else ():
        shared = numpy.intersect1d(keys, twice).tolist()
        if taken.isdisjoint(shared):
            taken.update(shared)
        else:
            yield name


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)

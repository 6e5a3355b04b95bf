"""Which of the raw inputs a run takes: the first so many, those since a day."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from pipeline.inputs.raw import Raw, Reading


def select(
    raws: Iterable[Raw], reading: Reading, limit: int | None = None, since: str | None = None
) -> Iterator[Raw]:
    """`since` (YYYY-MM-DD) leaves out rows that say they were published before that day, and files last changed before.

    What does not say, or cannot be read, is kept: an error is never hidden. `limit` counts what is left.
    """
    kept = raws if since is None else (raw for raw in raws if is_since(raw, reading, since))
    return islice(kept, limit)


def is_since(raw: Raw, reading: Reading, since: str, path: Path | None = None) -> bool:
    """Whether `select` keeps an input; `path` is where its file lies, if not where its uri says from here."""
    return _not_before(since, _day(raw, reading, path or Path(raw.uri)))


_UNKNOWN = "9999"


def _not_before(since: str, day: str) -> bool:
    return day >= since[: len(day)]  # 2024 may be any day of the year


def _day(raw: Raw, reading: Reading, path: Path) -> str:
    if raw.data is None:
        return _UNKNOWN
    if raw.form != "row":
        return _changed(path)
    try:
        day = json.loads(raw.data)[reading.column("published")]
    except (ValueError, RecursionError, KeyError, TypeError):
        return _UNKNOWN
    return day[:10] if isinstance(day, str) and day[:4].isdecimal() else _UNKNOWN


def _changed(path: Path) -> str:
    try:
        moment = path.stat().st_mtime
    except OSError:  # standard input, and names that cannot be written
        return _UNKNOWN
    return datetime.datetime.fromtimestamp(moment).date().isoformat()

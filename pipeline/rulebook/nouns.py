"""The rule class of `noun_stops.toml`."""

from __future__ import annotations

from pipeline.rulebook.base import Entry


class NounStop(Entry):
    """Words at which the noun after a count ends: 实现 in 12项重点任务实现….

    With `modifies` the words tell that what stands before them is no noun (的, 以上): then none is given.
    """

    names: tuple[str, ...]
    modifies: bool = False

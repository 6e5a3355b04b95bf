"""The rule class of `comparators.toml`."""

from __future__ import annotations

from typing import Literal

from pipeline.rulebook.base import Entry


class ComparatorWord(Entry):
    """Words before or after a quantity that say how it compares: 超过, 以上, 约."""

    names: tuple[str, ...]
    position: Literal["before", "after"]
    comparator: Literal["=", "~", ">", ">=", "<", "<="]
    """`=` for words that only lead on (达, 为): they are skipped, so that 超过约 and 约达 are read through."""
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    reach: bool = False
    """It may be parted from a share or a multiple by the whole that is meant: 不超过|注册资本的|10%."""
    only_after: tuple[str, ...] = ()
    """How the number must end: 三分之一强, but not 500强."""
    not_units: tuple[str, ...] = ()
    """Before these it is another word: 破 in 破两宗走私案 is to solve."""
    context: tuple[str, ...] = ()
    """One of these must stand in the same clause: 最高 is a bound where something is granted (奖励), else a record."""

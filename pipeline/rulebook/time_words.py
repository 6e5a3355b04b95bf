"""The rule class of `time_words.toml`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.rulebook.base import Entry

Role = Literal[
    "year", "quarter", "month", "week", "day", "weekday", "whole", "edge", "third", "half", "season", "same",
    "part_of_day", "unit", "every", "doubled", "before", "after", "future", "compare", "no_month", "no_day",
    "no_day_of_month", "no_roc", "speak", "zone", "holiday", "report", "back", "ahead", "lasting", "no_ago",
    "clock_use", "now", "term", "era", "days_off", "off",
]  # fmt: skip


class TimeWord(Entry):
    """Words of time expressions: relative dates, units, parts of day, modifiers, and what makes a date none."""

    role: Role
    names: tuple[str, ...] = Field(min_length=1)
    code: str = ""
    """TIMEX3 or ISO 8601 code, or a modifier; see the head of the rule file."""
    shift: int = 0
    base: Literal["reference", "context", "near", "topic"] = "reference"
    not_before: tuple[str, ...] = ()
    """What follows makes it no time."""
    not_after: tuple[str, ...] = ()
    """What stands before makes it no time."""
    before: tuple[str, ...] = ()
    """One of these must stand before it."""
    after: tuple[str, ...] = ()
    """One of these must follow."""

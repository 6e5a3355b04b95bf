"""The rule class of `adjustments.toml`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.rulebook.base import Entry


class Adjustment(Entry):
    """Words that say that a series is, or is not, adjusted for seasons or the calendar: 经季节性调整后."""

    names: tuple[str, ...] = Field(min_length=1)
    code: Literal["N", "S", "W", "Y", "T"]
    """Of SDMX:CL_SEASONAL_ADJUST."""

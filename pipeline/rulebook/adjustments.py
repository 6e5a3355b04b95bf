"""The rule class of `adjustments.toml`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from pipeline.rulebook.base import Entry

Concept = Literal["ADJUSTMENT", "PRICE_BASE"]
"""Of SDMX: for seasons and the calendar, and for prices."""
_CODES = {"ADJUSTMENT": ("N", "S", "W", "Y", "T"), "PRICE_BASE": ("V", "Q", "L")}


class Adjustment(Entry):
    """Words that say that a series is, or is not, adjusted for seasons, the calendar or prices: 经季节性调整后."""

    names: tuple[str, ...] = Field(min_length=1)
    concept: Concept
    code: str
    """Of SDMX:CL_SEASONAL_ADJUST, or of CL_PRICES."""

    @model_validator(mode="after")
    def _known(self) -> Adjustment:
        codes = _CODES[self.concept]
        if self.code not in codes:
            raise ValueError(f"code {self.code!r} is none of {self.concept}: {', '.join(codes)}")
        return self

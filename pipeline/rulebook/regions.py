"""The rule class of `regions.toml`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.rulebook.base import Entry


class RegionCue(Entry):
    """Words that tell where a text was written. Each occurrence counts `weight`; they are looked up in both scripts."""

    region: Literal["CN", "TW", "HK", "MO", "SG"]
    names: tuple[str, ...]
    weight: int = Field(default=1, ge=1, le=10)

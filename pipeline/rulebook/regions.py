"""The rule class of `regions.toml`."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from pipeline.rulebook.base import Entry


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression ({error})") from None
    return pattern


class RegionCue(Entry):
    """What tells where a text was written: each word of the entry counts `weight`, twice at most, and the
    whole entry `cap` at most.

    Weights: 4 a body speaking of itself or a word no other region uses, 2 a word of one region's usage,
    1 a word that others may quote.
    """

    region: Literal["CN", "TW", "HK", "MO", "SG"]
    names: tuple[str, ...] = ()
    """Simplified; they are looked up whatever the script of the text."""
    forms: tuple[str, ...] = ()
    """As the source must write it: 余萬 tells an edition converted from Simplified, 餘萬 does not."""
    pattern: Annotated[str, AfterValidator(_compiles)] = ""
    """A regular expression over Simplified text with half-width digits."""
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    script: Literal["", "Hant", "Hans"] = ""
    """Count only in a text of this script (a mixed one is of both)."""
    weight: int = Field(default=2, ge=1, le=10)
    cap: int = Field(default=8, ge=1, le=40)

    @model_validator(mode="after")
    def _says_something(self) -> RegionCue:
        if not (self.names or self.forms or self.pattern):
            raise ValueError("give names, forms or a pattern")
        return self

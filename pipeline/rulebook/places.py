"""The rule classes of `places.toml` and `countries.toml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipeline.rulebook.base import Entry


class Places(Entry):
    """A list of places of one kind. A row is code (or ""), canonical name, other forms."""

    label: Literal["GPE", "LOC", "FAC"]
    scheme: str = ""
    rows: tuple[Annotated[tuple[str, ...], Field(min_length=2)], ...]
    division: Literal["", "710000", "710001", "810001", "820001"] = ""
    """Where the places lie that bear names of the mainland as well: 71 Taiwan, 81 Hong Kong, 82 Macau; …01 is a
    district. It decides between senses and is never given out as a code."""
    context: bool = False
    """Whether they count only beside another recognised place of the text."""


class Country(Entry):
    """A country or territory of ISO 3166-1 with the names that press texts of every region use."""

    code: str = Field(pattern="^[A-Z]{2}$")
    name: str
    names: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    """What follows where the name is part of another word: 洋 after 印度."""

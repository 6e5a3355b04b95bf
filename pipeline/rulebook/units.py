"""The rule classes of `units.toml`, `currencies.toml` and `measure_words.toml`."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict

from pipeline.rulebook.base import Entry

Region = Literal["", "CN", "TW", "HK", "MO", "SG"]


def _rational(text: str) -> str:
    try:
        Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"{text!r} is no exact number; write 1000, 0.5 or 2000/3") from None
    return text


Rational = Annotated[str, AfterValidator(_rational)]
"""An exact number as text: `1000`, `0.3048`, `2000/3`."""


class Unit(Entry):
    """A unit of measure. `factor` (and `offset`) give the base unit of its dimension, exactly."""

    code: str = ""
    """UCUM, or a local code in square brackets; empty where the contract gives none (级)."""
    kind: Literal["measure", "percent", "percentage_point", "multiple", "number"] = "measure"
    dimension: str
    names: tuple[str, ...]
    factor: Rational = "1"
    offset: Rational = "0"
    scale: Rational = "1"
    """The written number times this is the value: 10 for 成 (7成 is 70 percent)."""
    region: Region = ""
    default: bool = False
    """Of several regional sizes, the one taken where nothing tells the region."""
    context: tuple[str, ...] = ()
    """One of these must stand in the same clause."""
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()


class SubUnit(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    factor: Rational


class Currency(Entry):
    """A currency of ISO 4217 with its names, the signs written before a number, and its sub-units."""

    code: str
    names: tuple[str, ...]
    symbols: tuple[str, ...] = ()
    sub_units: tuple[SubUnit, ...] = ()
    region: Region = ""
    """Where a bare 元 means this currency."""


class MeasureWord(Entry):
    """A word that counts: 家, 人次. `not_before` lists what makes it part of another word (个 in 个人)."""

    names: tuple[str, ...]
    kind: Literal["count", "ordinal_only"] = "count"
    not_before: tuple[str, ...] = ()
    noun: bool = True
    """Whether a counted noun may follow."""
    region: Region = ""

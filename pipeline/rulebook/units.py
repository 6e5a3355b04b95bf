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


class Surroundings(BaseModel):
    """What must and must not stand around a word for it to be this unit."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    context: tuple[str, ...] = ()
    """One of these must stand in the same clause: 电量 for 度, 原油 for 桶."""
    not_context: tuple[str, ...] = ()
    """None of these may stand in the same clause: 华氏 for the 度 of Celsius."""
    always: bool = False
    """Whether the context must be there even in a text of figures alone."""
    not_before: tuple[str, ...] = ()
    """What follows when the word is part of another one: 个 in 个人, 家 in 家庭."""
    not_after: tuple[str, ...] = ()
    """What must not stand directly before the word."""


class Unit(Entry, Surroundings):
    """A unit of measure. `factor` (and `offset`) give the base unit of its dimension, exactly.

    Names are case-sensitive (`Mb` is no `MB`); every spelling that press texts use is listed. Scale words
    (万, 亿) may precede any unit.
    """

    code: str = ""
    """UCUM, or a local code in square brackets; empty where the contract gives none (级)."""
    kind: Literal["measure", "percent", "percentage_point", "multiple", "number"] = "measure"
    dimension: str
    names: tuple[str, ...]
    factor: Rational = "1"
    offset: Rational = "0"
    """Written value × factor + offset is the value in the base unit: 5/9 and -160/9 for 华氏度."""
    base: bool = False
    """Whether normalised values of this dimension are given in this unit; one unit of a dimension."""
    scale: Rational = "1"
    """The written number times this is the value: 10 for 成 (7成 is 70 percent)."""
    region: Region = ""
    default: bool = False
    """Of several regional sizes, the one taken where nothing tells the region."""


class SubUnit(Surroundings):
    """A part of a currency: 角 is 1/10 of 元."""

    name: str
    factor: Rational
    shared: bool = False
    """Of whatever currency a bare 元 of the text is: 角, 分."""


class Currency(Entry, Surroundings):
    """A currency of ISO 4217 with its names, the signs written before a number, and its sub-units.

    A name that several currencies share (比索, 克朗) stands in an entry of each, with the country as context.
    """

    code: str
    names: tuple[str, ...]
    symbols: tuple[str, ...] = ()
    sub_units: tuple[SubUnit, ...] = ()
    markets: tuple[str, ...] = ()
    """Words that tell the market a sentence is about, and so what its bare 元 is: 港股, 台股, A股."""
    region: Region = ""
    """Where a bare 元 means this currency."""


class MeasureWord(Entry, Surroundings):
    """A word that counts: 家, 人次."""

    names: tuple[str, ...]
    kind: Literal["count", "ordinal_only"] = "count"
    noun: bool = True
    """Whether a counted noun may follow."""
    itself: bool = False
    """The word is what is counted, no measure word stands between: 三千岗位. The quantity ends before it."""
    arabic: bool = False
    """Counts only after Arabic digits: 城 in 70城房价, but not in 三城."""
    ordinal: bool = True
    """Whether 第 and a number may stand before it."""
    region: Region = ""

"""What a written figure may stand for: an interval of exact numbers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pipeline.draft import Quantity
from pipeline.precision import written

Bound = Fraction | None
"""Null where it is open."""
Unit = tuple[str, str | None]
"""What figures must share to be compared: kind, and currency, base unit or measure word."""
PERCENT: Unit = ("percent", None)

# 约 and 近 may be this far off; round figures (500亿) this far without saying so.
_ABOUT = Fraction(5, 100)
_ROUND = Fraction(1, 100)
# What a unit of these is worth in percent; others (码) are not compared.
_WORTH = {
    "%": Fraction(1),
    "[pp]": Fraction(1),
    "[bp]": Fraction(1, 100),
    "[ppth]": Fraction(1, 10),
    "[pptt]": Fraction(1, 100),
}


@dataclass(frozen=True, slots=True)
class Interval:
    """`low` ≤ x ≤ `high`; the arithmetic gives every value that the operands allow."""

    low: Bound
    high: Bound

    def __add__(self, other: Interval) -> Interval:
        return Interval(_sum(self.low, other.low), _sum(self.high, other.high))

    def __neg__(self) -> Interval:
        return Interval(_minus(self.high), _minus(self.low))

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def over(self, other: Interval) -> Interval:
        """The quotient; open where the divisor may be zero or negative."""
        if other.low is None or other.low <= 0:
            return Interval(None, None)
        low, high = self.low, self.high
        return Interval(
            None if low is None else _quotient(low, other.high if low >= 0 else other.low),
            None if high is None else _quotient(high, other.low if high >= 0 else other.high),
        )

    def times(self, factor: Fraction) -> Interval:
        """By a positive factor."""
        low, high = self.low, self.high
        return Interval(None if low is None else low * factor, None if high is None else high * factor)

    def meets(self, other: Interval) -> bool:
        return _below(self.low, other.high) and _below(other.low, self.high)


@dataclass(frozen=True, slots=True)
class Figure:
    """`exact`: the value as written, null for ranges, vague numbers and comparators. `step`: the worth of its last digit,
    `scale` that of unit and scale word (10^8 of 275亿元), `numeral` its digits.

    `tight` is what rounding and comparators allow; `wide` also what figures cut off instead of rounded and round figures do.
    """

    text: str
    start: int
    end: int
    unit: Unit
    exact: Bound
    tight: Interval
    wide: Interval
    step: Fraction = Fraction(0)
    scale: Fraction = Fraction(1)
    numeral: str | None = None

    @property
    def point(self) -> Interval | None:
        return None if self.exact is None else Interval(self.exact, self.exact)


def figure(quantity: Quantity, reading: str, sign: int = 1) -> Figure | None:
    """Null where the number gives no bound at all. `sign` is -1 for a fall."""
    text = reading[quantity.start : quantity.end]
    place = text, quantity.start, quantity.end, unit_of(quantity)
    factor = _factor(quantity)
    if quantity.value is None:
        if quantity.low is None and quantity.high is None:
            return None
        low, high = (
            None if bound is None else Fraction(bound) * factor for bound in (quantity.low, quantity.high)
        )
        span = _signed(Interval(low, high), sign)
        return Figure(*place, None, span, span)
    value = Fraction(quantity.value) * factor
    digits = written(quantity, text)
    step = digits.step * factor
    slack = max(step, min(digits.rounded * factor / 2, abs(value) * _ROUND))
    tight, wide = _around(value, step / 2, slack, quantity)
    exact = value * sign if quantity.comparator == "=" else None
    return Figure(
        *place, exact, _signed(tight, sign), _signed(wide, sign), step, digits.scale * factor, digits.numeral
    )


def unit_of(quantity: Quantity) -> Unit:
    """Percent and points are one, so that a share and its change can be compared."""
    unit = quantity.unit
    if _percent(quantity) is not None:
        return PERCENT
    if quantity.kind == "money":
        return "money", unit.currency or unit.code if unit is not None else None
    if quantity.kind == "measure" and quantity.base is not None and quantity.factor is not None:
        return "measure", quantity.base
    return quantity.kind, (unit.code or unit.text) if unit is not None else None


def _factor(quantity: Quantity) -> Fraction:
    """To percent, or to the base unit where the unit has one: 基点 and 个百分点, 亩 and 公顷 can be compared."""
    if quantity.kind == "measure" and quantity.base is not None and quantity.factor is not None:
        return quantity.factor
    return _percent(quantity) or Fraction(1)


def _percent(quantity: Quantity) -> Fraction | None:
    if quantity.kind not in ("percent", "percentage_point"):
        return None
    unit = quantity.unit
    return _WORTH.get("%" if unit is None else unit.code or "")


def _around(
    value: Fraction, half: Fraction, slack: Fraction, quantity: Quantity
) -> tuple[Interval, Interval]:
    if quantity.comparator in (">", ">="):
        above = Interval(value, None)
        return above, above
    if quantity.comparator in ("<", "<="):
        below = Interval(None if value < 0 else Fraction(0), value)
        return below, below
    if quantity.comparator == "~":
        about = abs(value) * _ABOUT
        half, slack = max(half, about), max(slack, about)
    return Interval(value - half, value + half), Interval(value - slack, value + slack)


def _signed(interval: Interval, sign: int) -> Interval:
    return interval if sign > 0 else -interval


def _sum(one: Bound, other: Bound) -> Bound:
    return None if one is None or other is None else one + other


def _minus(bound: Bound) -> Bound:
    return None if bound is None else -bound


def _quotient(number: Fraction, divisor: Bound) -> Bound:
    return Fraction(0) if divisor is None else number / divisor


def _below(low: Bound, high: Bound) -> bool:
    return low is None or high is None or low <= high

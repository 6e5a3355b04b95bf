"""How exactly a figure is written: what its last digit is worth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pipeline.draft import Quantity

_NUMERAL = re.compile(r"\d[\d,]*(?:\.(\d+))?")


@dataclass(frozen=True, slots=True)
class Written:
    """`step`: the worth of the last digit; `rounded`: that of the last one that is no zero; `scale`: that of a written 1.

    7437.3亿: 10^7, 10^7, 10^8; 500亿: 10^8, 10^10, 10^8. `numeral` is the number in its digits, where it is written so.
    """

    step: Fraction
    rounded: Fraction
    scale: Fraction
    numeral: str | None


def written(quantity: Quantity, text: str) -> Written:
    """Of a quantity with a value; `text` is what stands at its place."""
    value = abs(Fraction(quantity.value or 0))
    numerals = list(_NUMERAL.finditer(text))
    if len(numerals) == 1 and value:
        numeral = numerals[0]
        digits = numeral.group().replace(",", "")
        number = Fraction(Decimal(digits))
        if number:
            scale = value / number
            step = scale / 10 ** len(numeral[1] or "")
            zeros = 0 if numeral[1] else len(digits) - len(digits.rstrip("0"))
            return Written(step, step * 10**zeros, scale, numeral.group())
    step = _last_digit(quantity.value or Decimal(0))
    return Written(step, step, Fraction(1), None)


def _last_digit(value: Decimal | Fraction) -> Fraction:
    """The worth of the last digit that is no zero: of 三百亿 it is 10^10."""
    if isinstance(value, Fraction):
        return abs(value) / 10  # 三分之一 is seldom meant to the digit
    if not value:
        return Fraction(1)
    _, digits, exponent = value.as_tuple()
    zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return Fraction(10) ** (int(exponent) + zeros)

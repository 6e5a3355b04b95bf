"""Values and units put on a quantity, exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from pipeline import model
from pipeline.draft import Quantity
from pipeline.numerals import DIGITS, EXACT, Numeral
from pipeline.quantities.lexicon import Lexicon, UnitWord


def scaled(value: Decimal | None, factor: Fraction) -> Decimal | None:
    """`value` × `factor`, where the factor has a finite decimal (1/10 for 角, 10 for 成)."""
    if value is None or factor == 1:
        return value
    tenths = Decimal(factor.numerator)
    denominator, places = factor.denominator, 0
    while (10**places) % denominator:
        places += 1
    return EXACT.scaleb(EXACT.multiply(value, tenths * (10**places // denominator)), -places)


rational = lru_cache(maxsize=1024)(Fraction)
"""The factors of the unit tables, each read from its text once."""


def factor_of(word: UnitWord) -> Fraction:
    return rational(word.unit.scale) if word.unit else word.sub_unit


_ONE = Fraction(1)


def give_value(item: Quantity, numeral: Numeral, factor: Fraction = _ONE) -> Quantity:
    """Set value or bounds; an inner 余, 多 (170余万) makes it `>`, an inner 来 (十来个) `~`."""
    item.value = scaled(numeral.value, factor)
    item.low, item.high = scaled(numeral.low, factor), scaled(numeral.high, factor)
    if item.kind == "percent" and factor == 10 and item.value is not None and item.value > 100:
        item.value = numeral.value  # 85折 is 8.5 tenths
    if numeral.extra is not None and numeral.value is not None:
        item.comparator = "~" if numeral.about else ">"
    return item


def give_measure(item: Quantity, word: UnitWord, lexicon: Lexicon) -> None:
    unit = word.unit
    assert unit is not None
    item.kind, item.rule = unit.kind, f"unit.{unit.id}"
    item.unit = model.Unit(word.name, unit.code or None, unit.dimension)
    base = lexicon.bases.get(unit.dimension)
    if unit.kind == "measure" and base is not None:
        item.factor, item.offset, item.base = rational(unit.factor), rational(unit.offset), base


def give_money(item: Quantity, word: UnitWord) -> None:
    item.kind, item.rule = "money", f"money.{word.id}"
    code = word.currency.code if word.currency else None
    item.unit = model.Unit(word.name, code, "money", code, basis="explicit" if code else None)


def add_tenths(text: str, item: Quantity) -> None:
    """七成四, 7 成 4, 三成半: what follows 成 counts percents."""
    at = item.end + text.startswith(" ", item.end)
    char, after = text[at : at + 1], text[at + 1 : at + 2]
    if item.value is None:
        return
    if char == "半" and after not in ("年", "数", "个", "天"):
        percents = 5
    elif char in DIGITS:
        percents = DIGITS[char]
    elif char.isascii() and char.isdigit():
        percents = int(char)
    else:
        return
    if not percents or (after.isascii() and after.isdigit()) or after in DIGITS or after in ("个", "家", "%"):
        return
    assert isinstance(item.value, Decimal)
    item.value = EXACT.add(item.value, Decimal(percents))
    item.end = at + 1


def add_half(text: str, item: Quantity, factor: Fraction) -> None:
    """两米半, 三斤半: half of the unit more."""
    if not text.startswith("半", item.end) or text[item.end + 1 : item.end + 2] in tuple(
        "年数个天径月导成岛决场程"
    ):
        return
    if isinstance(item.value, Decimal):
        half = scaled(Decimal("0.5"), factor)
        assert half is not None
        item.value, item.end = EXACT.add(item.value, half), item.end + 1

"""Sums of a unit and its smaller ones: 5斤3两, 3米2, 一米七五, 12元3角5分, 两块五毛."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from pipeline.draft import Quantity
from pipeline.numerals import DIGITS, EXACT, scan
from pipeline.quantities.lexicon import UnitWord
from pipeline.quantities.scene import Scene
from pipeline.quantities.values import factor_of, scaled

_MOST_PARTS = 3
_DIMENSIONS = ("length", "mass", "area", "volume")
# Digits after the unit that count its tenths: 3米2, 一米七五; no unit and no word may follow them.
_TAIL = re.compile(r"(?:[一二三四五六七八九]{1,2}|\d{1,2})(?=$|[,，。;；、)的高长宽深厚左至到~-]|以[上下])")
_WITH_TAIL = ("米", "公尺", "尺", "斤", "块", "毛", "蚊", "毫")
# 三块零四, 五蚊零八: hundredths after 零.
_HUNDREDTHS = re.compile(r"零([一二三四五六七八九1-9])(?=$|[^一-鿿]|以[上下内])")
_CHANGE = {
    "元": ("角", "毛", "分"),
    "圆": ("角", "毛", "分"),
    "块": ("毛", "角", "分"),
    "角": ("分",),
    "毛": ("分",),
    "蚊": ("毫", "仙"),
    "毫": ("仙",),
}
_CHANGE_FACTOR = {
    "角": Fraction(1, 10),
    "毛": Fraction(1, 10),
    "毫": Fraction(1, 10),
    "分": Fraction(1, 100),
    "仙": Fraction(1, 100),
}


def add_smaller(scene: Scene, item: Quantity, word: UnitWord) -> None:
    """Parts in a smaller unit of the same dimension that follow at once belong to the same amount."""
    if word.unit is None or word.unit.dimension not in _DIMENSIONS:
        return
    last = word
    for _ in range(_MOST_PARTS):
        part = scan(scene.text, item.end)
        if (
            part is None
            or part.value is None
            or part.extra is not None
            or not isinstance(item.value, Decimal)
        ):
            return
        smaller = scene.lexicon.match(scene.text, part.end, scene.region, per=True)
        if smaller is None or smaller.unit is None or smaller.unit.dimension != word.unit.dimension:
            break
        assert last.unit is not None
        if Fraction(smaller.unit.factor) >= Fraction(last.unit.factor):
            return
        factor = Fraction(smaller.unit.factor) / Fraction(word.unit.factor)
        if not _finite(factor):
            return
        _add(item, part.value, factor * factor_of(word))
        item.end, last = part.end + len(smaller.name), smaller
    if last is word:
        _add_tail(scene, item, word.name, Fraction(1, 10))


def add_change(scene: Scene, item: Quantity, word: UnitWord) -> None:
    """3元5角, 两块五毛, 一块五, 四毛五, 5美元30美分: the smaller parts belong to the same sum."""
    if word.currency is not None and word.part is None:
        _add_cents(scene, item, word)
    name = word.name[0] if word.name == "块钱" else word.name
    while name in _CHANGE:
        part = scan(scene.text, item.end)
        if part is None or part.value is None or part.value >= 10 or not isinstance(item.value, Decimal):
            break
        smaller = scene.text[part.end : part.end + 1]
        if smaller not in _CHANGE[name]:
            break
        _add(item, part.value, _CHANGE_FACTOR[smaller])
        item.end, name = part.end + 1, smaller
    hundredths = _HUNDREDTHS.match(scene.text, item.end) if name in ("块", "元", "蚊") else None
    if hundredths is not None and isinstance(item.value, Decimal):
        digit = hundredths[1]
        _add(item, Decimal(DIGITS[digit] if digit in DIGITS else int(digit)), Fraction(1, 100))
        item.end = hundredths.end()
    elif name in ("块", "毛", "蚊", "毫"):
        _add_tail(scene, item, name, Fraction(1, 10) * _CHANGE_FACTOR.get(name, Fraction(1)))
    if name in (*_CHANGE_FACTOR, "块") and scene.text.startswith("钱", item.end):
        item.end += 1


def _add_cents(scene: Scene, item: Quantity, word: UnitWord) -> None:
    """5美元30美分, 两英镑又五十便士: the currency's own smaller coins."""
    part = scan(scene.text, item.end + scene.text.startswith("又", item.end))
    if part is None or part.value is None or not isinstance(item.value, Decimal):
        return
    smaller = scene.lexicon.match(scene.text, part.end, scene.region)
    if smaller is not None and smaller.part is not None and smaller.currency == word.currency:
        _add(item, part.value, smaller.sub_unit)
        item.end = part.end + len(smaller.name)


def _add_tail(scene: Scene, item: Quantity, name: str, tenth: Fraction) -> None:
    tail = _TAIL.match(scene.text, item.end) if name in _WITH_TAIL else None
    if tail is None or not isinstance(item.value, Decimal):
        return
    if tail.group()[0].isdigit() != scene.text[item.start].isdigit():
        return
    for char in tail.group():
        _add(item, Decimal(DIGITS[char] if char in DIGITS else int(char)), tenth)
        tenth /= 10
    item.end = tail.end()


def _add(item: Quantity, value: Decimal, factor: Fraction) -> None:
    more = scaled(value, factor)
    assert isinstance(item.value, Decimal)
    assert more is not None
    item.value = EXACT.add(item.value, more)


def _finite(factor: Fraction) -> bool:
    """Whether the factor has a finite decimal: only twos and fives below the line."""
    rest = factor.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1

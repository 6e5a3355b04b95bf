"""One number with its unit: 3500家, 42余万平方米, 人民币3亿元, HK$50万, 7.8元/升, 50.2."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from pipeline import model
from pipeline.draft import Quantity
from pipeline.numerals import EXACT, Numeral, scan
from pipeline.quantities.codes import states_number
from pipeline.quantities.lexicon import BARE_YUAN, UnitWord
from pipeline.quantities.rates import add_rate
from pipeline.quantities.scene import Part, Scene
from pipeline.quantities.values import (
    add_half,
    add_tenths,
    factor_of,
    give_measure,
    give_money,
    give_value,
    scaled,
)

_REAL_ONE = re.compile(r"(?:仅有?|只有?|唯|共|达|另有?|其中|各|近|超过?|逾|不足|不到|至少)$")
_ROUND = re.compile(r"(?:近|超|逾|破|过|约|达|上|数|达到|突破|每股)$")
_UNIT_HEADING = re.compile(r"(?:单位|计量|计价|面值)[::为]?$|[以按]$|每$|[)）]$")
_SMALLER = {"元": ("角", "分"), "圆": ("角", "分"), "块": ("角",), "角": ("分",)}


def read_single(scene: Scene, numeral: Numeral) -> Part:
    """The quantity that a numeral and the unit after it (or the sign before it) make."""
    numeral = _without_prefix(scene, numeral)
    text = scene.text
    word, at = scene.unit_at(numeral.end)
    prefix = scene.lexicon.symbol_before(text, numeral.start, scene.region)
    if prefix is not None and (word is None or word.measure is not None):
        money = Quantity(prefix[0], numeral.end, "money", f"money.{prefix[1].id}")
        code = prefix[1].code
        sign = text[prefix[0] : numeral.start].strip()
        money.unit = model.Unit(sign, code, "money", code, basis="explicit")
        return Part(numeral, give_value(money, numeral))
    if word is None:
        return Part(numeral, _bare(scene, numeral))
    if numeral.bare_scale and _UNIT_HEADING.search(scene.before(numeral.start, 4)):
        return Part(numeral)  # 单位:万元
    if word.measure is not None and not _counts(scene, numeral, word):
        return Part(numeral)
    item = Quantity(numeral.start, at + len(word.name), "count", f"count.{word.id}")
    if word.unit is not None:
        give_measure(item, word, scene.lexicon)
    elif word.measure is not None:
        item.unit = model.Unit(word.name)
    else:
        give_money(item, word)
        if prefix is not None and word.currency is None and item.unit is not None:
            item.start, item.rule = prefix[0], f"money.{prefix[1].id}"
            item.unit.code = item.unit.currency = prefix[1].code
            item.unit.basis = "explicit"
    give_value(item, numeral, factor_of(word))
    if word.name in ("成", "折"):
        add_tenths(text, item)
    elif item.kind in ("measure", "multiple"):
        add_half(text, item, factor_of(word))
    if item.kind == "money":
        _add_small_change(scene, item, word)
    add_rate(scene, item, word, numeral)
    return Part(numeral, item, word)


def _add_small_change(scene: Scene, item: Quantity, word: UnitWord) -> None:
    """3元5角, 12元3角5分: the smaller parts belong to the same sum."""
    name = word.name[0] if word.name == "块钱" else word.name
    while name in _SMALLER:
        part = scan(scene.text, item.end)
        if part is None or part.value is None or part.value >= 10 or item.value is None:
            return
        smaller = scene.text[part.end : part.end + 1]
        if smaller not in _SMALLER[name]:
            return
        factor = Fraction(1, 10) if smaller == "角" else Fraction(1, 100)
        assert isinstance(item.value, Decimal)
        item.value = EXACT.add(item.value, scaled(part.value, factor) or Decimal(0))
        item.end, name = part.end + 1, smaller


def _without_prefix(scene: Scene, numeral: Numeral) -> Numeral:
    """500千伏, 950百帕: the last scale word belongs to the unit."""
    scale = {"百": 100, "千": 1000}.get(scene.text[numeral.end - 1])
    if scale is None or numeral.head is None or numeral.value is None or numeral.scale != scale:
        return numeral
    word, _ = scene.unit_at(numeral.end - 1)
    if word is None or word.unit is None:
        return numeral
    return replace(numeral, end=numeral.end - 1, value=numeral.head, head=None, scale=1)


def _counts(scene: Scene, numeral: Numeral, word: UnitWord) -> bool:
    """Whether number and measure word count something: 一个平台 does not, 仅一家 and 1家 do."""
    assert word.measure is not None
    if numeral.arabic:
        return True
    if word.measure.arabic:
        return False
    if numeral.value == 0:
        return False  # 零组件
    surface = scene.text[numeral.start : numeral.end]
    if surface in ("一", "壹"):
        return bool(_REAL_ONE.search(scene.before(numeral.start, 2)))
    if numeral.bare_scale and numeral.extra is None and len(surface) == 1 and surface != "十":
        return bool(_ROUND.search(scene.before(numeral.start, 2)))
    return True


def _bare(scene: Scene, numeral: Numeral) -> Quantity | None:
    """A number with no unit: an index or a score."""
    if not states_number(scene.text, numeral):
        return None
    return give_value(Quantity(numeral.start, numeral.end, "number", "number"), numeral)


__all__ = ["BARE_YUAN", "read_single"]

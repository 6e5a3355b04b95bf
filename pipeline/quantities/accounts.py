"""Brackets of accounts: (31,841) in a cell, 净亏损(31,841)千元 are minus 31841, with the unit behind the bracket."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.draft import Quantity
from pipeline.numerals import EXACT, scan
from pipeline.quantities.scene import Scene
from pipeline.quantities.values import give_measure, give_money

_BRACKET = re.compile(r"\((\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)\)")
_ITEMS = ("亏损", "利润", "净额", "收益", "溢利", "现金流", "亏蚀", "盈利", "损益")


def negate_in_brackets(scene: Scene, item: Quantity) -> None:
    """Make a number that stands in such a bracket negative, and give it the unit behind."""
    found = _BRACKET.match(scene.text, item.start - 1) if item.start else None
    if found is None or not isinstance(item.value, Decimal) or not _of_accounts(scene.text, found.start()):
        return
    item.start, item.end, item.value = found.start(), found.end(), -item.value
    scale = scan(scene.text, item.end)
    scaled = scale is not None and scale.bare_scale and scale.value is not None
    word, at = scene.unit_at(scale.end if scale is not None and scaled else item.end)
    if word is None or word.measure is not None or scene.text[at - 1] == " ":
        return
    if scale is not None and scaled and scale.value is not None:
        item.value = EXACT.multiply(item.value, scale.value)
    if word.unit is None:
        give_money(item, word)
    else:
        give_measure(item, word, scene.lexicon)
    item.end = at + len(word.name)


def _of_accounts(text: str, start: int) -> bool:
    """At the head of a cell, or after the name of an item."""
    before = text[max(0, start - 3) : start]
    return not before.strip() or before[-1] in " \t\n|" or before.endswith(_ITEMS)

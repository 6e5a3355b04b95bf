"""Which currency a bare 元 is: explicit > declared in the text > same sentence > the document's region."""

from __future__ import annotations

import re

from pipeline.draft import Draft, Quantity
from pipeline.model import Basis, Notice
from pipeline.quantities.lexicon import Lexicon

# (人民币,下同), 单位:人民币百万元, 新台币仟元
_DECLARED = re.compile(r"[(（]([^()（）\n]{2,6})[,，、]下同|单位[::]?\s*([^\s\d)）]{2,10})")
_CALLED_YUAN = {"CNY", "HKD", "TWD", "MOP", "SGD"}


def settle(draft: Draft, lexicon: Lexicon) -> None:
    """Fill in the currency of every bare 元 and record what decided it; undecided: no code and a warning."""
    bare = [
        item for item in draft.quantities if item.unit and item.kind == "money" and item.unit.code is None
    ]
    if not bare:
        return
    declared = _declared(draft.reading, lexicon)
    undecided = 0
    for item in bare:
        code, basis = declared, "declared"
        if code is None:
            code, basis = _neighbour(draft, item), "sentence"
        if code is None:
            currency = lexicon.by_region.get(draft.region or "")
            code, basis = (currency.code if currency else None), "region"
        if code is None:
            undecided += 1
        elif item.unit is not None:
            chosen: dict[str, Basis] = {"declared": "declared", "sentence": "sentence", "region": "region"}
            item.unit.code = item.unit.currency = code
            item.unit.basis = chosen[basis]
    if undecided:
        draft.warnings.append(
            Notice("currency_undecided", f"{undecided} amounts in 元 with no evidence of a currency")
        )


def _declared(text: str, lexicon: Lexicon) -> str | None:
    for found in _DECLARED.finditer(text):
        words = found.group(1) or found.group(2)
        for symbol, currency in lexicon.symbols:
            if symbol in words:
                return currency.code
    return None


def _neighbour(draft: Draft, item: Quantity) -> str | None:
    """The one currency called 元 that is named in the same sentence."""
    here = next((span for span in draft.sentences if span.start <= item.start < span.end), None)
    if here is None:
        return None
    named = {
        other.unit.code
        for other in draft.quantities
        if other.unit and other.unit.basis == "explicit" and here.start <= other.start < here.end
    } & _CALLED_YUAN
    return named.pop() if len(named) == 1 else None

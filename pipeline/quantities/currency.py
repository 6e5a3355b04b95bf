"""Which currency a bare 元 is: explicit > declared in the text > same sentence > the subject's market > region."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict

from pipeline.draft import Draft
from pipeline.model import Basis, Notice
from pipeline.quantities.lexicon import Lexicon
from pipeline.quantities.rates import keeps_code

# (人民币,下同), 单位:人民币百万元, (金额以新台币千元列示), 以港元计价
_DECLARED = re.compile(
    r"[(（]([^()（）\n]{2,6})[,，、]下同|单位[::]?\s*([^\s\d)）]{2,10})"
    r"|(?:均?以|均为|皆为|单位为|币别[为:]?)([^\s\d)）,，。以均皆]{2,8}?)(?:列示|列报|列值|呈列|列账|计价|计算|计量|为单位|为计价|表示|编制)"
)
_CALLED_YUAN = {"CNY", "HKD", "TWD", "MOP", "SGD"}


def settle(draft: Draft, lexicon: Lexicon) -> None:
    """Fill in the currency of every bare 元 and record what decided it; undecided: no code and a warning."""
    bare = [
        item for item in draft.quantities if item.unit and item.kind == "money" and item.unit.currency is None
    ]
    if not bare:
        return
    declared = _declared(draft.reading, lexicon)
    evidence = _Sentences(draft, lexicon)
    region = lexicon.by_region.get(draft.region or "")
    undecided = 0
    for item in bare:
        if item.rule == "money.shared":
            undecided += 1
            continue
        at = item.unit_at.start if item.unit_at is not None else item.start  # 中间价(元)|1港元|0.91
        code, basis = _decide(at, declared, evidence, region.code if region else None)
        if code is None:
            undecided += 1
        elif item.unit is not None:
            item.unit.currency, item.unit.basis = code, basis
            if keeps_code(item.unit.per):
                item.unit.code = code
    if undecided:
        draft.warnings.append(
            Notice("currency_undecided", f"{undecided} amounts with no evidence of a currency")
        )


def _decide(
    at: int, declared: str | None, evidence: _Sentences, region: str | None
) -> tuple[str | None, Basis | None]:
    if declared is not None:
        return declared, "declared"
    named = evidence.currency(at)
    if named is not None:
        return named, "sentence"
    market = evidence.market(at)
    if market is not None:
        return market, "subject"
    return (region, "region") if region is not None else (None, None)


class _Sentences:
    """What the sentence of a place says about its currency; one look-up by bisection an item."""

    def __init__(self, draft: Draft, lexicon: Lexicon) -> None:
        self._text, self._spans = draft.reading, sorted(draft.sentences)
        self._starts = [span.start for span in self._spans]
        self._markets = lexicon.markets
        self._named: dict[int, set[str]] = defaultdict(set)
        for item in draft.quantities:
            if item.unit and item.unit.basis == "explicit" and item.unit.currency in _CALLED_YUAN:
                self._named[self._index(item.start)].add(item.unit.currency)

    def _index(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1

    def currency(self, at: int) -> str | None:
        """The one currency called 元 that is named in the same sentence."""
        named = self._named.get(self._index(at), set())
        return next(iter(named)) if len(named) == 1 else None

    def market(self, at: int) -> str | None:
        """The currency of the market that the sentence is about: 港股, 台股, A股."""
        index = self._index(at)
        if index < 0:
            return None
        span = self._spans[index]
        # The words before the amount, at most a long clause of them.
        words = self._text[max(span.start, at - 80) : at]
        codes = {code for word, code in self._markets if word in words}
        return codes.pop() if len(codes) == 1 else None


def _declared(text: str, lexicon: Lexicon) -> str | None:
    for found in _DECLARED.finditer(text):
        words = found.group(1) or found.group(2) or found.group(3)
        for symbol, currency in lexicon.symbols:
            if symbol in words:
                return currency.code
    return None

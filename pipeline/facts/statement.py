"""Which quantities state something about the world."""

from __future__ import annotations

import re

from pipeline.draft import Quantity
from pipeline.facts.clauses import Clause

_BASE_YEAR = re.compile(r"=\s*$")
_TENORS = frozenset({"期", "期限", "年期", "月期", "天期"})


def states(quantity: Quantity, clause: Clause, at: int) -> bool:
    """False for ordinals, ratios, base values of an index ((110年=100)) and tenors (3个月期)."""
    if quantity.kind in ("ordinal", "ratio"):
        return False
    before = clause.words[at - 1].text if at else ""
    after = clause.words[at + 1].text if at + 1 < len(clause.words) else ""
    if before == "=" or _BASE_YEAR.search(before):
        return False
    return after not in _TENORS

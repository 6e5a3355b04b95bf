"""Which quantities state something about the world."""

from __future__ import annotations

import re

from pipeline.draft import Quantity
from pipeline.facts.clauses import Clause
from pipeline.facts.phrases import verbal
from pipeline.facts.words import Word

_BASE_YEAR = re.compile(r"=\s*$")


def states(quantity: Quantity, clause: Clause, at: int) -> bool:
    """False for ordinals, ratios, base values of an index ((110年=100)), tenors (3个月期), ranks (居前三位) and ages
    that bound a group (65岁以上人口)."""
    if quantity.kind in ("ordinal", "ratio"):
        return False
    words = clause.words
    before = words[at - 1] if at else None
    after = words[at + 1] if at + 1 < len(words) else None
    if before is not None and (before.text == "=" or _BASE_YEAR.search(before.text)):
        return False
    if before is not None and before.has("rank") and quantity.kind == "count":
        return False
    return not (after is not None and (after.has("tenor") or _bounds(quantity, words, at)))


def _bounds(quantity: Quantity, words: list[Word], at: int) -> bool:
    """Whether 以上 and a noun make an age the bound of a group: 65岁以上|人口."""
    if quantity.unit is None or quantity.unit.code != "a" or not words[at + 1].has("threshold"):
        return False
    noun = words[at + 2] if at + 2 < len(words) else None
    return noun is not None and not (
        noun.mark or noun.item or verbal(noun) or noun.has("adverb", "status", "move")
    )

"""The metric of one fact, and what its words say besides."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.draft import Stretch


@dataclass(slots=True)
class Metric:
    """`how` names the way it was found; `own`: in the clause itself. `member` is the subject that 分别 gives, `item`
    what stands before the measure in the name (电子产品|出口)."""

    at: Stretch | None
    how: str
    own: bool = True
    member: Stretch | None = None
    item: Stretch | None = None
    kind: bool = False
    """Whether the item is a kind of industry or goods, which says more than the place the text is about."""
    goods: bool = False
    """Whether the item is what the measure is commonly of: 服装|销货价值, but not 门票|收入."""
    averaged: bool = False
    contribution: bool = False
    shares: bool = False
    deal: str = ""
    """How 分别 dealt it out, where it did (`distributed`)."""

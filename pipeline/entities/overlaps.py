"""Of overlapping candidates one stays: the longer, then the surer, then the label's rank."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.draft import Entity

# Of stretches as long and as sure the first label here wins.
RANKS = ("LAW", "WORK_OF_ART", "EVENT", "PERSON", "ORG", "FAC", "PRODUCT", "GPE", "LOC")
_RANK = {label: rank for rank, label in enumerate(RANKS)}


def settle(candidates: Iterable[Entity]) -> list[Entity]:
    """No two overlap; in the order of the text."""
    ranked = sorted(
        candidates,
        key=lambda item: (item.start - item.end, -item.score, _RANK[item.label], item.start, item.rule),
    )
    taken: set[int] = set()
    kept = []
    for item in ranked:
        # a kept entity is at least as long: it covers an end of any shorter one that it overlaps
        if item.start in taken or item.end - 1 in taken:
            continue
        taken.update(range(item.start, item.end))
        kept.append(item)
    return sorted(kept, key=lambda item: item.start)

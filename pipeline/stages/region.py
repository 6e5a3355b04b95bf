"""Stage: the region a text was written in, from its vocabulary; null where the evidence is thin or divided."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from pipeline.config import Config
from pipeline.draft import Draft
from pipeline.model import Region
from pipeline.rulebook import RuleBook
from pipeline.rulebook.regions import RegionCue

# The best region needs this much evidence, and this many times as much as the next one.
_ENOUGH = 3
_MARGIN = 1.2


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    cues = rules.entries("regions", RegionCue)
    weights: dict[str, tuple[Region, int]] = {
        name: (cue.region, cue.weight) for cue in cues for name in cue.names
    }
    pattern = re.compile("|".join(sorted(map(re.escape, weights), key=len, reverse=True)))

    def region(draft: Draft) -> None:
        evidence: Counter[Region] = Counter()
        for found in pattern.finditer(draft.original):
            name, weight = weights[found.group()]
            evidence[name] += weight
        ranked = [*evidence.most_common(2), (None, 0), (None, 0)]
        (best, most), (_, second) = ranked[:2]
        if most >= _ENOUGH and most >= _MARGIN * second:
            draft.region = best
        elif draft.script == "Hans" and not second:
            draft.region = "CN"

    return region

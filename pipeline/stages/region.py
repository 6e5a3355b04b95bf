"""Stage: the region a text was written in, null where the evidence is thin or divided."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.config import Config
from pipeline.draft import Draft
from pipeline.regions import Weigher, decide
from pipeline.rulebook import RuleBook
from pipeline.rulebook.regions import RegionCue


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    weigh = Weigher(rules.entries("regions", RegionCue))

    def region(draft: Draft) -> None:
        draft.region_evidence = weigh(draft.original, draft.script)
        draft.region = decide(draft.region_evidence)

    return region

"""Stage: joins the coordinate systems, so that every later stage reads folded text without cuts."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.config import Config
from pipeline.draft import Draft
from pipeline.offsets import Coordinates
from pipeline.rulebook import RuleBook


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    def reading(draft: Draft) -> None:
        cuts = [(start, end) for start, end, _, _ in draft.removed]
        draft.coordinates = Coordinates(
            draft.original, draft.converted, draft.alignment, cuts, draft.soft_breaks
        )

    return reading

"""Stage: quantities, in the stretches that no time has taken; those in the cells of tables take their units from the head."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.config import Config
from pipeline.draft import Draft
from pipeline.quantities.cells import CellReader
from pipeline.quantities.currency import settle
from pipeline.quantities.recognise import Recogniser
from pipeline.rulebook import RuleBook
from pipeline.shapes import Shapes


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    recognise = Recogniser(rules)
    shapes = Shapes(rules)
    cells = CellReader(recognise, shapes)

    def rate(head: str) -> bool:
        return shapes.has("growth", head) or shapes.has("share", head)

    def quantities(draft: Draft) -> None:
        taken = [(time.start, time.end) for time in draft.times]
        found = recognise(draft.reading, taken, draft.region)
        draft.quantities = cells(draft, found, rate)
        settle(draft, recognise.lexicon)

    return quantities

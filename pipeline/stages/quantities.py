"""Stage: quantities, in the stretches that no time has taken."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.config import Config
from pipeline.draft import Draft
from pipeline.quantities.currency import settle
from pipeline.quantities.recognise import Recogniser
from pipeline.rulebook import RuleBook


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    recognise = Recogniser(rules)

    def quantities(draft: Draft) -> None:
        taken = [(time.start, time.end) for time in draft.times]
        draft.quantities = recognise(draft.reading, taken, draft.region)
        settle(draft, recognise.lexicon)

    return quantities

"""Stage: times, resolved against the reference date of the document."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.config import Config
from pipeline.draft import Draft
from pipeline.rulebook import RuleBook
from pipeline.times.recognise import Recogniser


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    recognise = Recogniser(rules)

    def times(draft: Draft) -> None:
        draft.times = recognise(draft.reading, draft.sentences, draft.moment, draft.region)

    return times

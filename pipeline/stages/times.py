"""Stage: times, resolved against the reference date of the document."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.config import Config
from pipeline.draft import Draft
from pipeline.rulebook import RuleBook
from pipeline.times.recognise import Recogniser


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    def times(draft: Draft) -> None:
        draft.times = Recogniser()(draft.reading, draft.sentences, draft.reference, draft.region)

    return times

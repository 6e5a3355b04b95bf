"""Stage: entities by rule, and by a spaCy pipeline where the configuration names one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from pipeline.config import Config
from pipeline.draft import Draft
from pipeline.entities.recognise import Recogniser
from pipeline.rulebook import RuleBook


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    recogniser = cache(lambda: Recogniser(rules))  # loaded with the first document

    def entities(draft: Draft) -> None:
        draft.entities = recogniser()(draft)

    return entities

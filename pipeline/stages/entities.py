"""Stage: entities by rule, and by a spaCy pipeline where the configuration names one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from pipeline.config import Config
from pipeline.draft import Draft
from pipeline.entities.recognise import Recogniser
from pipeline.entities.spacy_model import SpacyModel
from pipeline.rulebook import RuleBook


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    settings = config.entities
    model = SpacyModel(settings) if settings.model is not None else None
    recogniser = cache(lambda: Recogniser(rules, model, settings.prefer))  # loaded with the first document

    def entities(draft: Draft) -> None:
        draft.entities = recogniser()(draft)
        draft.model = model.version if model is not None else None

    return entities

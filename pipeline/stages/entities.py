"""Stage: entities by rule, and by the model that the configuration names: ours, or a spaCy pipeline."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from pipeline.config import Config, EntityConfig
from pipeline.draft import Draft
from pipeline.entities.ner.press import NAME, PressModel
from pipeline.entities.ner.store import MANIFEST
from pipeline.entities.recognise import Model, Recogniser
from pipeline.entities.spacy_model import SpacyModel
from pipeline.rulebook import RuleBook


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    model = _model(rules, config.entities)
    recogniser = cache(lambda: Recogniser(rules, model))  # loaded with the first document

    def entities(draft: Draft) -> None:
        draft.entities = recogniser()(draft)
        draft.model = model.version if model is not None else None

    return entities


def _model(rules: RuleBook, settings: EntityConfig) -> Model | None:
    """Raises ConfigError for one that is not there or is damaged."""
    if settings.model == "none":
        return None
    if settings.model == NAME:
        return PressModel(rules)
    folder = Path(settings.model)
    return PressModel(rules, folder) if (folder / MANIFEST).is_file() else SpacyModel(settings)

"""Passages as the linker of facts meets them: through all stages before it."""

from __future__ import annotations

from itertools import takewhile

from pipeline import model
from pipeline.config import Config
from pipeline.draft import Draft
from pipeline.engine import STAGES
from pipeline.facts.lexicon import Lexicon
from pipeline.rulebook import RuleBook
from tools.statements import Passage


class Drafts:
    """The stages are made once."""

    def __init__(self) -> None:
        rules, config = RuleBook.load(None), Config()
        self.lexicon = Lexicon(rules)
        self.stages = [
            (name, factory(rules, config))
            for name, factory in takewhile(lambda stage: stage[0] != "facts", STAGES)
        ]

    def draft(self, passage: Passage) -> Draft:
        draft = Draft(
            original=passage.text,
            id=passage.id,
            source=model.Source("-", ""),
            caller_published=passage.published,
            caller_moment=passage.published,
        )
        for _, stage in self.stages:
            stage(draft)
        return draft

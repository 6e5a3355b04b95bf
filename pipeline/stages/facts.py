"""Stage: facts, one for each quantity that states something, linked over the clauses of the sentences."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.config import Config
from pipeline.draft import Draft
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.link import Linker
from pipeline.facts.ranker import model as ranker
from pipeline.rulebook import RuleBook


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    lexicon = Lexicon(rules)
    judge = ranker.load()

    def facts(draft: Draft) -> None:
        draft.facts = Linker(draft, lexicon, judge).link()

    return facts

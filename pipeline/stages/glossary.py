"""Stage: our glossary of regional words on the stretches that were Traditional; no position moves."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.config import Config
from pipeline.draft import Draft
from pipeline.glossary import Glossary
from pipeline.rulebook import RuleBook
from pipeline.rulebook.glossary import Term


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    words = Glossary(rules.entries("glossary", Term))

    def glossary(draft: Draft) -> None:
        parts: list[str] = []
        at = 0
        for start, end in draft.traditional:
            parts += [draft.converted[at:start], words.apply(draft.converted[start:end])]
            at = end
        parts.append(draft.converted[at:])
        draft.converted = "".join(parts)

    return glossary

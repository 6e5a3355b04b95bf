"""Stage: checks, the figures of a document held against one another; it never makes or changes a fact."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.checks.growth import growth_checks
from pipeline.checks.ledger import Ledger
from pipeline.checks.shares import share_checks
from pipeline.checks.sums import identity_checks, sentence_checks
from pipeline.checks.words import CheckWords
from pipeline.config import Config
from pipeline.draft import Check, Draft
from pipeline.rulebook import RuleBook


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    words = CheckWords(rules)

    def checks(draft: Draft) -> None:
        ledger = Ledger(draft)
        found = [
            *growth_checks(ledger, words),
            *share_checks(ledger, words),
            *identity_checks(ledger, words),
            *sentence_checks(ledger, words),
        ]
        draft.checks = _ordered(found, draft)

    return checks


def _ordered(found: list[Check], draft: Draft) -> list[Check]:
    """By the place of their facts; one for the same facts."""
    place = {id(fact): index for index, fact in enumerate(draft.facts)}
    first: dict[tuple[int, ...], Check] = {}
    for check in found:
        first.setdefault(tuple(sorted(place[id(fact)] for fact in check.facts)), check)
    return [first[key] for key in sorted(first)]

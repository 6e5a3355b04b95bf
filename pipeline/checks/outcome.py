"""A verdict on figures becomes a check, or none where what they are of is too unsure to call them wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.checks.ledger import Statement
from pipeline.checks.verdict import Verdict
from pipeline.draft import Check
from pipeline.model import CheckKind


def outcome(kind: CheckKind, items: Sequence[Statement], verdict: Verdict, rule: str) -> Iterator[Check]:
    alone = len({item.sentence for item in items}) > 1
    if verdict.result != "contradictory" or all(item.sure(alone) for item in items):
        yield Check(kind, [item.fact for item in items], verdict.result, verdict.detail, rule)

"""What a run produced, in numbers."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

LAYERS = ("quantities", "times", "entities", "facts", "removed", "sentences")
_SHOWN_FACTS, _FACTS_EACH = 12, 3
_SHOWN_FAILURES = 20


@dataclass(slots=True)
class Tally:
    """What a run produced; counts by layer, warnings by code, removed stretches by kind."""

    documents: int = 0
    failed: int = 0
    reused: int = 0
    items: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    """The first few, in words."""
    facts: list[dict[str, Any]] = field(default_factory=list)
    """The first few: `{"fact", "quantity", "period"}`, as in the document."""
    stopped: bool = False
    """A strict run met a failure: documents.jsonl was not written."""
    rebuilt: bool = False
    passed_over: int = 0
    """Files of other endings in folders and patterns."""

    @property
    def wants_facts(self) -> bool:
        return len(self.facts) < _SHOWN_FACTS

    def add_failure(self, message: str) -> None:
        self.failed += 1
        if len(self.failures) < _SHOWN_FAILURES:
            self.failures.append(message)

    def add_counts(self, counts: str) -> None:
        """What `count` gave for a document."""
        found = json.loads(counts)
        self.items.update(found["items"])
        self.removed.update(found["removed"])
        self.warnings.update(found["warnings"])

    def add_facts(self, data: dict[str, Any]) -> None:
        """The surest facts of a document, while there are few."""
        quantities = {item["id"]: item for item in data["quantities"]}
        times = {item["id"]: item for item in data["times"]}
        shown = sorted(data["facts"], key=lambda fact: fact["confidence"], reverse=True)[:_FACTS_EACH]
        for fact in shown[: _SHOWN_FACTS - len(self.facts)]:
            row = {"quantity": quantities.get(fact["quantity"]), "period": times.get(fact["period"])}
            self.facts.append({"fact": fact, **row})


def count(data: dict[str, Any]) -> str:
    """The numbers of one document, small enough to be kept beside it."""
    found = {
        "items": {layer: len(data[layer]) for layer in LAYERS},
        "removed": Counter(item["kind"] for item in data["removed"]),
        "warnings": Counter(warning["code"] for warning in data["warnings"]),
    }
    return json.dumps(found, separators=(",", ":"))

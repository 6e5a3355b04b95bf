"""Which facts of a document become rows, and a count of those that do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.flat.columns import FACTS, SDMX, Column
from pipeline.flat.plain import Row, row
from pipeline.flat.sdmx import Observer
from pipeline.flat.statements import Statement, statements


@dataclass(slots=True)
class Selection:
    """Reads results and gives their rows; counts as it goes."""

    sdmx: bool = False
    min_confidence: float = 0.0
    repeats: bool = True
    documents: int = 0
    failed: int = 0
    rows: int = 0
    doubtful: int = 0
    repeated: int = 0
    unobserved: int = 0
    _observe: Observer | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        if self.sdmx:
            self._observe = Observer()

    @property
    def columns(self) -> tuple[Column, ...]:
        return SDMX if self.sdmx else FACTS

    def of(self, results: Iterable[dict[str, Any]]) -> Iterator[Row]:
        """The rows of results in their order; one document at a time is held."""
        for result in results:
            if "error" in result:
                self.failed += 1
                continue
            self.documents += 1
            for statement in self._kept(result):
                found = self._observe(statement) if self._observe else row(statement)
                if found is None:
                    self.unobserved += 1
                else:
                    self.rows += 1
                    yield found

    def _kept(self, result: dict[str, Any]) -> Iterator[Statement]:
        """A repeat goes only where what it repeats stays."""
        given: set[str] = set()
        first_of: dict[str, str] = {}
        for statement in statements(result):
            fact = statement.fact
            first: str = fact["same_as"] or fact["id"]
            first = first_of[fact["id"]] = first_of.get(first, first)
            if fact["confidence"] < self.min_confidence:
                self.doubtful += 1
                continue
            if not self.repeats and first in given:
                self.repeated += 1
                continue
            given.add(first)
            yield statement

    def summary(self) -> str:
        """`812 rows from 40 documents; left out: 2 failed, 30 below confidence 0.9`."""
        left_out = [
            f"{count} {what}"
            for count, what in (
                (self.failed, "failed"),
                (self.doubtful, f"below confidence {self.min_confidence:g}"),
                (self.repeated, "repeated"),
                (self.unobserved, "no observation"),
            )
            if count
        ]
        text = f"{self.rows} rows from {self.documents} documents"
        return f"{text}; left out: {', '.join(left_out)}" if left_out else text

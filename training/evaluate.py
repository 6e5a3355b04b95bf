"""Measures a model: on topics of the press corpus that it was not trained on, on annotated pages, on open corpora."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.draft import Entity
from pipeline.entities import aliases, overlaps
from pipeline.entities.ner import crf, templates
from pipeline.entities.ner.crf import Weights
from pipeline.entities.ner.press import Arbiter, lines
from pipeline.entities.page import Page
from pipeline.rulebook import RuleBook
from pipeline.rulebook.arbitration import Arbitration
from tests.evaluation import corpus as pages
from training.data import Example, Reader, Span

COARSE = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
"""Our labels → those of the open corpora; the others count nothing there."""


@dataclass(slots=True)
class Counts:
    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)

    def add(
        self, found: Iterable[Span], wanted: Iterable[Span], label: Callable[[str], str | None] = str
    ) -> None:
        """Exact stretches; `label` maps ours to those that are compared, or to null."""
        ours, theirs = (
            {(start, end, name) for start, end, own in spans if (name := label(own)) is not None}
            for spans in (found, wanted)
        )
        for counter, spans in ((self.found, ours), (self.wanted, theirs), (self.right, ours & theirs)):
            counter.update(name for _, _, name in spans)

    def f1(self, label: str | None = None) -> float:
        right, found, wanted = (
            counter[label] if label else counter.total() for counter in (self.right, self.found, self.wanted)
        )
        return 2 * right / (found + wanted) if found + wanted else 1.0

    def __str__(self) -> str:
        """F1, then right/found/wanted, over all and for each label."""
        total = f"{self.right.total()}/{self.found.total()}/{self.wanted.total()}"
        each = (
            f"{name} {self.f1(name):.3f} ({self.right[name]}/{self.found[name]}/{self.wanted[name]})"
            for name in sorted(self.wanted | self.found)
        )
        return f"{self.f1():.3f} ({total})  " + "  ".join(each)


SOURCES = ("rules", "model", "both")


class Measure:
    """Names by the rules alone, by the model alone, and by both."""

    def __init__(
        self, rules: RuleBook, weights: Weights, groups: tuple[str, ...] = tuple(templates.GROUPS)
    ) -> None:
        self.weights, self.groups = weights, groups
        self.arbiter = Arbiter(rules.entries("arbitration", Arbitration))

    def read(self, example: Example) -> crf.Reading:
        """What the model finds."""
        scores = self.weights.scores(templates.keys(example.rows, self.groups))
        return crf.decode(scores, self.weights.transitions, list(lines(example.text)))

    def names(self, example: Example) -> dict[str, list[Entity]]:
        """Of each source, with names introduced in brackets and further occurrences, as the pipeline has them."""
        reading = self.read(example)
        model = [Entity(n.start, n.end, n.label, "model", n.probability) for n in reading.names]
        found = {"rules": example.ruled, "model": model, "both": self.arbiter(example.ruled, reading)}
        return {source: list(_completed(example.page, entities)) for source, entities in found.items()}

    def examples(self, examples: Iterable[Example]) -> dict[str, Counts]:
        """Exact stretches and labels; for an open corpus PER, LOC and ORG."""
        counts = {source: Counts() for source in SOURCES}
        for example in examples:
            for source, entities in self.names(example).items():
                spans = [(e.start, e.end, e.label) for e in entities]
                counts[source].add(spans, example.names, COARSE.get if example.open else str)
        return counts

    def folder(self, reader: Reader, folder: Path) -> dict[str, Counts]:
        """Annotated pages (tests/heldout): what is optional counts neither way, other accepted answers count as right."""
        counts = {source: Counts() for source in SOURCES}
        for gold in pages(folder):
            example = reader(gold.source, [], gold.name, published=gold.published)
            for source, entities in self.names(example).items():
                _count(counts[source], gold, example, entities)
        return counts


def _completed(page: Page, entities: list[Entity]) -> Iterator[Entity]:
    entities = overlaps.settle([*entities, *aliases.introduced(page, entities)])
    return iter(overlaps.settle([*entities, *aliases.repeated(page, entities)]))


def _count(counts: Counts, gold: object, example: Example, entities: Iterable[Entity]) -> None:
    at = {}
    for entity in entities:
        original = example.draft.coordinates.span(entity.start, entity.end).original
        at[original.start, original.end] = entity.label
    known = set()
    for mark in gold.entities:
        label = next((at[span] for span in mark.spans if span in at), None)
        known |= set(mark.spans)
        if gold.skips(mark.spans[0]):
            continue
        wanted = mark.accepted("label")
        name = label if label in wanted else wanted[0]
        counts.wanted[name] += 1
        counts.right[name] += label in wanted
        if label is not None:
            counts.found[label] += 1
    for span, label in at.items():
        if span not in known and not gold.skips(span):
            counts.found[label] += 1

"""The model that comes with the package, and how its names and those of the rules become one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.draft import Draft, Entity
from pipeline.entities.grammar import Grammar
from pipeline.entities.ner import crf, store, templates
from pipeline.entities.ner.signs import LABELS, Signs
from pipeline.entities.page import Page
from pipeline.entities.persons import Recogniser as Persons
from pipeline.errors import ConfigError
from pipeline.model import EntityLabel
from pipeline.rulebook import RuleBook
from pipeline.rulebook.arbitration import Arbitration

NAME = "press"
# A sequence for the model is a line; a very long one is cut, for the memory that it takes.
_LONGEST = 2000


class PressModel:
    """Its files are checked here and now (ConfigError); weights and lexicons are loaded with the first document."""

    def __init__(self, rules: RuleBook, folder: Path = store.FOLDER) -> None:
        self.rules, self.folder = rules, folder
        self.manifest = store.verify(folder)
        self.arbiter = Arbiter(rules.entries("arbitration", Arbitration))
        self._loaded: tuple[crf.Weights, Signs] | None = None

    @property
    def version(self) -> str:
        """Name, version and the hash of its files, for the provenance."""
        return f"{self.manifest.name}-{self.manifest.version}+{self.manifest.digest[:8]}"

    def read(self, page: Page, candidates: Iterable[Entity], settled: Sequence[Entity]) -> crf.Reading:
        """What the model finds, given what the rules propose and decide on."""
        if self._loaded is None:
            grammar = Grammar(self.rules)
            signs = Signs(self.rules, grammar, Persons(self.rules, grammar))
            self._loaded = store.read(self.folder / store.WEIGHTS), signs
        weights, signs = self._loaded
        features = templates.keys(signs(page, candidates, settled))
        return crf.decode(weights.scores(features), weights.transitions, list(lines(page.text)))

    def join(
        self, draft: Draft, page: Page, candidates: Sequence[Entity], settled: Sequence[Entity]
    ) -> list[Entity]:
        """The names of both, without overlaps."""
        return self.arbiter(settled, self.read(page, candidates, settled)) if page.tokens else list(settled)


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines of a text begin and end; empty ones are left out, very long ones come in pieces."""
    start = 0
    for line in text.split("\n"):
        for at in range(start, start + len(line), _LONGEST):
            yield at, min(at + _LONGEST, start + len(line))
        start += len(line) + 1


class Arbiter:
    """Decides by `rules/arbitration.toml`; raises ConfigError where a label or length has no entry."""

    def __init__(self, entries: Sequence[Arbitration]) -> None:
        self.entries = {label: [e for e in entries if e.label == label] for label in LABELS}
        for label, found in self.entries.items():
            if not any(entry.shortest <= 1 and entry.longest >= 10_000 and not entry.rule for entry in found):
                raise ConfigError(
                    f"rules/arbitration.toml: no entry for {label} of any length. "
                    f'To mend: add one with label = "{label}" and neither rule, shortest nor longest'
                )

    def __call__(self, ruled: Sequence[Entity], reading: crf.Reading) -> list[Entity]:
        owner = {at: entity for entity in ruled for at in range(entity.start, entity.end)}
        same = {(entity.start, entity.end, entity.label) for entity in ruled}
        read = {(name.start, name.end, name.label) for name in reading.names}
        taken = {at for name in reading.names for at in range(name.start, name.end)}
        kept, lost = [], set()
        for entity in ruled:
            sure = reading.probability(entity.start, entity.end, entity.label)
            entry = self._entry(entity.label, entity.end - entity.start, entity.rule)
            met = not taken.isdisjoint(range(entity.start, entity.end))
            bar = entry.rules_first if met else entry.rules_alone
            if (entity.start, entity.end, entity.label) in read or sure >= bar:
                kept.append(entity)
            else:
                lost.add(id(entity))
        for name in reading.names:
            if (name.start, name.end, name.label) in same:
                continue
            others = {id(owner[at]) for at in range(name.start, name.end) if at in owner}
            alone = not others
            entry = self._entry(name.label, name.end - name.start)
            if others <= lost and (not alone or name.probability >= entry.model_alone):
                kept.append(
                    Entity(name.start, name.end, name.label, f"model.{NAME}", round(name.probability, 2))
                )
        return sorted(kept, key=lambda entity: entity.start)

    def _entry(self, label: EntityLabel, length: int, rule: str = "") -> Arbitration:
        """The narrowest that fits: of the longest beginning of the rule, then of the fewest lengths."""
        fitting = [
            entry
            for entry in self.entries[label]
            if entry.shortest <= length <= entry.longest and rule.startswith(entry.rule)
        ]
        return min(fitting, key=lambda entry: (-len(entry.rule), entry.longest - entry.shortest))

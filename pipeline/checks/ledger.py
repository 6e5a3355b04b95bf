"""The levels a document states, by what they measure and when: looked up, never paired one with another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.checks.figures import Figure, Unit, figure
from pipeline.draft import Draft, Fact

Days = tuple[str | None, str]
"""First and last day."""
Place = tuple[str, ...]
"""Whose and which metric: name, subject, partners."""

# So many figures before or after one are looked at, and none behind this mark.
REACH = 40
STOP = ";"
# How a metric was found that is too unsure to call a figure wrong by.
_UNSURE = frozenset({"fact.carried-sentence", "fact.rest", "fact.none", "fact.verb"})
# How far a fact must be relied on beside the others in one sentence, and in another one.
_SURE = 0.3
_SURE_ALONE = 0.6


@dataclass(slots=True)
class Statement:
    """One fact that can take part in a check. `place` names its sentence where it has no subject."""

    fact: Fact
    figure: Figure
    name: str
    place: Place
    days: Days | None
    value: str | None
    """Of its time."""

    @property
    def sentence(self) -> int:
        return self.fact.evidence.start

    @property
    def start(self) -> int:
        return self.figure.start

    @property
    def end(self) -> int:
        return self.figure.end

    def sure(self, alone: bool) -> bool:
        """Whether it is known what the figure is of; `alone`: apart from the sentence of the others, which says less."""
        least = _SURE_ALONE if alone else _SURE
        return self.fact.confidence >= least and self.fact.rule not in _UNSURE


class Ledger:
    """`levels`, `shares`, `growths` and `deltas` in the order of the text; repeats, targets and rules are left out."""

    def __init__(self, draft: Draft) -> None:
        self.reading = draft.reading
        self.levels: list[Statement] = []
        self.growths: list[Statement] = []
        self.deltas: list[Statement] = []
        self.shares: list[Statement] = []
        self._by_days: defaultdict[tuple[Place, Days], list[Statement]] = defaultdict(list)
        self._by_value: defaultdict[tuple[Place, str], list[Statement]] = defaultdict(list)
        self._by_sentence: defaultdict[tuple[Place, int], list[Statement]] = defaultdict(list)
        for fact in draft.facts:
            self._enter(fact)

    def _enter(self, fact: Fact) -> None:
        statement = self._read(fact)
        if statement is None:
            return
        if fact.change is not None:
            (self.growths if fact.measure_type == "growth" else self.deltas).append(statement)
            return
        (self.shares if fact.measure_type == "share" else self.levels).append(statement)
        self._by_sentence[statement.place, statement.sentence].append(statement)
        if statement.days is not None:
            self._by_days[statement.place, statement.days].append(statement)
        if statement.value is not None:
            self._by_value[statement.place, statement.value].append(statement)

    def _read(self, fact: Fact) -> Statement | None:
        quantity = fact.quantity
        if quantity is None or fact.metric is None or fact.same_as is not None or fact.negated:
            return None
        if fact.status in ("cap", "condition", "target") or quantity.kind in ("multiple", "ratio", "ordinal"):
            return None
        falls = fact.change is not None and fact.change.direction == "decrease"
        value = quantity.value
        written = figure(quantity, self.reading, -1 if falls and (value is None or value > 0) else 1)
        if written is None:
            return None
        name = fact.metric_norm or self.reading[fact.metric.start : fact.metric.end]
        days = None
        if fact.when is not None and fact.when.last is not None:
            days = (fact.when.first, fact.when.last)
        time = fact.period.value if fact.period is not None else None
        return Statement(fact, written, name, (name, *self._about(fact)), days, time)

    def _about(self, fact: Fact) -> Iterator[str]:
        """Without a subject only figures of one sentence are surely about the same."""
        who = fact.subject
        if who is None:
            yield f"#{fact.evidence.start}"
        elif who.entity is not None:
            yield who.entity.norm or self.reading[who.start : who.end]
        else:
            yield self.reading[who.start : who.end]
        yield from sorted(part.text for part in fact.dimensions if part.role in ("partner", "scope"))

    def level(
        self,
        place: Place,
        unit: Unit | None,
        *,
        days: Days | None = None,
        value: str | None = None,
        sentence: int | None = None,
    ) -> Statement | None:
        """The one level of a metric for these days, or for a time of this value; null where several differ.

        Where neither is given, the one without a period in this sentence.
        """
        found: Iterable[Statement] = ()
        if days is not None:
            found = self._by_days.get((place, days), ())
        if not found and value is not None:
            found = self._by_value.get((place, value), ())
        if days is None and value is None and sentence is not None:
            found = [item for item in self.beside(place, sentence) if item.value is None]
        return only(item for item in found if unit is None or item.figure.unit == unit)

    def beside(self, place: Place, sentence: int) -> list[Statement]:
        """The levels of a metric in one sentence."""
        return self._by_sentence.get((place, sentence), [])


def only(found: Iterable[Statement]) -> Statement | None:
    """The one there is, or the most exact of those that agree; null where they do not."""
    items = list(found)
    if not items:
        return None
    best = min(items, key=lambda item: item.figure.step)
    return best if all(best.figure.tight.meets(item.figure.tight) for item in items) else None

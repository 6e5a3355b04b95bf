"""The answers that follow from the others: catalogue entry, `when`, kind of measure, repeats."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import model
from pipeline.draft import Dimension, Entity, Fact, Stretch
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.naming import Metric
from pipeline.facts.period import when_of
from pipeline.facts.subject import partner_in
from pipeline.facts.view import View

_ROLES: dict[str, model.DimensionRole] = {"GPE": "area", "LOC": "area", "ORG": "org"}
_CUMULATIVE = ("累计", "今年以来", "年初至今")


def describe(fact: Fact, metric: Metric, view: View, reading: str, lexicon: Lexicon) -> None:
    """Fills in catalogue id and canonical form of the metric, `when` and `measure_type`."""
    nature = catalogue(fact, reading, lexicon)
    fact.dimensions = _dimensions(fact, metric, view, reading)
    cumulative = any(word.text in _CUMULATIVE for word in view.before)
    fact.when = when_of(fact.period, cumulative, nature)
    fact.measure_type = _measure_type(fact, metric, nature)


def catalogue(fact: Fact, reading: str, lexicon: Lexicon) -> str | None:
    """Id and canonical name of the metric; gives its nature (flow, stock, rate, index) where the catalogue knows it."""
    if fact.metric is None:
        return None
    name = reading[fact.metric.start : fact.metric.end]
    phrase = _changing(name, lexicon) if fact.change is not None else name
    indicator = lexicon.catalogue.find(phrase, fact.quantity, fact.change is not None)
    if indicator is None:
        folded = lexicon.canonical(name)
        fact.metric_norm = folded if folded != name else None
        return None
    fact.metric_id = indicator.id
    fact.metric_norm = lexicon.canonical(_normal(phrase, (*indicator.names, *indicator.alone)))
    return indicator.nature


def _changing(name: str, lexicon: Lexicon) -> str:
    """What the rate at the end of a name is of, where the catalogue knows it: 固定资产投资|增速."""
    for length in range(2, min(6, len(name))):
        if "rate" in lexicon.of(name[-length:]) and lexicon.catalogue.candidates(name[:-length]):
            return name[:-length]
    return name


def _dimensions(fact: Fact, metric: Metric, view: View, reading: str) -> list[Dimension]:
    """What the text names clearly: partner (对美国出口), item or industry of the measure, area or body of the subject."""
    found: list[Dimension] = []
    partner = partner_in(view.before)
    if partner is not None:
        found.append(_dimension("partner", partner[0], partner[1], reading))
    if metric.item is not None and metric.item != metric.at:
        name = reading[metric.item.start : metric.item.end]
        found.append(_dimension("industry" if name.endswith("业") else "item", metric.item, None, reading))
    who = fact.subject
    if who is not None and who.entity is not None and (partner is None or partner[0].start != who.start):
        role = _ROLES.get(who.entity.label)
        if role is not None:
            found.append(_dimension(role, Stretch(who.start, who.end), who.entity, reading))
    return found


def _dimension(role: model.DimensionRole, at: Stretch, entity: Entity | None, reading: str) -> Dimension:
    return Dimension(role, reading[at.start : at.end], entity)


def _normal(name: str, names: Sequence[str]) -> str:
    """The canonical form: the indicator's alias at the end of the name replaced by its first name, of which
    what stands before the alias may be the beginning: 总|投资金额 is 总投资, not 总总投资. An alias that is but the end of the
    first name stays where something stands before it: 码头年|吞吐量."""
    alias = max((alias for alias in names if name.endswith(alias)), key=len)
    before, first = name[: len(name) - len(alias)], names[0]
    if before and first.endswith(alias):
        return name
    shared = next(size for size in range(len(first), -1, -1) if before.endswith(first[:size]))
    return before + first[shared:]


def _measure_type(fact: Fact, metric: Metric, nature: str | None) -> model.MeasureType:
    kind = fact.quantity.kind if fact.quantity is not None else "percent"
    if fact.change is not None:
        return "growth" if kind in ("percent", "multiple", "fraction") else "delta"
    if metric.how == "share" or (kind == "percent" and metric.shares):
        return "share"
    if metric.contribution:
        return "contribution"
    if kind == "number" and nature == "index":
        return "index"
    if metric.averaged:
        return "average"
    return "amount" if kind == "money" and nature is None else "level"


def mark_repeats(facts: Sequence[Fact], reading: str) -> None:
    """`same_as` for a figure that headline, lead and body repeat: value, unit, metric and period the same."""
    seen: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        quantity = fact.quantity
        if quantity is None or fact.metric is None:
            continue
        name = fact.metric_norm or reading[fact.metric.start : fact.metric.end]
        unit = (quantity.unit.code or quantity.unit.text) if quantity.unit else None
        period = fact.period.value if fact.period else None
        direction = fact.change.direction if fact.change else None
        key = (name, quantity.value, quantity.low, quantity.high, unit, period, direction)
        fact.same_as = seen.get(key)
        if fact.same_as is None:
            seen[key] = fact

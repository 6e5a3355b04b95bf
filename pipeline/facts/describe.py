"""The answers that follow from the others: catalogue entry, `when`, kind of measure, days a change is measured from."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import model
from pipeline.base_days import base_days
from pipeline.draft import Dimension, Entity, Fact, Stretch
from pipeline.facts.catalogue import RATIOS
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.naming import Metric
from pipeline.facts.period import when_of
from pipeline.facts.repeats import mark_repeats
from pipeline.facts.subject import partner_in
from pipeline.facts.view import View

_ROLES: dict[str, model.DimensionRole] = {"GPE": "area", "LOC": "area", "ORG": "org"}
# What a figure may be split by besides its subject, and so many facts back its level is looked for.
_PARTS = frozenset({"partner", "item", "industry"})
_NEAR = 8
# Ends the names of shares (占有率) and of other rates.
_RATE = "率"


def describe(
    fact: Fact, metric: Metric, view: View, done: Sequence[Fact], reading: str, lexicon: Lexicon
) -> None:
    """Fills in catalogue id and canonical form of the metric, `when`, dimensions and `measure_type`. `done`: the facts of the
    sentence before it."""
    nature = catalogue(fact, reading, lexicon)
    fact.dimensions = _dimensions(fact, metric, view, reading, lexicon)
    if fact.change is not None:
        fact.dimensions += _shared(fact, done)
    name = reading[fact.metric.start : fact.metric.end] if fact.metric is not None else ""
    if nature == "stock" and any(word in name for word in lexicon.new):
        nature = "flow"
    averaged = any(word in name for word in lexicon.averages) or any(
        word.has("average") for word in view.left
    )
    fact.measure_type = _measure_type(fact, metric, nature, averaged, name, lexicon)
    if fact.measure_type == "level" and _is_of_whole(fact, view):
        fact.measure_type = "share"
    cumulative = any(word.has("cumulative") for word in view.before)
    fact.when = when_of(fact.period, cumulative, nature, averaged)


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
    verb = lexicon.catalogue.verb(phrase)
    if verb is not None:  # 出口|电子零部件 is 电子零部件|出口
        phrase = phrase[len(verb) :] + indicator.names[0]
    fact.metric_norm = lexicon.canonical(_normal(phrase, (*indicator.names, *indicator.alone)))
    return indicator.nature


def _changing(name: str, lexicon: Lexicon) -> str:
    """What the rate at the end of a name is of, where the catalogue knows it: 固定资产投资|增速."""
    for length in range(2, min(6, len(name))):
        if "rate" in lexicon.of(name[-length:]) and lexicon.catalogue.candidates(name[:-length]):
            return name[:-length]
    return name


def _dimensions(fact: Fact, metric: Metric, view: View, reading: str, lexicon: Lexicon) -> list[Dimension]:
    """What the text names clearly: partner (对美国出口), item or industry of the measure, area or body of the subject."""
    found: list[Dimension] = []
    partner = partner_in(view.before)
    if partner is not None:
        found.append(_dimension("partner", partner[0], partner[1], reading))
    if metric.item is not None and metric.item != metric.at:
        name = reading[metric.item.start : metric.item.end]
        found.append(_dimension("industry" if name.endswith("业") else "item", metric.item, None, reading))
    verb = lexicon.catalogue.verb(reading[fact.metric.start : fact.metric.end]) if fact.metric else None
    if verb is not None and fact.metric is not None and metric.item is None:
        found.append(
            _dimension("item", Stretch(fact.metric.start + len(verb), fact.metric.end), None, reading)
        )
    who = fact.subject
    if who is not None and who.entity is not None and (partner is None or partner[0].start != who.start):
        role = _ROLES.get(who.entity.label)
        if role is not None:
            found.append(_dimension(role, Stretch(who.start, who.end), who.entity, reading))
    return found


def _shared(fact: Fact, done: Sequence[Fact]) -> list[Dimension]:
    """The goods and partners of the level that a change is of: 进口|原油4.57亿吨,减少3.4%; 对美国出口12亿元,|下降2.8%."""
    at = fact.metric
    own = {part.role for part in fact.dimensions}
    if at is None or own & _PARTS:
        return []
    for level in reversed(done[-_NEAR:]):
        measure = level.metric
        if measure is not None and measure.start < at.end and at.start < measure.end:
            return [part for part in level.dimensions if part.role in _PARTS]
    return []


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


def _measure_type(
    fact: Fact, metric: Metric, nature: str | None, averaged: bool, name: str, lexicon: Lexicon
) -> model.MeasureType:
    kind = fact.quantity.kind if fact.quantity is not None else "percent"
    dimension = lexicon.catalogue.dimension(fact.metric_id)
    if fact.change is not None:
        return "growth" if kind in ("percent", "multiple", "fraction") else "delta"
    if metric.contribution and kind != "count":
        return "contribution"
    if kind in ("percent", "fraction") and _is_share(name, metric.how, dimension, lexicon):
        return "share"
    if nature == "index" and (kind == "number" or (kind == "percent" and dimension == "index")):
        return "average" if averaged else "index"
    if averaged:
        return "average"
    return "amount" if kind == "money" and nature in (None, "single") else "level"


def _is_share(name: str, how: str, dimension: str | None, lexicon: Lexicon) -> bool:
    """占总额的30%, 占比30%, 30%的企业, 其中民营企业占30%; but 失业率 and 毛利率 are levels."""
    if how == "share" or (dimension is not None and dimension not in RATIOS):
        return True
    if name.endswith(tuple(word for word in lexicon.share_names if word != _RATE)):
        return True
    return how == "after" and dimension is None


def _is_of_whole(fact: Fact, view: View) -> bool:
    """女性156.8万人,占49%: 占 right before the number makes it a share, whatever was carried over as the metric."""
    kind = fact.quantity.kind if fact.quantity is not None else None
    return kind in ("percent", "fraction") and any(word.has("share") for word in view.left)


def finish(facts: Sequence[Fact], reading: str) -> None:
    """What is known only of all facts together: repeats; and the days that changes are measured from."""
    for fact in facts:
        if fact.change is not None:
            if (
                fact.change.basis == "mom"
                and fact.when
                and fact.when.freq == "Q"
                and fact.when.basis != "cumulative"
            ):
                fact.change.basis = "qoq"  # 第二季度环比
            fact.change.base = _base(fact, fact.change)
    mark_repeats(facts, reading)


def _base(fact: Fact, change: model.Change) -> model.Days | None:
    reference = fact.change_reference
    if reference is not None and (reference.first or reference.last):
        return model.Days(reference.first, reference.last)
    when = fact.when
    if when is None or when.last is None:
        return None
    days = base_days((when.first, when.last), change.basis)
    return None if days is None else model.Days(*days)

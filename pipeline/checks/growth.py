"""Rates of change and rises against the levels of two periods: 155亿元 → 275亿元, 增长77.4%."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from pipeline.checks.figures import PERCENT, Interval, Unit
from pipeline.checks.ledger import Ledger, Statement, only
from pipeline.checks.outcome import outcome
from pipeline.checks.verdict import agree, judge, percent
from pipeline.checks.words import CheckWords
from pipeline.draft import Check

_RATES = frozenset({"percent", "fraction"})
_ONE = Interval(Fraction(1), Fraction(1))
# A level this many times what it should be, for no reason that a slip gives, is that of another thing.
_FAR = 2


def growth(now: Interval, base: Interval) -> Interval:
    return percent(now.over(base) - _ONE)


def growth_by(now: Interval, rise: Interval) -> Interval:
    return percent(rise.over(now - rise))


def difference(now: Interval, base: Interval) -> Interval:
    return now - base


def growth_checks(ledger: Ledger, words: CheckWords) -> Iterator[Check]:
    """One check a rate or rise, with the base it is measured from where the text gives it, else with the rise."""
    rises = {_of(rise): rise for rise in ledger.deltas}
    several = Counter(map(_of, ledger.growths))
    for rate in ledger.growths:
        if several[_of(rate)] == 1 and _rates(rate) and _plain(rate, ledger, words):
            yield from _rate(rate, rises.get(_of(rate)), ledger)
    several = Counter(map(_of, ledger.deltas))
    for rise in ledger.deltas:
        if several[_of(rise)] == 1 and _plain(rise, ledger, words):
            yield from _rise(rise, ledger)


def _of(item: Statement) -> tuple[object, ...]:
    """What a change is of: two rates of one thing (in yuan and in dollars) cannot be told apart."""
    change = item.fact.change
    return item.place, item.days or item.value, change.basis if change else None


def _plain(item: Statement, ledger: Ledger, words: CheckWords) -> bool:
    """Whether levels as they are published give the change: no change of a rate, of constant prices, of another basis."""
    change, evidence = item.fact.change, item.fact.evidence
    if change is None or change.of_growth:
        return False
    return item.fact.metric_id not in words.rebased and not words.adjusted(ledger.reading, *evidence)


def _rates(item: Statement) -> bool:
    """Multiples are read in two ways: 增长2倍."""
    return item.fact.quantity is not None and item.fact.quantity.kind in _RATES


def _rate(rate: Statement, rise: Statement | None, ledger: Ledger) -> Iterator[Check]:
    found = _levels(rate, ledger)
    if found is None:
        return
    now, base = found
    if base is not None and _positive(base):
        yield from _growth(now, base, rate)
    elif rise is not None and rise.figure.unit == now.figure.unit and _positive(now):
        verdict = judge(growth_by, (now.figure, rise.figure), rate.figure, "{1} / ({0} - {1})")
        yield from outcome("growth", [now, rise, rate], verdict, "growth.rise")


def _growth(now: Statement, base: Statement, rate: Statement) -> Iterator[Check]:
    figures = now.figure, base.figure
    verdict = judge(growth, figures, rate.figure, "{0} / {1} - 1")
    if now.figure.unit == PERCENT and agree(difference, figures, rate.figure):
        verdict = verdict.because(f"{rate.figure.text} are percentage points, not percent")
    if verdict.result == "contradictory" and not verdict.explained and _apart(now, base, rate):
        return
    yield from outcome("growth", [now, base, rate], verdict, "growth.levels")


def _rise(rise: Statement, ledger: Ledger) -> Iterator[Check]:
    found = _levels(rise, ledger, rise.figure.unit)
    if found is None or found[1] is None:
        return
    now, base = found[0], found[1]
    figures = now.figure, base.figure
    verdict = judge(difference, figures, rise.figure, "{0} - {1}")
    if rise.figure.unit == PERCENT and _positive(base) and agree(growth, figures, rise.figure):
        verdict = verdict.because(f"{rise.figure.text} is a rate in percent, not in points")
    yield from outcome("growth", [now, base, rise], verdict, "growth.difference")


def _levels(
    change: Statement, ledger: Ledger, unit: Unit | None = None
) -> tuple[Statement, Statement | None] | None:
    """The level of the period and that of the base period, of one unit; null where the text leaves it open which."""
    now = ledger.level(change.place, unit, days=change.days, value=change.value, sentence=change.sentence)
    if now is None or now.fact.status != change.fact.status:
        return None
    return now, _base(change, now, ledger)


def _base(change: Statement, now: Statement, ledger: Ledger) -> Statement | None:
    place, unit = change.place, now.figure.unit
    reference = change.fact.change_reference
    stated = change.fact.change
    assert stated is not None
    days = stated.base
    value = reference.value if reference is not None else None
    found = ledger.level(
        place, unit, days=(days.first, days.last) if days is not None and days.last else None, value=value
    )
    if found is None and stated.basis == "other" and reference is None:
        # 由2021年的155亿元增至2022年的275亿元,增长77.4%: the one other level of the sentence
        beside = [item for item in ledger.beside(place, change.sentence) if item.figure.unit == unit]
        found = only(item for item in beside if _before(item, now))
        if any(_before(now, item) for item in beside):
            found = None
    return found if found is not now else None


def _apart(now: Statement, base: Statement, rate: Statement) -> bool:
    """Whether the levels are so far from what the rate says that they are rather of different things: 场均1万人, 总数276万人."""
    ratio, stated = now.figure.wide.over(base.figure.wide), rate.figure.wide
    if stated.low is None or stated.high is None:
        return False
    low, high = (_ONE + Interval(bound / 100, bound / 100) for bound in (stated.low, stated.high))
    far = Interval(Fraction(1, _FAR), Fraction(_FAR))
    return low.low is None or low.low <= 0 or not ratio.over(Interval(low.low, high.high)).meets(far)


def _before(item: Statement, now: Statement) -> bool:
    return item.days is not None and now.days is not None and item.days[1] < now.days[1]


def _positive(item: Statement) -> bool:
    low = item.figure.wide.low
    return low is not None and low > 0

"""Which facts state the same thing again: headline, lead and body repeat a figure, rounded or in another scale."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from pipeline.draft import Fact
from pipeline.precision import Written, written

# A figure with fewer digits is too coarse to be told as the rounding of another, unless 约 says that it is one.
_DIGITS = 3
_DIGITS_ABOUT = 2
_LONGEST = 9


def mark_repeats(facts: Sequence[Fact], reading: str) -> None:
    """Sets `same_as` to the first fact that says it: one metric, subject, period, kind and change, and one value or a
    rounding of it. A subject or period that one of them leaves out (a headline) is no difference."""
    seen: defaultdict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        keys = list(_keys(fact, reading))
        if not keys:
            continue
        found = next(
            (other for key in keys for other in seen.get(key, ())[:_LONGEST] if _same(other, fact, reading)),
            None,
        )
        if found is not None:
            fact.same_as = found
            continue
        for key in keys:
            seen[key].append(fact)


def _keys(fact: Fact, reading: str) -> Iterator[tuple[object, ...]]:
    """What a repeat shares with it: all that is equal, and its value or a rounding of that."""
    quantity = fact.quantity
    if quantity is None or fact.metric is None:
        return
    name = fact.metric_norm or reading[fact.metric.start : fact.metric.end]
    change = (fact.change.direction, fact.change.of_growth) if fact.change is not None else None
    bound = quantity.comparator if quantity.comparator != "~" else "="
    same = name, fact.measure_type in ("growth", "delta"), change, bound
    if quantity.value is None:
        yield (*same, quantity.low, quantity.high)
        return
    value = abs(Fraction(quantity.value))
    yield (*same, value)
    text = reading[quantity.start : quantity.end]
    if bound == "=" and value:
        for digits in range(_DIGITS_ABOUT, _size(value, written(quantity, text))):
            yield (*same, rounded(value, digits))


def _same(first: Fact, again: Fact, reading: str) -> bool:
    one, other = first.quantity, again.quantity
    assert one is not None
    assert other is not None
    if (
        first.evidence == again.evidence
        or first.rule == again.rule == "fact.cell"
        or first.status != again.status
    ):
        return False
    if _split(first) != _split(again):
        return False  # 出口增长5%…对美国出口增长5%
    if not _agree(_unit(first), _unit(again)) or not _agree(_who(first, reading), _who(again, reading)):
        return False
    if not _agree(_time(first), _time(again)):
        return False
    if first.change and again.change and not _agree(_basis(first), _basis(again)):
        return False
    if one.value is None or other.value is None:
        return one.low == other.low and one.high == other.high
    return one.value == other.value or _rounds(first, again, reading) or _rounds(again, first, reading)


def _rounds(coarse: Fact, fine: Fact, reading: str) -> bool:
    """Whether the coarse figure is the fine one in fewer digits: 约7,440亿 of 7437.3亿."""
    one, other = coarse.quantity, fine.quantity
    if one is None or other is None or one.value is None or other.value is None:
        return False
    if other.comparator != "=":
        return False
    value = abs(Fraction(one.value))
    places = written(one, reading[one.start : one.end])
    digits = _size(value, places)
    wanted = _DIGITS_ABOUT if one.comparator == "~" else _DIGITS
    if digits < wanted and value == abs(Fraction(other.value)):
        return True
    step = places.rounded if one.comparator == "~" else places.step
    return digits >= wanted and step > 0 and abs(abs(Fraction(other.value)) - value) * 2 <= step


def _size(value: Fraction, places: Written) -> int:
    """How many digits are written, without zeros at the end."""
    if not places.rounded:
        return 0
    return min(_LONGEST, len(str(int(value / places.rounded))))


def rounded(value: Fraction, digits: int) -> Fraction:
    """To so many digits, half up: 743730000000 → 744000000000 for 3."""
    power = len(str(int(value))) - digits if value >= 1 else -digits - _zeros(value)
    scale = Fraction(10) ** power
    return int(value / scale + Fraction(1, 2)) * scale


def _zeros(value: Fraction) -> int:
    """The zeros after the point of a number below 1."""
    count = 0
    while value * 10 < 1:
        value *= 10
        count += 1
    return count


def _unit(fact: Fact) -> str | None:
    """Null for a bare number, as headlines have them: 7437.3億."""
    quantity = fact.quantity
    if quantity is None or (quantity.kind == "number" and quantity.unit is None):
        return None
    unit = quantity.unit
    return quantity.kind + ((unit.currency or unit.code or unit.text) if unit is not None else "")


def _time(fact: Fact) -> str | None:
    """Its days, where they are known: 一季度 is 1至3月."""
    time = fact.period
    if time is None:
        return None
    return f"{time.first}/{time.last}" if time.first and time.last else time.value


def _split(fact: Fact) -> set[tuple[str, str]]:
    """The partner and the goods that a figure is of."""
    parts = ("partner", "item", "industry")
    return {(part.role, part.text) for part in fact.dimensions if part.role in parts}


def _who(fact: Fact, reading: str) -> str | None:
    who = fact.subject
    if who is None:
        return None
    entity = who.entity
    if entity is None:
        return reading[who.start : who.end]
    return entity.norm or reading[entity.start : entity.end]


def _basis(fact: Fact) -> str | None:
    """Null where the words name none."""
    if fact.change is None or fact.change.basis == "other":
        return None
    return fact.change.basis


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other

"""Compares what figures give with what the text states, and says what may be wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from pipeline.checks.figures import Figure, Interval
from pipeline.model import CheckResult

Formula = Callable[..., Interval]
"""Intervals of the figures → the interval of what they give."""

# A scale word left out or put in, the likeliest first: 万, 亿, 千, 十, 百.
_SCALES = (4, 8, 3, 1, 2)
_HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Verdict:
    result: CheckResult
    detail: str
    explained: bool = False
    """Whether a contradiction is one that a slip of the pen gives."""

    def because(self, reason: str) -> Verdict:
        """With what explains a contradiction, where it is one."""
        if self.result != "contradictory":
            return self
        return replace(self, detail=f"{self.detail}: {reason}", explained=True)


def judge(formula: Formula, figures: Sequence[Figure], stated: Figure, shown: str) -> Verdict:
    """consistent: what the figures give rounds to what is stated; rounded: both agree within their rounding;
    contradictory: no numbers that round to the figures agree. `shown` is the formula with `{0}`, `{1}` … for the figures."""
    computed = _exact(formula, figures)
    words = f"{shown.format(*(item.text for item in figures))} = {_number(computed, stated)}; stated {_signed(stated)}"
    if computed is not None and stated.exact is not None and abs(computed - stated.exact) * 2 <= stated.step:
        return Verdict("consistent", words)
    if computed is not None and stated.exact is None and stated.tight.meets(Interval(computed, computed)):
        return Verdict("consistent", words)
    if agree(formula, figures, stated):
        return Verdict("rounded", words)
    verdict = Verdict("contradictory", words)
    reason = next(_diagnoses(formula, figures, stated), None)
    return verdict if reason is None else verdict.because(reason)


def agree(formula: Formula, figures: Sequence[Figure], stated: Figure) -> bool:
    """Whether some numbers that round to the figures give what is stated."""
    return formula(*(item.wide for item in figures)).meets(stated.wide)


def _exact(formula: Formula, figures: Sequence[Figure]) -> Fraction | None:
    points = [item.point for item in figures]
    return formula(*points).low if None not in points else None


def _diagnoses(formula: Formula, figures: Sequence[Figure], stated: Figure) -> Iterator[str]:
    if agree(formula, figures, _scaled(stated, Fraction(-1))):
        yield "the sign is the other way round"
    for power in _SCALES:
        for factor in (Fraction(10**power), Fraction(1, 10**power)):
            for index, item in enumerate(figures):
                changed = [*figures[:index], _scaled(item, factor), *figures[index + 1 :]]
                if agree(formula, changed, stated):
                    yield _off(item, power, factor)
            if stated.unit[0] != "percent" and agree(formula, figures, _scaled(stated, factor)):
                yield _off(stated, power, factor)


def _off(item: Figure, power: int, factor: Fraction) -> str:
    side = "small" if factor > 1 else "large"
    word = {4: " (万)", 8: " (亿)"}.get(power, "")
    return f"{item.text} is too {side} by exactly 10^{power}{word}"


def _scaled(item: Figure, factor: Fraction) -> Figure:
    if factor < 0:
        return replace(item, exact=None, tight=-item.tight, wide=-item.wide)
    return replace(
        item,
        exact=None,
        tight=item.tight.times(factor),
        wide=item.wide.times(factor),
        step=item.step * factor,
    )


def _number(value: Fraction | None, stated: Figure) -> str:
    """In the scale and unit of the figure stated, to two digits: 57.42亿元."""
    if value is None:
        return "a range"
    places = len((stated.numeral or "").partition(".")[2]) + 1
    if stated.numeral is None:
        return _decimal(value, 2)
    return stated.text.replace(stated.numeral, _decimal(value / stated.scale, places))


def _signed(stated: Figure) -> str:
    """下降20% is -20%."""
    fall = stated.tight.high is not None and stated.tight.high < 0 and not stated.text.startswith("-")
    return f"-{stated.text}" if fall else stated.text


def _decimal(value: Fraction, places: int) -> str:
    scaled = round(value * 10**places)
    whole, rest = divmod(abs(scaled), 10**places)
    text = f"{whole}.{rest:0{places}d}".rstrip("0").rstrip(".")
    return f"-{text}" if scaled < 0 else text


def percent(interval: Interval) -> Interval:
    return interval.times(_HUNDRED)

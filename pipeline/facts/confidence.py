"""How far a fact can be relied on: what it rests on, from 1 (all named in its clause) downwards."""

from __future__ import annotations

# What each way of finding the metric has been worth, before the other answers are weighed.
_METRIC = {
    "before": 0.9,
    "after": 0.88,
    "share": 0.85,
    "distributed": 0.85,
    "verb": 0.75,
    "carried-clause": 0.8,
    "carried-sentence": 0.65,
    "rest": 0.55,
    "none": 0.3,
}


def confidence(how: str, catalogued: bool, subject_distance: int | None, period_carried: int) -> float:
    """`subject_distance`: 0 in the clause, sentences back otherwise, None where there is no subject."""
    value = _METRIC[how]
    if catalogued:
        value += 0.06
    if subject_distance is None:
        value -= 0.05
    else:
        value -= 0.06 * min(subject_distance, 4)
    value -= 0.05 * min(period_carried, 3)
    return round(max(0.05, min(0.98, value)), 2)

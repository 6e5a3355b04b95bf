"""The time a number holds for: in its clause, in its sentence, or carried over."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline import model
from pipeline.draft import Time
from pipeline.facts.comparison import compared_words
from pipeline.facts.words import Word

_YEAR = re.compile(r"(?:\d{4}|X{4})(?:/\d{4})?$")
_MONTH = re.compile(r"[\dX]{4}-\d\d$")
_QUARTER = re.compile(r"[\dX]{4}-Q\d$")
_HALF = re.compile(r"[\dX]{4}-H\d$")
# From the beginning of a year: 1至9月, 前三季度.
_TO_DATE = re.compile(r"([\dX]{4})-(?:01|Q1|01-01)/\1-")
_DAY = re.compile(r"[\dX]{4}-[\dX]{2}-[\dX]{2}")
_WEEK = re.compile(r"[\dX]{4}-W\d\d$")
_FREQUENCIES: tuple[tuple[re.Pattern[str], model.Frequency], ...] = (
    (_YEAR, "A"), (_HALF, "S"), (_QUARTER, "Q"), (_MONTH, "M"), (_WEEK, "W"), (_DAY, "D"),
)  # fmt: skip


def usable(time: Time | None) -> bool:
    return time is not None and time.type in ("date", "range")


def direct_time(before: Sequence[Word]) -> Time | None:
    """A time right before the number: 比|2021年|的86.4亿元, “十三五”期间|3.6亿元."""
    near = [word for word in before[-6:] if not word.has("after_time") and not word.quote]
    if near and near[-1].time is not None and usable(near[-1].time):
        return near[-1].time
    return None


def own_time(before: Sequence[Word], compared: set[int]) -> Time | None:
    """The time of these words (those of the clause before the number) that it holds for.

    Times in a comparison (the indices `compared`) and those of the announcement do not count.
    """
    for index in range(len(before) - 1, -1, -1):
        time = before[index].time
        if (
            index in compared
            or not usable(time)
            or _announced(before, index)
            or before[index].has("same_time")
        ):
            continue
        if index and before[index - 1].has("origin") and any(word.number for word in before[index:]):
            continue  # 由2020年的12万人|增加到…
        return time
    return None


def clause_time(words: Sequence[Word]) -> Time | None:
    """The time that a clause without numbers sets for what follows it."""
    compared = compared_words(words)
    for index, word in enumerate(words):
        if (
            index not in compared
            and usable(word.time)
            and not _announced(words, index)
            and not word.has("same_time")
            and not any(other.has("validity") for other in words)
        ):
            return word.time
    return None


def when_of(
    time: Time | None, cumulative: bool, nature: str | None, averaged: bool = False
) -> model.When | None:
    """First and last day, frequency and basis, for loading.

    A stock is one at whatever date; of a flow the days up to a date (截至9月底, 今年以来, 1至9月) are cumulative. What the
    catalogue does not know is a stock where it is told for a date (截至9月底拥有…). A range has the frequency of its last step.
    """
    if time is None:
        return None
    value = time.value
    if "/" in value and not _YEAR.match(value):
        first, _, last = value.partition("/")
        value = last if last not in ("", "..") else first
    frequency = next((name for pattern, name in _FREQUENCIES if pattern.match(value)), None)
    return model.When(time.first, time.last, frequency, _basis(time, cumulative, nature, averaged))


def _basis(time: Time, cumulative: bool, nature: str | None, averaged: bool) -> model.PeriodBasis | None:
    if averaged:
        return "average"
    if nature == "stock":
        return "stock"
    if cumulative:
        return "cumulative"
    if nature == "flow":
        to_date = time.modifier in ("since", "until") or _TO_DATE.match(time.value)
        return "cumulative" if to_date else "flow"
    return "stock" if nature is None and time.modifier == "until" else None


def _announced(words: Sequence[Word], index: int) -> bool:
    """财政部今（9）日公布…: the day of the announcement is not the period of what is announced."""
    time = words[index].time
    if time is None or not _DAY.match(time.value):
        return False
    return any(word.has("say", "event") for word in words[index + 1 :])

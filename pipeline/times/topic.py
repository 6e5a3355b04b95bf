"""What a report is about: 2023年…统计公报 published in 2024 speaks of 2023 where it says 年末, 全年, 上年.

A monthly release about 3月份, published in April, compares with February where it says 与上月相比.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.draft import Stretch
from pipeline.times.calendar import Point
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import Lexicon

_LEAD = 240
"""A report says what it is about within so many characters."""
_REACH = 40
"""How far after the year the word for the report may stand."""
_EARLY = 8
"""Up to this month, a title that names the year before speaks of that year."""
_LAG = 2
"""A monthly release comes out up to so many months after its month."""


@dataclass(frozen=True, slots=True)
class Topic:
    year: Expression | None = None
    period: Expression | None = None
    """A month or quarter."""
    report: bool = False
    """A word like 公报 or 年度报告 says that the whole text is about the year."""


def find_topic(
    text: str,
    sentences: Sequence[Stretch],
    expressions: Sequence[Expression],
    reference: Point,
    words: Lexicon,
) -> Topic:
    """From the expressions of the title and the lead."""
    title = min(sentences[0].end if sentences else 0, _LEAD)
    lead = [item for item in expressions if item.start < _LEAD and item.value is None and not item.same]
    year, report = None, False
    for item in lead:
        if not _is_year(item, reference):
            continue
        named = _named_report(text, item, words)
        early = reference.month is not None and reference.month <= _EARLY and item.start < title
        if named or (early and reference.year is not None):
            year, report = item, named
            break
    period = next((item for item in lead if _is_period(item, reference)), None)
    return Topic(year, period, report)


def _is_year(item: Expression, reference: Point) -> bool:
    point = item.point
    if point.year is None or point.finest != "year" or item.to is not None or point.decade or item.modifier:
        return False
    return reference.year is None or point.year == reference.year - 1


def _named_report(text: str, item: Expression, words: Lexicon) -> bool:
    after = text[item.end : item.end + _REACH]
    for mark in "。;\n":
        after = after.partition(mark)[0]
    return words["report"].pattern.search(after) is not None


def _is_period(item: Expression, reference: Point) -> bool:
    """3月份 in April, 一季度 up to June; of a cumulative 1—5月 the last month."""
    point = item.to or item.point
    if point.day is not None or point.third is not None or item.shift is not None or reference.month is None:
        return False
    if point.month is not None:
        return 0 < (reference.month - point.month) % 12 <= _LAG
    return point.quarter is not None and 0 < ((reference.month + 2) // 3 - point.quarter) % 4 == 1

"""Parts against sums: what adds up by definition, 其中 parts, and figures that 合计 adds up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.checks.figures import PERCENT, Interval
from pipeline.checks.ledger import REACH, STOP, Ledger, Statement, only
from pipeline.checks.outcome import outcome
from pipeline.checks.shares import quotient
from pipeline.checks.verdict import Verdict, judge
from pipeline.checks.words import CheckWords
from pipeline.draft import Check
from pipeline.rulebook.checks import Identity

# Facts whose metric stands in their own clause.
_NAMED = frozenset({"fact.before", "fact.after"})
_Found = dict[str, list[Statement]]
"""Indicator → its levels, of one subject and one period."""


def total(*parts: Interval) -> Interval:
    found = parts[0]
    for part in parts[1:]:
        found = found + part
    return found


def identity_checks(ledger: Ledger, words: CheckWords) -> Iterator[Check]:
    """进出口500亿元, 出口300亿元, 进口200亿元: of one subject and period they must add up."""
    groups: defaultdict[tuple[object, ...], _Found] = defaultdict(lambda: defaultdict(list))
    for item in [*ledger.levels, *ledger.shares]:
        key = item.fact.metric_id
        if key is not None and item.name == words.names[key]:
            when = item.days or item.value or item.sentence
            groups[item.place[1:], when, item.fact.status][key].append(item)
    for found in groups.values():
        for identity in words.identities:
            if found.keys() >= set(identity.indicators):
                yield from _identity(identity, found)


def _identity(identity: Identity, found: _Found) -> Iterator[Check]:
    whole = only(found[identity.whole])
    if whole is None:
        return
    unit = whole.figure.unit
    parts = [only(item for item in found[key] if item.figure.unit == unit) for key in identity.parts]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return
    rule = f"identity.{identity.id}"
    if identity.rate is None:
        yield from _sum(whole, known, rule)
        return
    rate = only(item for item in found[identity.rate] if item.figure.unit == PERCENT)
    low = whole.figure.wide.low
    if rate is not None and low is not None and low > 0:
        verdict = judge(quotient, (known[0].figure, whole.figure), rate.figure, "{0} / {1}")
        yield from outcome("share", [known[0], whole, rate], verdict, rule)


def _sum(whole: Statement, parts: Sequence[Statement], rule: str) -> Iterator[Check]:
    yield from outcome("sum", [*parts, whole], _added(whole, parts), rule)


def _added(whole: Statement, parts: Sequence[Statement]) -> Verdict:
    shown = " + ".join(f"{{{index}}}" for index in range(len(parts)))
    return judge(total, [part.figure for part in parts], whole.figure, shown)


def sentence_checks(ledger: Ledger, words: CheckWords) -> Iterator[Check]:
    """What one sentence says of wholes and their parts."""
    for _, group in groupby(ledger.levels, key=lambda item: item.sentence):
        items = list(group)
        if len(items) > 1:
            yield from _listed(items, ledger.reading, words)
            yield from _among(items, ledger.reading, words)


def _listed(items: Sequence[Statement], reading: str, words: CheckWords) -> Iterator[Check]:
    """A出口30亿元, B出口20亿元, 两项合计50亿元. How many are added up is sure only where the text says so."""
    for index, item in enumerate(items):
        if index < 2:
            continue
        said, count = words.total(reading[items[index - 1].end : item.start])
        if not said or item.figure.unit == PERCENT:
            continue
        near = items[max(0, index - REACH) : index]
        parts = [other for other in near if other.figure.unit == item.figure.unit]
        if count is not None:
            parts = parts[-count:]
        if len(parts) != (count or len(parts)) or len(parts) < 2:
            continue
        verdict = _added(item, parts)
        if count is not None or verdict.result != "contradictory":
            yield from outcome("sum", [*parts, item], verdict, "sum.listed")


def _among(items: Sequence[Statement], reading: str, words: CheckWords) -> Iterator[Check]:
    """出口30亿元, 其中A出口20亿元, B出口10亿元: no part is more than the whole; that they are all of it is worth saying."""
    for index, whole in enumerate(items[:-1]):
        clause, parts = _parts(whole, items[index + 1 : index + 1 + REACH], reading, words)
        if not parts:
            continue
        yield from _exceeds(parts[0], whole)
        for added in (clause, parts):
            verdict = _added(whole, added) if len(added) > 1 and _bounded([*added, whole]) else None
            if verdict is not None and verdict.result != "contradictory":
                yield from outcome("sum", [*added, whole], verdict, "sum.among")
                break


def _parts(
    whole: Statement, following: Sequence[Statement], reading: str, words: CheckWords
) -> tuple[list[Statement], list[Statement]]:
    """The levels of the same unit and time after 其中, up to a semicolon, and up to the next 其中."""
    clause: list[Statement] = []
    found: list[Statement] = []
    if words.part_at(reading, whole.end, following[0].start) < 0 or whole.figure.unit == PERCENT:
        return clause, found
    if whole.fact.metric_id is not None and whole.fact.metric_id not in words.additive:
        return clause, found
    before, stopped = whole, False
    for item in following:
        between = reading[before.end : item.start]
        if found and words.part_at(between, 0, len(between)) >= 0:
            break
        stopped |= STOP in between
        if item.figure.unit == whole.figure.unit and item.value == whole.value:
            found.append(item)
            if not stopped:
                clause.append(item)
        before = item
    return clause, found


def _bounded(items: Sequence[Statement]) -> bool:
    return all(item.figure.tight.low is not None and item.figure.tight.high is not None for item in items)


def _exceeds(part: Statement, whole: Statement) -> Iterator[Check]:
    """Only where both are named as of one kind: 旅客300万人次, 其中内地旅客400万人次."""
    low, high = part.figure.wide.low, whole.figure.wide.high
    named = part.fact.rule in _NAMED and whole.fact.rule in _NAMED
    if not named or part.name == whole.name or not part.name.endswith(whole.name):
        return
    if low is not None and high is not None and low > high:
        detail = f"the part {part.figure.text} is more than the whole {whole.figure.text}"
        yield from outcome("sum", [part, whole], Verdict("contradictory", detail), "sum.part")

"""分别: each number has its own member of the names before it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.draft import Fact, Stretch
from pipeline.facts import phrases, subject
from pipeline.facts.naming import Metric
from pipeline.facts.scope import Scope
from pipeline.facts.view import REACH, View
from pipeline.facts.words import Word


def distributed(view: View, scope: Scope, done: Sequence[Fact]) -> Metric | None:
    """A和B分别增长5%和6%: each number has its own member."""
    first = max(0, view.at - REACH)
    words, at = view.clause.words[first : view.at + REACH], view.at - first
    if view.quantity is None:
        return None
    spread = next((index for index in range(at - 1, -1, -1) if words[index].text.startswith("分别")), None)
    if spread is None:
        return None
    numbers = [index for index in range(spread, len(words)) if words[index].quantity is not None]
    rank = numbers.index(at)
    members = phrases.members(words[:spread])
    if len(members) == len(numbers) > 1:
        return _member(members, rank)
    names = subject.joined_names(words[:spread])
    if len(names) == len(numbers) > 1:
        # 北京、上海和深圳房价分别…
        tail = phrases.before(words[:spread])
        if not tail:
            tail = phrases.before(words[spread + 1 : numbers[0]])  # 湖州、绍兴分别|出口…
        own = phrases.stretch(tail) if tail else scope.metric
        return Metric(own, "distributed", own=bool(tail), member=names[rank])
    if len(members) <= 1 < len(numbers) == len(scope.members):
        # 资讯通信及电子产品,金额分别是…
        own = phrases.stretch(members[0]) if members else scope.metric
        return Metric(own, "distributed", own=bool(members), member=scope.members[rank])
    earlier: list[Stretch] = []
    for fact in done[-REACH:]:
        if fact.quantity is not None and fact.quantity.start >= words[0].start:
            break
        if fact.metric is not None and fact.metric not in earlier:
            earlier.append(fact.metric)
    if not members and 1 < len(numbers) <= len(earlier):
        return Metric(earlier[len(earlier) - len(numbers) + rank], "distributed", own=False)
    return None


def _member(members: Sequence[list[Word]], rank: int) -> Metric:
    """The name of the member of this rank; with a shared measure (A、B产值) the measure, about the member."""
    last = members[-1]
    tail = len(last)
    while tail and last[tail - 1].has("end", "rate"):
        tail -= 1
    others = any(member[-1].has("end") for member in members[:-1])
    if 0 < tail < len(last) and not others:
        own = last[:tail] if rank == len(members) - 1 else members[rank]
        return Metric(phrases.stretch(last[tail:]), "distributed", member=phrases.stretch(own))
    return Metric(phrases.stretch(members[rank]), "distributed", item=phrases.stretch(members[rank]))

"""分别: each number has its own member of the names before it, or goes on with the number that stands in its place before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.draft import Fact, Stretch, Time
from pipeline.facts import phrases
from pipeline.facts.comparison import compare_at
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.naming import Metric
from pipeline.facts.scope import Scope
from pipeline.facts.view import REACH, View
from pipeline.facts.words import Word

_HOW = "distributed"


@dataclass(slots=True)
class _Deal:
    """`head`: the words before 分别, without a comparison; `measure`: those between it and the first number; `rank`: which of
    the `count` numbers behind it is asked about."""

    head: Sequence[Word]
    measure: list[Word]
    rank: int
    count: int


def distributed(view: View, scope: Scope, done: Sequence[Fact], lexicon: Lexicon) -> Metric | None:
    """A和B分别增长5%和6%: what this number measures, and whose member it is. Null where names and numbers do not match."""
    deal = _deal(view)
    if deal is None:
        return None
    listed = _listed(deal.head, deal.count)
    if listed is not None:
        return _of_member(listed, deal.rank, deal.measure, scope, lexicon)
    measure = deal.measure or phrases.before(deal.head)
    if len(scope.members) == deal.count:  # 资讯通信及电子产品,金额分别是…
        own = phrases.stretch(measure) if measure else scope.metric
        return Metric(own, _HOW, own=bool(measure), member=scope.members[deal.rank], deal="clause")
    return _counterpart(done, view.clause.words[0].start, deal, measure)


def time_of(view: View) -> Time | None:
    """That of this number, where times are dealt out: 2023年、2024年营收|分别为3亿元和5亿元."""
    deal = _deal(view)
    if deal is None:
        return None
    before = view.clauses[view.place - 1].words if view.place else ()
    for words in (deal.head, before):
        times = _joined_times(words[-REACH:])
        if len(times) == deal.count:
            return times[deal.rank]
    return None


def _deal(view: View) -> _Deal | None:
    first = max(0, view.at - REACH)
    words, at = view.clause.words[first : view.at + REACH], view.at - first
    if view.quantity is None:
        return None
    spread = _cue(words[:at])
    if spread is None:
        return _going_on(view, words, at)
    numbers = _numbers(words, spread)
    if len(numbers) < 2:
        return None
    compared = compare_at(words[:spread])
    head = words[:spread] if compared is None else words[:compared]  # 较全市平均水平|分别高…
    measure = phrases.before(words[spread + 1 : numbers[0]])  # 分别|实现软件业务收入
    return _Deal(head, measure, numbers.index(at), len(numbers))


def _going_on(view: View, words: Sequence[Word], at: int) -> _Deal | None:
    """产销分别完成180万辆和190万辆,|同比增长12%和13%: as many joined numbers as the clause before deals out."""
    before = view.clauses[view.place - 1].words[-REACH:] if view.place else ()
    spread = _cue(before)
    if spread is None:
        return None
    first = last = at
    while first > 1 and words[first - 1].text in phrases.JOINERS and words[first - 2].quantity is not None:
        first -= 2
    while (
        last + 2 < len(words)
        and words[last + 1].text in phrases.JOINERS
        and words[last + 2].quantity is not None
    ):
        last += 2
    count = (last - first) // 2 + 1
    if count < 2 or len(_numbers(before, spread)) != count:
        return None
    return _Deal(words[:first], [], (at - first) // 2, count)


def _cue(words: Sequence[Word]) -> int | None:
    return next((index for index in range(len(words) - 1, -1, -1) if words[index].has("each")), None)


def _numbers(words: Sequence[Word], start: int) -> list[int]:
    return [index for index in range(start, len(words)) if words[index].quantity is not None]


def _joined_times(words: Sequence[Word]) -> list[Time]:
    """The last run of joined times."""
    found: list[Time] = []
    for index, word in enumerate(words):
        if word.time is not None:
            if not (index and words[index - 1].text in phrases.JOINERS):
                found = []
            found.append(word.time)
    return found


def _of_member(
    listed: tuple[list[list[Word]], list[Word]],
    rank: int,
    measure: list[Word],
    scope: Scope,
    lexicon: Lexicon,
) -> Metric:
    """Of a member by its own name where that is a measure (出口、进口), else of what all share: 北京、上海|房价."""
    members, shared = listed
    own = phrases.stretch(members[rank])
    if shared:
        return Metric(phrases.stretch(shared), _HOW, member=own, deal="shared")
    if all(_measures(member, lexicon) for member in members):
        return Metric(own, _HOW, item=own, deal="measures")
    if measure:
        return Metric(phrases.stretch(measure), _HOW, member=own, deal="between")
    if scope.metric is not None:
        return Metric(scope.metric, _HOW, own=False, member=own, deal="carried")  # 其中汽车、船舶|分别增长…
    return Metric(own, _HOW, item=own, member=own, deal="alone")


def _listed(words: Sequence[Word], count: int) -> tuple[list[list[Word]], list[Word]] | None:
    """The last so many joined names, and the measure that they share behind the last one."""
    end = phrases.trimmed(words)
    while end and words[end - 1].has("average"):
        end -= 1  # 洋桔梗、绣球|日均
    start = end
    while start and _joins(words, start - 1):
        start -= 1
    members: list[list[Word]] = [[]]
    for index in range(start, end):
        word = words[index]
        if word.text in phrases.JOINERS:
            members.append([])
            continue
        if members[-1] and _is_work(members[-1][-1]) and _is_work(word):
            members.append([])  # 《甲》《乙》和《丙》票房
        members[-1].append(word)
    members = [phrases.cleaned(member) for member in members]
    if len(members) != count or not all(members):
        return None
    return _parted(members)


def _is_work(word: Word) -> bool:
    return word.text[0] == "《" and word.text[-1] == "》"


def _joins(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    if word.text in phrases.JOINERS:
        return index > 0
    if word.entity is not None or word.has("end", "rate"):
        return True
    return not phrases.stops(word) and not word.has("adverb")


def _parted(members: list[list[Word]]) -> tuple[list[list[Word]], list[Word]]:
    """The measure behind the last member taken off, where the others have none of their own."""
    *others, last = members
    tail = len(last)
    while tail and last[tail - 1].has("end", "rate"):
        tail -= 1
    if tail == len(last) or any(member[-1].has("end", "rate") for member in others):
        return members, []
    while tail and (last[tail - 1].has("head") or phrases.verbal(last[tail - 1])):
        tail -= 1  # 工伤保险|参保人数
    if not tail:
        return members, []  # 人口和|产值
    name = last[:tail]
    named = all(len(member) == 1 and member[0].entity is not None for member in others)
    if named and name[0].entity is not None:
        name = name[:1]  # 敦煌|三地|订单
    return [*others, name], last[tail:]


def _measures(member: Sequence[Word], lexicon: Lexicon) -> bool:
    text = "".join(word.text for word in member)
    return member[-1].has("end", "rate") or text in lexicon.indicators


def _counterpart(done: Sequence[Fact], start: int, deal: _Deal, measure: list[Word]) -> Metric | None:
    """What the number in the same place before says: 发送旅客3万人、货物2万吨,|分别增长5%和6%."""
    before = [fact for fact in done[-REACH:] if fact.quantity is not None and fact.quantity.start < start]
    levels = [fact for fact in before if fact.change is None]
    group = levels if len(levels) >= deal.count else before
    if len(group) < deal.count:
        return None
    fact = group[len(group) - deal.count + deal.rank]
    at = phrases.stretch(measure) if measure else fact.metric
    who = fact.subject
    member = Stretch(who.start, who.end) if who is not None else None
    return Metric(at, _HOW, own=bool(measure), member=member, deal="again+" if measure else "again")

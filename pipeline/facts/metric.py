"""What a number measures or counts: the words that name it, and how they were found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.draft import Fact, Quantity, Stretch
from pipeline.facts import phrases
from pipeline.facts.change import Change
from pipeline.facts.clauses import Clause
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.words import Word

_AVERAGES = ("平均", "人均", "户均", "日均", "月均", "年均", "均价", "每股", "每人", "每户")
_SHARES = ("比重", "占比", "比例", "比率", "份额", "率")
_CONTRIBUTIONS = ("贡献率", "贡献度", "拉动")
# A remainder of a clause longer than this is cut to what fits.
_LONGEST = 24


@dataclass(slots=True)
class Metric:
    """`how` names the way it was found. `member` is the subject that 分别 gives, `item` what stands before the
    measure in the name (电子产品|出口)."""

    at: Stretch | None
    how: str
    own: bool = True
    member: Stretch | None = None
    item: Stretch | None = None
    averaged: bool = False
    contribution: bool = False
    shares: bool = False


def find(
    quantity: Quantity | None,
    left: Sequence[Word],
    right: Sequence[Word],
    change: Change | None,
    lexicon: Lexicon,
    clause: Clause,
    at: int,
    carried: Stretch | None,
    done: Sequence[Fact],
) -> Metric:
    """`left`: the words before the number since the last one, without a comparison; `right`: those after it."""
    if quantity is not None:
        shared = _distributed(quantity, clause, at, change, done)
        if shared is not None:
            return shared
    kind = quantity.kind if quantity is not None else "percent"
    phrase = phrases.before(left)
    only_verb = bool(phrase) and all(word.has("head") and not word.has("end") for word in phrase)
    named = bool(phrase) and not only_verb
    if change is None:
        following = phrases.after(right)
        if following and kind == "count" and (not named or _adjoins(following, right)):
            return _made(following, "after", lexicon)
        if not named and following and kind != "count" and right and right[0].text in ("的", "为", "是"):
            return _made(following, "after", lexicon)
        if (
            not phrase
            and following
            and kind not in ("percent", "percentage_point", "multiple")
            and carried is None
        ):
            return _made(following, "after", lexicon)
    if named:
        return _made(phrase, "share" if phrase[0].has("share") else "before", lexicon)
    if only_verb and change is None:
        return _made(phrase, "verb", lexicon)
    rest = _rest(right) if change is None else []
    if rest and (carried is None or not done):
        return _made(rest, "rest", lexicon)
    if carried is not None:
        return Metric(carried, "carried-clause" if done else "carried-sentence", own=False)
    if phrase:
        return _made(phrase, "verb", lexicon)
    return Metric(None, "none", own=False)


def _adjoins(following: Sequence[Word], right: Sequence[Word]) -> bool:
    return following[0] is right[0] or (right[0].text == "的" and len(right) > 1 and following[0] is right[1])


def _made(phrase: Sequence[Word], how: str, lexicon: Lexicon) -> Metric:
    text = "".join(word.text for word in phrase)
    metric = Metric(phrases.stretch(phrase), how)
    metric.averaged = any(name in text for name in _AVERAGES)
    metric.shares = text.endswith(_SHARES)
    metric.contribution = any(name in text for name in _CONTRIBUTIONS)
    tail = next(
        (index for index in range(len(phrase) - 1, -1, -1) if not phrase[index].has("end", "rate", "head")),
        None,
    )
    if how == "before" and tail is not None and tail + 1 < len(phrase):
        item = phrases.stretch(phrase[: tail + 1])
        if item.end - item.start >= 2:
            metric.item = item
    elif how == "before" and tail == len(phrase) - 1:
        metric.item = metric.at
    return metric


def _rest(right: Sequence[Word]) -> list[Word]:
    """What follows the number when nothing names it: 9614.5万元|竞得工业用地."""
    start = 0
    while start < len(right) and (right[start].has("adverb", "status", "level") or right[start].mark):
        start += 1
    end = start
    while end < len(right) and not right[end].mark and right[end].end - right[start].start <= _LONGEST:
        end += 1
    return list(right[start:end])


def _distributed(
    quantity: Quantity, clause: Clause, at: int, change: Change | None, done: Sequence[Fact]
) -> Metric | None:
    """A和B分别增长5%和6%: each number has its own member."""
    words = clause.words
    spread = next((index for index in range(at - 1, -1, -1) if words[index].text.startswith("分别")), None)
    if spread is None:
        return None
    numbers = [index for index in range(spread, len(words)) if words[index].quantity is not None]
    rank = numbers.index(at)
    members = _members(words[:spread])
    if len(members) == len(numbers) and len(members) > 1:
        return _member(members, rank)
    earlier: list[Stretch] = []
    for fact in done:
        if fact.quantity is not None and fact.quantity.start >= words[0].start:
            break
        if fact.metric is not None and fact.metric not in earlier:
            earlier.append(fact.metric)
    if not members and 1 < len(numbers) <= len(earlier):
        return Metric(earlier[len(earlier) - len(numbers) + rank], "distributed", own=False)
    return None


def _members(words: Sequence[Word]) -> list[list[Word]]:
    """The joined noun phrases that end these words."""
    phrase = phrases.before(words)
    found: list[list[Word]] = [[]]
    for word in phrase:
        if word.text in phrases.JOINERS:
            found.append([])
        else:
            found[-1].append(word)
    return [member for member in found if member]


def _member(members: Sequence[list[Word]], rank: int) -> Metric:
    """The name of the member of this rank; with a shared measure (A、B产值) the measure, about the member."""
    last = members[-1]
    tail = next(
        (
            index
            for index in range(len(last))
            if all(word.has("end", "rate", "head") for word in last[index:])
        ),
        None,
    )
    others = any(member[-1].has("end") for member in members[:-1])
    if tail is not None and tail > 0 and not others:
        own = last[:tail] if rank == len(members) - 1 else members[rank]
        return Metric(phrases.stretch(last[tail:]), "distributed", member=phrases.stretch(own))
    return Metric(phrases.stretch(members[rank]), "distributed", item=phrases.stretch(members[rank]))

"""Shares against the part and the whole: 出口300亿元, 占进出口总额的60%, 进出口总额500亿元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.checks.figures import PERCENT, Interval
from pipeline.checks.ledger import REACH, STOP, Ledger, Statement
from pipeline.checks.outcome import outcome
from pipeline.checks.verdict import judge, percent
from pipeline.checks.words import CheckWords
from pipeline.draft import Check

_SHARE = "占"
_NOUN = 2


def quotient(part: Interval, whole: Interval) -> Interval:
    return percent(part.over(whole))


def share_checks(ledger: Ledger, words: CheckWords) -> Iterator[Check]:
    everything = sorted([*ledger.levels, *ledger.shares], key=lambda item: item.start)
    for _, group in groupby(everything, key=lambda item: item.sentence):
        items = list(group)
        for index, share in enumerate(items):
            if index and share.figure.unit == PERCENT and share.fact.measure_type == "share":
                yield from _share(share, items[max(0, index - REACH) : index], ledger, words)


def _share(
    share: Statement, before: Sequence[Statement], ledger: Ledger, words: CheckWords
) -> Iterator[Check]:
    part = before[-1]
    between = ledger.reading[part.end : share.start]
    if (
        _SHARE not in between
        or words.adds(between)
        or part.figure.unit == PERCENT
        or part.value != share.value
    ):
        return
    whole, sure = _whole(share, part, before, ledger, words)
    if whole is None or whole is part or whole.figure.wide.low is None or whole.figure.wide.low <= 0:
        return
    verdict = judge(quotient, (part.figure, whole.figure), share.figure, "{0} / {1}")
    if sure or verdict.result != "contradictory":
        yield from outcome("share", [part, whole, share], verdict, "share.of")


def _whole(
    share: Statement, part: Statement, before: Sequence[Statement], ledger: Ledger, words: CheckWords
) -> tuple[Statement | None, bool]:
    """What it is a share of, and whether that is sure enough to call the share wrong."""
    among = _before_part(part, before, ledger, words)
    if share.name.startswith(_SHARE) and share.name != _SHARE:
        # 占进出口总额的60%: the level of what is named, of the same subject and period
        for name in words.wholes(share.name[len(_SHARE) :]):
            place = name, *share.place[1:]
            found = ledger.level(
                place, part.figure.unit, days=share.days, value=share.value, sentence=share.sentence
            )
            if found is not None and found is not part:
                return found, True
        named = share.name[len(_SHARE) :]
        if among is None or not _kin(among.name, named):
            return None, False
        # 占园区企业: of 企业 and of 园区现有企业, but 占出口 is of more than 零部件出口
        same = named.endswith(among.name) or (len(named) > _NOUN and among.name.startswith(named[:-_NOUN]))
        return (among, True) if same else (None, False)
    if share.name not in (part.name, words.names["share"], _SHARE) or among is None:
        return None, False
    stopped = STOP in ledger.reading[among.end : part.start]
    return among, _kin(among.name, part.name) and not stopped


def _before_part(
    part: Statement, before: Sequence[Statement], ledger: Ledger, words: CheckWords
) -> Statement | None:
    """企业1200家,其中民营企业900家,占75%: what 其中 goes back to."""
    for whole in reversed(before[:-1]):
        if words.part_at(ledger.reading, whole.end, part.start) >= 0:
            same = whole.figure.unit == part.figure.unit and whole.value == part.value
            return whole if same else None
    return None


def _kin(one: str, other: str) -> bool:
    """民营企业 are 企业: both end in one noun."""
    return one[-_NOUN:] == other[-_NOUN:]

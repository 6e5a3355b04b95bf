"""Finds and resolves the times of a reading, from left to right: read, join ranges, complete.

At each character that can begin a time the readers try their pieces, each a bounded pattern; so the cost is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.draft import Stretch, Time
from pipeline.rulebook import RuleBook
from pipeline.rulebook.time_words import Role, TimeWord
from pipeline.times.calendar import clock_of, parse
from pipeline.times.clock import ClockReader
from pipeline.times.dates import DateReader
from pipeline.times.durations import DurationReader
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import Lexicon
from pipeline.times.moments import MomentReader
from pipeline.times.neighbours import NeighbourReader
from pipeline.times.plans import PlanReader
from pipeline.times.ranges import join
from pipeline.times.resolve import resolve
from pipeline.times.sets import SetReader

_BEGINS: tuple[Role, ...] = (
    "year",
    "quarter",
    "month",
    "week",
    "weekday",
    "day",
    "whole",
    "half",
    "same",
    "part_of_day",
    "every",
    "doubled",
    "season",
    "holiday",
    "term",
    "era",
)
# 未来48小时, 过去5分钟: only where the reference has a clock time.
_BESIDE = ("过去", "最近", "近", "之前", "往前", "向前", "未来", "接下来", "今后", "之后", "往后", "向后")
_ALWAYS = "闰最月0123456789〇零○一二三四五六七八九十廿卅两俩半第前首今昨明本去民’'‘年上下QHF"

# 农历五月, 腊月, 公元前: rare enough to ask for the second character.
_PAIRS = (
    "最近",
    "过去",
    "未来",
    "接下",
    "之后",
    "之前",
    "往后",
    "今后",
    "后两",
    "近两",
    "农历",
    "阴历",
    "夏历",
    "旧历",
    "大年",
    "上一",
    "下一",
    "上个",
    "下个",
    "正月",
    "冬月",
    "腊月",
    "公元",
    "头两",
    "逢单",
    "逢双",
    "当晚",
    "当夜",
    "差五",
    "个半",
    "分半",
)

# Nothing begins inside a run of figures that begins nothing.
_FIGURES = re.compile(r"\d+")


# Figures that may be a time: 2023年, 9:30, 2Q25, 2000多年; not 1800亿元, 5.2%, 12家.
_TIMELY = re.compile(
    r"\d[\d,.]{0,18} ?(?:[年月日号时点分秒天周季晚夜个小工交礼儿星学财世半多余来几钟昼自整全上下首前第"
    r"QHqhAaPp/:—–─~〜∼至到、和及一二三四五六七八九十-]|万(?=[年小多余])|(?<=\d{7}))|\d{1,4}[. ]\d{1,2}[.-]\d"
    r"|\d{4} \d{1,2} \d|(?:0?[1-9]|1[0-2])[.·]\d{1,2}(?:$| ?[\d凌早上中下晚傍半夜])|\d{4}(?:\.\d\d)?(?: ?$|-|[^\d,.%年。;\n]{0,8}年份)"
)


class Recogniser:
    """Callable: reading, sentences, reference date, region → times in order. Holds nothing of a text."""

    def __init__(self, rules: RuleBook) -> None:
        self.words = Lexicon(rules.entries("time_words", TimeWord))
        names = [name for role in _BEGINS for name in self.words[role].entry]
        self._start = _starts(names)
        self._start_timed = _starts([*names, *self.words["now"].entry, *_BESIDE])

    def __call__(
        self, text: str, sentences: Sequence[Stretch], reference: str | None, region: str | None
    ) -> list[Time]:
        found = list(self._read(text, reference, region))
        return resolve(text, sentences, join(text, found), reference, self.words)

    def _read(self, text: str, reference: str | None, region: str | None) -> Iterator[Expression]:
        published = parse(reference).year
        dates = DateReader(text, self.words, region, published)
        plans, sets = PlanReader(text), SetReader(text, self.words)
        timed = clock_of(reference) is not None
        moments = MomentReader(text, self.words, timed)
        durations = DurationReader(text, self.words, published is not None, timed)
        clock = ClockReader(text, self.words)
        neighbours = NeighbourReader(text, self.words, region, published)
        start = self._start_timed if timed else self._start
        at = 0
        while begin := start.search(text, at):
            at = begin.start()
            if text[at].isdecimal() and not _TIMELY.match(text, at):
                at = self._past(text, at)
                continue
            expression = (
                plans.read(at)
                or sets.read(at)
                or moments.read(at)
                or neighbours.read(at)
                or dates.read(at)
                or clock.read(at)
                or durations.read(at)
            )
            if expression is None:
                at = self._past(text, at)
                continue
            yield expression
            at = max(expression.after, at + 1)

    @staticmethod
    def _past(text: str, at: int) -> int:
        run = _FIGURES.match(text, at)
        return run.end() if run else at + 1


def _starts(names: list[str]) -> re.Pattern[str]:
    """Where a time may begin: by one character, or by two where the first is a common one (国庆)."""
    alone = {name for name in names if len(name) == 1} | set(_ALWAYS)
    pairs = {name[:2] for name in (*names, *_PAIRS) if name[0] not in alone}
    first, second = ({pair[at] for pair in pairs} for at in (0, 1))
    numerals = set("0123456789一二两三四五六七八九十")
    return re.compile(f"{_class(alone)}|{_class(first)}(?={_class(second | numerals)})")


def _class(chars: set[str]) -> str:
    return f"[{re.escape(''.join(sorted(chars)))}]"

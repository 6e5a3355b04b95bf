"""Where a time may begin. Reading one takes dozens of patterns, so the readers are tried only at places that promise one.

A place promises one by a word of the rule book that begins there (国庆节, 上午), by figures or numerals with a unit of
time behind them (2023年, 三点, 1至3月; not 1800亿元, 三成), or by one of the forms below, which are no words (前三季度).
A reader of a new form wants its beginning here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.numerals import HAN_NUMERAL
from pipeline.rulebook.time_words import Role
from pipeline.times.lexicon import Lexicon
from pipeline.times.plans import PLAN

_BEGINS: tuple[Role, ...] = (
    "year",
    "quarter",
    "month",
    "week",
    "day",
    "whole",
    "half",
    "same",
    "part_of_day",
    "doubled",
    "season",
    "holiday",
    "term",
    "era",
)
_ARABIC = "0123456789"
_HAN = "〇零○一二三四五六七八九十廿卅两俩"
_NUMBER = rf" ?的? ?(?:[{_ARABIC}{_HAN}个半]|分半)"
# What may begin a time, by its first character and what stands behind it.
_FORMS = (
    ("前首头上下后近第差", _NUMBER),  # 前三季度, 首10个月, 上两周, 第一季, 差五分三点
    ("最", f"近{_NUMBER}"),
    ("过", f"去{_NUMBER}"),
    ("未", f"来{_NUMBER}"),
    ("接", f"下来{_NUMBER}"),
    ("之往向今", f"[前后]{_NUMBER}"),
    ("上下", "[上下]|一?个"),  # 上上周, 下一个国庆节
    ("上本", "个?世纪"),
    ("今昨明本去前上下", r"\("),  # 今(9)日, 上(4)月
    ("今明", "[春夏秋冬晚早晨夜今明后]"),
    ("去", "[今明春夏秋冬]"),
    ("昨", ""),
    ("年", "[底末初尾头]"),
    ("月", "[底末初尾中]"),
    ("年", "度"),  # 止年度; 半年度 and 财政年度 likewise
    ("财", "政年度"),
    ("中", "期"),
    ("首", "季"),
    ("元正冬腊", "月"),
    ("闰", rf"[正冬腊{_ARABIC}{_HAN}]"),
    ("民", "国"),
    ("公", "元前"),
    ("农阴夏旧", "历"),
    ("大", "年初"),
    ("当", "[晚夜]"),
    ("半", " ?[年个月季周天日小钟星礼分秒世]"),
    ("个分", "半"),
    ("’'‘", r"\d\d"),
    ("QH", "[1-4]"),
    ("F", "Y"),
)
# 每3年, 每个工作日, 每晚: not 每股, 每公里.
_EVERY = rf"[{_ARABIC}{_HAN}个半单双年季月周星礼工交日天小钟分秒早晚夜]"
_WEEKDAY = "[一二三四五六日天]"
# Nothing begins inside a run of figures that begins nothing.
_RUN = re.compile(r"\d+")


class Starts:
    """Compiled from the words once. `timed` adds the words that only a reference with a clock time needs."""

    def __init__(self, words: Lexicon, timed: bool) -> None:
        names = [name for role in _BEGINS for name in words[role].entry]
        names += words["now"].entry if timed else ()
        self._names = _by_first(names)
        every, weekday = (_by_first(words[role].entry) for role in ("every", "weekday"))
        forms = [*_FORMS, *_led(every, _EVERY), *_led(weekday, _WEEKDAY)]
        self._form = re.compile("|".join(f"[{firsts}](?:{rest})" for firsts, rest in forms))
        firsts = {char for chars, _ in forms for char in chars} | {name for name in names if len(name) == 1}
        self._place = _places({*_ARABIC, *_HAN, *firsts}, names)
        units = words["unit"].entry
        piece = _chars(name[1:2] for name in units if name[0] == "个")
        unit = _chars(name[0] for name in units if name[0] not in "个分")
        self._figures, self._numeral = _figures(piece), _numeral(piece, unit)

    def next(self, text: str, at: int) -> int:
        """The next place from `at` on where the readers should be tried; -1 where there is none."""
        search = self._place.search
        while (found := search(text, at)) is not None:
            at, first = found.start(), found.group()
            if text.startswith(self._names.get(first, ()), at):
                return at
            if first in _ARABIC:
                if self._figures.match(text, at):
                    return at
                at = self.past(text, at)
                continue
            if self._form.match(text, at) or (first in _HAN and self._numeral.match(text, at)):
                return at
            at += 1
        return -1

    @staticmethod
    def past(text: str, at: int) -> int:
        """Where to go on behind a place that began nothing."""
        run = _RUN.match(text, at)
        return run.end() if run else at + 1


def _by_first(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, tuple[str, ...]] = {}
    for name in names:
        grouped[name[0]] = (*grouped.get(name[0], ()), name)
    return grouped


def _led(names: dict[str, tuple[str, ...]], rest: str) -> list[tuple[str, str]]:
    """Forms of words that begin a time only before certain characters: 每 and a unit, 周 and a day."""
    return [
        (re.escape(first), f"(?:{'|'.join(re.escape(name[1:]) for name in group)}){rest}")
        for first, group in names.items()
    ]


def _places(alone: set[str], names: Iterable[str]) -> re.Pattern[str]:
    """By one character, or by two where the first is a common one (国庆)."""
    pairs = [name[:2] for name in names if name[0] not in alone]
    first, second = ({pair[at] for pair in pairs} for at in (0, 1))
    paired = f"|[{_chars(first)}](?=[{_chars(second)}])" if pairs else ""
    return re.compile(f"[{_chars(alone)}]{paired}")


def _chars(chars: Iterable[str]) -> str:
    """Characters, each once, as they stand between the brackets of a class."""
    return re.escape("".join(sorted(set(chars))))


def _figures(piece: str) -> re.Pattern[str]:
    """Figures that may be a time: 2023年, 9:30, 2Q25, 2000多年; not 1800亿元, 5.2%, 12家, 5个百分点."""
    return re.compile(
        r"\d[\d,.]{0,18} ?(?:[年月日号时点分秒天周季晚夜小工交礼儿星学财世半多余来几钟昼自整全上下首前第"
        rf"QHqhAaPp/:—–─~〜∼至到、和及一二三四五六七八九十-]|个[{piece}半多余世五]|万(?=[年小多余])|(?<=\d{{7}}))"
        r"|\d{1,4}[. ]\d{1,2}[.-]\d|\d{4} \d{1,2} \d"
        r"|(?:0?[1-9]|1[0-2])[.·]\d{1,2}(?:$| ?[\d凌早上中下晚傍半夜])"
        r"|\d{4}(?:\.\d\d)?(?: ?$|-|[^\d,.%年。;\n]{0,8}年份)"
    )


def _numeral(piece: str, unit: str) -> re.Pattern[str]:
    """Numerals that may be a time: 三点, 十四五规划, 一至三月, 一个半小时; not 三成, 一、, 三分之一, 五个百分点."""
    return re.compile(
        rf"[{HAN_NUMERAL}\d,.·・ 多余来几数]{{1,16}}"
        rf"(?:[{unit}月季日号时点晚夜世]|分(?!之)|个[{piece}半多余世五]|[-—–─~〜∼至到、和及/]{{1,2}} ?第? ?[{_ARABIC}{_HAN}])"
        rf"|{PLAN.pattern}"
    )

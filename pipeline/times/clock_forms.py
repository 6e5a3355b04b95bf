"""How clock times are written: 16时01分, 三点半, 9点20, 差五分三点, 9:59:32, 3pm, 五到六点. Hours stay as written."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.times.lexicon import CONNECTIVE, NUMBER, small

Clock = tuple[int, int | None, int | None]
"""Hour, minute, second."""

_HOUR = rf"(?:{NUMBER}|两)"
_MINUTE = rf"(?:{NUMBER}|零[一二三四五六七八九]|一十)"
_OFF = rf"(?P<off>{_MINUTE}(?= ?分)|[一三](?=刻))(?: ?分钟?|刻钟?)"
# 9点20家 are no minutes
_COUNTED = r"[十百千万亿一二三四五六七八九\d个多余家人名位年月日号点度分秒元件项户次公美吨米平刻.,%:]"
_HAND = re.compile(
    rf"(?P<hour>{_HOUR}) ?(?P<mark>时(?![期代间段装尚速刻光长差])|点(?:钟(?!方向))?(?![个余几钟]))"
    rf"(?: ?(?P<minute>{_MINUTE}) ?分(?![之钟半])(?: ?(?P<second>{_MINUTE}) ?秒)?"
    rf"|(?<=点)(?P<bare>[二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九]|一十)(?!{_COUNTED})"
    rf"|(?<=点)(?P<figures>[0-5]\d)(?!{_COUNTED})"
    r"|(?P<half>半)(?![年月天个])|整|正(?![在式好值是常逢当要处])|(?P<quarter>[一二三123])刻(?!钟)"
    rf"|(?<=点)(?P<sign>[差欠过]){_OFF}"
    r"|(?P<more>多钟?(?![个家名位次])|来钟))?"
)
# 差五分三点, 差一刻八点
_SHORT_OF = re.compile(rf"差{_OFF} ?(?:就|到|不到)?(?P<hour>{_HOUR}) ?点钟?整?(?![个余几多])")
_DIGITAL = re.compile(
    r"(\d{1,2}):(\d\d)(?::(\d\d))?(?![:\d])(?:\.\d{1,6}(?!\d))?(?: ?(?P<half>[AaPp])(?:\.?[Mm]\.?)?(?![A-Za-z])| ?时(?![期代间段装尚速刻光长差]))?"
)
_LATIN = re.compile(r"(\d{1,2}) ?(?P<half>[AaPp])\.?[Mm]\.?(?![A-Za-z\d])")
_ELIDED = re.compile(rf"({_HOUR}){CONNECTIVE}(?={_HOUR} ?[点时])")
# 下午三四点, 九十点钟: about three or four
_NEXT = re.compile(r"(?:一(?=两[点时])|[二两三四五六七八九](?=[三四五六七八九十][点时]))")
_FIRST = "0123456789零〇一二两三四五六七八九十廿"
_QUARTERS = {"一": 15, "二": 30, "三": 45, "1": 15, "2": 30, "3": 45}


class Form(NamedTuple):
    end: int
    clock: Clock
    told: bool
    """Its own form shows that it is a clock time."""
    half: str | None = None
    """MO of am, AF of pm."""
    until: Clock | None = None
    """The second end of 五到六点."""
    about: bool = False
    """5点多钟."""


def read_form(text: str, at: int) -> Form | None:
    """The clock time written at a position, or null."""
    first = text[at : at + 1]
    if first == "差":
        return _short_of(text, at)
    if not first or first not in _FIRST:
        return None
    if elided := _ELIDED.match(text, at):
        last = _hand(text, elided.end())
        if last is not None:
            return last._replace(clock=(_number(elided[1]), None, None), until=last.clock)
    if (next_to := _NEXT.match(text, at)) and (last := _hand(text, at + 1)):
        hour = _number(next_to.group())
        if last.clock == (hour + 1, None, None):
            return last._replace(clock=(hour, None, None), until=last.clock, about=True)
    return _hand(text, at) or (_digital(text, at) if first.isdecimal() else None)


def _hand(text: str, at: int) -> Form | None:
    found = _HAND.match(text, at)
    if found is None:
        return None
    hour, minute, second = _number(found["hour"]), None, None
    for spelled in (found["minute"], found["bare"], found["figures"]):
        minute = _number(spelled) if spelled else minute
    if found["second"]:
        second = _number(found["second"])
    if found["half"]:
        minute = 30
    elif found["quarter"]:
        minute = _QUARTERS[found["quarter"]]
    elif found["sign"]:
        off = _off(found)
        hour, minute = (hour, off) if found["sign"] == "过" else divmod(hour * 60 - off, 60)
    written = found.group()
    plain = found["hour"].isdecimal() or found["hour"] in "零〇"
    # 涨9点20, 三点零六 may be decimals of an index
    told = (
        (minute is not None and not (found["figures"] or (found["bare"] or "").startswith("零")))
        or (found["mark"] == "时" and plain)
        or written.endswith(("整", "正", "点钟", "多钟", "来钟"))
    )
    return Form(found.end(), (hour, minute, second), told, about=found["more"] is not None)


def _digital(text: str, at: int) -> Form | None:
    if found := _DIGITAL.match(text, at):
        hour, minute, second = int(found[1]), int(found[2]), int(found[3]) if found[3] else None
        told = second is not None or found["half"] is not None
    elif found := _LATIN.match(text, at):
        hour, minute, second, told = int(found[1]), None, None, True
    else:
        return None
    half = None
    if found["half"]:
        half = "AF" if found["half"] in "Pp" else "MO"
        if not 1 <= hour <= 12:
            half = None
        elif half == "MO" and hour == 12:
            hour = 0
    return Form(found.end(), (hour, minute, second), told, half)


def _short_of(text: str, at: int) -> Form | None:
    found = _SHORT_OF.match(text, at)
    if found is None:
        return None
    minutes = _number(found["hour"]) * 60 - _off(found)
    return Form(found.end(), (*divmod(minutes, 60), None), True) if minutes >= 0 else None


def _off(found: re.Match[str]) -> int:
    """The minutes of 五分 or 一刻."""
    written = found["off"]
    return _QUARTERS[written] if found.string.startswith("刻", found.end("off")) else _number(written)


def _number(text: str) -> int:
    """
    >>> _number("两"), _number("零五"), _number("一十"), _number("20")
    (2, 5, 10, 20)
    """
    return small(text.replace("两", "二").replace("一十", "十").lstrip("零") or "零")

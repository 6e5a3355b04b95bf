"""The days of a duration that ends or begins at a date: 近三年, 未来十年, 过去48小时; 截至3月31日止三个月, 止年度."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from pipeline.draft import Time
from pipeline.times.calendar import Unit, parse
from pipeline.times.context import Dated
from pipeline.times.expressions import Expression
from pipeline.times.neighbours import AROUND, BESIDE, beside
from pipeline.times.setting import Setting

_WHOLE = re.compile(r"P(\d{1,3})([YMWD])")
_CLOCK = re.compile(r"PT(\d{1,5})([HMS])")
_SECONDS = {"H": 3600, "M": 60, "S": 1}
_ENDED = re.compile(r"止 ?的?\Z")
_NUMERAL = re.compile(r"(?<!第)[0-9一二两三四五六七八九十]")
_UNITS: dict[str, Unit] = {"Y": "year", "M": "month", "W": "week", "D": "day"}


def cover(setting: Setting, time: Time) -> None:
    """Sets first and last of a duration after 近, 过去, 未来; needs the day of the reference date."""
    found = _WHOLE.fullmatch(time.value)
    if time.type != "duration":
        return
    if (
        found is not None
        and found[2] in "YM"
        and _ENDED.search(setting.text, max(0, time.start - 3), time.start)
    ):
        _ended(setting, time, int(found[1]) * (12 if found[2] == "Y" else 1))
        return
    if found is not None and time.rule == BESIDE:
        back = setting.text.startswith(("上", "前", "之前"), time.start)
        time.first, time.last = beside(setting.reference, found[2], int(found[1]), back=back)
        time.anchored, time.anchor = time.first is not None, "reference" if time.first else None
        return
    sign = _direction(setting, time)
    there = _moved(setting, time.value, sign) if sign and setting.reference.day is not None else None
    if there is None:
        return
    here = setting.reference.days()[0]
    time.first, time.last = (there, here) if sign < 0 else (here, there)
    time.anchored, time.anchor = True, "reference"


def of_today(setting: Setting, time: Time, expression: Expression) -> None:
    """A clock time alone in its line is of the day of the reference, where that has a clock time: said at that moment."""
    if setting.moment is not None and setting.alone(expression):
        time.first = time.last = setting.reference.days()[0]
        time.anchored, time.anchor = True, "reference"


def _direction(setting: Setting, time: Time) -> int:
    """Whether it ends (-1) or begins (1) at the reference, or neither (0)."""
    text = setting.text
    at = time.start if time.rule != AROUND else _numeral_of(text, time)
    if setting.words["back"].before(text, at):
        return -1
    return int(setting.words["ahead"].before(text, at) is not None)


def _moved(setting: Setting, value: str, sign: int) -> str | None:
    """The day at the other end; for units of the clock only where the reference has a clock time."""
    if found := _WHOLE.fullmatch(value):
        return setting.reference.moved(_UNITS[found[2]], int(found[1]) * sign)
    moment = setting.moment
    if moment is None or (found := _CLOCK.fullmatch(value)) is None:
        return None
    return (moment + timedelta(seconds=int(found[1]) * _SECONDS[found[2]] * sign)).date().isoformat()


def _numeral_of(text: str, time: Time) -> int:
    """Where the length begins in 未来一周, 过去的30天."""
    found = _NUMERAL.search(text, time.start, time.end)
    return found.start() if found else time.start


def _ended(setting: Setting, time: Time, months: int) -> None:
    """截至3月31日止三个月, 截至10月止的三个月: the months that end with the date before; 去年同期 is theirs a year before."""
    end = setting.context.near
    last = end.last.days()[1] if end is not None else None
    if end is None or last is None:
        return
    begin = parse(last).moved("month", -months)
    after = parse(parse(last).moved("day", 1))
    if after.day == 1:  # the last day of its month
        begin = after.moved("month", -months)
    elif begin is not None:
        begin = parse(begin).moved("day", 1)
    time.first, time.last = begin, last
    time.anchored, time.anchor = True, end.time
    start, stop = parse(begin), parse(last)
    if start.day == 1:
        setting.context.add(Dated(time, replace(start, day=None), replace(stop, day=None)))

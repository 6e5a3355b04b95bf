"""The days of a duration that ends or begins at a date: 近三年, 未来十年; 截至3月31日止三个月."""

from __future__ import annotations

import re

from pipeline.draft import Time
from pipeline.times.calendar import Unit, parse
from pipeline.times.setting import Setting

_WHOLE = re.compile(r"P(\d{1,3})([YMWD])")
_UNITS: dict[str, Unit] = {"Y": "year", "M": "month", "W": "week", "D": "day"}


def cover(setting: Setting, time: Time) -> None:
    """Sets first and last of a duration after 近, 过去, 未来; needs the day of the reference date."""
    found = _WHOLE.fullmatch(time.value)
    reference = setting.reference
    if time.type != "duration" or found is None:
        return
    if setting.text.startswith("止", time.start - 1) and found[2] == "M":
        _ended(setting, time, int(found[1]))
        return
    if reference.day is None:
        return
    back = setting.words["back"].before(setting.text, time.start)
    ahead = setting.words["ahead"].before(setting.text, time.start)
    if back is None and ahead is None:
        return
    here = f"{reference.year:04}-{reference.month:02}-{reference.day:02}"
    there = parse(here).moved(_UNITS[found[2]], int(found[1]) * (-1 if back else 1))
    if there is None:
        return
    time.first, time.last = (there, here) if back else (here, there)
    time.anchored, time.anchor = True, "reference"


def _ended(setting: Setting, time: Time, months: int) -> None:
    """截至3月31日止三个月: the months that end with the date before."""
    end = setting.context.near
    last = end.last.moved("day", 0) if end is not None else None
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

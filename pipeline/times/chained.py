"""Reads days and years said in relation to one another: 去年的今天, 明天的后天, 一年前的今天, 去年本月十日, 今明两天."""

from __future__ import annotations

import re

from pipeline.rulebook.time_words import Role
from pipeline.times.calendar import Point, Shift, Unit, valid
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import small
from pipeline.times.patterns import DAY_OF_MONTH
from pipeline.times.reader import Reader

_UNITS: dict[str, Unit] = {"年": "year", "月": "month", "周": "week", "星": "week", "礼": "week", "天": "day"}
_AGO = re.compile(
    r"([一两二三四五六七八九十]|\d{1,2}) ?(?P<unit>年|个?月|周|个?星期|个?礼拜|天)(?:(?P<before>以?前)|以?后)的(?=[今昨明])"
)
# 今明两天, 明后天, 昨今两日, 今明两年, 今明后三天
_SEVERAL = re.compile(
    r"(?P<first>[去昨今明])(?:(?P<middle>明)(?=后三))?(?P<last>[今明后])(?:[两二三]?(?P<unit>[天日年])(?![轻龄内产均气]))"
)
_PLACE = {"昨": -1, "去": -1, "今": 0, "明": 1, "后": 2}
_LONGEST = 3
"""So many words follow each other at most: 去年的前年的今天."""


class ChainedReader(Reader):
    """`read(at)`: such an expression that begins there, or null."""

    def read(self, at: int) -> Expression | None:
        if self.text[at] not in "去前明后大昨今一两二三四五六七八九十0123456789":
            return None
        return self._several(at) or self._ago(at) or self._chain(at)

    def _several(self, at: int) -> Expression | None:
        found = _SEVERAL.match(self.text, at)
        if found is None or (at and self.text[at - 1] in "如当至证说表"):
            return None
        unit: Unit = "year" if found["unit"] == "年" else "day"
        first, last = _PLACE[found["first"]], _PLACE[found["last"]]
        if not first < last or (found["first"] == "去") != (unit == "year" and first < 0):
            return None
        if found["last"] == "后" and found["unit"] == "年":
            return None
        shift = Shift(unit, first, "reference")
        return Expression(at, found.end(), "date", f"date.{unit}s", shift=shift, through=last - first)

    def _ago(self, at: int) -> Expression | None:
        """一年前的今天, 三天后的明天."""
        found = _AGO.match(self.text, at)
        day = self.words["day"].at(self.text, found.end()) if found else None
        if found is None or day is None:
            return None
        by = small(found[1].replace("两", "二")) * (-1 if found["before"] else 1)
        shift = Shift("day", day[1].shift, day[1].base)
        then = Shift(_UNITS[found["unit"].lstrip("个")[0]], by, "reference")
        return self._with_time(Expression(at, day[0], "date", "date.day", shift=shift, then=then))

    def _chain(self, at: int) -> Expression | None:
        """去年的今天, 去年今日, 前天的后天; 去年本月, 去年本月十日."""
        text, end, years, days, count, linked = self.text, at, 0, 0, 0, True
        while linked and count < _LONGEST and (year := self._counted("year", end)):
            end, years, count = year[0], years + year[1], count + 1
            linked = text.startswith("的", end) and self._counted("year", end + 1) is not None
            end += linked
        if count and (month := self._counted("month", end)):
            return self._month(at, month[0], 12 * years + month[1])
        end += count > 0 and text.startswith("的", end)
        linked = True
        while linked and count < _LONGEST and (day := self._counted("day", end)):
            end, days, count = day[0], days + day[1], count + 1
            linked = text.startswith("的", end) and self._counted("day", end + 1) is not None
            end += linked
        if count < 2 or text[end - 1] not in "天日":
            return None
        then = Shift("year", years, "reference") if years else None
        shift = Shift("day", days, "reference")
        return self._with_time(Expression(at, end, "date", "date.day", shift=shift, then=then))

    def _counted(self, role: Role, at: int) -> tuple[int, int] | None:
        """End and step of a word that counts from the publishing date: not 次日, 当年."""
        found = self.words[role].at(self.text, at)
        return (found[0], found[1].shift) if found and found[1].base == "reference" else None

    def _month(self, at: int, end: int, months: int) -> Expression:
        """去年本月十日."""
        point = Point()
        day = DAY_OF_MONTH.match(self.text, end)
        if day and valid(None, None, small(day[1])):
            end, point = day.end(), Point(day=small(day[1]))
        return self._with_time(
            Expression(at, end, "date", "date.month", point, shift=Shift("month", months, "reference"))
        )

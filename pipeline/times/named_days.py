"""Reads days that a name fixes in a year: 春节, 清明节, “双十一”, 立秋, 复活节; and the day before one (圣诞节前一天)."""

from __future__ import annotations

import re

from pipeline.rulebook.time_words import TimeWord
from pipeline.times.calendar import Point, Shift
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import small
from pipeline.times.reader import Reader

_NOT_AFTER = "一二三四五六七八九十王李张刘陈赵马第"
# 圣诞节的前一天, 中秋节后两天, 国庆节前夕, 元旦当天: counted from the day, or the day itself.
_BESIDE = re.compile(r"的?(?:(?P<before>前)|(?P<after>后))(?P<n>[一两二三四五六七]|\d)[天日]")
# What stands between a feast and the word for its days off: “五一”|假期, 国庆、|中秋; 国庆|8天|长假.
_MARKS = re.compile(r"[”」』\"]?[、和及与暨]?")
_LENGTH = re.compile(r"[”」』\"]?(?:[一二三四五六七八九\d][天日])?")
_LUNAR = ("农历", "阴历", "旧历")
# 下一个国庆节, 上个中秋节: the nearest on that side.
_NEXT = re.compile(r"(?:(?P<back>上)|下)一?个")


class NamedDayReader(Reader):
    """`read(start, at, …)`: a named day at `at`, after a year that was read from `start` (or none, then start == at)."""

    def read(self, start: int, at: int, point: Point, shift: Shift | None) -> Expression | None:
        text = self.text
        step, begin = None, at
        if start == at and (near := _NEXT.match(text, at)):
            step, begin = -1 if near["back"] else 1, near.end()
        named = self.words["holiday"].at(text, begin) or self._lunar_feast(begin) or self._term(start, begin)
        if named is None or (start == begin and at and text[at - 1] in _NOT_AFTER):
            return None
        end, code = named[0], named[1].code
        if start < at and text[at - 1] == "的" and not self._own_line(start, end):
            return None  # 今年的国庆节 is two times in a sentence
        found = Expression(start, end, "date", "date.holiday", point, shift=shift, holiday=code, step=step)
        found.off = self._off(end)
        if beside := _BESIDE.match(text, end):
            days = small(beside["n"].replace("两", "二"))
            found.end = found.after = beside.end()
            found.then = Shift("day", -days if beside["before"] else days, "reference")
        return found

    def _off(self, at: int) -> bool:
        """Whether the mainland's days off are meant: 国庆假期, 国庆节、中秋节假期, “五一”小长假, 国庆8天长假, 春节期间."""
        marks = _MARKS.match(self.text, at)
        other = self.words["holiday"].at(self.text, marks.end()) if marks else None
        length = _LENGTH.match(self.text, other[0] if other else at)
        named = self.words["off"].at(self.text, length.end()) if length else None
        return named is not None and (self.region in (None, "CN") or named[1].code == "CN")

    def _lunar_feast(self, at: int) -> tuple[int, TimeWord] | None:
        """农历元宵, 阴历七夕: the calendar said before a feast of it."""
        if not self.text.startswith(_LUNAR, at):
            return None
        found = self.words["holiday"].at(self.text, at + 2)
        return found if found is not None and found[1].code[0] == "L" else None

    def _term(self, start: int, at: int) -> tuple[int, TimeWord] | None:
        """大雪, 雨水: terms that are weather, too, where 节气, 当天 … follows or the line says nothing else."""
        words = self.words["term"]
        if found := words.at(self.text, at):
            return found
        alone = words.pattern.match(self.text, at)
        if alone is None or not self._own_line(start, alone.end()):
            return None
        return alone.end(), words.entry[alone.group()]

"""Reads five-year plans: 十四五, 第十三个五年规划."""

from __future__ import annotations

import re

from pipeline.model import TimeModifier
from pipeline.times.calendar import Point
from pipeline.times.expressions import Expression
from pipeline.times.lexicon import small

PLAN = re.compile(
    r"(十[一二三四五六七]|[一二三四六七八九]|十)五(?=([”’」』]|$|[^\d一二三四五六七八九十百千万亿个%人年月日号点分元名家项位届楼层路岁次倍成度家])|[”’」』]|年规划)"
)
_NUMBERED_PLAN = re.compile(r"第?([一二三四五六七八九]|十[一二三四五六七]?)个五年(?:规划|计划)(?:时期|期间)?")
_PLAN_TAIL = (
    "期间",
    "时期",
    "规划",
    "计划",
    "以来",
    "末",
    "初",
    "开局",
    "收官",
    "国家",
    "建设",
    "重点",
    "发展",
)
_OPENING = "“‘「『"
_EDGE = re.compile(r"[”’」』]?(?:时期|期)?([末初])")
_EDGES: dict[str, TimeModifier] = {"末": "end_of", "初": "start_of"}


class PlanReader:
    """`read(at)`: a five-year plan that begins there, or null."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read(self, at: int) -> Expression | None:
        """The eleventh five-year plan ran from 2006 to 2010."""
        text = self.text
        if found := _NUMBERED_PLAN.match(text, at):
            return self._plan_years(at, found.end(), small(found[1]))
        found = PLAN.match(text, at)
        if found is None or (
            at and (text[at - 1] in "第零一二三四五六七八九十百千万两几近约" or text[at - 1].isdecimal())
        ):
            return None
        quoted = at > 0 and text[at - 1] in _OPENING and found[2] in tuple("”’」』")
        if not quoted and not text.startswith(_PLAN_TAIL, found.end()) and len(found[1]) < 2:
            return None
        if not quoted and len(found[1]) == 2 and not (found[2] or text.startswith(_PLAN_TAIL, found.end())):
            return None
        return self._plan_years(at, found.end(), small(found[1]))

    def _plan_years(self, start: int, end: int, number: int) -> Expression:
        # The first ran from 1953; 1963 to 1965 were years of adjustment before the third.
        first = 1951 + 5 * number if number >= 3 else 1948 + 5 * number
        edge = _EDGE.match(self.text, end)
        modifier = _EDGES[edge[1]] if edge else None
        return Expression(
            start, end, "range", "range.plan", Point(first), Point(first + 4), modifier=modifier
        )

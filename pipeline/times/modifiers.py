"""自…以来, 截至, 到…止, …以前: words around a date that open one of its sides. They stay outside its span."""

from __future__ import annotations

import re
from typing import cast

from pipeline.draft import Time
from pipeline.model import TimeModifier
from pipeline.times.lexicon import Lexicon
from pipeline.times.patterns import WEEKDAY_IN_BRACKETS

# 1997年回归以来, 2020年投产以来
_SINCE_EVENT = re.compile(r"[\u4e00-\u9fff]{1,6}?以来")
_FAR = re.compile(r"[^,，。;；\n]{0,14}?以来")
_GAP = re.compile(rf" ?[”’」』]?(?:{WEEKDAY_IN_BRACKETS.pattern})? ?底?")


def modify(text: str, time: Time, words: Lexicon) -> None:
    """Sets the modifier of a time and opens the side that it leaves open."""
    found = _modifier(text, time, words)
    if found is not None:
        time.modifier = found
    if time.type in ("duration", "set"):
        return
    if found in ("since", "after"):
        time.last = None
        if found == "after":
            time.first = None if time.modifier == "before" else time.first
    elif found in ("until", "before"):
        time.first = None


def _modifier(text: str, time: Time, words: Lexicon) -> TimeModifier | None:
    begin = time.start
    while begin and text[begin - 1] in " “‘「『":
        begin -= 1
    gap = _GAP.match(text, time.end)
    end = gap.end() if gap else time.end
    before = words["before"].before(text, begin)
    after = words["after"].at(text, end)
    if time.type in ("duration", "set"):
        codes = (after[1].code if after else None, before.code if before else None)
        if time.modifier == "approx" or "approx" in codes:
            return "approx"
        if time.type == "duration" and codes[0] in ("before", "after"):
            return cast(TimeModifier, codes[0])  # 两小时后, where nothing tells from when
        return None
    code_before = before.code if before else None
    code_after = after[1].code if after else None
    if code_before == "since" and (code_after == "since" or _FAR.match(text, end)):
        return "since"
    if code_after is not None:
        return cast(TimeModifier, code_after)
    if code_before is None and time.type == "date" and _SINCE_EVENT.match(text, end):
        return "since"
    if code_before in ("until", "approx"):
        return cast(TimeModifier, code_before)
    if code_before == "since" and before is not None and text[begin - 1] != "从":
        return "since"
    return None

"""Whether an expression is all that its line says: a query, a table cell, one line of a programme.

Such a line shows that 三点 is a clock time and 下午 a part of a day; in running text both need other words beside them.
"""

from __future__ import annotations

import re

_REACH = 12
"""How much may stand around the expression."""
_BEFORE = re.compile(
    r" *(?:[-*·•] *)?(?:时间[::]? *)?(?:从|自|在|于|到|截至|大?约|大概|不晚于|将?近|接近|快到?|已经?|都|才|刚刚?|现在是?)* *"
)
_AFTER = re.compile(
    r" *(?:(?:或|及)?[以之]?[前后内]|左右|前后|上下|之?间|里|起|止|开始|为止|的|了|啦|吧|吗|见)* *[。.!?,;]? *"
)


def alone(text: str, start: int, end: int) -> bool:
    """Nothing else stands in the line of `text[start:end]` but words like 大约, 以后 and a mark at its end."""
    left = text[max(0, start - _REACH) : start]
    right = text[end : end + _REACH]
    if "\n" in left:
        left = left.rpartition("\n")[2]
    elif start > _REACH:
        return False
    if "\n" in right:
        right = right.partition("\n")[0]
    elif end + _REACH < len(text):
        return False
    return _BEFORE.fullmatch(left) is not None and _AFTER.fullmatch(right) is not None

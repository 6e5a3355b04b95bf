"""Vague numerals: 数十亿, 几千, 好几万, 上百, 成百上千; and a lone 几 or 数 (几个, 数名)."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.numeral_lookahead import fills
from pipeline.numeral_words import DIGITS, HAN_NUMERAL, SCALES, Numeral

_VAGUE_SCALES = "十百千万亿兆"
# 数家, 数名; but not 户数, 人数, 总数 before such a word.
_COUNTED = "家名人个位项种次条座倍起例所"
_COUNTABLE = "人户总次指分个件家多少无台倍基参函常级岁点度变系层天年月位半算名股单笔张场票篇页只头字房床车"
_VAGUE_HEAD = re.compile(
    rf"(?:成百上千|成千上万|好几|几|(?<![{_COUNTABLE}])数|上)(?=[{_VAGUE_SCALES}]|(?<=[千万]))"
)
_SEVERAL = re.compile(rf"好?几|(?<![{_COUNTABLE}])数(?=[{_COUNTED}])")

# Where a numeral may begin.
START = re.compile(rf"[0-9{HAN_NUMERAL}几]|数(?=[{_VAGUE_SCALES}{_COUNTED}])|[好上成](?=[几十百千万亿])")


def read_vague(text: str, start: int) -> Numeral | None:
    """数十亿, 几千, 好几万, 上百, 成百上千; and a lone 几 or 数 (几个, 数名)."""
    if text[start : start + 1] not in tuple("好几数上成"):
        return None
    found = _VAGUE_HEAD.match(text, start)
    if found is None:
        lone = _SEVERAL.match(text, start)
        if lone is None or lone.end() >= len(text):
            return None
        if fills(text, lone.end()):  # 几个亿, 好几个亿
            return Numeral(start, lone.end() + 2, None, Decimal(10**8), Decimal(10**9))
        return Numeral(start, lone.end(), None, Decimal(2), Decimal(9))
    if found.group()[0] == "成":
        return Numeral(start, found.end(), None, Decimal(100 if found.group() == "成百上千" else 1000))
    at, factor = found.end(), Decimal(1)
    while at < len(text) and at < found.end() + 4 and text[at] in SCALES:
        factor *= SCALES[text[at]]
        at += 1
    if found.group() == "上":
        return None if text[at : at + 1] in DIGITS else Numeral(start, at, None, factor)
    extra = at if text[at : at + 1] in ("余", "多") else None
    return Numeral(start, at + (extra is not None), None, factor, factor * 10)

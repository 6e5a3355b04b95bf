"""What stands around a place in a numeral: whether 两 is the unit, 点 a decimal point, 个 a filler in 3个亿."""

from __future__ import annotations

import re

from pipeline.numeral_words import HAN_DIGITS, SCALES

HAN_DECIMAL = re.compile(rf"[点.·・][{HAN_DIGITS}]+")

# 一百二十点五, 四百亿点零五: the decimals end the numeral, or a scale or a unit follows.
# 一 alone goes on as another word (三千点一度失守), and 两 is no decimal.
_POINT = re.compile(
    rf"点((?!一[^一-鿿]?[一-鿿])[{HAN_DIGITS.replace('两', '').replace('俩', '')}]+)"
    r"(?=$|[^一-鿿]|[万亿兆成折倍个元块度米公吨克斤升亩平分厘])"
)
_NO_HOUR = re.compile(r" ?(?:[万亿兆成折倍元吨克斤升亩%]|个百分)")
# 两个亿级企业 counts enterprises; 两个亿 is two hundred million.
_FILLER = re.compile(r"个亿(?!元?[级县村镇乡店企产园])")
# 一两|重, 一两|: one tael; but 一两个, 一两百, 一两年 are one or two.
_TAEL = re.compile(r"两(?:$|[^一-鿿]|[重银黄白茶金酒肉米面药人参](?!元))")
_SOME_STOPS = "自访源到华宾往京电说看临袭年之"


def decimals_after_scale(text: str, at: int, section: int) -> re.Match[str] | None:
    """The decimals at `at` after a scale word.

    十点二 and 二十点三 are hours, unless more decimals, a scale or a unit follow, or 百分之 leads to them.
    """
    found = _POINT.match(text, at)
    if found is None:
        return None
    hour = 0 < section <= 24 and len(found[1]) == 1
    if hour and not _NO_HOUR.match(text, found.end()) and text[max(0, at - 4) : at].find("分之") < 0:
        return None
    return found


def fills(text: str, at: int) -> bool:
    """两个亿, 十几个亿: 个 between the number and its scale."""
    return _FILLER.match(text, at) is not None


def is_tael(text: str, at: int, after_scale: bool) -> bool:
    """Whether the 两 at `at` is the unit: 三十两, 三千两百两, 一两银; not 三万两千, 一两个."""
    before = text[at - 1 : at]
    if after_scale and before in SCALES:
        return text[at + 1 : at + 2] not in SCALES
    return before == "一" and _TAEL.match(text, at) is not None


def goes_on_after_some(text: str, at: int) -> bool:
    """十来个, 百来人, 300来杯; but 三百来自 is three hundred and then a verb."""
    after = text[at : at + 1]
    return after != "" and after not in _SOME_STOPS

"""Digits that are no quantity: A4, 5G, T+1, 600519.SZ, 010-82625333, 1920×1080, v2.0, COVID-19."""

from __future__ import annotations

import re

from pipeline.numerals import Numeral
from pipeline.quantities.figures import SCALE_LETTERS

_STATING = re.compile(
    r"(?:为|达|报|至|是|到|于|在|约|近|超过?|逾|破|有|得|录得|第|共|计|合计|总计|总数|低于|高于|不足|增加|减少|上升|下降|微升|微降)了?$"
)
_NAMING = re.compile(
    r"(?:编号|代码|号码|证号|案号|文号|热线|电话|专线|手机|传真|邮编|密码|版本|型号|账号|帐号|批号|字号|房间|网站|微信|QQ|ISBN|ISSN|No\.?|NO\.?|Tel:?|TEL:?|章节|附件|附表|"
    r"附录|图表?|表|序号|工业|版|世纪|公元|公历)[ ::]?$"
)
_BOUNDED = ("以上", "以下", "左右", "上下")
# 紫外线指数8, 得分92: a whole number after the name of a scale; 中证500指数 has it before.
_SCALED = re.compile(r"(?:[线气度热数质险]指数|得分|评分|系数|市盈率|容积率)$")
_COMPARED = re.compile(r"(?:大于|小于|等于)$")
_PAUSE = "。，,;、)》”】\n !?"
_LINE_NUMBER = re.compile(r"(?:^|\n)[ (（【]*$")
_LONGEST_ALONE = 30
_OVER_SCALE = re.compile(r"(?:破|突破|超|超过|逾|近)$")


def part_of_code(text: str, numeral: Numeral, signs: frozenset[str]) -> bool:
    """Whether the digits stand inside a code: letters, a hyphen, a dot or a slash tie them to what is before.

    `signs` are the letters that stand before a number as the sign of a currency: USD350万, RM20.
    """
    if not numeral.arabic or not text[numeral.start].isdigit():
        return False
    before = text[max(0, numeral.start - 2) : numeral.start]
    last = before[-1:]
    if last and last.isascii() and (last.isalnum() or last in "_#@&=~\\"):
        return not _sign_before(text, numeral.start, signs)
    if len(before) == 2 and last in "-./:+×xX*'" and before[0].isascii() and before[0].isalnum():
        return True
    after = text[numeral.end : numeral.end + 2]
    if len(after) == 2 and after[0] in "+×*xX@_" and (after[1].isalnum() and after[1].isascii()):
        return True
    digits = text[numeral.start : numeral.end]
    return digits.isdigit() and len(digits) > 1 and digits[0] == "0"


def _sign_before(text: str, start: int, signs: frozenset[str]) -> bool:
    letters = _LETTERS_BEFORE.search(text, max(0, start - 5), start)
    return letters is not None and (letters.group() in signs or letters.group() in _INDICATORS)


_LETTERS_BEFORE = re.compile(r"[A-Za-z]{1,5}$")
_INDICATORS = ("GDP", "CPI", "PMI", "PPI", "AED", "ATM", "POS", "SUV", "MPV", "ETC", "LED", "APP", "VOC")


def states_number(text: str, numeral: Numeral, alone: bool) -> bool:
    """Whether a number without a unit states something: it has decimals, separators or a big scale, or a verb
    of stating leads to it and a pause follows (PMI为49.8, 指数报3350)."""
    after = text[numeral.end : numeral.end + 1]
    if text[numeral.end - 1] in SCALE_LETTERS or (alone and _alone(text, numeral)):
        return True
    if numeral.bare_scale and numeral.value is not None and numeral.value >= 1000 and after in _PAUSE:
        return bool(_OVER_SCALE.search(text[max(0, numeral.start - 3) : numeral.start]))  # 房价破百万
    if numeral.bare_scale or after in ("-", ":", "/", "×", "%", "+", "版", "代", "号", "纪"):
        return False
    if after.isascii() and after.isalnum():
        return False
    before = text[max(0, numeral.start - 5) : numeral.start]
    if numeral.arabic and text.startswith(_BOUNDED, numeral.end) and _STATING.search(before):
        return True
    if _NAMING.search(before):
        return False
    if numeral.arabic and after in _PAUSE and _SCALED.search(before):
        return True
    if text.endswith(".0", numeral.start, numeral.end) and numeral.end - numeral.start < 5:
        return bool(_STATING.search(before))  # 商圈2.0 is a version
    if is_all(text, numeral):
        return True
    if _COMPARED.search(before) and (after in _PAUSE or after in "的且并而同或和小大"):
        return True
    if not numeral.arabic and "点" in text[numeral.start : numeral.end]:
        return bool(_STATING.search(before))
    if numeral.decimal or numeral.separated or (numeral.scale >= 10**4 and numeral.arabic):
        # 2.1 总体要求: a section number at the head of a line
        heading = numeral.decimal and not numeral.separated and numeral.scale == 1
        return not (
            heading
            and after not in _PAUSE
            and _LINE_NUMBER.search(text[max(0, numeral.start - 4) : numeral.start])
        )
    if not numeral.arabic:
        last = text[numeral.end - 1]
        return (
            numeral.decimal
            or last in "亿兆"
            or (last in "万多余" and numeral.scale >= 10**4 and after in _PAUSE)
        )
    return len(text[numeral.start : numeral.end]) < 7 and after in _PAUSE and bool(_STATING.search(before))


def may_count_lines(numeral: Numeral) -> bool:
    """Plain whole numbers, which may number a section, a page or a row: 3, 十二, 2024; not 3,120 or 三百六."""
    if numeral.decimal or numeral.separated or numeral.extra is not None or numeral.value is None:
        return False
    return numeral.scale == 1 and (numeral.arabic or numeral.value < 100)


def _alone(text: str, numeral: Numeral) -> bool:
    """In a text of figures alone every number that nothing is tied to states itself: 二百五、三百一; not 一 in 一半."""
    if numeral.bare_scale and numeral.extra is None and text[numeral.start : numeral.end] != "十":
        return False
    after = text[numeral.end : numeral.end + 1]
    if after in ("、", ")", ".") and text[numeral.end + 1 : numeral.end + 2] in ("", "\n"):
        return False  # (2), 三、
    return (
        after == ""
        or after in _PAUSE + "~～—–-至到和与及或还左上以不"
        or text.startswith("之间", numeral.end)
    )


def is_all(text: str, numeral: Numeral) -> bool:
    """Whether the text is nothing but the number (and its sign): a cell, a query."""
    size = numeral.end - numeral.start
    if not 1 < size <= _LONGEST_ALONE or size + 3 < len(text) or numeral.extra is not None:
        return False
    around = text[: numeral.start] + text[numeral.end :]
    return not around.strip(" 负-+。第")

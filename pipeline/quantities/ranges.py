"""Ranges (3至5亿元, 零下5至3摄氏度, 300亿至400亿) and lists that share a unit (0.9和0.2个百分点)."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from pipeline import model
from pipeline.draft import Quantity
from pipeline.numerals import EXACT, Numeral, scan
from pipeline.quantities.figures import SCALE_LETTERS
from pipeline.quantities.rates import add_lead
from pipeline.quantities.scene import Part, Scene
from pipeline.quantities.single import read_single
from pipeline.quantities.values import factor_of, give_value, scaled

_TO = re.compile(r" ?(?:\((?:不?含)\) ?)?(?:[-~—–─－～]{1,2}|至|到) ?")
_AND = re.compile(r" ?(?:[与和]|、) ?")
_LIST = re.compile(r" ?(?:[、和及与或]|以及) ?")
_SIGN = re.compile(r"零下|零上|负|[-−](?=\d)")
_BETWEEN = re.compile(r"介于? ?$|[在于] ?$")
# Before these words a hyphen is a minus: 净利润-1.2亿元.
_MINUS_AFTER = (
    "利润",
    "净额",
    "收益",
    "增长",
    "增速",
    "同比",
    "环比",
    "气温",
    "温度",
    "净值",
    "差额",
    "降幅",
    "涨幅",
    "增幅",
    "最低",
    "约",
    "率",
    "差",
    "余额",
    "指数",
    "变动",
    "变化",
    "及",
    "和",
)
_MOVED = re.compile(
    r"(?:[涨跌升降增减贬]|上调|下调|增加|减少|上涨|下跌|上升|下降|增长|扩大|提高|回升|回落)(?:了|近|约|逾)?$"
)
_FAR_APART = 4
_SCALE = re.compile(
    r"(?:规模|震级|指数|得分|评分|分数|系数|比值|数值|评级|范围|区间|[Pp][Hh]值?|倍数|市盈率|比率)(?:约|大约)?(?:为|是|达|介[于乎]|处于|在|落在|位于|估计为|预计为)? ?$"
)
_PAUSE = re.compile(r" ?(?:$|[,，。;；、)\n]|之间|左右|区间|不等|的)")
_LIST_NUMBER = re.compile(r"(?:^|[\n。;；:：]) *$")


def sign_before(text: str, start: int) -> tuple[int, int]:
    """The sign of a number and where it begins: 零下5, 负3.2, and - where it is no dash."""
    scale = 2 if text[start - 1 : start] == "氏" else 0  # 零下华氏13度
    for word in ("零下", "负的", "负", "-", "−"):
        at = start - scale - len(word)
        if at < 0 or not text.startswith(word, at):
            continue
        if (
            word in "-−"
            and text[at - 1 : at]
            not in (
                "",
                " ",
                "(",
                "为",
                "至",
                ",",
                "，",
                "、",
                ":",
                "\n",
                "到",
                "~",
                "在",
                "于",
            )
            and not text.endswith(_MINUS_AFTER, 0, at)
        ):
            continue
        if word == "负" and text[at - 1 : at] in ("胜", "平", "肩", "担", "自", "正", "抱"):
            continue
        return -1, at
    return 1, start


def read_range(scene: Scene, first: Part, sign: int) -> Quantity | None:
    """The range that begins with `first`, or null; the low end must lie below the high end."""
    low = first.numeral.value
    item, word = first.item, first.word
    after = item.end if item is not None else first.numeral.end
    text = scene.text
    joint = _TO.match(text, after)
    if joint is None and _BETWEEN.search(scene.before(first.numeral.start, 2)):
        joint = _AND.match(text, after)
        if joint is not None and "之间" not in text[joint.end() : joint.end() + 20]:
            joint = None
    if joint is None or low is None:
        return None
    signed = _SIGN.match(text, joint.end())
    numeral = scan(text, signed.end() if signed else joint.end())
    if numeral is None or numeral.value is None or numeral.bare_scale != first.numeral.bare_scale:
        return None
    second = read_single(scene, numeral)
    other = second.item or _on_a_scale(scene, first, second)
    if other is None or (word is not None and second.word is not None and word.name != second.word.name):
        return None
    if (word is None) != (second.word is None) and word is not None:
        return None
    if second.word is None and not (_both_bare(scene, first, second) or _on_a_scale(scene, first, second)):
        return None
    if word is None:
        low = _with_elided_scale(first.numeral, low, second.numeral)
    high = second.numeral.value
    assert high is not None
    minus = signed is not None and signed.group() != "零上"
    high = -high if minus else high
    low = EXACT.multiply(low, Decimal(sign))
    factor = factor_of(second.word) if second.word else None
    if factor is not None:
        low, high = _scaled_ends(first, second, low, high, factor)
    if low >= high or (word is not None and _moves(scene, first, other, low, high)):
        return None
    other.start = item.start if item is not None else first.numeral.start
    other.value = None
    other.low, other.high = low, high
    other.comparator = "="
    if (
        item is not None
        and item.unit is not None
        and item.unit.code
        and other.unit is not None
        and not other.unit.code
    ):
        other.unit = item.unit  # 人民币3亿至5亿元
    if other.kind == "money":
        add_lead(scene, other)
    return other


def _scaled_ends(
    first: Part, second: Part, low: Decimal, high: Decimal, factor: Fraction
) -> tuple[Decimal, Decimal]:
    """The ends with what their units add: 五元六角-五元七角, 三到五岁半, 1米6至1米7."""
    ends = []
    for part, value in ((first, low), (second, high)):
        whole = part.item.value if part.item is not None and part.word is not None else None
        if isinstance(whole, Decimal):
            ends.append(-abs(whole) if value < 0 else whole)
        else:
            more = scaled(value, factor)
            assert more is not None
            ends.append(more)
    return ends[0], ends[1]


def _with_elided_scale(first: Numeral, low: Decimal, second: Numeral) -> Decimal:
    """3至5亿 is 3亿 to 5亿, 十八至三十万 is 18万 to 30万; 500到1万 is 500."""
    if first.scale == 1 and second.head is not None and low < second.head:
        return EXACT.multiply(low, Decimal(second.scale))
    if first.scale < 10**4 and not first.arabic and second.group is not None and low < second.group:
        return EXACT.multiply(low, Decimal(second.group_scale))
    return low


def _moves(scene: Scene, first: Part, other: Quantity, low: Decimal, high: Decimal) -> bool:
    """涨5元至1085元 is a rise and where it led; 预计上涨5%至8% is a range."""
    if other.kind == "percent" or low <= 0 or high < _FAR_APART * low:
        return False
    return bool(_MOVED.search(scene.before(first.numeral.start, 4)))


def _on_a_scale(scene: Scene, first: Part, second: Part) -> Quantity | None:
    """震级介于4至4.5, 指数在50至55之间: bare numbers after the name of a scale, and nothing after them."""
    if first.word is not None or second.word is not None or first.numeral.arabic != second.numeral.arabic:
        return None
    end = second.numeral.end
    if scene.text.startswith("之间", end) and _BETWEEN.search(scene.before(first.numeral.start, 2)):
        return Quantity(first.numeral.start, end, "number", "number.range")
    if not _SCALE.search(scene.before(first.numeral.start, 8)) or not _PAUSE.match(scene.text, end):
        return None
    return Quantity(first.numeral.start, end, "number", "number.range")


def _both_bare(scene: Scene, first: Part, second: Part) -> bool:
    """300亿至400亿, 49.5-50.5: two numbers of one make, with nothing after them that ties on."""
    one, two = first.item, second.item
    if (
        scene.alone(first.numeral.start)
        and one is not None
        and two is not None
        and one.kind == two.kind == "number"
    ):
        return True
    text = scene.text
    if text[first.numeral.end - 1] in SCALE_LETTERS and text[second.numeral.end - 1] in SCALE_LETTERS:
        return one is not None and two is not None  # 月薪15k-20k
    if one is None or two is None:
        return False
    if two.kind == "money" or one.kind == "money":
        return one.kind == "money" and (two.kind == "money" or two.kind == "number")
    if text[two.end : two.end + 1] in "-/:.年月日号":
        return text[two.end : two.end + 1] == ""
    return first.numeral.scale >= 10**4 <= second.numeral.scale or (
        first.numeral.decimal and second.numeral.decimal
    )


def read_shared(scene: Scene, first: Numeral) -> list[Quantity]:
    """0.9和0.2个百分点, 3.2、4.5和5.1亿元: the unit (and the scale) of the last holds for all.

    A list that ends without a unit is read once: `scene.refused` keeps its members from being tried again.
    """
    if not first.arabic and not first.decimal:
        return _neighbours(scene, first)
    if first.start < scene.refused:
        return []
    parts, text = [first], scene.text
    while True:
        joint = _LIST.match(text, parts[-1].end)
        following = scan(text, joint.end()) if joint else None
        if joint is None or following is None or following.value is None or following.arabic != first.arabic:
            break
        if len(parts) == 1 and "、" in joint.group() and _numbers_a_list(scene, first):
            break  # 1、20家企业入选
        last = read_single(scene, following)
        if last.item is not None and last.word is not None:
            scale = following.scale if following.head is not None else 1
            return [*(_share(last, part, scale) for part in parts), last.item]
        parts.append(following)
    scene.refused = parts[-1].end
    return []


def _numbers_a_list(scene: Scene, first: Numeral) -> bool:
    return not first.decimal and bool(_LIST_NUMBER.search(scene.before(first.start, 3)))


def _neighbours(scene: Scene, first: Numeral) -> list[Quantity]:
    """三、四千人 is a range: two digits that follow each other."""
    text = scene.text
    if first.end - first.start != 1 or first.value is None or not text.startswith("、", first.end):
        return []
    second = scan(text, first.end + 1)
    if second is None or second.arabic or second.value is None:
        return []
    head = second.head if second.head is not None else second.value
    if head != first.value + 1 or head >= 10:
        return []
    last = read_single(scene, second)
    if last.item is None or last.word is None:
        return []
    item, factor = last.item, factor_of(last.word)
    item.low = scaled(EXACT.multiply(first.value, Decimal(second.scale)), factor)
    item.high, item.value, item.start = scaled(second.value, factor), None, first.start
    return [item]


def _share(last: Part, numeral: Numeral, scale: int) -> Quantity:
    item, word = last.item, last.word
    assert item is not None
    assert word is not None
    unit = replace(item.unit) if isinstance(item.unit, model.Unit) else None
    shared = Quantity(numeral.start, numeral.end, item.kind, f"{item.rule}+elided", unit=unit)
    shared.factor, shared.offset, shared.base = item.factor, item.offset, item.base
    factor = factor_of(word)
    if numeral.scale == 1:
        factor *= scale
    return give_value(shared, numeral, factor)

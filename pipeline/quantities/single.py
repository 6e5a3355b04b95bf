"""One number with its unit: 3500家, 42余万平方米, 人民币3亿元, HK$50万, 7.8元/升, 50.2."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline import model
from pipeline.draft import Quantity, Stretch
from pipeline.numerals import HAN_NUMERAL, Numeral
from pipeline.quantities.codes import may_count_lines, states_number
from pipeline.quantities.compound import add_change, add_smaller
from pipeline.quantities.figures import lettered
from pipeline.quantities.lexicon import BARE_YUAN, UnitWord
from pipeline.quantities.rates import add_rate
from pipeline.quantities.scene import Part, Scene
from pipeline.quantities.values import (
    add_half,
    add_tenths,
    factor_of,
    give_measure,
    give_money,
    give_value,
)

_REAL_ONE = re.compile(r"(?:仅有?|只有?|唯|共|达|另有?|其中|各|近|超过?|逾|不足|不到|至少)$")
# 一人受伤, 一死三伤, 一男两女: a report of an accident counts, an indefinite one does not.
_PERSONS = ("人", "死", "伤", "男", "女")
_STRUCK = re.compile(
    r"[死伤男女]?[一二两三四五六七八九十]{1,2}[死伤男女]|死[亡伤]?[,，。;；]"
    r"|人(?:[^,，。;；\n]{0,4})?(?:伤|亡|死|入院|送院|送医|被捕|遇难|失踪|获救|确诊|失联|昏迷|被困|不治|感染|遇害|丧生|罹难|涉案)"
)
# 两风电场项目, 两储能企业; not 两岸企业, 两地公司.
_TWO_OF = re.compile(
    r"两(?![岸地会国市用新高重融者个家优客限广江湖馆院校代级淮江党制翼个])[一-鿿]{1,4}(?:项目|企业|公司|基地|工厂|工程)"
)
_ROUND = re.compile(r"(?:近|超|逾|破|过|约|达|上|数|达到|突破|每股)$")
# 套(间), 件(组), 辆(架): a second measure word for the same things.
_OTHER_WORD = re.compile(r"\((?:间|组|套|件|个|座|处|栋|户|辆|架|只|家|幅|块|份|宗|起|场|项|人)\)")
_NUMERAL = tuple(HAN_NUMERAL + "0123456789")
_NO_NOUN = re.compile(r"$|[^一-鿿]|的|左右|上下|以[上下内]|等")
_UNIT_HEADING = re.compile(r"(?:单位|计量|计价|面值)[::为]?$|[以按]$|每$|[)）]$")


def read_single(scene: Scene, numeral: Numeral) -> Part:
    """The quantity that a numeral and the unit after it (or the sign before it) make."""
    text = scene.text
    numeral = _without_prefix(scene, lettered(scene, numeral))
    word, at = scene.unit_at(numeral.end)
    word, at = _over_filler(scene, word, at)
    prefix = scene.lexicon.symbol_before(text, numeral.start, scene.region)
    if prefix is not None and text[prefix[0] - 1 : prefix[0]] in _NUMERAL:
        prefix = None  # 10美元5人: the name is the unit of the number before it
    if prefix is not None and (word is None or word.measure is not None):
        money = Quantity(prefix[0], numeral.end, "money", f"money.{prefix[1].id}")
        code = prefix[1].code
        sign = text[prefix[0] : numeral.start].strip()
        money.unit = model.Unit(sign, code, "money", code, basis="explicit")
        return Part(numeral, give_value(money, numeral))
    if word is None:
        return Part(numeral, _bare(scene, numeral))
    enclosed = text[numeral.start - 1 : numeral.start] == "(" and text.startswith(")", at + len(word.name))
    if numeral.bare_scale and enclosed:
        return Part(numeral)  # 营业收入(仟元): the unit of what follows
    if numeral.bare_scale and _UNIT_HEADING.search(scene.before(prefix[0] if prefix else numeral.start, 4)):
        return Part(numeral)  # 单位:万元
    if word.measure is not None and not _counts(scene, numeral, word):
        return Part(numeral)
    if word.unit is not None and word.unit.kind == "measure" and _only_a_scale(scene, numeral):
        return Part(numeral)  # 百公里加速, 万吨巨轮
    item = Quantity(numeral.start, at + len(word.name), "count", f"count.{word.id}")
    if word.unit is not None:
        give_measure(item, word, scene.lexicon)
        scene.settle(word, item.end)
    elif word.measure is not None:
        _count(scene.text, item, word, at, numeral.end)
    else:
        give_money(item, word)
        part = prefix is not None and word.part is not None and word.currency is prefix[1]  # 港币|11.2仙
        if prefix is not None and (word.currency is None or part) and item.unit is not None:
            item.start, item.rule = prefix[0], f"money.{prefix[1].id}"
            item.unit.code = item.unit.currency = prefix[1].code
            item.unit.basis = "explicit"
    give_value(item, numeral, factor_of(word))
    if word.name in ("成", "折"):
        add_tenths(text, item)
    elif (
        item.kind in ("measure", "multiple")
        or word.name in ("块", "块钱", "元", "蚊")
        or (word.name == "个" and text.startswith("半", item.end) and _NO_NOUN.match(text, item.end + 1))
    ):
        add_half(text, item, factor_of(word))
    if item.kind == "money":
        add_change(scene, item, word)
    elif item.kind == "measure":
        add_smaller(scene, item, word)
    add_rate(scene, item, word, numeral)
    return Part(numeral, item, word)


def _over_filler(scene: Scene, word: UnitWord | None, at: int) -> tuple[UnitWord | None, int]:
    """十个欧元, 六个加仑, 三个平方: 个 before a unit, where no noun follows (5个美元基金 counts funds)."""
    if word is None or word.name != "个":
        return word, at
    over, behind = scene.unit_at(at + 1)
    if (
        over is None
        or over.measure is not None
        or behind != at + 1
        or not _NO_NOUN.match(scene.text, behind + len(over.name))
    ):
        return word, at
    return over, behind


def _count(text: str, item: Quantity, word: UnitWord, at: int, end: int) -> None:
    """35家; 6000套(间); and 三千|岗位, where no measure word stands between number and noun."""
    assert word.measure is not None
    if word.measure.itself:
        item.noun, item.end = Stretch(at, item.end), end
    elif other := _OTHER_WORD.match(text, item.end):
        item.end = other.end()
    item.unit = model.Unit("" if word.measure.itself else text[at : item.end])


def _without_prefix(scene: Scene, numeral: Numeral) -> Numeral:
    """500千伏, 950百帕: the last scale word belongs to the unit."""
    scale = {"百": 100, "千": 1000}.get(scene.text[numeral.end - 1])
    if scale is None or numeral.head is None or numeral.value is None or numeral.scale != scale:
        return numeral
    word, _ = scene.unit_at(numeral.end - 1)
    if word is None or word.unit is None:
        return numeral
    whole, at = scene.unit_at(numeral.end)
    if whole is not None and at + len(whole.name) > numeral.end - 1 + len(word.name):
        return numeral  # 两千|卡塔尔里亚尔, 两千|吨标准煤: the longer unit wins
    return replace(numeral, end=numeral.end - 1, value=numeral.head, head=None, scale=1)


def _counts(scene: Scene, numeral: Numeral, word: UnitWord) -> bool:
    """Whether number and measure word count something: 一个平台 does not, 仅一家 and 1家 do."""
    assert word.measure is not None
    if word.measure.itself and scene.text[numeral.start : numeral.end] == "二":
        return False  # 二企业: a name
    if numeral.arabic:
        return True
    if word.measure.arabic:
        return False
    end = numeral.end + scene.text.startswith(" ", numeral.end) + len(word.name)
    if scene.alone(numeral.start) and _NO_NOUN.match(scene.text, end + scene.text.startswith("半", end)):
        return True  # 一个, 零个, 一个半
    if numeral.value == 0:
        return False  # 零组件
    surface = scene.text[numeral.start : numeral.end]
    if surface in ("一", "壹"):
        casualty = word.name in _PERSONS and _STRUCK.match(scene.text, numeral.end)
        return bool(casualty or _REAL_ONE.search(scene.before(numeral.start, 2)))
    return not _only_a_scale(scene, numeral)


def _only_a_scale(scene: Scene, numeral: Numeral) -> bool:
    """百 or 万 alone is a figure of speech (百家企业), but where it is compared (近百家, 超千家)."""
    if not numeral.bare_scale or numeral.extra is not None or numeral.end - numeral.start > 1:
        return False
    return scene.text[numeral.start] != "十" and not _ROUND.search(scene.before(numeral.start, 2))


def _bare(scene: Scene, numeral: Numeral) -> Quantity | None:
    """A number with no unit: an index or a score; and 两风电场项目, which counts the projects."""
    if _TWO_OF.match(scene.text, numeral.start):
        item = Quantity(numeral.start, numeral.end, "count", "count.noun", unit=model.Unit(""))
        return give_value(item, numeral)
    alone = scene.alone(numeral.start) and (scene.one_line or not may_count_lines(numeral))
    if not states_number(scene.text, numeral, alone):
        return None
    return give_value(Quantity(numeral.start, numeral.end, "number", "number"), numeral)


__all__ = ["BARE_YUAN", "read_single"]

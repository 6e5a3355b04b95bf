"""Rates: 7.8元/升, 320元每平方米, 每桶40美元, 时速140英里, 15吨/小时."""

from __future__ import annotations

import re
from fractions import Fraction

from pipeline.draft import Quantity
from pipeline.numerals import Numeral, scan
from pipeline.quantities.lexicon import UnitWord
from pipeline.quantities.scene import Scene

_PER = re.compile(r" ?[/／每] ?")
# Words between 每桶 and its price: 每桶收于40美元, 每吨上涨约120元.
_BETWEEN = re.compile(
    r"(?:下跌|上涨|下降|上升|上调|下调|涨|跌|降|升|约|近|超过?|逾|为|达到?|收于|报|收报|收盘|突破|跌破|站上|至|到|仅|只|"
    r"最高|最低|平均|不足|不到|不低于|不超过|奖励|补助|补贴|给予|派发?|派息|送|转增|现金|红利|人民币|股息|分红|卖|售价?|成交价?|价格|高达|需|可|收|了|的){0,4}$"
)
_EACH_UNIT = re.compile(r"每([一-鿿]{1,4})$")
_PAYOUT = re.compile(
    r"(?:10|十)股?(?:送红?股?[\d.]{1,4}股?)?(?:转增?[\d.]{1,4}股?)?派(?:发|息)?(?:现金)?(?:红利|股息)?(?:人民币)?$"
)
_EVERYONE = re.compile(r"每([人户家名位生车船])$")
_EACH = re.compile(r"每 ?(?P<number>(?:\d{1,4}|[一二两三四五六七八九十百千万]{1,3}) ?)?$")
# How many of an area make a square kilometre.
_AREAS = {"km2": Fraction(1), "har": Fraction(100), "m2": Fraction(1_000_000), "[mu]": Fraction(1500)}
_PERIODS = {"d", "wk", "mo", "[quarter]", "a"}
_SPEED = re.compile(r"(?:时|秒)速$")


def add_rate(scene: Scene, item: Quantity, word: UnitWord, numeral: Numeral) -> None:
    """Set `per` (and the compound code of a measure) where the number is a rate; the span grows over a rate
    that stands behind its unit."""
    if item.kind not in ("money", "measure", "count"):
        return
    below, end = _behind(scene, item.end)
    if below is None:
        if item.kind == "money":
            add_lead(scene, item)
            return
        if word.unit is not None:
            if word.unit.dimension == "length":
                _speed(scene, item, word)
            if item.unit is not None and item.unit.per is None:
                _measure_each(scene, item, word)
        elif word.measure is not None:
            _density(scene, item)
        return
    unit = below.unit
    if unit is None and below.measure is None:
        return
    if item.kind == "money":
        assert item.unit is not None
        item.unit.text += scene.text[item.end : end]
        item.end = end
        _set_per(item, (unit.code if unit else "") or below.name)
        return
    if unit is None:
        return  # 5台/套
    _divide(scene, item, word, below)
    assert item.unit is not None
    item.unit.text += scene.text[item.end : end]
    item.end = end


def add_lead(scene: Scene, item: Quantity) -> None:
    """Set `per` of money where a rate leads to it: 每桶40美元, 每公斤35至40元, 拟10派3.2元."""
    per = _dividend(scene, item.start) or _each(scene, item.start)
    if per is not None and item.unit is not None and item.unit.per is None:
        _set_per(item, per)


def _behind(scene: Scene, at: int) -> tuple[UnitWord | None, int]:
    joint = _PER.match(scene.text, at)
    if joint is None:
        return None, at
    word = scene.lexicon.match(scene.text, joint.end(), scene.region, per=True)
    if word is None or word.currency is not None or (word.unit is None and word.measure is None):
        return None, at
    if "每" in joint.group() and word.unit is None:
        return None, at  # 3亿元每个项目: a new phrase begins
    return word, joint.end() + len(word.name)


def _each(scene: Scene, start: int) -> str | None:
    """The unit of 每桶, 每10股 that leads to a price."""
    text = scene.text
    end = _lead(scene, start)
    # The longest unit word that ends here and has 每 before it.
    for size in range(5, 0, -1):
        begin = end - size
        if begin < 1:
            continue
        each = _EACH.search(text[max(0, begin - 6) : begin])
        if each is None:
            continue
        word = scene.lexicon.match(text, begin, scene.region, per=True)
        if word is None or len(word.name) != size or word.currency is not None:
            continue
        number = scan(each["number"].strip(), 0) if each["number"] else None
        code = (word.unit.code if word.unit else "") or word.name
        if number is not None and number.value is not None and number.value != 1:
            return f"{number.value:f}{code}"
        # 每人每月500元
        person = _EVERYONE.search(text[max(0, begin - 3) : begin - 1])
        return f"{person[1]}.{code}" if person else code
    return None


def _dividend(scene: Scene, start: int) -> str | None:
    """拟10派3.2元, 10转4派2元: for ten shares, which the short form leaves out."""
    return "10股" if _PAYOUT.search(scene.before(start, 24)) else None


def _measure_each(scene: Scene, item: Quantity, word: UnitWord) -> None:
    """每秒3.5万立方米 → m3/s, 每亩500公斤. 每天 and longer are times of their own."""
    end = _lead(scene, item.start)
    found = _EACH_UNIT.search(scene.text[max(0, end - 6) : end])
    below = scene.lexicon.match(found[1], 0, scene.region, per=True) if found else None
    if found is None or below is None or below.unit is None or below.name != found[1]:
        return
    if below.unit.dimension in ("area", "mass", "volume") or below.unit.code in ("s", "min", "h"):
        _divide(scene, item, word, below)


def keeps_code(per: str | None) -> bool:
    """Whether money keeps its currency as code: always, but for a rate. 每月500元 is a sum that is paid monthly."""
    return per is None or per.rsplit(".", 1)[-1] in _PERIODS


def _set_per(item: Quantity, per: str) -> None:
    assert item.unit is not None
    item.unit.per = per
    if not keeps_code(per):
        item.unit.code = None


def _speed(scene: Scene, item: Quantity, word: UnitWord) -> None:
    """时速140英里 → mi/h."""
    found = _SPEED.search(scene.before(_lead(scene, item.start), 2))
    if found is None or item.unit is None or word.unit is None:
        return
    second = found.group().startswith("秒")
    item.unit.code, item.unit.per = f"{word.unit.code}/{'s' if second else 'h'}", "s" if second else "h"
    item.unit.dimension, item.base = "speed", scene.lexicon.bases["speed"]
    item.factor = Fraction(word.unit.factor) * (Fraction(18, 5) if second else Fraction(1, 1000))


def _density(scene: Scene, item: Quantity) -> None:
    """每平方公里2500人 → /km2."""
    per = _each(scene, item.start)
    if per is None or item.unit is None:
        return
    factor = _AREAS.get(per)
    if factor is not None:
        item.kind, item.unit.code, item.unit.per = "measure", f"/{per}", per
        item.unit.dimension, item.base, item.factor = "density", scene.lexicon.bases["density"], factor


def _lead(scene: Scene, start: int) -> int:
    """Where the words that lead to a number begin: 每桶|收于约40美元."""
    left = max(0, start - 14)
    lead = _BETWEEN.search(scene.text[left:start])
    return left + lead.start() if lead else start


def _divide(scene: Scene, item: Quantity, word: UnitWord, below: UnitWord) -> None:
    """The compound unit of 吨/小时 or 辆/公里; counts have no code of their own above the stroke."""
    assert item.unit is not None
    assert below.unit is not None
    over = word.unit.code if word.unit else ""
    item.kind, item.unit.code = "measure", f"{over}/{below.unit.code}"
    item.unit.per = below.unit.code
    above = word.unit.dimension if word.unit else "count"
    item.unit.dimension = (
        "density" if (above, below.unit.dimension) == ("count", "area") else f"{above}/{below.unit.dimension}"
    )
    bottom = scene.lexicon.bases.get(below.unit.dimension)
    top = scene.lexicon.bases.get(above, "") if word.unit else ""
    if item.unit.dimension == "density":
        item.factor, item.base = Fraction(1_000_000) / Fraction(below.unit.factor), "/km2"
    elif bottom is not None and top is not None:
        upper = Fraction(word.unit.factor) if word.unit else Fraction(1)
        item.factor, item.base = upper / Fraction(below.unit.factor), f"{top}/{bottom}"
    else:
        item.factor = item.base = None
    item.offset = Fraction(0)

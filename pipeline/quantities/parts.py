"""Parts of a whole and proportions: 百分之三点一, 三分之二, 1/3, 一半, 过半, 翻两番, 1.1:50.3:48.6, 两位数增长."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from pipeline import model
from pipeline.draft import Quantity, Stretch
from pipeline.numerals import DIGITS, Numeral, scan
from pipeline.quantities.figures import lettered
from pipeline.quantities.lexicon import clause
from pipeline.quantities.scene import Scene
from pipeline.quantities.values import factor_of, give_measure

_OF = re.compile(r" ?分之 ?")
_SHORT_OF = re.compile(
    r"分(?=([一二三])(?:$|的|以[上下内]|强|[,，。;；、)]| ?(?:公[升斤里顷尺]|加仑|升|[英]?[里亩尺寸磅]|茶匙|汤匙)))"
)
_TO = re.compile(r" ?(?:[-~—–─至到]{1,2}) ?")
_SIMPLE = re.compile(r"(\d{1,2})/(\d{1,3})(?![\d/:.A-Za-z年月日])")
_MIXED = re.compile(r" (\d{1,2})/(\d{1,3})(?![\d/:.A-Za-z年月日])(?=$|[,，。;；、)的 ])")
_SIMPLE_BEFORE = re.compile(r"(?:^|[,，。;；、\n约的占近超过达之逾为至仅有比到成降前后出(一-鿿]) ?$")
_SIMPLE_AFTER = re.compile(r" ?(?:的|以上|左右|以下|以内|[,，。;；、)]|$)")
_RATIO = re.compile(r"\d{1,6}(?:\.\d{1,6})?(?: ?: ?\d{1,6}(?:\.\d{1,6})?){1,8}(?![\d:.])")
_WORD_RATIO = re.compile(
    r"(\d{1,4}(?:\.\d+)?|[一二三四五六七八九十]{1,3})比(\d{1,4}(?:\.\d+)?|[一二三四五六七八九十]{1,3})(?![\d.])"
)
_PROPORTION = ("比例", "配比", "占比", "之比", "比值", "比率", "汇率", "结构", "兑", "配置", "供求", "男女", "调整为", "配套", "杠杆",
               "超额", "比为", "比约", "生师", "床护", "医护", "抚养", "构成", "优化为", "赔率", "认购", "倍数", "摇号")  # fmt: skip
_COMPARED = re.compile(r"[^场相对]比(?:例|率|值)?(?:约|为|是|达|仅|约为|达到|超过|优于|提高到)?$")
_SPORT = ("战胜", "击败", "比分", "战平", "不敌", "力克", "险胜", "获胜", "取胜", "胜", "负于", "扳", "领先", "落后", "决赛", "小组赛", "球队", "联赛",
          "横扫", "完胜", "惜败", "大胜", "进球")  # fmt: skip
# Where one of the words below may begin: a look at each character is cheaper than a try of all of them.
_WORD_BEGINS = re.compile(r"[翻半对腰倍]|一(?=半)|[两双2二三](?=位数)|百(?=分百)")
_WORDS = re.compile(
    r"翻(?:了)?(?:(?P<times>[一两二三四1-4])番|番)"
    r"|(?P<half>(?<![一多小大下上前后])半数|(?:(?<=[逾超近占])|(?<=[比数率量额]过))半(?=[数,，。;；、)”]|$|以上)|(?<=[逾超近占过])半(?=席|股权|民众|选民|受访|成员|国会|董事|代表|企业|议员|学生|用户|市民|家长|劳工)|(?<![^约近超过逾达占有的为成了是至掉到出增减降一-鿿])一半(?!会|时))"
    r"|(?P<digits>[两双2二三]位数)(?=的?(?:同比)?(?:以上)?(?:的?(?:增长|增速|增幅|下降|下滑|跌幅|涨幅|成长|负增长|高速|高增长|百分比|年增|衰退|百分点)))"
    r"|(?P<percent>(?<=打)对折|半折|半成(?![品年熟立套])|(?<![一-鿿])百分百|(?<=[达为到率是了])百分百)"
    r"|(?P<cut>(?<!被)腰斩)"
    r"|(?P<twice>(?<![\d几数十百千万亿两一二三四五六七八九半成])倍增(?!计划|器|效应|工程|行动|方案|目标|学|模式|战略|管)|翻倍)",
    re.MULTILINE,
)


def read_fraction(scene: Scene, numeral: Numeral) -> Quantity | None:
    """百分之三点一 → percent 3.1, 千分之五, 三分之二 → fraction 2/3, 1/3; 百分之三至五 is a range."""
    text = scene.text
    joint = _OF.match(text, numeral.end) or _short_of(text, numeral)
    if joint is None:
        return _stroke(scene, numeral)
    if numeral.value is None:
        return None
    minus = text.startswith("负", joint.end())
    part = scan(text, joint.end() + minus)
    if part is not None:
        part = lettered(scene, part)
    if part is None or (part.value is None and part.low is None):
        return None
    whole = text[numeral.start : numeral.end].replace("佰", "百")
    if whole not in ("百", "千", "万"):
        if not numeral.value or part.value is None:
            return None
        ratio = Fraction(-part.value if minus else part.value) / Fraction(numeral.value)
        return _of_unit(scene, Quantity(numeral.start, part.end, "fraction", "fraction", ratio))
    code = {"百": "%", "千": "[ppth]", "万": "[pptt]"}[whole]
    item = Quantity(numeral.start, part.end, "percent", "percent.words", part.value, part.low, part.high)
    item.unit = model.Unit(f"{whole}分之", code, "ratio")
    if part.extra is not None and part.value is not None:
        item.comparator = ">"
    between = _TO.match(text, part.end)
    if between is not None and part.value is not None:
        again = re.compile(rf"{whole}分之").match(text, between.end())
        upper = scan(text, again.end() if again else between.end())
        if upper is not None and upper.value is not None and upper.value > part.value:
            item.value, item.low, item.high, item.end = None, part.value, upper.value, upper.end
    return item


def _short_of(text: str, numeral: Numeral) -> re.Match[str] | None:
    """三分一, 四分三: in Hong Kong a fraction goes without 之; 三分一秒 and 得三分一 are something else."""
    found = _SHORT_OF.match(text, numeral.end)
    if found is None or numeral.arabic or numeral.value is None or not DIGITS[found[1]] < numeral.value <= 10:
        return None
    return found


def _of_unit(scene: Scene, item: Quantity) -> Quantity:
    """八分之一厘, 四分之三英寸: a fraction of a unit is a measure, or a rate of interest."""
    word, at = scene.unit_at(item.end)
    if word is None or word.unit is None or at > item.end or word.unit.kind not in ("measure", "percent"):
        return item
    give_measure(item, word, scene.lexicon)
    assert isinstance(item.value, Fraction)
    item.value, item.end = item.value * factor_of(word), at + len(word.name)
    return item


def read_mixed(scene: Scene, numeral: Numeral) -> Quantity | None:
    """二又三分之一: a whole number and a fraction."""
    text = scene.text
    if numeral.value is None:
        return None
    blank = numeral.arabic and numeral.scale == 1 and text.startswith(" ", numeral.end)
    mixed = _MIXED.match(text, numeral.end) if blank else None
    if mixed is not None and int(mixed[2]) and (scene.alone(numeral.start)):
        value = Fraction(numeral.value) + Fraction(int(mixed[1]), int(mixed[2]))
        return _of_unit(scene, Quantity(numeral.start, mixed.end(), "fraction", "fraction.mixed", value))
    if not text.startswith("又", numeral.end):
        return None
    stroke = _SIMPLE.match(text, numeral.end + 1)
    if stroke is not None and int(stroke[2]):
        value = Fraction(numeral.value) + Fraction(int(stroke[1]), int(stroke[2]))
        return _of_unit(scene, Quantity(numeral.start, stroke.end(), "fraction", "fraction.mixed", value))
    under = scan(text, numeral.end + 1)
    if under is None or not under.value:
        return None
    joint = _OF.match(text, under.end)
    over = scan(text, joint.end()) if joint else None
    if over is None or over.value is None:
        return None
    value = Fraction(numeral.value) + Fraction(over.value) / Fraction(under.value)
    return _of_unit(scene, Quantity(numeral.start, over.end, "fraction", "fraction.mixed", value))


def _stroke_alone(scene: Scene, numeral: Numeral) -> Quantity | None:
    """17/6, 六十/八十: any two numbers where the line is figures alone; 35/10万 is a rate."""
    text = scene.text
    if numeral.value is None or text[numeral.end : numeral.end + 1] != "/" or not scene.alone(numeral.start):
        return None
    under = scan(text, numeral.end + 1)
    if (
        under is None
        or not under.value
        or under.group is not None
        or text[under.end : under.end + 1] not in ("", "\n")
    ):
        return None
    ratio = Fraction(numeral.value) / Fraction(under.value)
    return Quantity(numeral.start, under.end, "fraction", "fraction.stroke", ratio)


def _stroke(scene: Scene, numeral: Numeral) -> Quantity | None:
    """1/3, where the words around it take it for a part: 约1/3的企业."""
    text = scene.text
    if (item := _stroke_alone(scene, numeral)) is not None:
        return item
    found = _SIMPLE.match(text, numeral.start) if numeral.arabic else None
    if found is None:
        return None
    over, under = int(found[1]), int(found[2])
    if not 0 < over < under or text[found.end() : found.end() + 1] == "决":
        return None
    if found.end() - numeral.start != len(text) and not (
        _SIMPLE_BEFORE.search(text[max(0, numeral.start - 2) : numeral.start])
        and _SIMPLE_AFTER.match(text, found.end())
    ):
        return None
    return Quantity(numeral.start, found.end(), "fraction", "fraction.stroke", Fraction(over, under))


def read_ratio(scene: Scene, numeral: Numeral) -> tuple[int, Quantity | None] | None:
    """1.1:50.3:48.6, 比例为1:3, 3比1; a match score or a clock is none. Gives where it ends and the item."""
    text = scene.text
    found = _RATIO.match(text, numeral.start) if numeral.arabic else None
    found = found or _WORD_RATIO.match(text, numeral.start)
    if found is None:
        return None
    around = clause(text, numeral.start, 24)
    proportion = any(word in around for word in _PROPORTION) or bool(
        _COMPARED.search(scene.before(numeral.start, 6))
    )
    if any(word in around for word in _SPORT) and not proportion:
        return found.end(), None
    many = found.group().count(":") > 1
    if not (proportion or many):
        return found.end(), None
    return found.end(), Quantity(numeral.start, found.end(), "ratio", "ratio")


# 半公里, 半吨: half a unit, not after 大, 多 or a unit (一公里半 is read with its number).
HALF = re.compile(
    r"(?<![大多小前后上下过一二两三四五六七八九十百千万亿个米里斤吨升亩年月天日折成倍\d])半(?=[公里斤吨米升亩英磅海打千码加盎克])"
)


def half_of_unit(scene: Scene, found: re.Match[str]) -> Quantity | None:
    """半公里 → 0.5 km, 半打."""
    word, at = scene.unit_at(found.end())
    if word is not None and word.name == "打" and word.measure is not None and at == found.end():
        return Quantity(
            found.start(), at + 1, "count", f"count.{word.id}", Decimal("0.5"), unit=model.Unit("打")
        )
    if (
        word is None
        or word.unit is None
        or word.unit.kind not in ("measure", "percentage_point")
        or at != found.end()
    ):
        return None
    item = Quantity(found.start(), at + len(word.name), "measure", "unit", Decimal("0.5"))
    give_measure(item, word, scene.lexicon)
    return item


def number_words(text: str) -> list[Quantity]:
    """The words that are numbers, in order, whatever else stands there."""
    found: list[Quantity] = []
    for place in _WORD_BEGINS.finditer(text):
        word = _WORDS.match(text, place.start())
        if word is not None and (not found or place.start() >= found[-1].end):
            found.append(_number_word(word))
    return found


def _number_word(found: re.Match[str]) -> Quantity:
    """翻一番 is twice as much, 翻两番 four times; 过半 more than 1/2; 两位数增长 from 10 to 99 percent."""
    start, end = found.span()
    if found["half"]:
        item = Quantity(start, end, "fraction", "words.half", Fraction(1, 2))
        if found.string.endswith("过", 0, start):
            item.comparator, item.comparator_at = ">", Stretch(start - 1, start)
        return item
    if found["percent"]:
        percents = {"百分百": 100, "半成": 5}.get(found["percent"], 50)
        item = Quantity(start, end, "percent", "percent.words", Decimal(percents))
        item.unit = model.Unit(found["percent"][-1], "%", "ratio")
        return item
    if found["cut"]:
        return Quantity(start, end, "fraction", "words.halved", Fraction(1, 2))
    if found["digits"]:
        places = 3 if found["digits"][0] == "三" else 2
        item = Quantity(start, end, "percent", "words.digits", unit=model.Unit("位数", "%", "ratio"))
        item.low, item.high = Decimal(10 ** (places - 1)), Decimal(10**places - 1)
        return item
    if found["twice"]:
        return Quantity(start, end, "multiple", "doubled", Decimal(2), unit=model.Unit("倍"))
    char = found["times"] or "一"
    times = DIGITS[char] if char in DIGITS else int(char)
    return Quantity(start, end, "multiple", "doubled", Decimal(2**times), unit=model.Unit("番"))

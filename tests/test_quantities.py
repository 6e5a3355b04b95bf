"""Quantities of real phrasing: surface, kind, value or bounds, comparator, unit; and what is none."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.assemble import exact
from pipeline.draft import Quantity
from pipeline.offsets import fold
from pipeline.quantities.recognise import Recogniser
from pipeline.rulebook import RuleBook

Find = Callable[[str], list[tuple[str, Quantity]]]


@pytest.fixture(scope="module")
def find() -> Find:
    recognise = Recogniser(RuleBook.load())

    def run(text: str) -> list[tuple[str, Quantity]]:
        folded = fold(text)
        return [(folded[item.start : item.end], item) for item in recognise(folded, [], "CN")]

    return run


CASES = [
    ("仓储面积42余万平方米", "42余万平方米", "measure", "420000", ">", "m2"),
    ("累计吸引6万余人参加", "6万余人", "count", "60000", ">", "人"),
    ("全年营收约318亿元", "318亿元", "money", "31800000000", "~", "元"),
    ("出口 512.6 億美元".replace("億", "亿"), "512.6 亿美元", "money", "51260000000", "=", "USD"),
    ("占比已达６成８", "6成8", "percent", "68", "=", "%"),
    ("有七成的受访者", "七成", "percent", "70", "=", "%"),
    ("同比回落3.4个百分点", "3.4个百分点", "percentage_point", "3.4", "=", "[pp]"),
    ("利率下调25个基点", "25个基点", "percentage_point", "25", "=", "[bp]"),
    ("增长百分之四点二", "百分之四点二", "percent", "4.2", "=", "%"),
    ("三分之二的村", "三分之二", "fraction", "2/3", "=", None),
    ("补贴人民币8亿元", "人民币8亿元", "money", "800000000", "=", "CNY"),
    ("罚款HK$50万", "HK$50万", "money", "500000", "=", "HKD"),
    ("产值比十年前翻两番", "翻两番", "multiple", "4", "=", "番"),
    ("订单增长2.4倍", "2.4倍", "multiple", "2.4", "=", "倍"),
    ("最低气温零下7摄氏度", "零下7摄氏度", "measure", "-7", "=", "Cel"),
    ("新增光伏装机18GW", "18GW", "measure", "18", "=", "GW"),
    ("市值首超万亿元", "万亿元", "money", "1000000000000", ">", "元"),
    ("年营收20亿元以上的企业", "20亿元", "money", "2000000000", ">=", "元"),
    ("服务企业超过约700家", "700家", "count", "700", ">", "家"),
    ("失业率不足5%", "5%", "percent", "5", "<", "%"),
    ("最高奖励300万元", "300万元", "money", "3000000", "<=", "元"),
    ("仅一家企业达标", "一家", "count", "1", "=", "家"),
    ("现有五个人", "五个", "count", "5", "=", "个"),
    ("第九届工业博览会", "第九届", "ordinal", "9", "=", "届"),
    ("开展演练20多次", "20多次", "count", "20", ">", "次"),
    ("围墙1.2米高", "1.2米", "measure", "1.2", "=", "m"),
    ("10万吨级码头", "10万吨", "measure", "100000", "=", "t"),
    ("夏季用电量2.7亿度", "2.7亿度", "measure", "270000000", "=", "kW.h"),
    ("午后高温达37度", "37度", "measure", "37", "=", "Cel"),
    ("共接待1,083,207人次", "1,083,207人次", "count", "1083207", "=", "人次"),
]


@pytest.mark.parametrize(("text", "surface", "kind", "value", "comparator", "unit"), CASES)
def test_one(
    find: Find, text: str, surface: str, kind: str, value: str, comparator: str, unit: str | None
) -> None:
    ((found, item),) = find(text)
    named = (item.unit.code or item.unit.text) if item.unit else None
    assert (found, item.kind, exact(item.value), item.comparator, named) == (
        surface,
        kind,
        value,
        comparator,
        unit,
    )


@pytest.mark.parametrize(
    ("text", "surface", "low", "high"),
    [
        ("投资3至5亿元", "3至5亿元", "300000000", "500000000"),
        ("奖励2万至6万元", "2万至6万元", "20000", "60000"),
        ("增幅6%-9%", "6%-9%", "6", "9"),
        ("约六一〇亿至六三〇亿美元", "六一〇亿至六三〇亿美元", "61000000000", "63000000000"),
        ("到场十几万人", "十几万人", "110000", "190000"),
        ("投入数十亿元", "数十亿元", "1000000000", "10000000000"),
    ],
)
def test_bounds(find: Find, text: str, surface: str, low: str, high: str) -> None:
    ((found, item),) = find(text)
    assert (found, item.value, exact(item.low), exact(item.high)) == (surface, None, low, high)


def test_elided_units_are_shared(find: Find) -> None:
    found = [(surface, exact(item.value), item.kind) for surface, item in find("分别为1.2、3.4和5.6亿元")]
    assert found == [
        ("1.2", "120000000", "money"),
        ("3.4", "340000000", "money"),
        ("5.6亿元", "560000000", "money"),
    ]


@pytest.mark.parametrize(
    "text",
    ["打造一个平台", "一站式服务", "六个一机制", "贯彻二十大精神", "九龙坡区", "5G网络", "H-IIP平台", "A4纸",
     "代码002352", "三农工作", "一带一路", "千方百计", "万家灯火"],
)  # fmt: skip
def test_nothing(find: Find, text: str) -> None:
    assert find(text) == []


@given(st.text(alphabet="0123456789,.一二三十百千万亿几数余多第之分成%元家个至-和、零下负 米", max_size=40))
def test_never_raises_and_stays_inside(text: str) -> None:
    recognise = _shared()
    end = 0
    for item in recognise(text, [], None):
        assert 0 <= item.start < item.end <= len(text)
        end = max(end, item.end)


_cache: list[Recogniser] = []


def _shared() -> Recogniser:
    if not _cache:
        _cache.append(Recogniser(RuleBook.load()))
    return _cache[0]


@pytest.mark.parametrize(
    "text",
    ["9" * 100_000, "十" * 50_000, "1," * 50_000, "第" * 50_000, "亿" * 50_000, "1+" * 20_000, "1." * 20_000,
     "1:" * 20_000, "约" * 50_000, "1/" * 20_000, "负" * 50_000,
     "一、" * 30_000, "1又" * 20_000, "两" * 20_000],
    ids=lambda text: text[:2],
)  # fmt: skip
def test_adversarial_runs_end_and_hold_nothing(text: str) -> None:
    assert _shared()(text, [], "CN") == []


@pytest.mark.parametrize(
    "run", ["万万", "百点一", "个亿", "9k~", "九 九\n", "零几", "元3", "块零四", "三十两", "10^9 "], ids=repr
)
def test_adversarial_runs_of_figures_end_and_keep_their_order(run: str) -> None:
    text = run * (20_000 // len(run))
    spans = [(item.start, item.end) for item in _shared()(text, [], "CN")]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))


def test_long_numbers_stay_exact(find: Find) -> None:
    digits = "1234567890" * 5
    ((found, item),) = find(f"总额{digits}亿元")
    assert (found, exact(item.value)) == (f"{digits}亿元", digits + "00000000")


def test_units_of_a_dimension_agree() -> None:
    """Known identities between units, through the factors of the rule data."""
    from fractions import Fraction

    from pipeline.rulebook.units import Unit

    factor = {unit.id: Fraction(unit.factor) for unit in RuleBook.load().entries("units", Unit)}
    assert factor["hectare"] == 15 * factor["mu"]
    assert factor["mile"] == 1760 * factor["yard"] == 5280 * factor["foot"]
    assert factor["gallon"] * 42 == factor["barrel"]
    assert factor["square-mile"] == 640 * factor["acre"]
    assert factor["pound"] == 16 * factor["ounce"]
    assert factor["dan-cn"] == 100 * factor["jin-cn"]
    assert factor["jin-tw"] == 16 * factor["liang-tw"]
    assert factor["gigawatt"] == 1000 * factor["megawatt"]
    assert factor["kilocalorie"] == 1000 * factor["calorie"]


def test_every_dimension_has_one_base_unit() -> None:
    from collections import Counter

    from pipeline.rulebook.units import Unit

    units = RuleBook.load().entries("units", Unit)
    bases = Counter(unit.dimension for unit in units if unit.base)
    measured = {unit.dimension for unit in units if unit.kind == "measure" and unit.code}
    assert set(bases) >= measured
    assert set(bases.values()) == {1}
    assert all(unit.factor == "1" for unit in units if unit.base)

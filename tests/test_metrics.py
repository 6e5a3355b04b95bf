"""The catalogue of indicators and the canonical names of metrics: what is another thing has another name."""

from pathlib import Path

import pytest

import pipeline
from pipeline.draft import Quantity
from pipeline.facts.describe import _normal
from pipeline.facts.lexicon import Lexicon
from pipeline.model import QuantityKind, Unit
from pipeline.rulebook import RuleBook, RuleError
from pipeline.rulebook.facts import Indicator

CATALOGUE = Lexicon(RuleBook.load())


@pytest.mark.parametrize(
    ("phrase", "key"),
    [
        ("第一产业增加值", "primary-value-added"),
        ("第二产业增加值", "secondary-value-added"),
        ("第三产业增加值", "tertiary-value-added"),
        ("农林牧渔业总产值", "farm-output"),
        ("台股加权指数", "taiex"),
        ("上证综指", "shanghai-composite"),
        ("深证成指", "shenzhen-component"),
        ("恒指", "hang-seng"),
        ("恒生科技指数", "hang-seng-tech"),
        ("道琼斯工业平均指数", "dow-jones"),
        ("那斯达克指数", "nasdaq"),
        ("新建住宅单位", "housing-units"),
        ("保障性住房", "affordable-housing"),
        ("固定资本形成总额", "fixed-capital-formation"),
        ("固定资产投资", "investment-fixed"),
        ("5G用户", "users-5g"),
        ("网民规模", "internet-users"),
        ("零售业总销货价值", "retail-sales-hong-kong"),
        ("社会消费品零售总额", "retail-sales"),
        ("实质本地生产总值", "gdp"),
        ("名义本地生产总值", "gdp"),
        ("本公司拥有人应占溢利", "net-profit-attributable"),
        ("归母净利润", "net-profit-attributable"),
        ("毛利", "gross-profit"),
        ("财政赤字", "fiscal-deficit"),
        ("财政盈余", "fiscal-balance"),
        ("跌幅", "rate-of-decline"),
        ("成交量", "trading-volume"),
        ("批发物价", "wholesale-price"),
        ("工业生产指数", "industrial-production-index"),
        ("秋粮产量", "grain-autumn"),
        ("非制造业商务活动指数", "business-activity-index"),
        ("制造业生产经营活动预期指数", "expectation-index"),
        ("新增人民币贷款", "new-loans"),
        ("普及率", "penetration"),
    ],
)
def test_a_term_is_the_indicator_it_names(phrase: str, key: str) -> None:
    indicator = CATALOGUE.indicator(phrase)
    assert indicator is not None
    assert indicator.id == key


def test_the_catalogue_is_broad() -> None:
    entries = RuleBook.load().entries("metrics", Indicator)
    assert len(entries) > 900
    assert all(entry.label.isascii() or "&" in entry.label for entry in entries)
    assert {entry.nature for entry in entries} == {"flow", "stock", "rate", "index", "single"}
    assert not [entry.id for entry in entries if entry.nature in ("rate", "index") and entry.additive]


@pytest.mark.parametrize(
    ("phrase", "number", "key"),
    [
        ("出口", "3亿元", "exports"),
        ("出口", "3万辆", "exports-volume"),
        ("铁矿石进口", "1,200万吨", "imports-volume"),
        ("成交", "87宗", "housing-transactions"),
        ("成交", "4.2亿元", "turnover-market"),
        ("成交", "35万平方米", "floor-space-sold"),
        ("销售", "1,500台", "sales-volume"),
        ("销售", "3.6亿元", "sales-value"),
        ("港口吞吐量", "3,200万吨", "cargo-throughput"),
        ("吞吐量", "120万标箱", "containers"),
        ("关税", "15%", "tariff-rate"),
        ("关税", "25亿元", "tariffs"),
        ("失业率", "3亿元", None),
        ("恒生指数", "3亿元", None),
        ("采购经理指数", "50.2%", "pmi"),
        ("采购经理指数", "50.2", "pmi"),
        ("居民消费价格指数", "5万人", None),
        ("失业人数", "3.4%", "unemployed"),
        ("装机容量", "300万千瓦", "capacity-power"),
        ("装机容量", "300万人", None),
        ("耕地面积", "30万亩", "farmland"),
        ("能源消费总量", "300万吨", "energy-use"),
        ("学生人数", "3万人", "students"),
        ("学生人数", "3万元", None),
    ],
)
def test_the_number_decides_what_a_name_can_be(phrase: str, number: str, key: str | None) -> None:
    """An index is no money, and a word that stands for several things is the one that the number can measure."""
    quantities = pipeline.extract(f"合计{number}。", published="2024-05-20").quantities
    kind, unit = quantities[0].kind, quantities[0].unit
    number_ = Quantity(0, 0, kind, "", unit=unit)
    found = CATALOGUE.catalogue.find(phrase, number_)
    assert (found.id if found else None) == key


@pytest.mark.parametrize(
    ("phrase", "kind", "key", "verb"),
    [
        ("出口电子零部件", "money", "exports", "出口"),
        ("进口水果", "measure", "imports-volume", "进口"),
        ("进出口水果", "money", "trade-total", "进出口"),
        ("出口企业", "count", "companies", None),
        ("出口商", "count", None, "出口"),
    ],
)
def test_a_verb_of_trade_before_what_it_is_of(
    phrase: str, kind: QuantityKind, key: str | None, verb: str | None
) -> None:
    unit = Unit("家") if kind == "count" else None
    found = CATALOGUE.catalogue.find(phrase, Quantity(0, 0, kind, "", unit=unit))
    assert (found.id if found else None) == key
    assert CATALOGUE.catalogue.verb(phrase) == verb


def test_a_word_for_several_things_without_a_level_is_none_of_them() -> None:
    share = Quantity(0, 0, "percent", "")
    assert CATALOGUE.catalogue.find("成交", share, changed=True) is None
    found = CATALOGUE.catalogue.find("出口", share, changed=True)
    assert found is not None
    assert found.id == "exports"


REGIONS = """
软件业务收入 去年软体业务收入 | 去年软件业务收入
营收 合并营收 营业收入 集团收益 | 营业额
归母净利润 股东应占溢利 归属母公司业主净利 | 归属于上市公司股东的净利润
每股收益 每股盈利 每股盈余 EPS | 基本每股收益
居民消费价格指数 综合消费物价指数 消费者物价指数 CPI | 居民消费价格
失业率 总体失业率 | 经季节性调整的失业率
入住率 酒店入住率 住用率 住房率 | 客房平均入住率
出口 商品整体出口货值 出口值 | 货物出口额
外销订单 外销订单金额 外销接单 | 外销订单数额
广义货币 M2 广义货币供应量 | 货币供应量M2
外汇储备 外汇存底 官方外汇储备资产 | 外汇储备规模
入境旅客 入境人次 入境旅客人次 | 入境游客
毛利率 整体毛利率 | 综合毛利率
集装箱吞吐量 货柜吞吐量 港口货柜吞吐量 | 集装箱吞吐总量
股息率 殖利率 | 现金殖利率
不良贷款率 逾放比 特定分类贷款比率 | 不良率
"""


def rows() -> list[tuple[str, list[str]]]:
    return [(line.split()[0], line.replace("|", "").split()) for line in REGIONS.strip().splitlines()]


@pytest.mark.parametrize(("first", "names"), rows(), ids=[first for first, _ in rows()])
def test_what_the_regions_call_one_thing_is_one_indicator(first: str, names: list[str]) -> None:
    found = {indicator.id for name in names if (indicator := CATALOGUE.indicator(CATALOGUE.canonical(name)))}
    assert len(found) == 1, found


@pytest.mark.parametrize(
    "names",
    [
        ("常住人口", "户籍人口"),
        ("M1", "M2", "M0"),
        ("人民币存款余额", "本外币存款余额", "外币存款余额"),
        ("网上零售额", "实物商品网上零售额"),
        ("城镇居民人均可支配收入", "农村居民人均可支配收入", "居民人均可支配收入"),
        ("月活跃用户", "日活跃用户"),
        ("生猪存栏", "生猪出栏"),
        ("财政总收入", "一般公共预算收入", "非税收入"),
        ("1年期LPR", "5年期以上LPR"),
        ("工业增加值", "规模以上工业增加值"),
        ("留宿旅客", "不过夜旅客", "入境旅客"),
    ],
)
def test_what_is_counted_another_way_is_another_indicator(names: tuple[str, ...]) -> None:
    found = [CATALOGUE.indicator(name) for name in names]
    assert None not in found
    assert len({entry.id for entry in found if entry}) == len(names)


def house(folder: Path, entry: str) -> Path:
    (folder / "metrics.toml").write_text(entry, encoding="utf-8")
    return folder


ENTRY = """[[metrics]]
id = "bamboo"
names = ["竹荪产量"]
label = "bamboo fungus output"
dimension = "{}"
nature = "flow"
examples = ["去年竹荪产量"]
"""


def test_an_indicator_is_one_entry_of_a_house(tmp_path: Path) -> None:
    lexicon = Lexicon(RuleBook.load(house(tmp_path, ENTRY.format("mass"))))
    found = lexicon.indicator("全县竹荪产量")
    assert found is not None
    assert found.label == "bamboo fungus output"


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (ENTRY.format("weight"), "no unit has the dimension 'weight'"),
        (ENTRY.format("mass").replace("竹荪产量", "棉花产量"), "belongs to 'cotton' too"),
    ],
)
def test_entries_that_contradict_are_refused(tmp_path: Path, entry: str, problem: str) -> None:
    with pytest.raises(RuleError, match=problem) as error:
        Lexicon(RuleBook.load(house(tmp_path, entry)))
    assert "metrics.toml: bamboo" in str(error.value)


@pytest.mark.parametrize(
    ("name", "norm"),
    [
        ("总投资金额", "总投资"),
        ("计划总投资额", "计划总投资"),
        ("累计投资金额", "累计总投资"),
        ("项目投资总额", "项目总投资"),
        ("投资额", "总投资"),
        ("实质本地生产总值", "实质国内生产总值"),
    ],
)
def test_a_canonical_name_doubles_nothing_and_keeps_its_modifiers(name: str, norm: str) -> None:
    indicator = CATALOGUE.indicator(name)
    assert indicator is not None
    assert _normal(name, indicator.names) == norm


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("去年軟體業務收入325億元。", "软件业务收入"),
        ("去年每人平均所得達38萬元。", "人均所得"),
        ("去年記憶體產值達930億元。", "内存产值"),
        ("去年網際網路用戶達2,100萬戶。", "互联网用户"),
    ],
)
def test_regional_names_fold_to_one_canonical_name(text: str, norm: str) -> None:
    metrics = [fact.metric for fact in pipeline.extract(text, published="2024-05-20").facts]
    assert [metric.norm for metric in metrics if metric is not None] == [norm]

"""The catalogue of indicators and the canonical names of metrics: what is another thing has another name."""

import pytest

import pipeline
from pipeline.facts.describe import _normal
from pipeline.facts.lexicon import Lexicon
from pipeline.rulebook import RuleBook

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
        ("5G用户", "users"),
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
        ("工业生产指数", "production-index"),
        ("秋粮产量", "grain-autumn"),
        ("非制造业商务活动指数", "business-activity-index"),
        ("新增人民币贷款", "new-loans"),
        ("普及率", "penetration"),
    ],
)
def test_a_term_is_the_indicator_it_names(phrase: str, key: str) -> None:
    indicator = CATALOGUE.indicator(phrase)
    assert indicator is not None
    assert indicator.id == key


def test_no_name_belongs_to_two_indicators() -> None:
    from pipeline.rulebook.facts import Indicator

    owners: dict[str, str] = {}
    for entry in RuleBook.load().entries("metrics", Indicator):
        for name in entry.names:
            assert owners.setdefault(name, entry.id) == entry.id, name


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

"""What follows from metric, period and words around: kind of measure, days, frequency, basis, base days, repeats."""

from fractions import Fraction

import pytest

import pipeline
from pipeline.facts.repeats import rounded
from pipeline.model import Fact, Quantity
from tests.rows import cases

READ = pipeline.load()
PUBLISHED = "2024-01-20"


def read(text: str) -> list[tuple[Fact, Quantity | None]]:
    document = READ(text, published=PUBLISHED)
    quantities = {quantity.id: quantity for quantity in document.quantities}
    return [(fact, quantities.get(fact.quantity or "")) for fact in document.facts]


def shown(text: str) -> list[str]:
    """Figure, kind of measure, and first day, last day, frequency and basis."""
    rows = []
    for fact, quantity in read(text):
        when = fact.when
        parts = [when.first, when.last, when.freq, when.basis] if when is not None else []
        rows.append(
            " ".join(
                [
                    quantity.text if quantity else "-",
                    fact.measure_type,
                    *("-" if part is None else part for part in parts),
                ]
            )
        )
    return rows


TABLE = """
截至9月底，全区拥有规上企业320家。
    320家 level - 2023-09-30 M stock
截至9月底，全市完成进出口320亿元。
    320亿元 level - 2023-09-30 M cumulative
今年以来，全市累计新增就业3.2万人。
    3.2万人 level 2024-01-01 - A cumulative
1至9月，全市进出口500亿元，同比增长7.2%。
    500亿元 level 2023-01-01 2023-09-30 M cumulative
    7.2% growth 2023-01-01 2023-09-30 M cumulative
前三季度全市出口500亿元。
    500亿元 level 2023-01-01 2023-09-30 Q cumulative
7至9月全市出口30亿元。
    30亿元 level 2023-07-01 2023-09-30 M flow
上半年全市城镇调查失业率平均为5.1%。
    5.1% average 2023-01-01 2023-06-30 S average
去年12月制造业采购经理指数为50.2%。
    50.2% index 2023-12-01 2023-12-31 M -
去年12月居民消费价格指数为102.3。
    102.3 index 2023-12-01 2023-12-31 M -
2023年全市居民人均可支配收入4.5万元，同比增长5.1%。
    4.5万元 average 2023-01-01 2023-12-31 A average
    5.1% growth 2023-01-01 2023-12-31 A average
该项目总投资5亿元。
    5亿元 amount
大赛总奖金50万元。
    50万元 amount
9月末广义货币余额289万亿元，同比增长10.3%。
    289万亿元 level 2023-09-01 2023-09-30 M stock
    10.3% growth 2023-09-01 2023-09-30 M stock
第三季度台湾毛利率为32.1%，季增1.2个百分点。
    32.1% level 2023-07-01 2023-09-30 Q -
    1.2个百分点 delta 2023-07-01 2023-09-30 Q -
去年消费的贡献率达82.5%。
    82.5% contribution 2023-01-01 2023-12-31 A -
去年70%为电子信息企业。
    70% share 2023-01-01 2023-12-31 A stock
截至2023年底，累计装机容量2.5亿千瓦。
    2.5亿千瓦 level - 2023-12-31 A stock
去年日均客流量12.3万人次。
    12.3万人次 average 2023-01-01 2023-12-31 A average
恒生指数昨日收报17000点，升120点，升幅0.7%。
    17000点 index 2024-01-19 2024-01-19 D -
    120点 delta 2024-01-19 2024-01-19 D -
    0.7% growth 2024-01-19 2024-01-19 D -
去年新建学校25所。
    25所 level 2023-01-01 2023-12-31 A flow
去年末全市有学校25所。
    25所 level 2023-01-01 2023-12-31 A stock
去年绿电占比30%。
    30% share 2023-01-01 2023-12-31 A -
去年市占率22%。
    22% share 2023-01-01 2023-12-31 A -
去年全区企业1200家，其中民营企业900家，占75%。
    1200家 level 2023-01-01 2023-12-31 A stock
    900家 level 2023-01-01 2023-12-31 A stock
    75% share 2023-01-01 2023-12-31 A stock
去年股東應佔溢利2.5億港元。
    2.5亿港元 level 2023-01-01 2023-12-31 A flow
"""


@pytest.mark.parametrize(("text", "wanted"), cases(TABLE), ids=[text[:20] for text, _ in cases(TABLE)])
def test_kind_of_measure_and_period_for_loading(text: str, wanted: list[str]) -> None:
    assert shown(text) == wanted


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("2023年11月全市出口同比增长2.1%。", ("2022-11-01", "2022-11-30")),
        ("2023年11月全市出口环比增长2.1%。", ("2023-10-01", "2023-10-31")),
        ("2023年前三季度全市出口同比增长2.1%。", ("2022-01-01", "2022-09-30")),
        ("2023年第二季度全市出口季增2.1%。", ("2023-01-01", "2023-03-31")),
        ("2023年全市出口比2019年增长2.1%。", ("2019-01-01", "2019-12-31")),
        ("截至2023年11月底，全市存款余额同比增长2.1%。", (None, "2022-11-30")),
        ("2024年2月訪港旅客按年上升2.1%。", ("2023-02-01", "2023-02-28")),
        ("2023年营收创新高，增长2.1%。", None),
        ("全市出口同比增长2.1%。", None),
    ],
)
def test_the_base_of_a_change_is_told_in_days(text: str, base: tuple[str | None, str] | None) -> None:
    ((fact, _),) = read(text)
    assert fact.change is not None
    found = fact.change.base
    assert (None if found is None else (found.first, found.last)) == base


def test_a_reference_that_the_text_names_is_the_base() -> None:
    fact = read("2023年11月零售业总销货价值330亿元，较去年同月的300亿元上升10%。")[2][0]
    assert fact.change is not None
    assert fact.change.reference is not None
    assert fact.change.base is not None
    assert (fact.change.base.first, fact.change.base.last) == ("2022-11-01", "2022-11-30")


@pytest.mark.parametrize(
    ("headline", "body", "again"),
    [
        ("去年全市出口7437.3亿", "统计局公布，去年全市出口7437.3亿美元。", True),
        ("去年全市出口约7,440亿美元", "统计局公布，去年全市出口7437.3亿美元。", True),
        ("去年全市出口7437亿美元", "统计局公布，去年全市出口7437.3亿美元。", True),
        ("去年全市出口0.74万亿美元", "统计局公布，去年全市出口7437.3亿美元。", False),
        ("去年全市出口7.4亿美元", "统计局公布，去年全市出口7437.3亿美元。", False),
        ("去年全市出口7437亿美元", "统计局公布，去年全市出口7439.3亿美元。", False),
        ("去年全市出口7437.3亿美元", "统计局公布，去年全市出口7437.3亿元。", False),
        ("去年全市出口7437.3亿美元", "统计局公布，前年全市出口7437.3亿美元。", False),
        ("去年全市出口7437.3亿美元", "统计局公布，去年全市进口7437.3亿美元。", False),
        ("去年全市新增企业逾3,000家", "统计局公布，去年全市新增企业3,026家。", False),
        ("去年全市新增企业约3,000家", "统计局公布，去年全市新增企业3,026家。", False),
        ("去年全市新增企业逾3,000家", "统计局公布，去年全市新增企业超过3000家。", True),
        ("去年全市出口增长12.4%", "统计局公布，去年全市出口同比增长12.4%。", True),
        ("去年全市出口增长12.4%", "统计局公布，去年全市出口同比下降12.4%。", False),
        ("去年全市营业收入12.4亿元", "公司公布，去年全市营收12.4亿元。", True),
        ("去年临江市出口12.4亿元", "统计局公布，去年东湖市出口12.4亿元。", False),
    ],
)
def test_a_repeat_is_the_same_statement(headline: str, body: str, again: bool) -> None:
    facts = [fact for fact, _ in read(f"{headline}\n\n{body}\n")]
    assert [fact.same_as for fact in facts] == [None, facts[0].id if again else None]


def test_equal_figures_of_one_sentence_are_no_repeats() -> None:
    facts = [fact for fact, _ in read("去年全市出口增长5.2%，全市出口增长5.2%。")]
    assert [fact.same_as for fact in facts] == [None, None]


@pytest.mark.parametrize(
    ("value", "digits", "wanted"),
    [("743730000000", 3, "744000000000"), ("0.0456", 2, "0.046"), ("12.45", 3, "12.5"), ("999", 2, "1000")],
)
def test_rounding_to_digits(value: str, digits: int, wanted: str) -> None:
    assert rounded(Fraction(value), digits) == Fraction(wanted)

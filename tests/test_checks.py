"""Figures held against one another: what agrees, what rounding explains, what cannot be, and why."""

import copy
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.base_days import base_days
from pipeline.checks.figures import Interval, figure
from pipeline.checks.words import CheckWords
from pipeline.draft import Draft, Quantity
from pipeline.engine import Pipeline
from pipeline.model import Source
from pipeline.rulebook import RuleBook, RuleError
from tests.rows import cases

READ = pipeline.load()


def checks(text: str) -> list[str]:
    document = READ(text, published="2024-01-20")
    figures = {quantity.id: quantity.text for quantity in document.quantities}
    facts = {fact.id: figures.get(fact.quantity or "", "-") for fact in document.facts}
    return [f"{c.kind} {c.result} {' '.join(facts[id] for id in c.facts)}" for c in document.checks]


TABLE = """
2022年临江市软件业务收入达275亿元，同比增长77.4%，2021年为155亿元。
    growth consistent 275亿元 155亿元 77.4%
2022年临江市软件业务收入达275亿元，同比增长74.7%，2021年为155亿元。
    growth contradictory 275亿元 155亿元 74.7%
全县茶叶产值由2021年的155亿元增至2022年的275亿元，增长77.4%。
    growth consistent 275亿元 155亿元 77.4%
11月份零售业总销货价值330亿元，较去年同月的300亿元上升10%。
    growth consistent 330亿元 300亿元 10%
11月份零售业总销货价值330亿元，较去年同月的300亿元上升14%。
    growth contradictory 330亿元 300亿元 14%
9月份全市出口10亿美元，环比下降20%，8月份全市出口12.5亿美元。
    growth consistent 10亿美元 12.5亿美元 20%
9月份全市出口10亿美元，同比下降20%，8月份全市出口12.5亿美元。
集团去年营收120亿元，比上年增加12亿元，增长11.1%。
    growth consistent 120亿元 12亿元 11.1%
集团去年营收120亿元，比上年增加12亿元，增长21.1%。
    growth contradictory 120亿元 12亿元 21.1%
集团去年营收近120亿元，比上年增加12亿元，增长11.8%。
    growth rounded 120亿元 12亿元 11.8%
2023年末常住人口320万人，比上年末增加5万人，2022年末为315万人。
    growth consistent 320万人 315万人 5万人
2023年末常住人口320万人，比上年末增加15万人，2022年末为315万人。
    growth contradictory 320万人 315万人 15万人
鴻星電子第2季毛利率6.33%，較前季的6.12%提高0.21個百分點。
    growth consistent 6.33% 6.12% 0.21个百分点
9月末五年期存款利率为2.5%，比8月末的2.75%下降25个基点。
    growth consistent 2.5% 2.75% 25个基点
星川科技去年营收超过30亿元，同比增长18%，2022年营收26亿元。
    growth rounded 30亿元 26亿元 18%
前三季度全市实现出口300亿元，占进出口总额的60%，进出口总额为500亿元。
    share consistent 300亿元 500亿元 60%
前三季度全市实现出口300亿元，占进出口总额的66%，进出口总额为500亿元。
    share contradictory 300亿元 500亿元 66%
全区企业1200家，其中民营企业900家，占75%。
    share consistent 900家 1200家 75%
全区企业1200家，其中民营企业900家，占85%。
    share contradictory 900家 1200家 85%
去年星川科技营收100亿元，毛利30亿元，毛利率30%。
    share consistent 30亿元 100亿元 30%
去年星川科技营收100亿元，毛利30亿元，毛利率13%。
    share contradictory 30亿元 100亿元 13%
去年全市出口额600亿元，进口额400亿元，进出口总额1000亿元。
    sum consistent 600亿元 400亿元 1000亿元
去年全市出口额600亿元，进口额400亿元，进出口总额1100亿元。
    sum contradictory 600亿元 400亿元 1100亿元
8月臺灣出口584.9億美元，進口416.6億美元，出超168.3億美元。
    sum consistent 416.6亿美元 168.3亿美元 584.9亿美元
8月臺灣出口584.9億美元，進口416.6億美元，出超186.3億美元。
    sum contradictory 416.6亿美元 186.3亿美元 584.9亿美元
去年全市服装出口600亿元，进口额400亿元，进出口总额1100亿元。
甲市去年出口30亿元，乙市去年出口20亿元，丙市去年出口10亿元，2022年合计60亿元。
    sum consistent 30亿元 20亿元 10亿元 60亿元
甲市去年出口30亿元，乙市去年出口20亿元，丙市去年出口10亿元，十二项合计99亿元。
甲、乙两个港区去年吞吐量分别为30万吨和20万吨，两港区合计50万吨。
    sum consistent 30万吨 20万吨 50万吨
截至月末，机队规模134架，其中自购92架、租赁42架。
    sum consistent 92架 42架 134架
截至月末，机队规模134架，其中自购92架、租赁30架。
全区企业1200家，其中民营企业1900家。
    sum contradictory 1900家 1200家
全市常住人口320万人，其中男性163.2万人，占51%；女性156.8万人，占49%。
    share consistent 163.2万人 320万人 51%
    sum consistent 163.2万人 156.8万人 320万人
    share consistent 156.8万人 320万人 49%
全市常住人口320万人，其中男性163.2万人，占71%。
园区现有企业1500家，其中软件企业600家，占比40%。
    share consistent 600家 1500家 40%
园区现有企业1500家，其中软件企业600家，占园区企业总数的45%。
    share contradictory 600家 1500家 45%
盘活楼宇面积60万平方米，占总面积的77%，总面积78万平方米。
    share consistent 60万平方米 78万平方米 77%
2023年全市研发经费投入30亿元，占GDP比重3%，GDP为1000亿元。
    share consistent 30亿元 1000亿元 3%
2023年第四季度旅客量由上季的12.0万人次下降至10.8万人次，环比下降10%。
    growth consistent 10.8万人次 12.0万人次 10%
外匯儲備為4,225億美元，較上月底減少12億美元，上月底為4,237億美元。
    growth consistent 4,225亿美元 4,237亿美元 12亿美元
粮食产量48万吨，增产2万吨，增长4.3%。
    growth consistent 48万吨 2万吨 4.3%
第三季公司营收新台币523亿元，较上季的498亿元成长5%，较去年同期的545亿元减少4%。
    growth consistent 新台币523亿元 498亿元 5%
    growth consistent 新台币523亿元 545亿元 4%
全市新登记经营主体12.5万户，同比增长25%，其中企业5万户，增长20%；个体工商户7.5万户，增长28%。
    sum consistent 5万户 7.5万户 12.5万户
去年临江市地区生产总值1000亿元，增长5.2%，2022年临江市地区生产总值为970亿元。
去年临江市服务业营收1000亿元，按可比口径增长5.2%，2022年为900亿元。
全年360场总进场人数376万人，场均1万人，较去年的276万人成长36%。
"""


@pytest.mark.parametrize(("text", "wanted"), cases(TABLE), ids=[text[:24] for text, _ in cases(TABLE)])
def test_figures_are_held_against_one_another(text: str, wanted: list[str]) -> None:
    assert checks(text) == wanted


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        (
            "2022年临江市软件业务收入达275亿元，同比增长77.4%，2021年为155万元。",
            "155万元 is too small by exactly 10^4 (万)",
        ),
        (
            "去年全市出口额600亿元，进口额400亿元，进出口总额1000万元。",
            "1000万元 is too small by exactly 10^4 (万)",
        ),
        (
            "2022年临江市软件业务收入达275亿元，同比增长22.5%，2021年为355亿元。",
            "the sign is the other way round",
        ),
        (
            "鸿星电子第2季毛利率16.3%，较前季的12.1%提高4.2%。",
            "4.2% are percentage points, not percent",
        ),
    ],
)
def test_a_contradiction_is_told_with_its_reason(text: str, detail: str) -> None:
    (check,) = READ(text, published="2024-01-20").checks
    assert check.result == "contradictory"
    assert check.detail.endswith(detail)


def test_the_detail_shows_the_arithmetic() -> None:
    (check,) = READ("2022年临江市软件业务收入达275亿元，同比增长77.4%，2021年为155亿元。").checks
    assert check.detail == "275亿元 / 155亿元 - 1 = 77.42%; stated 77.4%"
    assert check.id == "c1"


def test_a_table_is_checked_by_row() -> None:
    text = "2024年主要指标\n单位:亿元\n指标 2024年 2023年 同比增长(%)\n出口总额 275.0 155.0 77.4\n进口总额 220.0 200.0 15.0"
    assert checks(text) == ["growth consistent 275.0 155.0 77.4", "growth contradictory 220.0 200.0 15.0"]


def test_checks_make_no_facts_and_change_none() -> None:
    engine = Pipeline()
    draft = Draft(
        original="去年全市出口额600亿元，进口额400亿元，进出口总额1000亿元。", id="x", source=Source("-", "")
    )
    for name, stage in engine.stages:
        before = copy.deepcopy(draft.facts)
        stage(draft)
        if name == "checks":
            assert draft.checks
            assert draft.facts == before
            return
    raise AssertionError("there is no stage of checks")


def rounded(value: Fraction, places: int, cut: bool) -> str:
    """Rounded half up, or cut off."""
    scaled = abs(value) * 10**places + (0 if cut else Fraction(1, 2))
    digits = f"{int(scaled):0{places + 1}d}"
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


@settings(max_examples=60, deadline=None)
@given(
    base=st.integers(10_000, 9_999_999),
    now=st.integers(10_000, 9_999_999),
    places=st.integers(0, 3),
    cut=st.booleans(),
    percent=st.integers(0, 2),
)
def test_figures_that_agree_are_never_called_contradictory(
    base: int, now: int, places: int, cut: bool, percent: int
) -> None:
    """However the true numbers were rounded, or cut off, on their way into the text."""
    growth = (Fraction(now, base) - 1) * 100
    assume(now != base and abs(growth) < 400)
    old, new = (rounded(Fraction(value, 1000), places, cut) for value in (base, now))
    rate = rounded(growth, percent, cut)
    assume(all(Decimal(text) for text in (old, new, rate)))
    word = "增长" if growth > 0 else "下降"
    found = checks(f"2022年临江市软件业务收入达{new}亿元，同比{word}{rate}%，2021年为{old}亿元。")
    assert len(found) == 1
    assert "contradictory" not in found[0]


@settings(max_examples=40, deadline=None)
@given(
    exports=st.integers(1_000, 999_999),
    imports=st.integers(1_000, 999_999),
    places=st.integers(0, 2),
    cut=st.booleans(),
)
def test_parts_that_add_up_are_never_called_contradictory(
    exports: int, imports: int, places: int, cut: bool
) -> None:
    figures = [rounded(Fraction(value, 100), places, cut) for value in (exports, imports, exports + imports)]
    one, other, total = figures
    found = checks(f"去年全市出口额{one}亿元，进口额{other}亿元，进出口总额{total}亿元。")
    assert len(found) == 1
    assert "contradictory" not in found[0]


@settings(max_examples=30, deadline=None)
@given(base=st.integers(101, 999), percent=st.integers(20, 90), power=st.sampled_from([1, 3, 4]))
def test_a_figure_off_by_a_scale_word_is_found(base: int, percent: int, power: int) -> None:
    now = Fraction(base * (100 + percent), 100) * 10**power
    text = f"2022年临江市软件业务收入达{rounded(now, 0, False)}元，同比增长{percent}%，2021年为{base}元。"
    (check,) = READ(text).checks
    assert check.result == "contradictory"
    assert f"by exactly 10^{power}" in check.detail


@pytest.mark.parametrize(
    ("text", "value", "comparator", "tight", "wide"),
    [
        ("7437.3亿", "743730000000", "=", (743725000000, 743735000000), (743720000000, 743740000000)),
        ("500亿元", "50000000000", "=", (49950000000, 50050000000), (49500000000, 50500000000)),
        ("三百亿元", "30000000000", "=", (25000000000, 35000000000), (20000000000, 40000000000)),
        ("7成4", "74", "=", (73.5, 74.5), (73, 75)),
        ("3,000家", "3000", "~", (2850, 3150), (2850, 3150)),
        ("3,000家", "3000", ">", (3000, None), (3000, None)),
        ("3%", "3", "<", (0, 3), (0, 3)),
    ],
)  # fmt: skip
def test_what_a_figure_may_stand_for(
    text: str,
    value: str,
    comparator: str,
    tight: tuple[float | None, float | None],
    wide: tuple[float | None, float | None],
) -> None:
    quantity = Quantity(0, len(text), "number", "", value=Decimal(value), comparator=comparator)  # type: ignore[arg-type]
    found = figure(quantity, text)
    assert found is not None
    assert (found.tight.low, found.tight.high) == tight
    assert (found.wide.low, found.wide.high) == wide


@given(*[st.fractions(-100, 100, max_denominator=50) for _ in range(4)])
def test_interval_arithmetic_holds_every_value(a: Fraction, b: Fraction, c: Fraction, d: Fraction) -> None:
    one, other = Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d))
    for result, value in (
        (one + other, a + c),
        (one - other, a - d),
        (one.over(other), b / c if c > 0 else None),
    ):
        if value is not None:
            assert result.meets(Interval(value, value))


@pytest.mark.parametrize(
    ("days", "basis", "base"),
    [
        (("2022-01-01", "2022-09-30"), "yoy", ("2021-01-01", "2021-09-30")),
        (("2024-02-01", "2024-02-29"), "yoy", ("2023-02-01", "2023-02-28")),
        (("2023-02-01", "2023-02-28"), "yoy", ("2022-02-01", "2022-02-28")),
        ((None, "2023-09-30"), "yoy", (None, "2022-09-30")),
        (("2023-03-01", "2023-03-31"), "mom", ("2023-02-01", "2023-02-28")),
        (("2023-01-01", "2023-01-31"), "mom", ("2022-12-01", "2022-12-31")),
        (("2023-01-01", "2023-03-31"), "qoq", ("2022-10-01", "2022-12-31")),
        (("2023-01-01", "2023-09-30"), "mom", None),
        (("2023-01-01", "2023-12-31"), "qoq", None),
        (("2023-01-01", "2023-12-31"), "other", None),
        (("0001-01-01", "0001-12-31"), "yoy", None),
    ],
)  # fmt: skip
def test_the_base_of_a_change_in_days(
    days: tuple[str | None, str], basis: str, base: tuple[str | None, str] | None
) -> None:
    assert base_days(days, basis) == base  # type: ignore[arg-type]


def test_an_identity_of_an_unknown_indicator_is_refused(tmp_path: Path) -> None:
    entry = '[[identities]]\nid = "x"\nkind = "sum"\nwhole = "exprots"\nparts = ["imports", "exports"]\n'
    (tmp_path / "identities.toml").write_text(entry, encoding="utf-8")
    with pytest.raises(RuleError, match="no indicator has the id 'exprots'"):
        CheckWords(RuleBook.load(tmp_path))


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('kind = "share"\nwhole = "exports"\nparts = ["imports"]', "a share has a rate and one part"),
        (
            'kind = "share"\nwhole = "exports"\nparts = ["imports", "gdp"]\nrate = "share"',
            "a share has a rate and one part",
        ),
        ('kind = "sum"\nwhole = "exports"\nparts = ["imports"]', "two parts or more"),
        ('kind = "sum"\nwhole = "exports"\nparts = ["imports", "gdp"]\nrate = "share"', "no rate"),
    ],
)
def test_an_identity_that_is_neither_sum_nor_share_is_refused(
    tmp_path: Path, entry: str, message: str
) -> None:
    (tmp_path / "identities.toml").write_text(f'[[identities]]\nid = "x"\n{entry}\n', encoding="utf-8")
    with pytest.raises(RuleError, match=message):
        RuleBook.load(tmp_path)


def test_many_figures_of_one_metric_are_looked_up() -> None:
    years = range(1900, 2020)
    text = "".join(f"{year}年全市出口额{year}亿元。" for year in years)
    text += "".join(
        f"{now}年全市出口额同比增长{(now / old - 1) * 100:.2f}%。" for old, now in pairwise(years)
    )
    found = checks(text)
    assert len(found) == len(years) - 1
    assert all("contradictory" not in check for check in found)

"""What the cells of tables state: metric, subject, period, change and unit from heads, rows and the lines around."""

from typing import Any

import pytest

import pipeline

INDICATORS = """6月份江州市主要经济指标
单位:亿元、%
指标\t6月\t\t1-6月\t
\t绝对量\t同比增长\t绝对量\t同比增长
地区生产总值\t-\t-\t3,512.4\t5.6
规模以上工业增加值\t210.3\t7.2\t1,180.5\t6.8
其中:制造业\t190.1\t(0.9)\t1,020.0\t7.1
注:增速按不变价格计算,为初步核算数。"""
PRICES = """2024年6月各城市新建商品住宅销售价格指数
城市
环比
同比
上月=100
上年同月=100
北　　京
100.1
99.2
天　　津
99.8
97.5
石 家 庄
99.5
96.1"""
RESULTS = """江州港务集团有限公司中期业绩公告
截至六月三十日止六个月
(人民币千元)
            2024年       2023年      变动
营业收入    1,234,567    1,100,321   12.2%
销售费用    (45,600)     (40,100)    13.7%
每股盈利(元)  0.32         0.26       23.1%"""
VISITORS = """入境旅客
单位:人次
居住地 10月 1月至10月
2023 2024 变动率(%) 2023 2024 变动率(%)
日本 4,512 4,829 7.0 41,968 44,960 7.1
韩国 7,206 7,664 6.4 70,884 78,503 10.7
越南 118 124 5.1 1,017 1,466 44.2"""
OUTPUT = """| 排名 | 区县 | 粮食产量(万吨) | 增速(%) | 产值占比(%) |
|---|---|---|---|---|
| 1 | 东湖区 | 28.5 | 3.2 | 41.0 |
| 2 | 西山区 | 31 | -1.1 | 59.0 |"""


def facts(text: str) -> dict[str, dict[str, Any]]:
    """By the words of the figure."""
    document = pipeline.extract(text, published="2024-11-20").to_dict()
    words = {item["id"]: item for item in document["quantities"]}
    return {
        words[fact["quantity"]]["text"]: fact | {"q": words[fact["quantity"]]} for fact in document["facts"]
    }


def row(fact: dict[str, Any]) -> tuple[Any, ...]:
    """The subject of a table about an invented city may be that city or nobody, as names are found."""
    when, change = fact["when"], fact["change"]
    return (
        fact["metric"]["norm"] if fact["metric"] else None,
        None
        if not fact["subject"]
        or fact["subject"]["text"].startswith("江州市")
        or fact["subject"]["text"] == "江州"
        else fact["subject"]["text"],
        fact["signed_value"],
        (when["first"], when["last"]) if when else None,
        f"{change['direction']}:{change['basis']}" if change else None,
    )


HALF = ("2024-01-01", "2024-06-30")


@pytest.mark.parametrize(
    ("text", "cell", "wanted"),
    [
        (INDICATORS, "3,512.4", ("国内生产总值", None, "351240000000", HALF, None)),
        (INDICATORS, "5.6", ("国内生产总值", None, "5.6", HALF, "increase:yoy")),
        (INDICATORS, "210.3", ("规模以上工业增加值", None, "21030000000", ("2024-06-01", "2024-06-30"), None)),
        (INDICATORS, "(0.9)", ("规模以上工业增加值", "制造业", "-0.9", ("2024-06-01", "2024-06-30"), "decrease:yoy")),
        (RESULTS, "1,100,321", ("营收", "江州港务集团有限公司", "1100321000", ("2023-01-01", "2023-06-30"), None)),
        (RESULTS, "(45,600)", ("销售费用", "江州港务集团有限公司", "-45600000", HALF, None)),
        (RESULTS, "12.2%", ("营收", "江州港务集团有限公司", "12.2", HALF, "increase:other")),
        (RESULTS, "0.26", ("每股收益", "江州港务集团有限公司", "0.26", ("2023-01-01", "2023-06-30"), None)),
        (VISITORS, "4,512", ("入境旅客", "日本", "4512", ("2023-10-01", "2023-10-31"), None)),
        (VISITORS, "78,503", ("入境旅客", "韩国", "78503", ("2024-01-01", "2024-10-31"), None)),
        (OUTPUT, "28.5", ("粮食产量", "东湖区", "285000", None, None)),
        (OUTPUT, "-1.1", ("粮食产量", "西山区", "-1.1", None, "decrease:other")),
    ],
)  # fmt: skip
def test_a_cell_states_what_head_and_row_say(text: str, cell: str, wanted: tuple[Any, ...]) -> None:
    assert row(facts(text)[cell]) == wanted


@pytest.mark.parametrize("months", ["六个月", "6个月"])
def test_months_in_words_and_figures_say_how_long_a_year_is(months: str) -> None:
    assert row(facts(RESULTS.replace("六个月", months))["1,234,567"])[3] == HALF


def test_units_come_from_head_row_or_the_line_above_and_say_so() -> None:
    found = facts(INDICATORS)
    unit = found["3,512.4"]["q"]["unit"]
    assert (unit["currency"], unit["original"]["text"]) == ("CNY", "亿元")
    assert found["5.6"]["q"]["kind"] == "percent"
    assert found["5.6"]["provisional"] is True
    per_share = facts(RESULTS)["0.32"]["q"]["unit"]
    assert (per_share["currency"], per_share["basis"]) == ("CNY", "declared")
    assert facts(OUTPUT)["41.0"]["measure_type"] == "share"


def test_spread_names_are_places_and_bases_are_index_numbers() -> None:
    found = facts(PRICES)
    assert found["99.2"]["measure_type"] == "index"
    assert found["99.2"]["change"] is None
    assert [(part["role"], part["text"], part["code"]) for part in found["96.1"]["dimensions"]] == [
        ("area", "石 家 庄", "130100"), ("scope", "同比", None),
    ]  # fmt: skip


def test_fields_of_a_form_state_their_figures() -> None:
    text = """遠山電路自結營收公告
1.事實發生日:113/07/10
2.公司名稱:遠山電路股份有限公司
3.營業收入:1,234,567仟元
4.年增率:12.3%
5.因應措施:無"""
    found = facts(text)
    assert (found["1,234,567仟元"]["metric"]["id"], found["1,234,567仟元"]["q"]["value"]) == (
        "revenue",
        "1234567000",
    )
    assert (found["12.3%"]["metric"]["id"], found["12.3%"]["change"]["basis"]) == ("revenue", "yoy")


def test_keys_give_units_and_companies_are_whose_figures_they_are() -> None:
    form = """遠山電路113年上半年財務報告
7.累計營業收入(仟元):5,286,413
8.業主淨利(損)(仟元):(15,904)
9.期末總資產(仟元):9,877,002
10.其他應敘明事項:無"""
    values = {words: fact["signed_value"] for words, fact in facts(form).items()}
    assert values == {"5,286,413": "5286413000", "(15,904)": "-15904000", "9,877,002": "9877002000"}
    firms = """企业名单
企业名称\t2024年\n营业收入(万元)
华辰1号贸易有限公司\t120
联创新塑业有限公司\t230""".replace("2024年\n", "")
    found = facts(firms)
    assert (found["230"]["metric"]["id"], found["230"]["subject"]["text"]) == (
        "revenue",
        "联创新塑业有限公司",
    )


def test_rows_that_lack_cells_state_nothing_and_are_warned_of() -> None:
    text = (
        "各村情况\n村名\n户数\n人口\n"
        + "\n".join(f"第{n}村\n{n + 10}\n{n + 40}" for n in range(6))
        + "\n末村\n77\n初村\n21\n51\n尾村\n22\n52"
    )
    document = pipeline.extract(text).to_dict()
    assert "table_ragged" in [warning["code"] for warning in document["warnings"]]
    words = {item["id"]: item["text"] for item in document["quantities"]}
    assert "77" not in [words[fact["quantity"]] for fact in document["facts"]]
    assert "51" in [words[fact["quantity"]] for fact in document["facts"]]


@pytest.mark.parametrize(("text", "figure", "first", "last"), [
    # 本月 and 累计 are those of the title, not of the month in which the table came out
    ("2024年9月江州关区进出口\n国别\t本月\t累计\n日本\t51.2\t402.5\n韩国\t33.1\t288.4\n越南\t12.6\t97.3",
     "51.2", "2024-09-01", "2024-09-30"),
    ("2024年9月江州关区进出口\n国别\t本月\t累计\n日本\t51.2\t402.5\n韩国\t33.1\t288.4\n越南\t12.6\t97.3",
     "402.5", "2024-01-01", "2024-09-30"),
    # a part of a year in the column, the year in the row
    ("港口吞吐量(万吨)\n年份\t一季度\t二季度\n2021年\t301.5\t322.8\n2022年\t310.4\t335.9\n2023年\t318.2\t341.6",
     "335.9", "2022-04-01", "2022-06-30"),
    # the months of the half-year under a head without a year
    ("江州置业集团\n\t截至六月三十日止六个月\t\n\t二零二三年\t二零二二年\n营业收入\t3,105\t2,980\n毛利\t812\t790\n"
     "税项\t77\t69", "2,980", "2022-01-01", "2022-06-30"),
    # the change beside the figures of one time
    ("访客统计\n市场\t2024年5月\t按年变动(%)\n日本\t51,200\t40.2\n韩国\t33,100\t28.4\n越南\t12,600\t9.7",
     "40.2", "2024-05-01", "2024-05-31"),
])  # fmt: skip
def test_periods_of_cells(text: str, figure: str, first: str, last: str) -> None:
    fact = facts(text)[figure]
    assert (fact["when"]["first"], fact["when"]["last"]) == (first, last)


def test_a_year_that_is_not_known_moves_no_period() -> None:
    document = pipeline.extract(
        "2024年6月30日止六个月经营数据\n指标　上半年　去年同期\n营业额(亿元)　25.3　22.1\n客流(万人次)　1,203　1,118"
    )
    assert {item.value for item in document.quantities if item.rule.startswith("table")} >= {"2530000000"}


@pytest.mark.parametrize(
    ("head", "days"),
    [
        (
            "指标\t9月\t同比增长（%）\t1—9月\t同比增长（%）",
            ["2024-09-01", "2024-09-01", "2024-01-01", "2024-01-01"],
        ),
        (
            "地区\t2023年产值\t2022年产值\t增速（%）\t占比（%）",
            ["2023-01-01", "2022-01-01", "2023-01-01", "2023-01-01"],
        ),
    ],
)
def test_a_change_is_of_the_time_of_the_figures_to_its_left(head: str, days: list[str]) -> None:
    text = f"江城市主要指标\n{head}\n出口额\t12.5\t3.6\t110.2\t4.1\n进口额\t10.5\t2.6\t90.2\t1.1\n用电量\t20.5\t5.6\t180.2\t6.1\n"
    facts = pipeline.extract(text, published="2024-10-20").to_dict()["facts"]
    assert [fact["when"]["first"] for fact in facts[:4]] == days

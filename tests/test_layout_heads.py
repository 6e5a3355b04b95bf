"""Heads of tables that were stored with one cell a line: which names of two rows are over which columns."""

import pytest

import pipeline


def columns(text: str) -> list[str]:
    """The names of the columns of the first table."""
    document = pipeline.extract(text, published="2024-11-20").to_dict()
    (table,) = [block["table"] for block in document["blocks"] if block["table"]]
    return [column["name"] for column in table["columns"]]


ROWS = {
    3: ["东湖区", "1.5", "2.6", "3.7", "西山区", "4.1", "5.2", "6.3", "南河县", "7.4", "8.5", "9.6"],
    4: ["东湖区", "8,143", "10.55", "9.81", "620", "西山区", "5,902", "7.30", "8.04", "1,315",
        "南河县", "3,377", "4.08", "5.12", "98"],
    5: ["东湖区", "15.5", "2.6", "3.7", "46.1", "5.5", "西山区", "24.1", "5.2", "6.3", "90.4", "8.8",
        "南河县", "17.4", "8.5", "9.6", "70.5", "1.3"],
}  # fmt: skip


@pytest.mark.parametrize(("head", "width", "names"), [
    # the lower row ends anew: the last name comes back
    ("地区 9月 1-9月 当月 上年同月 增长 累计 增长", 5,
     ["地区", "9月 当月", "9月 上年同月", "9月 增长", "1-9月 累计", "1-9月 增长"]),
    # groups of one column among those of two
    ("地区 工业产值 投资 零售额 总量 增长 增长 总量 增长", 5,
     ["地区", "工业产值 总量", "工业产值 增长", "投资 增长", "零售额 总量", "零售额 增长"]),
    # of names with units the one whose figures are like each other
    ("地区 户数(户) 占全市比重(%) 密度(人/平方公里) 2023年 2013年", 4,
     ["地区", "户数(户)", "占全市比重(%) 2023年", "占全市比重(%) 2013年", "密度(人/平方公里)"]),
    # a name broken behind what is the column before it as well
    ("地区 9月 1-9月 1-9月 同比增长(%)", 3, ["地区", "9月", "1-9月", "1-9月 同比增长(%)"]),
])  # fmt: skip
def test_names_of_two_rows_are_over_their_columns(head: str, width: int, names: list[str]) -> None:
    lines = ["江州市各区情况", "全市情况如下。", *head.split(" "), *ROWS[width]]
    assert columns("\n".join(lines)) == names


def rows(text: str) -> list[tuple[str | None, list[str]]]:
    """The rows of the first table below its head: their names, and their figures with units."""
    document = pipeline.extract(text, published="2024-11-20").to_dict()
    (table,) = [block["table"] for block in document["blocks"] if block["table"]]
    figures = {
        item["id"]: item["value"] + (item["unit"] or {"text": ""})["text"] for item in document["quantities"]
    }
    return [
        (name, [figures[cell["quantity"]] for cell in row if cell and cell["quantity"]])
        for name, row in list(zip(table["row_names"], table["rows"], strict=True))[table["head_rows"] :]
    ]


KINDERGARTENS = "各区教育局：现将收费标准公布如下。 区县 类别 保教费 （元/学期） 招生 （人） 临江区 一级园 600 120 二级园 480 90 三级园 300 60 城南区 一级园 580 150 二级园 460 80 合计 500 特此通知。"
REPORT = "永泰药业公布一季报 （一）主要会计数据 单位：元 主要会计数据 本报告期 （1-3月） 上年同期 本报告期比上年同期 增减变动幅度(%) 营业收入 512.40 498.33 2.83 净利润 41.01 39.55 3.69 每股收益（元/股） 0.12 0.11 9.09 净资产收益率（%） 1.22 1.30 减少0.08个百分点"
SUBSIDIES = "各乡镇：任务分解如下。 乡镇 种植面积 （亩） 补助标准 （元/亩） 补助资金 （万元） 白沙镇 1,200 150 18 石桥镇 800 150 12 新安乡 400 150 6 特此通知。"


@pytest.mark.parametrize(("text", "names"), [
    (KINDERGARTENS, ["区县", "类别", "保教费（元/学期）", "招生（人）"]),
    (REPORT, ["主要会计数据", "本报告期（1-3月）", "上年同期", "本报告期比上年同期增减变动幅度(%)"]),
    (SUBSIDIES, ["乡镇", "种植面积（亩）", "补助标准（元/亩）", "补助资金（万元）"]),
])  # fmt: skip
def test_units_and_rests_of_names_on_lines_of_their_own(text: str, names: list[str]) -> None:
    assert columns(text.replace(" ", "\n")) == names


def test_a_name_written_once_for_several_rows() -> None:
    assert rows(KINDERGARTENS.replace(" ", "\n")) == [
        ("临江区 / 一级园", ["600元/学期", "120人"]), ("临江区 / 二级园", ["480元/学期", "90人"]), ("临江区 / 三级园", ["300元/学期", "60人"]),
        ("城南区 / 一级园", ["580元/学期", "150人"]), ("城南区 / 二级园", ["460元/学期", "80人"]), ("合计", ["500人"])]  # fmt: skip


def test_words_give_a_cell_its_sign() -> None:
    assert rows(REPORT.replace(" ", "\n"))[-1] == ("净资产收益率（%）", ["1.22%", "1.3%", "-0.08个百分点"])

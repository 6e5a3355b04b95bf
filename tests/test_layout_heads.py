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

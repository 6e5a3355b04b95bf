"""Times of real phrasing: surface, type, value; and what is none."""

import pytest

from pipeline.draft import Stretch
from pipeline.model import TimeModifier
from pipeline.offsets import fold
from pipeline.times.recognise import Recogniser


def find(text: str, region: str | None = "CN") -> list[tuple[str, str, str, TimeModifier | None]]:
    text = fold(text)
    times = Recogniser()(text, [Stretch(0, len(text))], "2024-05-20", region)
    return [(text[item.start : item.end], item.type, item.value, item.modifier) for item in times]


@pytest.mark.parametrize(
    ("text", "surface", "kind", "value"),
    [
        ("2021年营收持平", "2021年", "date", "2021"),
        ("5月16日开工", "5月16日", "date", "2024-05-16"),
        ("自2019年3月投产", "2019年3月", "date", "2019-03"),
        ("2022年上半年亏损", "2022年上半年", "date", "2022-H1"),
        ("一季度增速", "一季度", "date", "2024-Q1"),
        ("去年第三季度的订单", "去年第三季度", "date", "2023-Q3"),
        ("2021—2025年规划", "2021—2025年", "range", "2021/2025"),
        ("1至4月进出口", "1至4月", "range", "2024-01/2024-04"),
        ("今年前三季度实现", "今年前三季度", "range", "2024-Q1/2024-Q3"),
        ("“十四五”期间建成", "十四五", "range", "2021/2025"),
        ("113 年 5 月出口", "113 年 5 月", "date", "2024-05"),
        ("二零二三年九月的数字", "二零二三年九月", "date", "2023-09"),
        ("今(18)日公布", "今(18)日", "date", "2024-05-18"),
        ("上月底完工", "上月", "date", "2024-04"),
        ("昨日签约", "昨日", "date", "2024-05-19"),
        ("24小时服务", "24小时", "duration", "PT24H"),
        ("连续7个月增长", "7个月", "duration", "P7M"),
        ("须在30日内申报", "30日", "duration", "P30D"),
        ("2024-03-01发布", "2024-03-01", "date", "2024-03-01"),
    ],
)
def test_one(text: str, surface: str, kind: str, value: str) -> None:
    assert [row[:3] for row in find(text)] == [(surface, kind, value)]


@pytest.mark.parametrize(
    ("text", "modifier"),
    [("自2020年以来", "since"), ("2019年底", "end_of"), ("2022年初", "start_of"), ("截至2023年", "until")],
)
def test_modifier(text: str, modifier: str) -> None:
    assert [row[3] for row in find(text)] == [modifier]


@pytest.mark.parametrize(
    "text", ["全区企业2011家", "比例为1/3", "第三季后赛", "日均客流", "1年期LPR", "2月32日"]
)
def test_nothing(text: str) -> None:
    assert [row for row in find(text) if row[1] != "date" or row[2].count("-") > 1] == []


@pytest.mark.parametrize("text", ["年" * 50_000, "1月" * 20_000, "第" * 50_000, "9" * 100_000])
def test_long_runs_end(text: str) -> None:
    assert isinstance(find(text), list)

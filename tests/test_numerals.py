"""Numerals on characters: values of real phrasing, and properties."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.numerals import HAN_NUMERAL, number, scan

EXACT = {
    "二〇二三": "2023",
    "二零零四": "2004",
    "3万4000": "34000",
    "25万6千": "256000",
    "廿一": "21",
    "140兆1879亿": "140187900000000",
    "14亿489万": "1404890000",
    "452亿8,200万": "45282000000",
    "1,100万": "11000000",
    "8,750万": "87500000",
    "1,509,403": "1509403",
    "二十万亿": "20000000000000",
    "1.5万亿": "1500000000000",
    "1万5千亿": "1500000000000",
    "三点一": "3.1",
    "3点6亿": "360000000",
    "2亿亿": "20000000000000000",
    "两百八十三点四": "283.4",
    "七二九.二亿": "72920000000",
    "六六六六.五亿": "666650000000",
    "三十九.五": "39.5",
    "〇.五": "0.5",
    "一百零五": "105",
    "一百五": "150",
    "两千三": "2300",
    "三万五": "35000",
    "两万零五百": "20500",
    "壹佰贰拾叁": "123",
    "百万": "1000000",
    "千亿": "100000000000",
    "3千万": "30000000",
    "624.8 亿": "62480000000",
    "一万二千三百四十五": "12345",
    "10005.9": "10005.9",
}


@pytest.mark.parametrize(("text", "value"), EXACT.items())
def test_value(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "surface", "value", "low", "high"),
    [
        ("170余万平方米", "170余万", 1700000, None, None),
        ("5万余人", "5万余", 50000, None, None),
        ("百余家", "百余", 100, None, None),
        ("十几万人", "十几万", None, 110000, 190000),
        ("二十几名", "二十几", None, 21, 29),
        ("数十亿元", "数十亿", None, 10**9, 10**10),
        ("上百家", "上百", None, 100, None),
        ("两三个", "两三", None, 2, 3),
        ("三五百人", "三五百", None, 300, 500),
        ("十五六岁", "十五六", None, 15, 16),
        # a comma before anything but three digits is a clause mark
        ("3,2023年", "3", 3, None, None),
        ("2021,200多家", "2021", 2021, None, None),
    ],
)
def test_surface_and_bounds(
    text: str, surface: str, value: int | None, low: int | None, high: int | None
) -> None:
    found = scan(text, 0)
    assert found is not None
    assert text[found.start : found.end] == surface
    assert (found.value, found.low, found.high) == (value, low, high)


@pytest.mark.parametrize("text", ["", "吨", "、", "多", "余家", "点五", "abc"])
def test_no_numeral(text: str) -> None:
    assert scan(text, 0) is None


@given(st.integers(min_value=0, max_value=10**15), st.booleans())
def test_arabic_numerals_parse_back(value: int, separated: bool) -> None:
    assert number(f"{value:,}" if separated else str(value)) == value


@given(st.text(alphabet=HAN_NUMERAL + "0123456789,.点几数余多来上好 年家", max_size=30))
def test_never_raises_and_stays_inside(text: str) -> None:
    for start in range(len(text)):
        found = scan(text, start)
        if found is not None:
            assert start == found.start < found.end <= len(text)


@pytest.mark.parametrize(
    "text", ["9" * 100_000, "十" * 100_000, "1," * 50_000, "一" * 100_000, "万" * 100_000]
)
def test_adversarial_runs_end(text: str) -> None:
    found = scan(text, 0)
    assert found is not None
    assert found.end <= len(text)

"""Times at the ends of the calendar, and days that a year has not: a value that leaves open what it cannot say, no error."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.draft import Time
from pipeline.rulebook import RuleBook
from pipeline.times.calendar import Point
from pipeline.times.recognise import Recogniser

REFERENCES = (
    "0001", "0001-01", "0001-01-01", "0001-01-01T00:00", "0001-12-31", "0004-02-29", "1900-01-31", "2024-02-29",
    "2099-12-31", "2100-12-31", "9998-12-31", "9999", "9999-12", "9999-01-01", "9999-12-31", "9999-12-31T23:59",
)  # fmt: skip
PIECES = (
    "周日", "周六", "上周五", "下周日", "上上周", "下下个月", "周一至周五", "今天", "明天", "昨天", "次日", "翌日", "同日", "前天",
    "当月", "次月", "上月", "上个季度", "下季度", "去年", "明年", "后年", "前年", "次年", "上年同期", "去年同月", "今明两年", "本周末",
    "2月29日", "去年2月29日", "30日", "31日", "12月31日", "1月1日", "6月3日晚上十点到凌晨一点", "22时至次日6时", "11月至2月",
    "三天后", "500个月前", "1000周后", "一千年前", "两千年后", "99年后", "前两年", "未来三年", "过去100年", "近五千年", "前三周",
    "公元前221年", "公元前1年", "公元前9999年", "2020年第53周", "12月第五个星期五", "5月最后一天", "2199年", "90年代",
    "春节", "除夕", "农历十月", "闰四月", "圣诞节前一天", "去年的今天", "上一个国庆节", "冬天", "去冬今春", "113学年度",
    "逢八八年", "每三三年", "每两三年", "三七天七夜", "两五天四夜", "八八天后", "每二五个月", "三三月", "四四世纪",
    "，", "。", "至", "到", "的", "前", "后", "\n",
)  # fmt: skip


@lru_cache
def recogniser() -> Recogniser:
    return Recogniser(RuleBook.load())


def times(text: str, published: str) -> list[Time]:
    return recogniser()(text, [], published, "CN")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join), st.sampled_from(REFERENCES))
def test_days_are_of_the_calendar_and_years_have_four_figures(text: str, published: str) -> None:
    for item in times(text, published):
        first, last = (date.fromisoformat(day) if day else None for day in (item.first, item.last))
        assert first is None or last is None or first <= last
        if item.type not in ("duration", "set"):
            assert re.search(r"\d{5}", item.value) is None, item.value


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("published", ["0001-01-01T00:00", "2024-02-29", "9999-12-31T23:59"])
def test_each_is_read_by_itself_and_in_a_sentence(piece: str, published: str) -> None:
    for text in (piece, f"公司称，{piece}恢复生产。"):
        end = 0
        for item in times(text, published):
            assert end <= item.start < item.end <= len(text)
            end = item.end


@pytest.mark.parametrize(
    ("text", "published", "value", "first"),
    [
        ("周日", "9999-12-31", "XXXX-WXX-7", None),
        ("周五公布", "0001-01-01", "XXXX-WXX-5", None),
        ("明天", "9999-12-31", "XXXX-XX-XX", None),
        ("昨天", "0001-01-01", "XXXX-XX-XX", None),
        ("明年", "9999-12-31", "XXXX", None),
        ("下月", "9999-12-31", "XXXX-01", None),
        ("去年2月29日", "2024-05-20", "XXXX-02-29", None),
        ("去年2月29日", "2025-05-20", "2024-02-29", "2024-02-29"),
    ],
)
def test_what_the_calendar_has_not_stays_open(
    text: str, published: str, value: str, first: str | None
) -> None:
    (item,) = times(text, published)
    assert (item.value, item.first) == (value, first)


def test_a_day_after_a_date_before_christ_stays_open() -> None:
    found = [(item.value, item.first) for item in times("公元前221年1月1日，次日", "2024-05-20")]
    assert found == [("-0220", None), ("-0220-01-01", None), ("XXXX-XX-XX", None)]


def test_points_of_a_year_that_has_no_such_day_or_week_cover_no_days() -> None:
    assert Point(2023, 2, 29).days() == (None, None)
    assert Point(2023, week=53).days() == (None, None)
    assert Point(2020, week=53).days() == ("2020-12-28", "2021-01-03")
    assert Point(-220, 1, 5).shifted("day", 1) == Point()

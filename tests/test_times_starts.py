"""Where the readers of times are tried: every word and form that may begin a time is a start, and little else."""

from __future__ import annotations

from functools import lru_cache

import pytest

from pipeline.rulebook import RuleBook
from pipeline.rulebook.time_words import Role, TimeWord
from pipeline.times.lexicon import Lexicon
from pipeline.times.starts import Starts

BEGINNING: tuple[Role, ...] = (
    "year", "quarter", "month", "week", "day", "whole", "half", "same", "part_of_day", "season", "holiday", "term", "era",
)  # fmt: skip


@lru_cache
def lexicon() -> Lexicon:
    return Lexicon(RuleBook.load().entries("time_words", TimeWord))


@lru_cache
def starts(timed: bool = False) -> Starts:
    return Starts(lexicon(), timed)


def places(text: str, timed: bool = False) -> list[int]:
    found, at = [], starts(timed).next(text, 0)
    while at >= 0:
        found.append(at)
        at = starts(timed).next(text, starts(timed).past(text, at))
    return found


@pytest.mark.parametrize("role", BEGINNING)
def test_every_word_that_begins_a_time_is_a_start(role: Role) -> None:
    missed = [name for name in lexicon()[role].entry if starts().next(f"将于{name}", 0) != 2]
    assert missed == []


def test_words_for_now_are_starts_where_the_reference_has_a_clock_time() -> None:
    now = list(lexicon()["now"].entry)
    assert [name for name in now if places(name, timed=True)[:1] != [0]] == []
    assert places("现在") == []


@pytest.mark.parametrize(
    "text",
    [
        "2026年", "1.5个小时", "3万多年", "9:30", "2Q25", "1至3月", "2019-05-06", "20190506", "5、6日",
        "三点", "十五五规划", "一至三月", "一、二季度", "一个半小时", "八十年代", "二十一世纪", "廿三日", "两周", "三百六十五天",
        "前三季度", "首十个月", "头 5 个月", "第一季", "上两周", "后两天", "差五分三点", "最近一年", "未来的两周", "往后三天",
        "上上周", "下一个国庆节", "上世纪", "本世纪", "今(9)日", "本(2021)年", "今夏", "明晚", "昨公布", "去冬今春",
        "年底", "月初", "元月", "腊月", "闰四月", "民国七十年", "公元前221年", "农历五月", "大年初八", "当晚",
        "半年", "半 小时", "个半小时", "分半钟", "’23年", "Q3", "H1", "FY2024",
        "每3年", "每个工作日", "每周二", "每晚", "逐月", "逢单数月", "每隔两天", "周三", "星期日",
    ],
)  # fmt: skip
def test_what_may_be_a_time_is_a_start(text: str) -> None:
    assert places(text)[:1] == [0]


@pytest.mark.parametrize(
    "text",
    [
        "1800亿元", "5.2%", "12家企业", "0.4个百分点", "3000吨", "7000万人",
        "三成居民", "一、总体情况", "三分之一", "四百亿元", "五个百分点", "一带一路", "六项措施",
        "上升", "下降", "上市公司", "年均增长", "月增率", "本公司", "民政", "最高", "首页", "前瞻", "公元素", "半径", "零售",
        "每股收益", "每公里", "每人", "周转", "周期", "去库存", "明确", "今起", "国家", "消费", "记者", "升3", "和5", "万人",
    ],
)  # fmt: skip
def test_what_is_no_time_is_no_start(text: str) -> None:
    assert [at for at in places(text) if at == 0] == []


def test_a_feast_that_is_written_in_figures_is_a_start() -> None:
    assert places("618大促")[:1] == [0]
    assert places("6·1儿童节")[:1] == [0]
    assert 1 not in places("1618大促")


def test_nothing_begins_inside_figures_that_begin_nothing() -> None:
    assert places("共1234元") == []
    assert starts().past("1234元", 0) == 4

"""Statements as SDMX observations: times, codes, what is no observation."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import flat
from pipeline.flat.adjustment import Adjustments, code_at
from pipeline.flat.time_periods import time_period
from pipeline.rulebook import RuleBook, RuleError
from tests import flat_documents as make

TIME = re.compile(
    r"\d{4}(-S[12]|-Q[1-4]|-\d\d|-W\d\d|-\d\d-\d\d)?|\d{4}-\d\d-\d\d/P(\d+Y|\d+M|\d+D)"
)  # the formats of SDMX's ObservationalTimePeriod that are used here


@pytest.mark.parametrize(
    ("first", "last", "value", "freq"),
    [
        ("2023-01-01", "2023-12-31", "2023", "A"),
        ("2023-01-01", "2023-06-30", "2023-S1", "S"),
        ("2023-07-01", "2023-12-31", "2023-S2", "S"),
        ("2023-01-01", "2023-03-31", "2023-Q1", "Q"),
        ("2023-10-01", "2023-12-31", "2023-Q4", "Q"),
        ("2023-01-01", "2023-01-31", "2023-01", "M"),
        ("2024-02-01", "2024-02-29", "2024-02", "M"),
        ("2023-01-23", "2023-01-29", "2023-W04", "W"),
        ("2024-12-30", "2025-01-05", "2025-W01", "W"),
        ("2023-01-09", "2023-01-09", "2023-01-09", "D"),
        ("2023-01-01", "2023-09-30", "2023-01-01/P9M", None),
        ("2023-02-01", "2023-04-30", "2023-02-01/P3M", None),
        ("2023-04-01", "2024-03-31", "2023-04-01/P1Y", None),
        ("2021-01-01", "2025-12-31", "2021-01-01/P5Y", None),
        ("2024-02-10", "2024-02-17", "2024-02-10/P8D", None),
        ("2024-02-01", "2024-02-28", "2024-02-01/P28D", None),
        ("0221-01-01", "0221-12-31", "0221", "A"),
        ("9999-01-01", "9999-12-31", "9999", "A"),
    ],
)
def test_days_become_sdmx_times(first: str, last: str, value: str, freq: str | None) -> None:
    assert time_period(first, last) == (value, freq)
    assert TIME.fullmatch(value)


@pytest.mark.parametrize(
    ("last", "freq", "value"),
    [
        ("2024-03-31", "M", "2024-03"),
        ("2024-03-31", "Q", "2024-Q1"),
        ("2024-12-31", "A", "2024"),
        ("2024-06-30", "S", "2024-S1"),
        ("2024-12-31", None, "2024-12-31"),
        ("2024-03-15", "D", "2024-03-15"),
        ("2024-03-15", "M", "2024-03-15"),
        ("2024-04-30", "Q", "2024-04-30"),
        ("2023-01-29", "W", "2023-W04"),
    ],
)
def test_a_level_at_the_end_is_that_of_the_last_step(last: str, freq: str | None, value: str) -> None:
    found = time_period(None, last, freq, at_end=True)
    assert found is not None
    assert found.value == value
    assert time_period(None, last, freq) is None  # a sum since no one knows when


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2024-01-01", None),
        (None, None),
        ("2024-05-01", "2024-04-01"),
        ("-0221-01-01", "0001-01-01"),
        ("2024-01-01", "12024-01-01"),
    ],
)
def test_what_is_open_or_outside_of_the_calendar_has_no_sdmx_time(
    first: str | None, last: str | None
) -> None:
    assert time_period(first, last, "A", at_end=True) is None


def days_of(value: str) -> tuple[date, date]:
    """The days of an SDMX time, read independently."""
    if "/" in value:
        start, length = value.split("/")
        first = date.fromisoformat(start)
        count, unit = int(length[1:-1]), length[-1]
        if unit == "D":
            return first, first + timedelta(days=count - 1)
        months = first.year * 12 + first.month - 1 + count * (12 if unit == "Y" else 1)
        return first, date(months // 12, months % 12 + 1, first.day) - timedelta(days=1)
    year, _, part = value.partition("-")
    if part.startswith("W"):
        monday = date.fromisocalendar(int(year), int(part[1:]), 1)
        return monday, monday + timedelta(days=6)
    if part.count("-"):
        return date.fromisoformat(value), date.fromisoformat(value)
    length = {"S": 6, "Q": 3}.get(part[:1], 1 if part else 12)
    number = int(part.lstrip("SQ") or 1)
    begin, months = (number - 1) * length, int(year) * 12 + number * length
    return date(int(year), begin + 1, 1), date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


@given(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    st.one_of(st.integers(0, 800), st.sampled_from([6, 27, 30, 89, 90, 180, 364, 365])),
)
def test_every_stretch_of_days_is_told_exactly(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = time_period(str(first), str(last))
    assert found is not None
    assert TIME.fullmatch(found.value)
    assert days_of(found.value) == (first, last)


FIGURE = "全市完成进出口18.6亿元"


def observe(text: str = FIGURE, words: str = "18.6亿元", **fields: Any) -> dict[str, Any] | None:
    """The observation of a document with one figure; `figure`, `published` and `entities` go there, the rest to the fact."""
    published = fields.pop("published", "2024-10-22")
    entities = fields.pop("entities", [])
    figure = {"kind": "money", "value": "1860000000"} | fields.pop("figure", {})
    fact = {"signed_value": figure["value"]} | fields
    document = make.document(
        text,
        published=published,
        quantities=[make.quantity(text, words, **figure)],
        entities=entities,
        facts=[make.fact(text, **fact)],
    )
    return next(flat.observations(document), None)


def one(**fields: Any) -> dict[str, Any]:
    found = observe(**fields)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "A"),
        ({"provisional": True}, "P"),
        ({"status": "estimate"}, "F"),
        ({"status": "estimate", "when": make.when("2024-01-01", "2024-12-31", "A")}, "F"),
        ({"status": "estimate", "when": make.when("2024-01-01", "2024-09-30", "M")}, "E"),
        (
            {"status": "estimate", "when": make.when("2024-01-01", "2024-09-30", "M"), "provisional": True},
            "E",
        ),
        ({"status": "estimate", "when": make.when("2024-01-01", "2024-09-30", "M"), "published": None}, "F"),
    ],
)
def test_the_status_of_an_observation(fields: dict[str, Any], code: str) -> None:
    assert one(**fields)["OBS_STATUS"] == code


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "target"},
        {"status": "cap"},
        {"status": "condition"},
        {"negated": True},
        {"figure": {"value": None}},  # 数十亿元
    ],
)
def test_what_is_no_observation(fields: dict[str, Any]) -> None:
    assert observe(**fields) is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "N"),
        ({"measure_type": "growth", "change": make.change("increase", "yoy")}, "GY"),
        ({"measure_type": "growth", "change": make.change("decrease", "mom")}, "G1"),
        ({"measure_type": "growth", "change": make.change("increase", "qoq")}, "G1"),
        ({"measure_type": "delta", "change": make.change("increase", "yoy")}, "DY"),
        ({"measure_type": "delta", "change": make.change("increase", "mom")}, "D1"),
        ({"measure_type": "growth", "change": make.change("increase", "other")}, "_O"),
        ({"measure_type": "delta", "change": make.change("decrease", "yoy", of_growth=True)}, "_O"),
        ({"measure_type": "contribution"}, "_O"),
        ({"measure_type": "share"}, "N"),
    ],
)
def test_the_transformation(fields: dict[str, Any], code: str) -> None:
    assert one(**fields)["TRANSFORMATION"] == code


PERCENT = {"kind": "percent", "value": "5.4", "unit": {"text": "%", "code": "%"}}


@pytest.mark.parametrize(
    ("figure", "fields", "code"),
    [
        ({"unit": {"text": "元", "code": "CNY", "currency": "CNY"}}, {}, "CNY"),
        ({"unit": {"text": "元", "currency": "HKD", "per": "股"}}, {}, "HKD_股"),
        ({"kind": "measure", "unit": {"text": "吨", "code": "t"}}, {}, "t"),
        ({"kind": "measure", "unit": {"text": "人/平方公里", "code": "/km2"}}, {}, "/km2"),
        ({"kind": "count", "unit": {"text": "家"}}, {}, "家"),
        ({"kind": "count", "unit": {"text": ""}}, {}, None),
        ({"unit": None}, {}, None),
        (PERCENT, {}, "PT"),
        (PERCENT, {"measure_type": "growth", "change": make.change("increase", "yoy")}, "PA"),
        (PERCENT, {"measure_type": "growth", "change": make.change("increase", "mom")}, "PP"),
        (PERCENT, {"measure_type": "growth", "change": make.change("increase", "other")}, "PT"),
        ({"kind": "percent", "unit": {"text": "‰", "code": "[ppth]"}}, {}, "[ppth]"),
        ({"kind": "percentage_point", "unit": {"text": "个百分点", "code": "[pp]"}}, {}, "PD"),
        ({"kind": "multiple", "unit": {"text": "倍"}}, {}, "FCTR"),
        ({"kind": "fraction", "value": "1/3"}, {}, "FCTR"),
        ({"kind": "number", "unit": {"text": "点"}}, {"measure_type": "index"}, "IX"),
        ({"kind": "number", "unit": {"text": "点"}}, {"measure_type": "level"}, "点"),
    ],
)
def test_the_unit(figure: dict[str, Any], fields: dict[str, Any], code: str | None) -> None:
    row = one(figure=figure, **fields)
    assert (row["UNIT_MEASURE"], row["UNIT_MULT"]) == (code, 0)


def test_no_change_is_zero_percent() -> None:
    text = "出口与上月持平"
    document = make.document(
        text,
        facts=[
            make.fact(
                text,
                quantity=None,
                signed_value="0",
                measure_type="growth",
                change=make.change("unchanged", "mom"),
            )
        ],
    )
    (row,) = flat.observations(document)
    assert (row["OBS_VALUE"], row["UNIT_MEASURE"], row["TRANSFORMATION"]) == (0, "PP", "G1")


def test_a_range_has_bounds_and_no_value() -> None:
    row = one(figure={"value": None, "min": "3000", "max": "5000"})
    assert (row["OBS_VALUE"], row["OBS_VALUE_MIN"], row["OBS_VALUE_MAX"]) == (None, 3000, 5000)


PLACES = "临江市与香港及澜海科技,中国进出口18.6亿元"


def place(words: str, number: int, *codes: tuple[str, str]) -> dict[str, Any]:
    return make.entity(PLACES, words, number, codes=codes)


@pytest.mark.parametrize(
    ("subject", "dimensions", "area", "counterpart"),
    [
        (("香港", "e1"), [], "HK", None),
        (("临江市", "e2"), [], "220681", None),
        (None, [("area", "e2")], "220681", None),
        (("香港", "e1"), [("area", "e2")], "HK", None),
        (("澜海科技", "e3"), [], None, None),  # a listing is no place
        (("澜海科技", "e3"), [("area", "e1")], "HK", None),
        (("香港", "e1"), [("partner", "e4")], "HK", "CN"),
        (("香港", None), [], None, None),
        (None, [], None, None),
    ],
)
def test_area_and_counterpart(
    subject: tuple[str, str | None] | None, dimensions: list[tuple[str, str]], area: str, counterpart: str
) -> None:
    entities = [
        place("香港", 1, ("GB/T 2260", "810000"), ("ISO 3166-1", "HK")),
        place("临江市", 2, ("GB/T 2260", "220681")),
        place("澜海科技", 3, ("ticker", "600000")),
        place("中国", 4, ("ISO 3166-1", "CN")),
    ]
    parts = [{"role": role, "text": of, "entity": of, "code": None} for role, of in dimensions]
    row = one(text=PLACES, entities=entities, subject=subject, dimensions=parts)
    assert (row["REF_AREA"], row["COUNTERPART_AREA"]) == (area, counterpart)


@pytest.mark.parametrize(
    ("fields", "freq", "period"),
    [
        ({"when": make.when("2024-01-01", "2024-09-30", "M", "cumulative")}, "M", "2024-01-01/P9M"),
        ({"when": make.when("2024-01-01", "2024-03-31", None)}, "Q", "2024-Q1"),
        ({"when": make.when(None, "2024-09-30", "M", "stock")}, "M", "2024-09"),
        ({"when": make.when(None, "2024-09-30", "M", None)}, "M", "2024-09"),
        ({"when": make.when(None, "2024-09-30", "M", "flow")}, "M", None),
        ({"when": make.when(None, "2024-09-30", "M", "cumulative")}, "M", None),
        ({"when": make.when("2024-01-01", None, "A", "flow")}, "A", None),
        ({}, None, None),
    ],
)
def test_frequency_and_time(fields: dict[str, Any], freq: str | None, period: str | None) -> None:
    row = one(**fields)
    assert (row["FREQ"], row["TIME_PERIOD"]) == (freq, period)


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("经季节性调整后,失业率为|2.9%", "S"),
        ("2024年第一季经季节性调整后,失业率为|2.9%", "S"),  # the year is a time, no figure
        ("失业率为|2.9%(经季节性调整)", "S"),
        ("季调后环比增长|0.4%,同比增长3.2%", "S"),
        ("季调后环比增长0.4%,同比增长|3.2%", None),
        ("同比增长|3.2%,季调后环比增长0.4%", None),
        ("经季节性调整;失业率为|2.9%", None),
        ("经季节性调整。失业率为|2.9%", None),
        ("未经季节性调整的失业率为|3.1%", "N"),
        ("经季节及工作日调整后按季升|0.6%", "Y"),
        ("经工作日调整后,产出按年升|1.8%", "W"),
        ("领先指标趋势循环值为|101.2", "T"),
        ("受季节因素影响,产量减少|2.5%", None),
        ("|2.5%", None),
        ("", None),
    ],
)
def test_adjustment_is_what_the_clause_says(sentence: str, code: str | None) -> None:
    text = sentence.replace("|", "")
    figures = [match.start() for match in re.finditer(r"\d+\.\d", text)]
    clauses = Adjustments(RuleBook.load(), "ADJUSTMENT").clauses(text, figures)
    assert code_at(clauses, max(0, sentence.find("|"))) == code


def test_adjustments_of_two_figures_of_a_sentence() -> None:
    text = "上文。经季节调整后,环比增长0.4%,同比增长3.2%。"
    evidence = make.span(text, "经季节调整后,环比增长0.4%,同比增长3.2%。")
    document = make.document(
        text,
        quantities=[make.quantity(text, "0.4%", value="0.4"), make.quantity(text, "3.2%", 2, value="3.2")],
        facts=[
            make.fact(text, number, quantity=f"q{number}", signed_value="0.4", evidence=evidence)
            for number in (1, 2)
        ],
    )
    assert [row["ADJUSTMENT"] for row in flat.observations(document)] == ["S", None]


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("前三季度生产总值2.4万亿元,按不变价格计算,同比增长|5.4%", "Q"),
        ("前三季度生产总值|2.4万亿元,按不变价格计算,同比增长5.4%", None),
        ("居民收入同比名义增长|5.6%,扣除价格因素实际增长5.3%", "V"),
        ("居民收入同比名义增长5.6%,扣除价格因素实际增长|5.3%", "Q"),
        ("以环比物量计算,服务出口增长|2.1%", "L"),
        ("实质总薪资年增|1.2%", "Q"),
        ("实际使用外资|3.2亿元", None),
    ],
)
def test_the_price_base_is_what_the_clause_says(sentence: str, code: str | None) -> None:
    text = sentence.replace("|", "")
    starts = [match.start() for match in re.finditer(r"\d+\.\d", text)]
    quantities = [
        make.quantity(text, text[at : at + 3], number, value="1") for number, at in enumerate(starts, 1)
    ]
    wanted = starts.index(sentence.index("|")) + 1
    fact = make.fact(text, quantity=f"q{wanted}", signed_value="1")
    (row,) = flat.observations(make.document(text, quantities=quantities, facts=[fact]))
    assert (row["PRICE_BASE"], row["ADJUSTMENT"]) == (code, None)


def test_a_code_that_is_none_of_its_concept_is_told(tmp_path: Path) -> None:
    (tmp_path / "adjustments.toml").write_text(
        '[[adjustments]]\nid = "own"\nconcept = "PRICE_BASE"\nnames = ["本地价"]\ncode = "S"\n',
        encoding="utf-8",
    )
    with pytest.raises(RuleError, match="code 'S' is none of PRICE_BASE: V, Q, L"):
        RuleBook.load(tmp_path)


@given(st.text(alphabet="季节性调整经未,。;1增长", max_size=60), st.integers(0, 60))
def test_any_sentence_is_read(text: str, at: int) -> None:
    clauses = Adjustments(RuleBook.load(), "ADJUSTMENT").clauses(text, [])
    assert code_at(clauses, at) in (None, "N", "S", "W", "Y", "T")
    if clauses:
        assert [clause.start for clause in clauses] == [0, *(clause.end for clause in clauses[:-1])]
        assert clauses[-1].end == len(text)

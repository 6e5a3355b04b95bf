"""The plain view: what each column says, and what makes a row."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline import flat
from pipeline.flat.columns import FACTS, SDMX
from pipeline.flat.plain import decimal, number
from pipeline.flat.selection import Selection
from tests import flat_documents as make

EXPORT = "1月台湾对美国出口电子零组件约18.6亿美元,年增7.2%。"


def exports() -> dict[str, Any]:
    return make.document(
        EXPORT,
        quantities=[
            make.quantity(
                EXPORT, "18.6亿美元", kind="money", value="1860000000", comparator="~",
                unit={"text": "美元", "code": "USD", "currency": "USD", "dimension": "money"},
            ),
            make.quantity(EXPORT, "7.2%", 2, kind="percent", value="7.2", unit={"text": "%", "code": "%"}),
        ],
        times=[make.time(EXPORT, "1月", "2024-01", first="2024-01-01", last="2024-01-31")],
        entities=[
            make.entity(EXPORT, "台湾", norm="台湾", codes=[("GB/T 2260", "710000"), ("ISO 3166-1", "TW")]),
            make.entity(EXPORT, "美国", 2, norm="美利坚合众国", codes=[("ISO 3166-1", "US")]),
        ],
        facts=[
            make.fact(
                EXPORT, metric=("出口", "出口额", "exports"), subject=("台湾", "e1"), signed_value="1860000000",
                period="t1", when=make.when("2024-01-01", "2024-01-31", "M", "flow"),
                dimensions=[
                    {"role": "partner", "text": "美国", "entity": "e2", "code": "US"},
                    {"role": "item", "text": "电子零组件", "entity": None, "code": None},
                    {"role": "area", "text": "台湾", "entity": "e1", "code": "TW"},
                ],
            ),
            make.fact(
                EXPORT, 2, quantity="q2", metric=("出口", "出口额", "exports"), subject=("台湾", "e1"),
                signed_value="7.2", measure_type="growth", change=make.change("increase"), same_as="f1",
                confidence=0.8,
            ),
        ],
    )  # fmt: skip


def test_a_row_has_every_answer_of_its_fact() -> None:
    row, _ = flat.rows(exports())
    assert row == {
        "document": "doc", "uri": "a.txt", "url": None, "published": "2024-10-22", "fact": "f1", "uid": "f-1",
        "subject": "台湾", "subject_name": "台湾", "subject_label": "GPE", "subject_code": "TW",
        "subject_scheme": "ISO 3166-1",
        "metric": "出口", "metric_name": "出口额", "metric_id": "exports",
        "area": "台湾", "area_code": "TW", "partner": "美国", "partner_code": "US", "org": None, "org_code": None,
        "item": "电子零组件", "industry": None, "scope": None,
        "dimensions": [
            {"role": "partner", "text": "美国", "code": "US"},
            {"role": "item", "text": "电子零组件", "code": None},
            {"role": "area", "text": "台湾", "code": "TW"},
        ],
        "measure_type": "level", "kind": "money", "value": "1860000000", "signed_value": "1860000000",
        "number": 1860000000, "min": None, "max": None, "comparator": "~", "unit": "USD", "unit_text": "美元",
        "currency": "USD", "per": None, "normalized_value": None, "normalized_unit": None,
        "period": "2024-01", "period_first": "2024-01-01", "period_last": "2024-01-31", "freq": "M", "basis": "flow",
        "status": "actual", "provisional": False, "negated": False, "change": None, "change_basis": None,
        "change_reference": None, "of_growth": None, "attributed_to": None, "same_as": None, "confidence": 0.9,
        "rule": "fact.before", "quantity": "18.6亿美元", "start": 15, "end": 22, "original_start": 15,
        "original_end": 22, "evidence": EXPORT, "evidence_original": EXPORT, "evidence_start": 0,
        "evidence_end": len(EXPORT),
    }  # fmt: skip


def test_a_repeat_names_the_row_that_it_repeats() -> None:
    assert [row["same_as"] for row in flat.rows(exports())] == [None, "f-1"]


def test_keys_are_the_columns_in_their_order() -> None:
    (row, _), (observation, _) = flat.rows(exports()), flat.observations(exports())
    assert list(row) == [column.name for column in FACTS]
    assert list(observation) == [column.name for column in SDMX]


def test_a_fact_without_figure_subject_metric_and_period_is_a_row() -> None:
    text = "出口持平。"
    document = make.document(
        text, facts=[make.fact(text, quantity=None, signed_value="0", change=make.change("unchanged", "mom"))]
    )
    (row,) = flat.rows(document)
    assert (row["signed_value"], row["number"], row["change"]) == ("0", 0, "unchanged")
    assert {row[name] for name in ("subject", "metric", "period", "kind", "unit", "start", "quantity")} == {
        None
    }


def test_several_items_of_one_role_stand_in_one_cell() -> None:
    text = "茶和咖啡,茶共3吨"
    parts = [{"role": "item", "text": name, "entity": None, "code": None} for name in ("茶", "咖啡", "茶")]
    document = make.document(
        text, quantities=[make.quantity(text, "3吨")], facts=[make.fact(text, dimensions=parts)]
    )
    assert next(flat.rows(document))["item"] == "茶 / 咖啡"


def test_an_error_record_has_no_rows() -> None:
    assert list(flat.rows(make.failed())) == []
    assert list(flat.observations(make.failed())) == []


def test_a_document_and_its_json_give_the_same_rows() -> None:
    document = pipeline.extract("2023年10月,临江市完成外贸进出口18.6亿元,同比增长7.2%。")
    rows = list(flat.rows(document))
    assert rows == list(flat.rows(json.loads(document.to_json())))
    assert list(flat.observations(document)) == list(flat.observations(document.to_dict(original=False)))
    assert [row["number"] for row in rows] == [1860000000, 7.2]
    for row in rows:
        assert document.text[row["start"] : row["end"]] == row["quantity"]
        assert document.original_text is not None
        assert document.original_text[row["original_start"] : row["original_end"]] == row["quantity"]


@pytest.mark.parametrize(
    ("exact", "plain", "json_number"),
    [
        ("3", "3", 3),
        ("-2.5", "-2.5", -2.5),
        ("1/3", "0.333333333333333", 0.333333333333333),
        ("-2/3", "-0.666666666666667", -0.666666666666667),
        ("18600000000000000000000", "18600000000000000000000", 18600000000000000000000),
        ("0.1", "0.1", 0.1),
        ("9" * 400 + ".5", "9" * 400 + ".5", None),
        (None, None, None),
    ],
)
def test_exact_values_become_numbers(exact: str | None, plain: str | None, json_number: float | None) -> None:
    value = decimal(exact)
    assert (None if value is None else format(value, "f")) == plain
    assert number(value) == json_number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_a_number_is_the_value(value: Decimal) -> None:
    assert number(decimal(format(value, "f"))) == pytest.approx(float(value), rel=1e-15, abs=0)


def confident(*facts: tuple[float, str | None]) -> dict[str, Any]:
    text = "3家"
    return make.document(
        text,
        quantities=[make.quantity(text, "3家", value="3")],
        facts=[
            make.fact(text, index, confidence=sure, same_as=same, signed_value="3")
            for index, (sure, same) in enumerate(facts, 1)
        ],
    )


def test_facts_below_the_confidence_are_left_out_and_counted() -> None:
    selection = Selection(min_confidence=0.9)
    rows = selection.of([confident((0.9, None), (0.89, None)), make.failed()])
    assert [row["fact"] for row in rows] == ["f1"]
    assert selection.summary() == "1 rows from 1 documents; left out: 1 failed, 1 below confidence 0.9"


@pytest.mark.parametrize(
    ("facts", "kept"),
    [
        ([(0.9, None), (0.9, "f1"), (0.9, "f1"), (0.9, None)], ["f1", "f4"]),
        ([(0.5, None), (0.9, "f1"), (0.9, "f1")], ["f2"]),  # what it repeats is not in the table
        ([(0.9, None), (0.5, "f1"), (0.9, "f2")], ["f1"]),  # a repeat of a repeat
        ([(0.5, None), (0.5, "f1"), (0.9, "f2"), (0.9, "f1")], ["f3"]),
    ],
)
def test_repeats_go_where_what_they_repeat_stays(
    facts: list[tuple[float, str | None]], kept: list[str]
) -> None:
    selection = Selection(min_confidence=0.8, repeats=False)
    assert [row["fact"] for row in selection.of([confident(*facts)])] == kept


def test_rows_come_as_the_documents_do() -> None:
    """A document is read when its rows are asked for, not before."""
    asked: list[int] = []

    def documents() -> Any:
        for index in range(1000):
            asked.append(index)
            yield exports()

    rows = Selection().of(documents())
    next(rows)
    assert asked == [0]

"""Facts: metric, subject, period, status and change of each number, in sentences of our own."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from tools.statements import Passage, read, score

PUBLISHED = "2024-10-15"


def facts_of(text: str) -> dict[str, dict]:
    """Facts by the text of their quantity (`持平` for one without); of equal texts the last."""
    document = pipeline.extract(text, published=PUBLISHED).to_dict()
    quantities = {item["id"]: item["text"] for item in document["quantities"]}
    times = {item["id"]: item["value"] for item in document["times"]}
    found: dict[str, dict] = {}
    for fact in document["facts"]:
        change = fact["change"]
        found[quantities.get(fact["quantity"], "持平")] = {
            "metric": fact["metric"]["text"] if fact["metric"] else None,
            "subject": fact["subject"]["text"] if fact["subject"] else None,
            "period": times.get(fact["period"]),
            "status": fact["status"],
            "change": f"{change['direction']}:{change['basis']}" if change else None,
            "fact": fact,
        }
    return found


CASES = read(Path(__file__).parents[1] / "corpus" / "facts" / "cases.txt")
"""A sentence of our own for each family. The ranker is trained on them too: they must never be lost again."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:16])
def test_what_a_number_says(case: Passage) -> None:
    case.partial = True  # not each number of a sentence has a row
    found = pipeline.extract(case.text, published=case.published).to_dict()
    assert score([(case, found)]).errors == []


def test_unchanged_is_a_fact_without_a_quantity() -> None:
    fact = facts_of("8月居民消費價格與上月持平,按年上升0.6%。")["持平"]
    assert (fact["metric"], fact["change"], fact["period"]) == ("居民消费价格", "unchanged:mom", "2024-08")
    assert fact["fact"]["quantity"] is None


def test_signs_and_kinds_of_measure() -> None:
    facts = facts_of("2023年,全区失业率下降0.3个百分点,出口下降2.5%,女性占52.3%,总投资3亿元。")
    shown = {text: (f["fact"]["signed_value"], f["fact"]["measure_type"]) for text, f in facts.items()}
    assert shown["0.3个百分点"] == ("-0.3", "delta")
    assert shown["2.5%"] == ("-2.5", "growth")
    assert shown["52.3%"][1] == "share"


def test_a_change_of_a_rate_is_marked() -> None:
    fact = facts_of("出口增速回落1.2个百分点。")["1.2个百分点"]["fact"]
    assert (fact["change"]["direction"], fact["change"]["of_growth"]) == ("decrease", True)


@pytest.mark.parametrize("text", ["本届为第七届大会。", "比例为3:1。", "指数(2020年=100)公布。"])
def test_what_states_nothing_gets_no_fact(text: str) -> None:
    assert pipeline.extract(text).facts == []


def test_metrics_have_ids_and_canonical_names() -> None:
    fact = facts_of("去年軟件業務收入275億元。")["275亿元"]["fact"]
    assert (fact["metric"]["id"], fact["metric"]["norm"]) == ("software-revenue", "软件业务收入")


def test_repeats_point_to_the_first() -> None:
    document = pipeline.extract("2023年营收达86亿元\n\n公司公告,2023年营收达86亿元。", published=PUBLISHED)
    assert [fact.same_as for fact in document.facts] == [None, "f1"]


def test_a_partner_is_a_dimension() -> None:
    fact = facts_of("9月對美國出口12.3億美元。")["12.3亿美元"]["fact"]
    assert ("partner", "美国") in [(item["role"], item["text"]) for item in fact["dimensions"]]


@settings(max_examples=40, deadline=None)
@given(
    st.text(
        alphabet="全市同比增长分别3亿元5%家,;。(、)的占比较与去年企业新增达由至\n", min_size=1, max_size=80
    )
)
def test_any_text_gives_facts_inside_it(text: str) -> None:
    if not text.strip():
        return
    document = pipeline.extract(text, published=PUBLISHED)
    order = [
        document.quantities[int(fact.quantity[1:]) - 1].start for fact in document.facts if fact.quantity
    ]
    assert order == sorted(order)
    for fact in document.facts:
        for span in (fact.metric, fact.subject and fact.subject.span):
            assert span is None or document.text[span.start : span.end] == span.text


@pytest.mark.parametrize("piece", ["比", "分别3%", "(", "全市", "增长3%、", "的", "、", "受", "累计"])
def test_long_runs_end(piece: str) -> None:
    assert pipeline.extract(piece * 3000).text


def test_a_dimension_points_to_its_entity() -> None:
    document = pipeline.extract("9月,深圳市出口412亿元。", published=PUBLISHED)
    area = next(item for item in document.facts[0].dimensions if item.role == "area")
    assert area.entity == next(item.id for item in document.entities if item.text == "深圳市")

"""Whom 全市 and 公司 mean, what a growth rate keeps of its level, and which figures are the same said again."""

from typing import Any

import pytest

import pipeline


def told(text: str) -> list[dict[str, Any]]:
    return list(pipeline.extract(text, published="2025-03-12").to_dict()["facts"])


def meant(text: str) -> list[str | None]:
    """The full name of the entity of each subject."""
    document = pipeline.extract(text, published="2025-03-12").to_dict()
    names = {entity["id"]: entity["norm"] or entity["text"] for entity in document["entities"]}
    return [fact["subject"] and names.get(fact["subject"]["entity"]) for fact in document["facts"]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("杭州市外贸平稳增长\n一季度，杭州市进出口120亿元。全市出口80亿元。", ["杭州市", "杭州市"]),
        ("昨日，渝北区公布数据，全区出口80亿元。", ["渝北区"]),
        # a paragraph of its own city, and one of none
        ("杭州市与宁波市公布数据。\n宁波市进口9亿元，全市出口80亿元。\n全市用电30亿度。", ["宁波市", "宁波市", "杭州市"]),
        # two of the level: no telling
        ("杭州市、宁波市签约，全市出口80亿元。", [None]),
        ("海澜电子股份有限公司公布，去年公司营业收入3亿元。", ["海澜电子股份有限公司"]),
        ("海澜电子股份有限公司与江海重工股份有限公司签约，去年公司营业收入3亿元。", [None]),
        ("全国出口80亿元。", [None]),
    ],
)  # fmt: skip
def test_words_for_places_and_companies_have_the_entity_they_mean(
    text: str, wanted: list[str | None]
) -> None:
    assert meant(text) == wanted


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2024年，我国进口原油4.57亿吨，减少3.4%。", [("item", "原油")]),
        ("1至2月，全省对美国出口1205亿元，下降2.8%。", [("partner", "美国")]),
    ],
)
def test_a_growth_rate_is_of_the_goods_and_partner_of_its_level(
    text: str, parts: list[tuple[str, str]]
) -> None:
    level, growth = told(text)
    assert growth["change"]
    for fact in (level, growth):
        assert [
            (part["role"], part["text"]) for part in fact["dimensions"] if part["role"] != "area"
        ] == parts


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("2024年，杭州市出口增长5%。2024年，杭州市对美国出口增长5%。", False),
        ("2024年，杭州市对美国出口增长5%。去年，杭州市对美国出口增长5%。", True),
        ("今年一季度，杭州市产量10.3万辆。今年1至3月，全市产量10.3万辆。", True),
        ("去年，杭州市产量10.3万辆。今年1至2月，全市产量10.3万辆。", False),
    ],
)
def test_repeats_share_goods_partners_and_days(text: str, same: bool) -> None:
    first, second = told(text)
    assert (second["same_as"] == first["id"]) is same

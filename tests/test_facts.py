"""Facts: metric, subject, period, status and change of each number, in sentences of our own."""

import pytest

import pipeline


def facts_of(text: str, published: str | None = "2024-02-20") -> dict[str, dict]:
    """Facts by the text of their quantity (`持平` for one without)."""
    document = pipeline.extract(text, published=published).to_dict()
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


# text, quantity, metric, period, status, change
ROWS = [
    ("2023年,全市实现软件业务收入310亿元,同比增长8.2%。", "310亿元", "软件业务收入", "2023", "actual", None),
    ("2023年,全市实现软件业务收入310亿元,同比增长8.2%。", "8.2%", "软件业务收入", "2023", "actual", "increase:yoy"),
    ("去年全区新增软信企业1200余家。", "1200余家", "新增软信企业", "2023", "actual", None),
    ("方案明确了6个方面。", "6个", "方面", None, "actual", None),
    ("力争2025年营收达到500亿元。", "500亿元", "营收", "2025", "target", None),
    ("预计全年出口下降3%。", "3%", "出口", "2024", "estimate", "decrease:other"),
    ("比重增至31.2%。", "31.2%", "比重", None, "actual", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quantity", "metric", "period", "status", "change"), ROWS)
def test_what_a_number_says(
    text: str, quantity: str, metric: str, period: str | None, status: str, change: str | None
) -> None:
    fact = facts_of(text)[quantity]
    assert (fact["metric"], fact["period"], fact["status"], fact["change"]) == (
        metric,
        period,
        status,
        change,
    )

"""The ranker of facts: choosing, names that agree, calibration, its file, and how it is fitted."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.draft import Stretch
from pipeline.engine import Pipeline
from pipeline.errors import ConfigError
from pipeline.facts.ranker.model import Candidate, Ranker, Weighing, load

HERE = Stretch(0, 1)


def candidate(text: str, *features: str) -> Candidate:
    return Candidate(Stretch(0, len(text)) if text else None, text, list(features), text=text)


def chosen(scores: dict[str, float]) -> str:
    """The name that a ranker takes whose candidates have these scores."""
    ranker = Ranker({"metric": {f"is:{text}": score for text, score in scores.items()}})
    found = [candidate(text, f"is:{text}") for text in scores]
    return found[ranker.choose("metric", HERE, found)].text


def test_the_likeliest_is_chosen_and_of_equal_ones_the_first() -> None:
    assert chosen({"出口": 1.0, "进口": 2.0}) == "进口"
    assert chosen({"出口": 1.0, "进口": 1.0}) == "出口"


def test_names_that_say_nearly_the_same_speak_for_each_other() -> None:
    assert chosen({"年增率": 1.0, "消费者物价指数": 0.8, "消费者物价指数年增率": 0.8}) == "消费者物价指数"
    assert chosen({"年增率": 3.0, "消费者物价指数": 0.8, "消费者物价指数年增率": 0.8}) == "年增率"


def test_what_lost_is_told_with_how_likely_it_was() -> None:
    weighing = Weighing(Ranker({"subject": {"a": 1.0, "b": 0.0, "c": -9.0}}), HERE, "全市")
    assert (
        weighing.choose(
            "subject", [candidate("全市", "a"), candidate("", "b"), candidate("统计局", "c")]
        ).text
        == "全市"
    )
    assert [(item.text, item.score) for item in weighing.beaten] == [("", 0.27)]
    assert weighing.confidence == 0.73


def test_the_answers_to_all_questions_are_as_sure_as_they_are_together() -> None:
    weights = {"a": 1.0}
    weighing = Weighing(Ranker({"metric": weights, "period": weights}), HERE, "出口")
    for question in ("metric", "period"):
        weighing.choose(question, [candidate("出口", "a"), candidate("", "b")])
    assert weighing.confidence == 0.53


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8, unique=True), st.floats(0, 1), st.floats(0, 1))
def test_more_likely_answers_are_never_less_sure(points: list[float], one: float, other: float) -> None:
    points.sort()
    ranker = Ranker({}, [(point, index / len(points)) for index, point in enumerate(points)])
    low, high = sorted((one, other))
    assert 0 <= ranker.confidence(low) <= ranker.confidence(high) <= 1


@pytest.mark.parametrize("content", ["", "[]", '{"weights": {}}', "{"])
def test_a_broken_file_names_itself_and_the_mend(tmp_path: Path, content: str) -> None:
    path = tmp_path / "weights.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"weights\.json: cannot be read .* To mend: "):
        load(path)


def test_a_fact_tells_what_its_answers_beat() -> None:
    draft = Pipeline().draft("2025年1月，清河县社会消费品零售总额12亿元，同比增长5%。")
    assert any(fact.beaten for fact in draft.facts)
    assert all(0 < item.score < 1 for fact in draft.facts for item in fact.beaten)


def test_every_question_has_weights() -> None:
    ranker = load()
    found = [candidate("出口", "r"), candidate("", "null")]
    for question in ("metric", "subject", "period"):
        assert ranker.choose(question, HERE, found) in (0, 1)
        assert ranker.reasons(question, found[0])


def test_the_fit_learns_what_tells_right_from_wrong() -> None:
    pytest.importorskip("scipy", reason="the train extra brings it")
    from training.ranking import Asked, calibrated, fit

    asked = [Asked([["near"], ["far"]], [1.0, 0.0])] * 8 + [Asked([["far"], ["near"]], [0.0, 0.5])] * 8
    weights = fit(asked, prior=1.0, rare=1)
    assert weights["near"] > 0.5 > weights.get("far", 0.0)
    line = calibrated([(index / 400, index % 4 < index // 100) for index in range(400)])
    assert [share for _, share in line] == sorted(share for _, share in line)


def test_a_model_of_passages_is_fitted_and_read_again(tmp_path: Path) -> None:
    pytest.importorskip("scipy", reason="the train extra brings it")
    from training import facts

    text = "\n\n".join(
        f"# id: p{number} | published: 2025-08-15 | region: CN\n上半年，{name}出口{number}亿元，同比增长{number}%。\n"
        f"> {number}亿元 | 出口 | {name} | 2025-H1 | actual | -\n> {number}% | 出口 | {name} | 2025-H1 | actual | increase:yoy"
        for number, name in enumerate(("深圳市", "宁波市", "青岛市", "厦门市", "大连市", "苏州市"), 11)
    )
    path = tmp_path / "passages.txt"
    path.write_text(text + "\n", encoding="utf-8")
    reader = facts.Reader()
    pages = reader.pages([path])
    weights, line = facts.train(reader, pages, priors=[1.0], rare=1)
    again = json.loads(json.dumps({"weights": weights, "calibration": line}))
    found = facts.measure(reader, pages, Ranker(again["weights"], again["calibration"]))
    assert (found.f1("full"), found.errors) == (1.0, [])

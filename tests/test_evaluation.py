"""The gate: scores on the annotated samples stay above their floors. And the scorer itself, on small cases."""

import json
from decimal import Decimal
from pathlib import Path

import evaluation
import pytest
from evaluation import Annotated, AnnotationError, Scores, Tally, below, raised, read_annotations

import pipeline


@pytest.fixture(scope="module")
def scores() -> Scores:
    return evaluation.measure()


def test_scores_stay_above_their_floors(scores: Scores) -> None:
    bound, floors = evaluation.read_floors()
    assert bound == evaluation.corpus_hash(), (
        "texts or annotations changed; if that is meant: python -m tests.evaluation --adopt-corpus"
    )
    assert below(floors, evaluation.levels(scores)) == []


def test_every_layer_has_a_floor(scores: Scores) -> None:
    assert set(evaluation.levels(scores)) <= set(evaluation.read_floors()[1])


def test_every_annotation_has_its_text_and_enough_to_score() -> None:
    golds = evaluation.corpus()
    assert len(golds) >= 8
    for gold in golds:
        assert len(gold.quantities) >= 10, gold.name
        assert gold.times, gold.name
        assert gold.boilerplate, gold.name


def test_the_held_out_pages_can_be_scored() -> None:
    golds = evaluation.corpus(Path(__file__).parent / "heldout")
    assert len(golds) >= 30
    assert all(gold.quantities and gold.published for gold in golds)


def test_a_floor_is_raised_and_never_lowered() -> None:
    floors = {"a": Decimal("0.500"), "b": Decimal("0.900")}
    assert raised(floors, {"a": Decimal("0.600"), "b": Decimal("0.900"), "c": Decimal("0.100")}) == {
        "a": Decimal("0.600"),
        "b": Decimal("0.900"),
        "c": Decimal("0.100"),
    }
    with pytest.raises(ValueError, match=r"b: 0\.899 is below its floor 0\.900"):
        raised(floors, {"a": Decimal("0.600"), "b": Decimal("0.899")})


def test_a_layer_that_vanishes_is_below_its_floor() -> None:
    assert below({"gone": Decimal("0.5")}, {}) == ["gone: 0 is below its floor 0.5"]
    near = {"fact.full": Decimal("0.790"), "fact.change": Decimal("0.790")}
    assert below(dict.fromkeys(near, Decimal("0.800")), near) == [
        "fact.change: 0.790 is below its floor 0.800"
    ]
    assert below({"fact.full": Decimal("0.801")}, near) == ["fact.full: 0.790 is below its floor 0.801"]


def test_floors_survive_writing(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    evaluation.write_floors("abc", {"time.span": Decimal("0.875")}, path)
    assert evaluation.read_floors(path) == ("abc", {"time.span": Decimal("0.875")})


def annotate(folder: Path, text: str, *lines: dict) -> Annotated:
    (folder / "x.txt").write_text(text, encoding="utf-8")
    rows = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    (folder / "x.gold.jsonl").write_text(rows, encoding="utf-8")
    return read_annotations(folder / "x.gold.jsonl", folder / "x.txt")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ({"q": "4家"}, "does not follow"),
        ({"x": "3家"}, "not an annotation"),
        ({"b": "3家", "to": "完"}, "does not follow"),
    ],
)
def test_a_wrong_annotation_names_file_and_line(tmp_path: Path, line: dict, complaint: str) -> None:
    with pytest.raises(AnnotationError, match=rf"x\.gold\.jsonl:1: .*{complaint}"):
        annotate(tmp_path, "新增3家", line)


def test_names_inside_longer_names_and_boilerplate_are_not_counted(tmp_path: Path) -> None:
    gold = annotate(
        tmp_path,
        "北川市统计局在北川。来源：北川",
        {"e": "北川", "label": "GPE"},
        {"e": "北川市统计局", "label": "ORG"},
        {"b": "来源：北川"},
    )
    assert [(mark.said["label"], mark.spans[0]) for mark in gold.entities] == [
        ("ORG", (0, 6)),
        ("GPE", (7, 9)),
    ]


TEXT = "去年全市新增企业12家，营收3.5亿元。下载App"
MARKS = (
    {"t": "去年", "type": "date", "value": ["2023", "XXXX"]},
    {
        "q": "12家",
        "kind": "count",
        "value": "12",
        "unit": "家",
        "fact": {"metric": "企业", "subject": None, "period": "2023"},
    },
    {"q": "3.5亿元", "kind": "money", "value": "350000000", "unit": "CNY"},
    {"b": "下载App"},
)


def scored(folder: Path, change: dict | None = None, **layers: object) -> dict[str, Tally]:
    """Scores of the pipeline's own document after one item of it has been spoilt."""
    document = pipeline.extract(TEXT, published="2024-05-01").to_dict() | layers
    if change:
        document["quantities"][0].update(change)
    scores = Scores()
    scores.document(annotate(folder, TEXT, *MARKS), document)
    return scores.tallies


def test_a_right_document_scores_in_full(tmp_path: Path) -> None:
    tallies = scored(tmp_path)
    for layer in ("offsets", "quantity.span", "quantity.full", "time.span", "time.full", "body"):
        assert tallies[layer].f1 == 1.0, layer


@pytest.mark.parametrize(
    ("fault", "hurt", "whole"),
    [
        ({"value": "13"}, "quantity.full", "quantity.span"),
        ({"comparator": ">"}, "quantity.full", "quantity.span"),
        ({"kind": "number"}, "quantity.full", "quantity.span"),
        ({"unit": {"text": "户", "code": None}}, "quantity.full", "quantity.span"),
        ({"original": {"text": "12", "start": 8, "end": 10}}, "quantity.span", "time.full"),
        ({"original": {"text": "13家", "start": 8, "end": 11}}, "offsets", "quantity.full"),
    ],
)
def test_a_fault_lowers_its_layer_and_no_other(tmp_path: Path, fault: dict, hurt: str, whole: str) -> None:
    tallies = scored(tmp_path, fault)
    assert tallies[hurt].f1 < 1.0
    assert tallies[whole].f1 == 1.0


def test_a_cut_body_shows(tmp_path: Path) -> None:
    cut = [{"kind": "other", "rule": "x", "original": {"start": 0, "end": 4}}]
    tallies = scored(tmp_path, removed=cut)
    assert tallies["body"].right == tallies["body"].wanted - 4
    assert tallies["boilerplate"].precision == 0.0


def test_a_fact_is_scored_by_its_parts(tmp_path: Path) -> None:
    time = pipeline.extract(TEXT, published="2024-05-01").times[0].id
    fact = {
        "quantity": "q1",
        "metric": {"original": {"text": "新增企业"}},
        "subject": None,
        "period": time,
        "status": "target",
        "change": None,
    }
    tallies = scored(tmp_path, facts=[fact])
    right = {
        part
        for part in ("present", "metric", "subject", "period", "status", "change", "full")
        if tallies[f"fact.{part}"].right
    }
    assert right == {"present", "subject", "period", "change"} | (
        {"metric"} if evaluation.alike("新增企业", "企业") else set()
    )


def test_a_quantity_of_the_wrong_kind_counts_under_both(tmp_path: Path) -> None:
    gold = annotate(
        tmp_path,
        "修路12公里，另有3家",
        {"q": "12公里", "kind": "measure", "value": "12", "unit": "km"},
        {"q": "3家", "kind": "number", "value": "3", "unit": None},
    )
    scores = evaluation.measure([gold])
    told = {sort: (t.right, t.found, t.wanted) for sort, t in scores.sorts.items()}
    assert told == {
        "quantity/measure": (1, 1, 1),
        "quantity/measure/length": (1, 1, 1),
        "quantity/count": (0, 1, 0),
        "quantity/number": (0, 0, 1),
    }

"""The benchmark of names: what counts for whom, and where the peers' names stand."""

import json
import sys
from pathlib import Path

import numpy
import pytest

from benchmarks.entities import prepared, pythons, run, score
from benchmarks.entity_readers import by_sentence, placed, sentences, viterbi_decode
from tests.evaluation import Annotated, read_annotations

SOURCE = "《临河市志愿服务条例》公布\n临河市民政局局长方一鸣在临河市说，松岭集团将参加。\n联系人：王小舟"
ANSWERS = [
    {"e": "《临河市志愿服务条例》", "label": "LAW"},
    {"e": "临河市民政局", "label": "ORG"},
    {"e": "方一鸣", "label": "PERSON"},
    {"e": "临河市", "label": "GPE"},
    {"e": "松岭集团", "label": ["ORG", "FAC"], "alt": ["松岭"]},
    {"b": "联系人：王小舟"},
]


@pytest.fixture
def gold(tmp_path: Path) -> Annotated:
    lines = [json.dumps(answer, ensure_ascii=False) for answer in ANSWERS]
    (tmp_path / "a.gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "a.txt").write_text(SOURCE, encoding="utf-8")
    return read_annotations(tmp_path / "a.gold.jsonl", tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("names", "label", "right", "found", "wanted"),
    [
        ("", "all", 0, 0, 4),
        ("临河市民政局 ORG, 方一鸣 PERSON, 2临河市 GPE, 松岭集团 ORG", "all", 4, 4, 4),
        ("2临河市 LOC", "place", 1, 1, 1),  # one label for all places
        ("松岭 FAC", "place", 1, 1, 2),  # another span and label that the annotation accepts
        ("松岭 FAC", "ORG", 0, 0, 1),
        ("松岭集团 PERSON", "PERSON", 0, 1, 1),  # right place, wrong label: both are charged
        ("松岭集团 PERSON", "ORG", 0, 0, 2),
        ("1临河市 GPE", "place", 0, 1, 1),  # in the office's name
        ("0临河市 GPE", "all", 0, 0, 4),  # in the law's title
        ("《临河市志愿服务条例》 LAW", "all", 0, 0, 4),
        ("王小舟 PERSON", "all", 0, 0, 4),  # in boilerplate
        ("方一 PERSON", "PERSON", 0, 1, 1),
    ],
)
def test_what_counts(gold: Annotated, names: str, label: str, right: int, found: int, wanted: int) -> None:
    tally = score(gold, [_name(said) for said in names.split(", ") if said])[label]
    assert (tally.right, tally.found, tally.wanted) == (right, found, wanted)


def _name(said: str) -> tuple[int, int, str]:
    """`2临河市 GPE`: its third occurrence."""
    surface, label = said.split(" ")
    nth, surface = (int(surface[0]), surface[1:]) if surface[0].isdigit() else (0, surface)
    start = -1
    for _ in range(nth + 1):
        start = SOURCE.index(surface, start + 1)
    return start, start + len(surface), label


def test_sentences_tell_their_place() -> None:
    text = "　　第一句。第二句！\n\n 三；四\n"
    assert [sentence for _, sentence in sentences(text)] == ["第一句。", "第二句！", "三；", "四"]
    assert all(text.startswith(sentence, offset) for offset, sentence in sentences(text))


def test_names_of_words_are_found_where_white_space_was_dropped() -> None:
    words = [("临河市", "ns"), ("的", "u"), ("方一鸣", "np"), ("没有的", "np")]
    assert list(placed("临河市 的方一鸣", words, {"np": "PERSON"})) == [(5, 8, "PERSON")]


def test_names_are_counted_from_the_start_of_the_text() -> None:
    read = by_sentence(lambda parts: [[(0, len(part), "ORG")] for part in parts])
    text = {"text": "", "simplified": " 甲。\n乙", "published": None}
    assert read(text) == [(1, 3, "ORG"), (4, 5, "ORG")]  # type: ignore[arg-type]


def test_the_best_path_may_pass_a_worse_step() -> None:
    score = numpy.array([[0.0, 1.0], [0.0, 0.0], [3.0, 0.0]])
    transitions = numpy.array([[1.0, 0.0], [-9.0, 0.5]])
    assert viterbi_decode(score, transitions) == ([0, 0, 0], 5.0)


def test_jieba_reads_traditional_text_and_one_who_cannot_run_says_why(gold: Annotated) -> None:
    text = Annotated("b", "他在臺灣說。")
    report = run("jieba.posseg", sys.executable, prepared([text]))
    assert isinstance(report, dict)
    assert report["names"] == [[[2, 4, "GPE"]]]
    assert report["rate"] > 0
    assert report["memory"] > 1
    assert "no-such-reader" in str(run("no-such-reader", sys.executable, prepared([gold])))
    assert "no-such-python" in str(run("LAC", "no-such-python", prepared([gold])))


@pytest.mark.parametrize("given", ["LAC", "rules=python3", "=x"])
def test_a_python_for_nobody_is_refused(given: str) -> None:
    with pytest.raises(SystemExit, match="give one of LAC"):
        pythons([given])
    assert pythons(["LAC=x/python"]) == {"LAC": "x/python"}

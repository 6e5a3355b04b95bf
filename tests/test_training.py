"""The training of the model: its gradient, what open corpora leave open, and how documents are divided."""

import itertools
import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy", reason="the train extra brings it")

from pipeline.entities.ner import crf, signs
from pipeline.entities.ner.crf import FOLLOWS, OUTSIDE, TAGS, tag
from training import fit, lines
from training.data import Example, Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def likelihood(scores: np.ndarray, moves: np.ndarray, allowed: np.ndarray) -> float:
    """Of the sequences that the annotation allows, among all that make whole names; by trying each."""
    totals = [0.0, 0.0]
    for tags in itertools.product(range(TAGS), repeat=len(scores)):
        path = [OUTSIDE, *tags, OUTSIDE]
        if all(FOLLOWS[a, b] for a, b in itertools.pairwise(path)):
            score = sum(scores[at, t] for at, t in enumerate(tags)) + sum(
                moves[a, b] for a, b in itertools.pairwise(path[1:])
            )
            totals[0] += np.exp(score)
            totals[1] += np.exp(score) if all(allowed[at, t] for at, t in enumerate(tags)) else 0
    return float(np.log(totals[1]) - np.log(totals[0]))


def test_the_gradient_is_that_of_the_likelihood() -> None:
    random = np.random.default_rng(0)
    keys = np.arange(2, dtype=np.uint64)[:, None]
    allowed = np.zeros((2, TAGS), np.bool_)
    for label in ("GPE", "LOC"):
        allowed[0, tag(label, signs.FIRST)] = allowed[1, tag(label, signs.LAST)] = True
    batch = fit._batch([(keys, allowed)], keys.ravel())
    scores = random.normal(0, 1, (2, TAGS)).astype(np.float32)
    moves = random.normal(0, 1, (TAGS, TAGS)).astype(np.float32)
    pull, moved = fit._gradient(batch, scores, moves)
    step = 1e-3
    places = [(0, tag("GPE", signs.FIRST)), (1, OUTSIDE), (0, tag("PRODUCT", signs.ALONE))]
    for at, value in places:
        higher = scores.astype(np.float64)
        higher[at, value] += step
        slope = (likelihood(higher, moves, allowed) - likelihood(scores, moves, allowed)) / step
        assert pull[at, value] == pytest.approx(slope, abs=5e-3)
    for before, after in ((tag("LOC", signs.FIRST), tag("LOC", signs.LAST)), (OUTSIDE, OUTSIDE)):
        higher = moves.astype(np.float64)
        higher[before, after] += step
        slope = (likelihood(scores, higher, allowed) - likelihood(scores, moves, allowed)) / step
        assert moved[before, after] == pytest.approx(slope, abs=5e-3)


def test_it_learns_and_learns_the_same_twice(reader: Reader) -> None:
    texts = [f"昨日{name}表示，产量增长。" for name in ("甲山", "乙水", "丙木", "丁火")] * 4
    examples = [reader(text, [(2, 4, "ORG")], f"a-{number}") for number, text in enumerate(texts)]
    data = list(lines.of(examples, ("characters", "words")))
    weights = fit.train(data, rounds=6, rate=0.3)
    again = fit.train(data, rounds=6, rate=0.3)
    assert (weights.keys == again.keys).all()
    assert (weights.values == again.values).all()
    new = reader("昨日戊金表示，产量增长。", [], "b")
    keys = next(iter(lines.of([new], ("characters", "words"))))[0]
    names = crf.decode(weights.scores(keys), weights.transitions, [(0, len(new.text))]).names
    assert [(name.start, name.end, name.label) for name in names] == [(2, 4, "ORG")]


def open_tags(example: Example, at: int) -> set[str]:
    """Labels of the tags that are open at a character; `-` for outside."""
    tags = np.flatnonzero(example.allowed()[at])
    return {"-" if value == OUTSIDE else signs.LABELS[(int(value) - 1) // 4] for value in tags}


def test_an_open_corpus_leaves_open_what_it_does_not_tell(tmp_path: Path, reader: Reader) -> None:
    row = {"text": "王小明在青云河边", "ents": [[0, 3, "PER"], [4, 7, "LOC"]]}
    (tmp_path / "open.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    (example,) = reader.jsonl(tmp_path / "open.jsonl")
    assert open_tags(example, 0) == {"PERSON"}
    assert open_tags(example, 4) == {"GPE", "LOC", "FAC"}
    assert open_tags(example, 3) == {"-", "LAW", "WORK_OF_ART", "EVENT", "PRODUCT"}
    (keys, _), (own, _) = (
        next(iter(lines.of([reader(row["text"], [], "a-1")]))),
        next(iter(lines.of([example]))),
    )
    assert own.shape[1] == 2 * keys.shape[1]
    assert (own[:, : keys.shape[1]] == keys).all()


def test_names_are_placed_in_what_the_pipeline_reads(reader: Reader) -> None:
    text = "臨江市計程車協會\n（記者張三）\n林　予安表示"
    names = [(0, 8, "ORG"), (12, 14, "PERSON"), (16, 20, "PERSON")]
    example = reader(text, names, "a-1")
    found = [(example.text[start:end], label) for start, end, label in example.names]
    assert ("临江市出租车协会", "ORG") in found
    assert ("林 予安", "PERSON") in found
    assert all(len(surface) > 1 for surface, _ in found)


def test_documents_of_one_topic_stay_together(reader: Reader) -> None:
    first, second = reader("今年投产。", [], "tw-port-01"), reader("今年投产。", [], "tw-port-02")
    assert [e.in_part(n, 8) for e in (first,) for n in range(8)] == [
        e.in_part(n, 8) for e in (second,) for n in range(8)
    ]
    assert sum(first.in_part(number, 8) for number in range(8)) == 1

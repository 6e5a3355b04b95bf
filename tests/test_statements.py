"""What numbers state, on passages that no rule and no weight was made with: the shares of right answers, by field.

    python -m tests.test_statements [TEXT …]     F1 by field, and what share is right from a confidence on; of other passages too

The passages were written and annotated apart (`tests/statements/`, format in `tools/statements.py`): `three` on purpose with what
is hard, `four` as texts are from day to day. A share below its floor fails; floors are raised, never lowered.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipeline.engine import Pipeline
from tools.statements import Scores, StatementError, alike, days, read, score

FOLDER = Path(__file__).parent / "statements"
FLOORS: dict[str, dict[str, float]] = {
    "three": {"present": 0.98, "metric": 0.83, "subject": 0.77, "period": 0.83, "status": 0.93, "change": 0.96, "full": 0.56},
    "four": {"present": 0.985, "metric": 0.9, "subject": 0.82, "period": 0.91, "status": 0.97, "change": 0.975, "full": 0.7},
}  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Pipeline:
    return Pipeline()


def measured(path: Path, engine: Pipeline) -> Scores:
    return score(
        (passage, engine(passage.text, published=passage.published).to_dict()) for passage in read(path)
    )


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_answers_stay_above_their_floors(name: str, engine: Pipeline) -> None:
    found = measured(FOLDER / f"{name}.txt", engine)
    below = {field: found.f1(field) for field, floor in FLOORS[name].items() if found.f1(field) < floor}
    assert below == {}


def test_a_cut_by_confidence_keeps_what_is_right(engine: Pipeline) -> None:
    sure = [item for name in FLOORS for item in measured(FOLDER / f"{name}.txt", engine).sure]
    shares = []
    for level in (0.0, 0.4, 0.6):
        kept = [right for confidence, right in sure if confidence >= level]
        shares.append(sum(kept) / len(kept))
    assert shares == sorted(shares)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("# id: a\nx\n", "is no head"),
        ("# id: a | published: - | region: CN\n营收3亿元\n> 4亿元 | 营收 | - | -\n", "does not stand behind"),
        ("# id: a | published: - | region: CN\n营收3亿元\n> 3亿元 | 营收\n", "has 2 columns"),
    ],
)
def test_a_broken_passage_is_named(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "p.txt"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(StatementError, match=f"p.txt.*{message}"):
        read(path)


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [("出口", "出口", 1.0), ("出口额", "出口", 0.8), (None, None, 1.0), ("出口", None, 0.0)],
)
def test_names_are_compared_by_their_characters(one: str | None, other: str | None, share: float) -> None:
    assert alike(one, other) == pytest.approx(share)


@pytest.mark.parametrize(
    ("value", "span"),
    [
        ("2025", "2025-01-01/2025-12-31"),
        ("2024-02", "2024-02-01/2024-02-29"),
        ("2025-H1", "2025-01-01/2025-06-30"),
        ("2025-Q1/2025-Q3", "2025-01-01/2025-09-30"),
        ("2025-01/2025-09", "2025-01-01/2025-09-30"),
        ("2025-08-15", "2025-08-15/2025-08-15"),
        ("P3Y", "P3Y"),
        ("XXXX-08", "XXXX-08"),
        ("../2025-06-30", "../2025-06-30"),
        ("2021/..", "2021-01-01/.."),
        ("../2025-06", "../2025-06-30"),
        (None, None),
    ],
)
def test_periods_are_compared_by_their_days(value: str | None, span: str | None) -> None:
    assert days(value) == span


if __name__ == "__main__":
    reader = Pipeline()
    for path in [Path(text) for text in sys.argv[1:]] or sorted(FOLDER.glob("*.txt")):
        result = measured(path, reader)
        print(f"{path.stem}: {result.table()}")
        print("  " + "\n  ".join(result.cut(level) for level in (0.9, 0.8, 0.7, 0.6, 0.5)))

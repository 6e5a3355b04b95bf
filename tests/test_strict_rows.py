"""The flat view against rows with one right answer each."""

from pathlib import Path

import pytest

from tests.strict_rows import Answer, Passage, passages, score

FLOOR = 65
"""Exact rows of 100; it may be raised, not lowered."""


def test_exact_rows_do_not_sink() -> None:
    found = score()
    assert found.rows == 100
    assert found.right["figure"] == 100
    assert found.exact >= FLOOR, "\n".join(found.wrong)


def test_a_row_is_exact_when_every_column_is() -> None:
    right = Answer("3家", "3 家", "-", "企业", "2024-01-01", "2024-12-31", "actual", "-")
    passage = Passage("own", "2024-12-31", ["今年新增企业3家。"])
    passage.answers = [right._replace(metric="新增企业")]
    assert (score([passage]).exact, score([passage]).rows) == (1, 1)
    passage.answers = [right._replace(metric="新增企业", last="2025-12-31")]
    found = score([passage])
    assert (found.exact, found.right["last"], found.right["metric"]) == (0, 0, 1)
    assert found.wrong == ["own 3家: last '2024-12-31', not '2025-12-31'"]


@pytest.mark.parametrize("row", ["> 3家 | 3 家", "> 4家 | 4 家 | - | 企业 | - | -"])
def test_a_row_that_cannot_be_is_told(tmp_path: Path, row: str) -> None:
    path = tmp_path / "rows.txt"
    path.write_text(f"# id: a | published: 2024-01-01 | region: CN\n新增企业3家。\n{row}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 3"):
        passages(path)

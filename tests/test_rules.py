"""The rule data: every example of every entry is run, by the same runner as `pressfacts rules check`."""

from pathlib import Path

import pytest

from pipeline.examples import PROBES, failures
from pipeline.rulebook import RuleBook, RuleError
from pipeline.rulebook.topics import TOPICS


def test_every_topic_has_a_probe_and_a_file() -> None:
    assert set(PROBES) == set(TOPICS)
    assert {path.stem for path in (Path(__file__).parent.parent / "rules").glob("*.toml")} == set(TOPICS)


def test_every_example_shows_its_entry_and_no_counter_example_does() -> None:
    assert [str(problem) for problem in failures(RuleBook.load())] == []


@pytest.mark.parametrize(
    ("file", "entry", "problem"),
    [
        (
            "units",
            'id = "shipload"\ncode = "[shipload]"\ndimension = "mass"\nnames = ["船载"]\nexamples = ["运来3船货"]',
            "does not show it",
        ),
        (
            "measure_words",
            'id = "hall"\nnames = ["厅堂"]\nexamples = ["新增3厅堂"]\ncounter_examples = ["改造5厅堂"]',
            "shows it",
        ),
        ("set_phrases", 'id = "own"\nnames = ["八面风"]\nexamples = ["奖励八个人"]', "does not show it"),
        ("comparators", 'id = "own"\nnames = ["堪堪"]\nposition = "before"\ncomparator = ">"\n'
                        'examples = ["近3000家"]', "does not show it"),
        ("words", 'id = "own"\nnames = ["招引"]\nexamples = ["招商"]', "does not show it"),
        ("regions", 'id = "own"\nregion = "MO"\nnames = ["本澳"]\nexamples = ["本港"]', "does not show it"),
    ],
)  # fmt: skip
def test_a_wrong_example_is_found(tmp_path: Path, file: str, entry: str, problem: str) -> None:
    (tmp_path / f"{file}.toml").write_text(f"[[{file}]]\n{entry}\n", encoding="utf-8")
    (found,) = failures(RuleBook.load(tmp_path))
    assert isinstance(found, RuleError)
    assert found.file == f"{file}.toml"
    assert problem in str(found)
    assert "To mend" in str(found)

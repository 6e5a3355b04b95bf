"""Boilerplate rules that cannot be used name their entry; each kept rule has examples (run by `test_rules`)."""

from pathlib import Path

import pytest

from pipeline.boilerplate.families import Families
from pipeline.rulebook import RuleBook, RuleError
from pipeline.rulebook.boilerplate import Boilerplate


def test_every_rule_has_examples() -> None:
    entries = RuleBook.load().entries("boilerplate", Boilerplate)
    assert [entry.id for entry in entries if not entry.examples] == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("pattern = '(来源'", "no valid pattern"),
        ("pattern = '{nobody}:'", r"unknown word \{nobody\}"),
        ("pattern = '来源：'", "half-width"),
        ("pattern = '来源:'\nrole = 'source'", r"\(\?P<name>…\)"),
        ("pattern = '来源:'\nrank = 3", r"\(\?P<date>…\)"),
    ],
)
def test_bad_patterns_name_the_entry(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "boilerplate.toml").write_text(
        f"[[boilerplate]]\nid = 'house-source'\npart = 'segment'\n{line}\n", encoding="utf-8"
    )
    with pytest.raises(RuleError, match=f"house-source.*{message}"):
        Families(RuleBook.load(tmp_path))

"""A test that lacks something is skipped with the reason, and fails where continuous integration runs it."""

import re
from pathlib import Path

import pytest

from tests import needs

ROOT = Path(__file__).parent.parent


def test_a_library_that_is_not_here_skips_but_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"no none_such here: pip install"):
        needs.library("none_such")
    monkeypatch.setenv("CI", "1")
    with pytest.raises(ImportError):
        needs.library("none_such")
    assert needs.library("json").loads("1") == 1


def test_continuous_integration_says_that_it_is_that() -> None:
    words = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(r"^export CI=", words, re.M)
    assert words.index("export CI=") < words.index("make test")


def test_no_test_is_skipped_past_that() -> None:
    """`importorskip` skips in CI too. What the training needs alone is not installed there."""
    for path in Path(__file__).parent.glob("test_*.py"):
        for found in re.findall(r"importorskip\(([^,)]+)", path.read_text(encoding="utf-8")):
            assert found in ('"scipy"', '"setuptools"') or path.name == Path(__file__).name, path

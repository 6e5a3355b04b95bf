"""Whole documents as they were last looked at: `tests/golden/NAME.json` is the result of `samples/NAME.txt`.

A difference is either a fault or an improvement. Look at it; where it is an improvement, write the file anew:

    UPDATE_GOLDEN=1 python -m pytest tests/test_golden.py

and commit the difference with the change that made it. The switch only rewrites files that exist (a new one is begun
with an empty file) and is refused where `CI` is set: a machine does not decide what is right.
"""

import json
import os
from pathlib import Path

import pytest

import pipeline

ROOT = Path(__file__).parent.parent
GOLDEN = sorted((ROOT / "tests" / "golden").glob("*.json"))
VOLATILE = ("pipeline", "rules", "model")
"""Of `provenance`: they change with every release and every rule, without the document being another."""


def result(name: str) -> str:
    text = (ROOT / "samples" / f"{name}.txt").read_text(encoding="utf-8")
    document = pipeline.extract(text, id=name).to_dict()
    for key in VOLATILE:
        del document["provenance"][key]
    return readable(document) + "\n"


def readable(value: object, indent: str = "") -> str:
    """JSON with one line for each leaf-like item, so that a difference shows the items that changed and no more."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or not value or len(flat) + len(indent) <= 180:
        return flat
    inner = indent + " "
    if isinstance(value, dict):
        parts = [f"{inner}{json.dumps(key)}: {readable(item, inner)}" for key, item in value.items()]
        return "{\n" + ",\n".join(parts) + f"\n{indent}}}"
    return "[\n" + ",\n".join(inner + readable(item, inner) for item in value) + f"\n{indent}]"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_document_is_the_golden_one(path: Path) -> None:
    made = result(path.stem)
    if os.environ.get("UPDATE_GOLDEN"):
        assert not os.environ.get("CI"), "golden files are not rewritten where CI is set"
        path.write_text(made, encoding="utf-8")
    assert made.splitlines() == path.read_text(encoding="utf-8").splitlines()


def test_there_are_golden_files() -> None:
    assert GOLDEN


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_the_layout_of_golden_files_loses_nothing(path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document["id"] == path.stem
    assert json.loads(readable(document)) == document

"""Short sentences with a reference date: what must be found in each line of `tests/short/*.tsv`.

A line is `text`, `reference` (a date, or a date with a clock time; may be empty) and `expected`, with tabs between.
`expected` holds `surface=VALUE` items in the order of the text, with ` ; ` between; empty where nothing may be found.
VALUE is `type value` of a time, `kind value|min..max [comparator if not =] [unit code or text]` of a quantity.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from pipeline import model
from pipeline.engine import Pipeline

FOLDER = Path(__file__).parent / "short"
QUANTITIES = frozenset({"quantities"})
"""The files that are of quantities; the others are of times."""


@lru_cache
def pipeline() -> Pipeline:
    return Pipeline()


def cases() -> list[object]:
    found: list[object] = []
    for path in sorted(FOLDER.glob("*.tsv")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                text, reference, expected = line.split("\t")
                found.append(
                    pytest.param(path.stem, text, reference, expected, id=f"{path.stem}:{number} {text}")
                )
    return found


def shown_time(item: model.Time) -> str:
    return f"{item.original.text}={item.type} {item.value}"


def shown_quantity(item: model.Quantity) -> str:
    value = item.value if item.value is not None else f"{item.min or ''}..{item.max or ''}"
    comparator = "" if item.comparator == "=" else f" {item.comparator}"
    unit = (item.unit.code or item.unit.currency or item.unit.text) if item.unit else None
    return f"{item.original.text}={item.kind} {value}{comparator}{f' {unit}' if unit else ''}"


@pytest.mark.parametrize(("layer", "text", "reference", "expected"), cases())
def test_short_sentence(layer: str, text: str, reference: str, expected: str) -> None:
    document = pipeline()(text, published=reference or None)
    if layer in QUANTITIES:
        found = [shown_quantity(item) for item in document.quantities]
    else:
        found = [shown_time(item) for item in document.times]
    assert " ; ".join(found) == expected

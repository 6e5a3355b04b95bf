"""Cells of tables against their golden answers: tests/layouts/.

python -m tests.test_layouts [-v]     the shares, and every wrong cell
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipeline.engine import Pipeline
from pipeline.inputs import find, read
from pipeline.records import process
from tests.cells import PARTS, Shares, compare

FOLDER = Path(__file__).parent / "layouts"
# Shares of cells that must be right: as text, and as a page. They are raised, never lowered.
FLOORS = {
    "first": (0.96, 1.0),
    "second": (1.0, 1.0),
    "third": (0.99, 1.0),
    "fourth": (0.975, 1.0),
    "fifth": (1.0, 1.0),
    "sixth": (1.0, 1.0),
    "seventh": (1.0, 1.0),
    "eighth": (1.0, 1.0),
}


def shares(name: str, suffix: str) -> Shares:
    found = Shares()
    pipeline = Pipeline()
    for path in sorted((FOLDER / name).glob(f"*{suffix}")):
        (record,) = read(find([str(path)]))
        document = process(pipeline, record).to_dict()
        assert "error" not in document, document
        compare(document, path.with_suffix("").with_suffix(".cells.tsv"), found)
    return found


@pytest.mark.parametrize(("name", "suffix", "floor"), [
    (name, suffix, floor)
    for name, floors in FLOORS.items()
    for suffix, floor in zip((".txt", ".html"), floors, strict=True)
])  # fmt: skip
def test_share_of_right_cells_holds(name: str, suffix: str, floor: float) -> None:
    found = shares(name, suffix)
    assert found.cells > 150
    assert found.share >= floor, found.wrong[:20]


def main() -> None:
    for name in FLOORS:
        for suffix in (".txt", ".html"):
            found = shares(name, suffix)
            parts = ", ".join(f"{part} {found.parts[part] / max(1, found.cells):.3f}" for part in PARTS)
            print(
                f"{name} {suffix}: cells {found.right}/{found.cells} = {found.share:.3f} ({parts}), whole tables "
                f"{found.whole}/{found.tables}, invented {found.invented}, fields {found.fields_right}/{found.fields}"
            )
            if "-v" in sys.argv:
                print(*found.wrong, sep="\n")


if __name__ == "__main__":
    main()

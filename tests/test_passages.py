"""Facts of short passages in many genres, annotated before they were run: the share of answers that are right, by field.

    python -m tests.test_passages [open | blind] [FIELD]     the figures, and every wrong answer (of the field)

The passages and their format: tests/passages/. A share below its floor fails; floors are raised, never lowered.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline

FOLDER = Path(__file__).parent / "passages"
PUBLISHED = "2024-10-15"
FIELDS = ("metric", "subject", "period", "status", "change")
FLOORS: dict[str, dict[str, float]] = {
    "open": {"present": 0.99, "metric": 0.95, "subject": 0.85, "period": 0.98, "status": 0.98, "change": 0.98, "full": 0.83},
    "blind": {"present": 0.97, "metric": 0.94, "subject": 0.75, "period": 0.97, "status": 0.97, "change": 0.95, "full": 0.72},
}  # fmt: skip


def passages(name: str) -> Iterator[tuple[str, list[list[str]]]]:
    """The text of each passage and the cells of its rows: number, then FIELDS."""
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    body = "\n".join(line for line in lines if not line.startswith("#"))
    for block in body.strip().split("\n\n"):
        text, *rows = block.splitlines()
        yield text.replace("⏎", "\n\n"), [[cell.strip() for cell in row.split("|")] for row in rows]


def answers(text: str) -> dict[str, dict[str, str]]:
    """By the text of the number; of equal ones the first."""
    document = pipeline.extract(text, published=PUBLISHED).to_dict()
    quantities = {item["id"]: item["text"] for item in document["quantities"]}
    times = {item["id"]: item["value"].replace("/", "..") for item in document["times"]}
    found: dict[str, dict[str, str]] = {}
    for fact in document["facts"]:
        change = fact["change"]
        found.setdefault(
            quantities.get(fact["quantity"], "持平"),
            {
                "metric": fact["metric"]["text"] if fact["metric"] else "-",
                "subject": fact["subject"]["text"] if fact["subject"] else "-",
                "period": times.get(fact["period"], "-"),
                "status": fact["status"],
                "change": f"{change['direction']}:{change['basis']}" if change else "-",
            },
        )
    return found


def _alike(field: str, got: str, wanted: str) -> bool:
    """Names of metrics and subjects may differ by a modifier: seven tenths of their characters are shared."""
    if wanted == "*" or got == wanted:
        return True
    if field not in ("metric", "subject") or "-" in (got, wanted):
        return False
    shared = Counter(got) & Counter(wanted)
    return 2 * sum(shared.values()) / (len(got) + len(wanted)) >= 0.7


def score(name: str, field: str = "") -> tuple[dict[str, float], list[str]]:
    """Shares that are right, and a line for each wrong answer (of one field)."""
    right: Counter[str] = Counter()
    wrong: list[str] = []
    total = 0
    for text, rows in passages(name):
        found = answers(text)
        for number, *cells in rows:
            total += 1
            got = found.get(number)
            if got is None:
                wrong.append(f"{number} missing: {text}")
                continue
            right["present"] += 1
            bad = [
                (key, got[key], cell)
                for key, cell in zip(FIELDS, cells, strict=True)
                if not any(_alike(key, got[key], wanted) for wanted in cell.split("/"))
            ]
            right.update(set(FIELDS) - {key for key, _, _ in bad})
            right["full"] += not bad
            shown = [f"{key}: {said} for {cell}" for key, said, cell in bad if field in ("", key)]
            if shown:
                wrong.append(f"{number}  {'; '.join(shown)}\n      {text[:150]!r}")
    return {key: right[key] / total for key in ("present", *FIELDS, "full")}, wrong


@pytest.mark.parametrize("name", FLOORS)
def test_shares_hold(name: str) -> None:
    shares, wrong = score(name)
    low = {key: share for key, share in shares.items() if share < FLOORS[name].get(key, 0)}
    assert not low, "\n".join(wrong)


def test_every_row_has_all_its_cells() -> None:
    for name in FLOORS:
        for text, rows in passages(name):
            assert rows, text
            assert all(len(row) == 1 + len(FIELDS) for row in rows), text


if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else "open"
    figures, errors = score(chosen, sys.argv[2] if len(sys.argv) > 2 else "")
    if chosen != "blind" or len(sys.argv) > 2:
        print("\n".join(errors))
    print({key: round(share, 3) for key, share in figures.items()})

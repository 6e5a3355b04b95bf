"""Score the flat view by exact rows: one right answer each, all columns of a row right or the row is wrong.

    python -m tests.strict_rows             the score, also by column
    python -m tests.strict_rows --errors    and what is wrong in each row

The answers: tests/strict/rows.txt.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pipeline
from pipeline import flat
from pipeline.flat.plain import Row

ANSWERS = Path(__file__).parent / "strict" / "rows.txt"
_HEAD = re.compile(r"# id: (\S+) \| published: (\S+) \| region: (\S+)")


class Answer(NamedTuple):
    """One row: the columns that are scored, null as `-`."""

    figure: str
    value: str
    subject: str
    metric: str
    first: str
    last: str
    status: str
    change: str


@dataclass
class Passage:
    name: str
    published: str
    lines: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass
class Score:
    """`right` counts by column; a row is exact when all of its columns are right."""

    rows: int = 0
    exact: int = 0
    spurious: int = 0
    right: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def passages(path: Path = ANSWERS) -> list[Passage]:
    """Raises ValueError with the line that cannot be read."""
    found: list[Passage] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        head = _HEAD.fullmatch(line)
        if head is not None:
            found.append(Passage(head[1], head[2]))
        elif line.startswith(">"):
            parts = [part.strip() for part in line[1:].split(" | ")]
            parts += ["actual", "-"][len(parts) - 6 :] if len(parts) < 8 else []
            if len(parts) != 8 or parts[0] not in found[-1].text:
                raise ValueError(f"{path}, line {number}: no row, or its figure stands not in the passage")
            found[-1].answers.append(Answer(*parts))
        elif line and not line.startswith("#"):
            found[-1].lines.append(line)
    return found


def given(row: Row) -> Answer:
    """What a row of the flat view answers."""
    value = row["signed_value"] or f"{row['min'] or ''}..{row['max'] or ''}"
    change = f"{row['change']}:{row['change_basis']}" if row["change"] else "-"
    return Answer(
        row["quantity"] or "",
        f"{value} {row['unit'] or ''}".strip(),
        row["subject"] or "-",
        row["metric"] or "-",
        row["period_first"] or "-",
        row["period_last"] or "-",
        row["status"],
        change,
    )


def _paired(passage: Passage, rows: list[Row]) -> Iterator[tuple[Answer, Answer | None]]:
    """Each answer with the row whose figure stands at its place in the text."""
    by_place = {row["original_start"]: given(row) for row in rows}
    at = 0
    for answer in passage.answers:
        at = passage.text.index(answer.figure, at)
        yield answer, by_place.get(at)
        at += len(answer.figure)


def score(found: list[Passage] | None = None) -> Score:
    total = Score()
    for passage in found if found is not None else passages():
        rows = list(flat.rows(pipeline.extract(passage.text, published=passage.published)))
        pairs = list(_paired(passage, rows))
        total.spurious += len(rows) - sum(row is not None for _, row in pairs)
        for answer, row in pairs:
            total.rows += 1
            faults = [
                f"{name} {own!r}, not {right!r}"
                for name, right, own in zip(Answer._fields, answer, row or [None] * 8, strict=True)
                if right != own
            ]
            total.right.update(set(Answer._fields) - {fault.split()[0] for fault in faults})
            total.exact += not faults
            if faults:
                total.wrong.append(f"{passage.name} {answer.figure}: {'; '.join(faults)}")
    return total


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", action="store_true", help="what is wrong in each row")
    arguments = parser.parse_args()
    found = score()
    print(f"exact rows {found.exact} of {found.rows}; rows too many {found.spurious}")
    for name in Answer._fields:
        print(f"  {name:<8}{found.right[name]}")
    if arguments.errors:
        print("\n".join(found.wrong))


if __name__ == "__main__":
    main()

"""Passages annotated with what each number states: the format of `corpus/facts` and `tests/statements`, and their score.

    # id: cn-port-01 | published: 2025-08-15 | region: CN
    title and paragraphs, as a site prints them
    > surface | metric | subject | period | status | change

A row for each number, in the order of the text; ` ; ` stands between answers that are as good, the first is the strict
one; `-` is null; status and change may be left out (`actual`, `-`). `> surface | optional`: counts neither way.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FIELDS = ("metric", "subject", "period", "status", "change")
Answers = tuple[str | None, ...]
_HEAD = re.compile(r"# id: (\S+) \| published: (\d{4}-\d\d-\d\d|-) \| region: (\w\w)$")
_PERIOD = re.compile(r"(\d{4})(?:-H([12])|-Q([1-4])|-(0[1-9]|1[0-2])(?:-(\d\d))?)?$")
# Two names are taken for the same from this share of common characters on.
ALIKE = 0.7


class StatementError(ValueError):
    """A passage that breaks the format; says where, and what to mend."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What the number at `text[start:end]` states; `answers` by field, the strict one first."""

    start: int
    end: int
    surface: str
    answers: Mapping[str, Answers] | None
    """Null: optional."""


@dataclass(slots=True)
class Passage:
    id: str
    text: str
    published: str | None
    region: str | None = None
    statements: list[Statement] = field(default_factory=list)
    partial: bool = False
    """Whether numbers without a row may stand in it."""


def read(path: Path) -> list[Passage]:
    """Raises StatementError, which names the file and the passage."""
    found = []
    for part in re.split(r"(?m)^(?=# id:)", path.read_text(encoding="utf-8")):
        if part.strip():
            found.append(_passage(part.rstrip("\n").split("\n"), path))
    return found


def _passage(lines: Sequence[str], path: Path) -> Passage:
    head = _HEAD.match(lines[0])
    if head is None:
        raise StatementError(f"{path}: {lines[0]!r} is no head (# id: … | published: … | region: …)")
    text = "\n".join(line for line in lines[1:] if not line.startswith(">")).strip("\n")
    passage = Passage(head[1], text, None if head[2] == "-" else head[2], head[3])
    at = 0
    for line in lines[1:]:
        if not line.startswith(">"):
            continue
        cells = [cell.strip() for cell in line[1:].split("|")]
        at = text.find(cells[0], at)
        if at < 0:
            raise StatementError(
                f"{path}: {passage.id}: {cells[0]!r} does not stand behind the row before it"
            )
        end = at + len(cells[0])
        answers = None
        if cells[1:] != ["optional"]:
            if not 4 <= len(cells) <= 6:
                raise StatementError(f"{path}: {passage.id}: {line!r} has {len(cells)} columns, not 4 to 6")
            cells += ["actual", "-"][len(cells) - 4 :]
            answers = {name: _answers(cell) for name, cell in zip(FIELDS, cells[1:], strict=True)}
        passage.statements.append(Statement(at, end, text[at:end], answers))
        at = end
    return passage


def _answers(cell: str) -> Answers:
    return tuple(None if answer.strip() == "-" else answer.strip() for answer in cell.split(" ; "))


def alike(one: str | None, other: str | None) -> float:
    """The share of common characters (Dice), order ignored; 1 for two nulls."""
    if not one or not other:
        return float((one or None) == (other or None))
    common = sum((Counter(one) & Counter(other)).values())
    return 2 * common / (len(one) + len(other))


def period_values(value: str, first: str | None, last: str | None) -> set[str | None]:
    """All that a time may be called: its value, and its first and last day."""
    found: set[str | None] = {value}
    if first or last:
        found.add(f"{first or '..'}/{last or '..'}")
        if first == last:
            found.add(first)
    return found


def days(value: str | None) -> str | None:
    """First and last day of a period in years, halves, quarters, months or days (2025-H1, 2025-01/2025-06 → the same
    days; 2021/.. → 2021-01-01/..), else the value itself."""
    if value is None:
        return None
    parts = [_days(part) for part in value.split("/")]
    if len(parts) > 2 or None in parts:
        return value
    return f"{parts[0][0]}/{parts[-1][1]}"  # type: ignore[index]


def _days(part: str) -> tuple[str, str] | None:
    if part == "..":
        return part, part  # 2021/..: since 2021
    found = _PERIOD.match(part)
    if found is None:
        return None
    year, half, quarter, month, day = found.groups()
    if day:
        return part, part
    first, last = 1, 12
    if half:
        first, last = 6 * int(half) - 5, 6 * int(half)
    elif quarter:
        first, last = 3 * int(quarter) - 2, 3 * int(quarter)
    elif month:
        first = last = int(month)
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{monthrange(int(year), last)[1]:02}"


@dataclass(slots=True)
class Scores:
    """Right answers by field; `full`: all of them; `strict`: all of them, and the first ones."""

    right: Counter[str] = field(default_factory=Counter)
    wanted: int = 0
    given: int = 0
    errors: list[str] = field(default_factory=list)
    sure: list[tuple[float, bool]] = field(default_factory=list)
    """Of every fact given: its confidence, and whether it is full."""

    def f1(self, name: str) -> float:
        return 2 * self.right[name] / (self.wanted + self.given) if self.wanted + self.given else 0.0

    def add(self, part: Scores) -> None:
        """Take in the scores of other passages."""
        self.right += part.right
        self.wanted, self.given = self.wanted + part.wanted, self.given + part.given
        self.errors += part.errors
        self.sure += part.sure

    def cut(self, confidence: float) -> str:
        """How many facts are at least so sure, and the share of them that is right in all answers."""
        kept = [right for value, right in self.sure if value >= confidence]
        return f"confidence >= {confidence}: {len(kept)} of {len(self.sure)}, {sum(kept) / len(kept) if kept else 0:.3f} full"

    def table(self) -> str:
        names = ("present", *FIELDS, "full", "strict")
        return (
            "  ".join(f"{name} {self.f1(name):.3f}" for name in names)
            + f"  ({self.wanted} wanted, {self.given} given)"
        )


def told(document: Mapping[str, Any]) -> Iterator[tuple[tuple[int, int], dict[str, Any]]]:
    """Each fact of a document by the span of its quantity in the source."""
    quantities = {item["id"]: item["original"] for item in document["quantities"]}
    times = {item["id"]: item for item in document["times"]}
    for fact in document["facts"]:
        place = quantities.get(fact["quantity"])
        if place is None:
            continue
        subject, change, time = fact["subject"], fact["change"], times.get(fact["period"])
        yield (
            (place["start"], place["end"]),
            {
                "metric": fact["metric"]["original"]["text"] if fact["metric"] else None,
                "subject": (subject["span"]["original"]["text"] if subject["span"] else subject["text"])
                if subject
                else None,
                "period": period_values(time["value"], time["first"], time["last"]) if time else {None},
                "status": fact["status"],
                "change": f"{change['direction']}:{change['basis']}" if change else None,
                "confidence": fact["confidence"],
            },
        )


def judge(answers: Mapping[str, Answers], got: Mapping[str, Any]) -> dict[str, bool]:
    """Field by field, and `strict`: whether the first answers are met."""
    verdict = {
        name: any(alike(got[name], answer) >= ALIKE for answer in answers[name])
        for name in ("metric", "subject")
    }
    verdict["period"] = not {days(value) for value in got["period"]}.isdisjoint(map(days, answers["period"]))
    verdict |= {name: got[name] in answers[name] for name in ("status", "change")}
    verdict["full"] = all(verdict.values())
    verdict["strict"] = (
        verdict["full"]
        and got["metric"] == answers["metric"][0]
        and got["subject"] == answers["subject"][0]
        and days(answers["period"][0]) in {days(value) for value in got["period"]}
        and all(got[name] == answers[name][0] for name in ("status", "change"))
    )
    return verdict


def score(pairs: Iterable[tuple[Passage, Mapping[str, Any]]]) -> Scores:
    """Of passages and the documents made of them."""
    total = Scores()
    for passage, document in pairs:
        facts = dict(told(document))
        free = {(item.start, item.end) for item in passage.statements if item.answers is None}
        wanted = {(item.start, item.end): item for item in passage.statements if item.answers is not None}
        total.wanted += len(wanted)
        given = [span for span in facts if span in wanted or not (passage.partial or span in free)]
        total.given += len(given)
        for span in given:
            if span not in wanted:
                total.sure.append((facts[span]["confidence"], False))
                total.errors.append(f"{passage.id}: no statement: {passage.text[slice(*span)]}")
        for span, item in wanted.items():
            got = facts.get(span)
            if got is None:
                total.errors.append(f"{passage.id}: {item.surface}: no fact")
                continue
            assert item.answers is not None
            verdict = judge(item.answers, got)
            total.right["present"] += 1
            total.right.update(name for name, right in verdict.items() if right)
            total.sure.append((got["confidence"], verdict["full"]))
            if not verdict["full"]:
                wrong = [name for name in FIELDS if not verdict[name]]
                shown = "; ".join(f"{name} {got[name]!r} for {list(item.answers[name])}" for name in wrong)
                total.errors.append(f"{passage.id}: {item.surface}: {shown}")
    return total

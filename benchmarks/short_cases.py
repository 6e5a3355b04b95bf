"""How many of our short sentences are read rightly, by us and by the peers: `python benchmarks/short_cases.py [--peers]`.

The cases are ours (`tests/short/*.tsv`); the peers' own published suites are theirs and are not run here. With
`--peers` Recognizers-Text (`pip install --pre recognizers-text-suite 'emoji<2'`) and JioNLP (`pip install jionlp`)
read the same sentences, whichever of them is installed.

A case is right where each expected item is matched by one that overlaps it and has its value, and where nothing is
found if nothing is expected. That is lenient to the peers: the span need not be exact, units, kinds and comparators
are not compared, what is found besides is not counted, a time may be given by its value, by its first and last day
(or the day after), and every reading that a peer offers counts. The first column holds us to the letter instead: exact
spans, kinds, comparators and units, nothing besides.
"""

from __future__ import annotations

import argparse
import calendar
import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pipeline

CASES = Path(__file__).parent.parent / "tests" / "short"
QUANTITIES = "quantities"


class Case(NamedTuple):
    text: str
    reference: str
    expected: list[str]
    """Items as they stand in the file: `surface=kind value …`."""


class Found(NamedTuple):
    """An item by its characters and the values it may mean."""

    start: int
    end: int
    values: set[str]


Reader = Callable[[str, str, str], list[Found]]
"""File, text, reference date → what is found."""


def read(path: Path) -> list[Case]:
    rows = [
        line.split("\t")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line[:1] not in ("", "#")
    ]
    return [
        Case(text, reference, expected.split(" ; ") if expected else []) for text, reference, expected in rows
    ]


# ---- values that are compared ----------------------------------------------------------------------------


def figure(text: object) -> str:
    """A number in one form: `3.50` and `7/2` are `7/2`; anything else as it stands."""
    try:
        return str(Fraction(str(text).strip().rstrip("%").replace(",", "")))
    except (ValueError, ZeroDivisionError):
        return str(text)


def accepted(file: str, item: str) -> set[str]:
    """The values that an expected item accepts."""
    parts = item.rpartition("=")[2].split(" ") if file != QUANTITIES else item.split("=", 1)[1].split(" ")
    value = parts[1]
    if file != QUANTITIES:
        return {value, *days(value)}
    return {"..".join(map(figure, value.split("..")))}


_SPAN = (
    (re.compile(r"(\d{4})"), lambda y: (date(y, 1, 1), date(y, 12, 31))),
    (re.compile(r"(\d{4})-(\d\d)"), lambda y, m: (date(y, m, 1), date(y, m, calendar.monthrange(y, m)[1]))),
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)"), lambda y, m, d: (date(y, m, d),) * 2),
    (
        re.compile(r"(\d{4})-Q([1-4])"),
        lambda y, q: (date(y, 3 * q - 2, 1), date(y, 3 * q, 31 if q in (1, 4) else 30)),
    ),
    (
        re.compile(r"(\d{4})-W(\d\d)"),
        lambda y, w: (date.fromisocalendar(y, w, 1), date.fromisocalendar(y, w, 7)),
    ),
)


def _day_range(value: str) -> tuple[date, date] | None:
    for pattern, build in _SPAN:
        if found := pattern.fullmatch(value):
            return build(*map(int, found.groups()))
    return None


def days(value: str) -> set[str]:
    """`first/last` of a date or range, with the last day and with the day after it."""
    ends = [_day_range(part) for part in value.split("/")]
    if any(end is None for end in ends) or not ends:
        return set()
    first, last = ends[0][0], ends[-1][1]  # type: ignore[index]
    return {f"{first}/{last}", f"{first}/{last + timedelta(days=1)}"}


# ---- readers ---------------------------------------------------------------------------------------------


def ours() -> tuple[Reader, Callable[[str, Case], bool]]:
    extract = pipeline.load()

    def lenient(file: str, text: str, reference: str) -> list[Found]:
        document = extract(text, published=reference or None)
        if file != QUANTITIES:
            return [
                Found(i.original.start, i.original.end, {i.value, *days(i.value)}) for i in document.times
            ]
        return [
            Found(i.original.start, i.original.end, {_bounds(i.value, i.min, i.max)})
            for i in document.quantities
        ]

    def strict(file: str, case: Case) -> bool:
        document = extract(case.text, published=case.reference or None)
        if file != QUANTITIES:
            return [f"{i.original.text}={i.type} {i.value}" for i in document.times] == case.expected
        return [_told(item) for item in document.quantities] == case.expected

    return lenient, strict


def _bounds(value: str | None, low: str | None, high: str | None) -> str:
    return figure(value) if value is not None else f"{figure(low or '')}..{figure(high or '')}"


def _told(item: Any) -> str:
    value = item.value if item.value is not None else f"{item.min or ''}..{item.max or ''}"
    comparator = "" if item.comparator == "=" else f" {item.comparator}"
    unit = (item.unit.code or item.unit.currency or item.unit.text) if item.unit else None
    return f"{item.original.text}={item.kind} {value}{comparator}{f' {unit}' if unit else ''}"


def recognizers() -> Reader:
    """Every Chinese model of Recognizers-Text that has to do with the file."""
    import recognizers_suite as suite
    from recognizers_text import Culture

    numbers = (
        suite.recognize_number,
        suite.recognize_ordinal,
        suite.recognize_percentage,
        suite.recognize_age,
        suite.recognize_currency,
        suite.recognize_dimension,
        suite.recognize_temperature,
    )

    def find(file: str, text: str, reference: str) -> list[Found]:
        if file != QUANTITIES:
            now = datetime.fromisoformat(reference) if reference else datetime(2000, 1, 1)
            results = suite.recognize_datetime(text, Culture.Chinese, reference=now)
            return [Found(r.start, r.end + 1, _time_readings(r.resolution)) for r in results]
        results = [result for model in numbers for result in model(text, Culture.Chinese)]
        return [Found(r.start, r.end + 1, {figure((r.resolution or {}).get("value"))}) for r in results]

    return find


def _time_readings(resolution: dict[str, Any] | None) -> set[str]:
    readings: set[str] = set()
    for value in (resolution or {}).get("values", []):
        said = {key: str(text).replace(" ", "T").removesuffix(":00") for key, text in value.items()}
        readings |= {said.get("timex", ""), said.get("value", "")}
        if "start" in said and "end" in said:
            readings.add(f"{said['start']}/{said['end']}")
        readings |= days(said.get("value", ""))
    return readings - {""}


def jionlp() -> Reader:
    """JioNLP knows times and money."""
    import jionlp as jio

    def find(file: str, text: str, reference: str) -> list[Found]:
        if file == QUANTITIES:
            items = jio.ner.extract_money(text, with_parsing=True)
            return [Found(*item["offset"], _sum_readings(item["detail"])) for item in items]
        now = datetime.fromisoformat(reference) if reference else datetime(2000, 1, 1)
        items = jio.ner.extract_time(text, time_base=now.timestamp(), with_parsing=True)
        return [Found(*item["offset"], _moments(item.get("detail") or {})) for item in items]

    return find


def _sum_readings(detail: dict[str, Any]) -> set[str]:
    num = detail["num"]
    return {"..".join(map(figure, num)) if isinstance(num, list) else figure(num)}


_UNITS = (("year", "Y"), ("month", "M"), ("day", "D"), ("hour", "H"), ("minute", "M"), ("second", "S"))


def _moments(detail: dict[str, Any]) -> set[str]:
    said = detail.get("time")
    if isinstance(said, list):
        first, last = (str(end).replace(" ", "T") for end in said)
        clocks = {first.removesuffix(":00"), f"{first.removesuffix(':00')}/{last.removesuffix(':00')}"}
        return clocks | {f"{first[:10]}/{last[:10]}", first[:10] if first[:10] == last[:10] else ""}
    if isinstance(said, dict):
        calendar_part = "".join(f"{said[name]:g}{sign}" for name, sign in _UNITS[:3] if said.get(name))
        clock_part = "".join(f"{said[name]:g}{sign}" for name, sign in _UNITS[3:] if said.get(name))
        return {f"P{calendar_part}{'T' if clock_part else ''}{clock_part}"}
    return set()


# ---- the table -------------------------------------------------------------------------------------------


def right(file: str, case: Case, found: Iterable[Found]) -> bool:
    items = list(found)
    if not case.expected:
        return not items
    at = 0
    for expected in case.expected:
        surface = expected.split("=", 1)[0]
        start = case.text.index(surface, at)
        end = at = start + len(surface)
        wanted = accepted(file, expected)
        if not any(i.start < end and start < i.end and i.values & wanted for i in items):
            return False
    return True


def share(file: str, cases: list[Case], reader: Reader) -> float:
    return sum(right(file, case, reader(file, case.text, case.reference)) for case in cases) / len(cases)


def forgiven(name: str, reader: Reader, failures: Counter[str]) -> Reader:
    """A peer that raises has found nothing; how often is told below the table."""

    def find(file: str, text: str, reference: str) -> list[Found]:
        try:
            return reader(file, text, reference)
        except Exception:
            failures[name] += 1
            return [Found(0, 0, set())]

    return find


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peers", action="store_true")
    arguments = parser.parse_args()
    lenient, strict = ours()
    readers: dict[str, Reader] = {"ours": lenient}
    failures: Counter[str] = Counter()
    for name, load in (("Recognizers-Text", recognizers), ("JioNLP", jionlp)) if arguments.peers else ():
        try:
            readers[name] = forgiven(name, load(), failures)
        except ImportError as error:
            print(f"{name} is not installed ({error}); see the head of this file")
    print("The cases are ours; the peers' own published suites are theirs and are not part of this table.")
    print(
        f"{'file':<12} {'cases':>5} {'ours, to the letter':>20} "
        + " ".join(f"{name:>17}" for name in readers)
    )
    for path in sorted(CASES.glob("*.tsv")):
        cases = read(path)
        exact = sum(strict(path.stem, case) for case in cases) / len(cases)
        shares = " ".join(f"{share(path.stem, cases, reader):>17.3f}" for reader in readers.values())
        print(f"{path.stem:<12} {len(cases):>5} {exact:>20.3f} {shares}", flush=True)
    for name, count in failures.items():
        print(f"{name} raised an error on {count} cases, which count as not read.")


if __name__ == "__main__":
    main()

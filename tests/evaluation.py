"""Score the pipeline on the annotated samples, layer by layer, and hold the scores above their floors.

    python -m tests.evaluation                     the table
    python -m tests.evaluation --errors time       the table, then every error of the layers that start so
    python -m tests.evaluation --sorts             also by kind of quantity, dimension of unit and type of time
    python -m tests.evaluation --folder tests/heldout      pages that no rule was written for
    python -m tests.evaluation --raise-floors      write the scores that are above their floors as the new floors
    python -m tests.evaluation --adopt-corpus      after a deliberate change of texts or annotations: floors afresh

The format of the annotations and their conventions: tests/annotated/README.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal, InvalidOperation
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

import pipeline

ROOT = Path(__file__).parent.parent
ANNOTATIONS = ROOT / "tests" / "annotated"
TEXTS = ROOT / "samples"
FLOORS = ANNOTATIONS / "floors.toml"

Span = tuple[int, int]
FITTED = ("fact.full", "fact.metric", "fact.period", "fact.subject")
SLACK = Decimal("0.010")
"""How far these may lie below their floors: each fit of the ranker moves two or three of the 266 facts either way."""
ALIKE = 0.7
"""Two phrases this alike (difflib ratio) name the same metric or subject: readers differ in how much they quote."""


class AnnotationError(Exception):
    """An annotation that cannot be read: file, line and what to mend."""


# ---- annotations -----------------------------------------------------------------------------------------


@dataclass
class Mark:
    """One annotated item. `spans` are the places that count as found: its own first, then accepted others."""

    spans: list[Span]
    said: dict[str, Any]

    def accepted(self, key: str, default: Any = None) -> list[Any]:
        value = self.said.get(key, default)
        return value if isinstance(value, list) else [value]


@dataclass
class Annotated:
    name: str
    source: str
    published: str | None = None
    quantities: list[Mark] = field(default_factory=list)
    times: list[Mark] = field(default_factory=list)
    entities: list[Mark] = field(default_factory=list)
    optional: list[Span] = field(default_factory=list)
    boilerplate: list[Span] = field(default_factory=list)

    def skips(self, span: Span) -> bool:
        """Inside an optional stretch: counts neither for nor against."""
        return any(start <= span[0] and span[1] <= end for start, end in self.optional)

    def required(self, marks: Iterable[Mark]) -> list[Mark]:
        return [mark for mark in marks if not self.skips(mark.spans[0])]


def occurrences(text: str, surface: str, start: int = 0) -> Iterator[Span]:
    at = text.find(surface, start)
    while at >= 0:
        yield at, at + len(surface)
        at = text.find(surface, at + 1)


def read_annotations(path: Path, text_path: Path) -> Annotated:
    """Raises AnnotationError for a line that is no JSON, of no known kind, or whose surface is not found."""
    annotated = Annotated(path.name.removesuffix(".gold.jsonl"), text_path.read_text(encoding="utf-8"))
    source = annotated.source
    reached = {"q": 0, "t": 0, "b": 0}
    named: list[tuple[Span, dict[str, Any]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        where = f"{path.name}:{number}"
        try:
            said = json.loads(line)
            kind = next(key for key in "qteob" if key in said)
        except (json.JSONDecodeError, StopIteration) as error:
            raise AnnotationError(
                f"{where}: not an annotation ({error}); give an object with q, t, e, o or b"
            ) from None
        found = list(occurrences(source, said[kind], reached.get(kind, 0)))
        if not found:
            raise AnnotationError(
                f"{where}: {said[kind]!r} does not follow; copy the surface and keep the text's order"
            )
        if kind == "o":
            annotated.optional += found
        elif kind == "e":
            named += [(span, said) for span in found]
        else:
            start, end = found[0]
            if kind == "b" and "to" in said:
                closing = next(occurrences(source, said["to"], start), None)
                if closing is None:
                    raise AnnotationError(f"{where}: {said['to']!r} does not follow {said['b']!r}")
                end = closing[1]
            reached[kind] = end
            if kind == "b":
                annotated.boilerplate.append((start, end))
            else:
                marks = annotated.quantities if kind == "q" else annotated.times
                marks.append(Mark([(start, end), *other_spans(source, (start, end), said)], said))
    annotated.entities = longest_names(source, named, annotated.boilerplate)
    return annotated


def other_spans(source: str, own: Span, said: dict[str, Any]) -> list[Span]:
    """The places of the surfaces in `alt` that overlap the item's own place."""
    places: list[Span] = []
    for surface in said.get("alt", []):
        near = occurrences(source[: own[1] + len(surface)], surface, max(0, own[0] - len(surface)))
        places += [span for span in near if span[0] < own[1] and own[0] < span[1]]
    return places


def longest_names(source: str, named: list[tuple[Span, dict[str, Any]]], junk: list[Span]) -> list[Mark]:
    """Every occurrence of a name that lies in no longer name and in no boilerplate."""
    taken = list(junk)
    marks = []
    for span, said in sorted(named, key=lambda item: (item[0][0] - item[0][1], item[0])):
        if all(span[1] <= start or end <= span[0] for start, end in taken):
            taken.append(span)
            marks.append(Mark([span, *other_spans(source, span, said)], said))
    return sorted(marks, key=lambda mark: mark.spans[0])


def corpus(folder: Path | None = None) -> list[Annotated]:
    """The annotated samples; or those of a folder where each text, its answers and its date lie together."""
    paths = sorted((folder or ANNOTATIONS).glob("*.gold.jsonl"))
    texts = folder or TEXTS
    golds = [read_annotations(path, texts / path.name.replace(".gold.jsonl", ".txt")) for path in paths]
    for gold in golds if folder is not None else ():
        known = json.loads((folder / f"{gold.name}.meta.json").read_text(encoding="utf-8"))
        gold.published = known.get("published")
    return golds


def corpus_hash() -> str:
    """Of every annotated text and its annotations, so that a change to either shows."""
    digest = hashlib.sha256()
    for path in sorted(ANNOTATIONS.glob("*.gold.jsonl")):
        for part in (path, TEXTS / path.name.replace(".gold.jsonl", ".txt")):
            digest.update(part.name.encode() + b"\0" + part.read_bytes() + b"\0")
    return digest.hexdigest()


# ---- scores ----------------------------------------------------------------------------------------------


@dataclass
class Tally:
    found: int = 0
    wanted: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else float(not self.wanted)

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        total = self.found + self.wanted
        return 2 * self.right / total if total else 1.0


class Scores:
    """Tallies and errors by layer; `document` adds one document."""

    def __init__(self) -> None:
        self.tallies: dict[str, Tally] = defaultdict(Tally)
        self.errors: dict[str, list[str]] = defaultdict(list)
        self.sorts: dict[str, Tally] = defaultdict(Tally)
        """Quantities by kind and dimension of their unit, times by type; in meaning, and without floors."""

    def add(self, layer: str, found: int, wanted: int, right: int) -> None:
        tally = self.tallies[layer]
        tally.found, tally.wanted, tally.right = (
            tally.found + found,
            tally.wanted + wanted,
            tally.right + right,
        )

    def miss(self, layer: str, gold: Annotated, span: Span, what: str) -> None:
        before, after = gold.source[max(0, span[0] - 8) : span[0]], gold.source[span[1] : span[1] + 6]
        shown = f"{before}[{gold.source[slice(*span)]}]{after}".replace("\n", "⏎")
        self.errors[layer].append(f"{gold.name}: {what}: {shown}")

    def document(self, gold: Annotated, document: dict[str, Any]) -> None:
        self.offsets(gold, document)
        self.boilerplate(gold, document["removed"])
        quantities = self.layer("quantity", gold, gold.quantities, document["quantities"], same_quantity)
        self.layer("time", gold, gold.times, document["times"], same_time)
        self.entities(gold, document["entities"])
        self.facts(gold, document, quantities)

    def offsets(self, gold: Annotated, document: dict[str, Any]) -> None:
        layers = ("quantities", "times", "entities", "sentences", "blocks")
        items = [item for layer in layers for item in document[layer]]
        right = sum(
            gold.source[slice(*place(item))] == item["original"]["text"]
            and document["text"][item["start"] : item["end"]] == item["text"]
            for item in items
        )
        self.add("offsets", len(items), len(items), right)

    def boilerplate(self, gold: Annotated, removed: list[dict[str, Any]]) -> None:
        """By character, white space aside: `boilerplate` in all, `body` the rest of each text that must stay."""
        counted = {i for i, c in enumerate(gold.source) if not c.isspace()} - positions(gold.optional)
        junk = positions(gold.boilerplate) & counted
        cut = positions(place(item) for item in removed) & counted
        self.add("boilerplate", len(cut), len(junk), len(cut & junk))
        self.add(f"boilerplate/{gold.name}", len(cut), len(junk), len(cut & junk))
        body = counted - junk
        self.add("body", len(body), len(body), len(body - cut))
        for what, missed in (("kept", junk - cut), ("cut", cut - junk)):
            for span in runs(missed, gold.source):
                self.miss("boilerplate", gold, span, what)

    def layer(
        self, name: str, gold: Annotated, marks: list[Mark], items: list[dict[str, Any]], same: Any
    ) -> dict[str, Mark]:
        """Scores spans, then meaning. Returns the mark that each predicted id was matched with."""
        matched = match(marks, items)
        wanted = gold.required(marks)
        hits = [(mark, item) for mark, item in matched if not gold.skips(mark.spans[0])]
        known = {id(item) for _, item in matched}
        extra = [item for item in items if id(item) not in known and not gold.skips(place(item))]
        right = [same(mark, item) for mark, item in hits]
        self.add(f"{name}.span", len(hits) + len(extra), len(wanted), len(hits))
        self.add(f"{name}.full", len(hits) + len(extra), len(wanted), sum(right))
        reached = {id(mark) for mark, _ in hits}
        for (mark, item), good in zip(hits, right, strict=True):
            self.sort(name, mark, item, int(good))
        for item in extra:
            self.sort(name, None, item)
        for mark in wanted:
            if id(mark) not in reached:
                self.sort(name, mark, None)
                self.miss(f"{name}.span", gold, mark.spans[0], "missed")
        for item in extra:
            self.miss(f"{name}.span", gold, place(item), "spurious")
        for (mark, item), good in zip(hits, right, strict=True):
            if not good:
                said = {k: v for k, v in mark.said.items() if k != "fact"}
                got = {
                    k: item.get(k)
                    for k in ("kind", "type", "value", "min", "max", "comparator")
                    if item.get(k)
                }
                self.miss(
                    f"{name}.full",
                    gold,
                    place(item),
                    f"wanted {brief(said)} got {brief(got)} {unit_names(item)}",
                )
        return {item["id"]: mark for mark, item in matched}

    def sort(self, name: str, mark: Mark | None, item: dict[str, Any] | None, right: int = 0) -> None:
        """Counts an item under what it says it is, and under what it should have been where that differs."""
        said = sorts(item) if item is not None else None
        wanted = None
        if mark is not None:
            key = "kind" if name == "quantity" else "type"
            fits = item is not None and item[key] in mark.accepted(key)
            wanted = said if fits else [str(mark.accepted(key)[0])]
        for sort in said or []:
            self.sorts[f"{name}/{sort}"].found += 1
        for sort in wanted or []:
            self.sorts[f"{name}/{sort}"].wanted += 1
            self.sorts[f"{name}/{sort}"].right += right

    def entities(self, gold: Annotated, items: list[dict[str, Any]]) -> None:
        matched = [(m, i) for m, i in match(gold.entities, items) if not gold.skips(m.spans[0])]
        known = {id(item) for _, item in match(gold.entities, items)}
        found = {id(mark): item["label"] for mark, item in matched}
        for mark in gold.required(gold.entities):
            labels, label = mark.accepted("label"), found.get(id(mark))
            right = label in labels
            self.add(f"entity.{label if right else labels[0]}", right, 1, right)
            if not right:
                self.miss(
                    "entity",
                    gold,
                    mark.spans[0],
                    f"missed {labels[0]}" + (f" (said {label})" if label else ""),
                )
                if label:
                    self.add(f"entity.{label}", 1, 0, 0)
        for item in items:
            if id(item) not in known and not gold.skips(place(item)):
                self.add(f"entity.{item['label']}", 1, 0, 0)
                self.miss("entity", gold, place(item), f"spurious {item['label']}")

    def facts(self, gold: Annotated, document: dict[str, Any], marks: dict[str, Mark]) -> None:
        times = {item["id"]: item for item in document["times"]}
        stated = {id(marks[f["quantity"]]): f for f in document["facts"] if f["quantity"] in marks}
        wanted = [mark for mark in gold.required(gold.quantities) if mark.said.get("fact")]
        due = {id(mark) for mark in wanted} | {id(m) for m in gold.quantities if gold.skips(m.spans[0])}
        extra = sum(key not in due for key in stated)
        for mark in wanted:
            fact = stated.get(id(mark))
            right = {"present": fact is not None}
            right |= same_fact(mark.said["fact"], fact, times)
            right["full"] = all(right.values())
            for part, good in right.items():
                self.add(f"fact.{part}", fact is not None, 1, good)
            wrong = [part for part, good in right.items() if not good and part != "full"]
            if fact is None:
                self.miss("fact", gold, mark.spans[0], "no fact")
            elif wrong:
                got = told(fact, times)
                shown = {part: (mark.said["fact"].get(part), got[part]) for part in wrong}
                self.miss("fact", gold, mark.spans[0], f"wanted, got: {brief(shown)}")
        for part in ("present", "metric", "subject", "period", "status", "change", "full"):
            self.add(f"fact.{part}", extra, 0, 0)


def place(item: dict[str, Any]) -> Span:
    return item["original"]["start"], item["original"]["end"]


def positions(spans: Iterable[Span]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def runs(missed: set[int], source: str) -> Iterator[Span]:
    """Stretches of positions, white space between them allowed."""
    start = last = None
    for i in sorted(missed):
        if last is None or source[last + 1 : i].strip():
            if start is not None and last is not None:
                yield start, last + 1
            start = i
        last = i
    if start is not None and last is not None:
        yield start, last + 1


def match(marks: list[Mark], items: list[dict[str, Any]]) -> list[tuple[Mark, dict[str, Any]]]:
    """Each mark with the item at its own place, else at another accepted one."""
    at = {place(item): item for item in items}
    pairs = ((mark, next((at[span] for span in mark.spans if span in at), None)) for mark in marks)
    return [(mark, item) for mark, item in pairs if item is not None]


def sorts(item: dict[str, Any]) -> list[str]:
    """The kind or type of an item, and of a measure the dimension of its unit below it."""
    kind = item.get("kind") or item["type"]
    dimension = (item.get("unit") or {}).get("dimension")
    return [kind, f"{kind}/{dimension}"] if kind == "measure" and dimension else [kind]


def brief(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def unit_names(item: dict[str, Any]) -> set[str | None]:
    unit = item.get("unit") or {}
    return {unit.get("code"), unit.get("text"), (unit.get("original") or {}).get("text")}


def exact(text: Any) -> Any:
    try:
        return Decimal(str(text))
    except InvalidOperation:
        return text


def same_quantity(mark: Mark, item: dict[str, Any]) -> bool:
    said = mark.said
    if item["kind"] not in mark.accepted("kind"):
        return False
    if not set(mark.accepted("unit")) & (unit_names(item) if item.get("unit") else {None}):
        return False
    if "min" in said or "max" in said:
        return all(exact(said.get(end)) == exact(item[end]) for end in ("min", "max"))
    if said.get("value") is None:  # vague: finding it is what counts
        return True
    values = [exact(value) for value in mark.accepted("value")]
    return exact(item["value"]) in values and item["comparator"] in mark.accepted("cmp", "=")


def time_values(item: dict[str, Any] | None) -> set[str | None]:
    if item is None:
        return {None}
    days = {f"{item['first'] or '..'}/{item['last'] or '..'}"} if item["first"] or item["last"] else set()
    return {item["value"], *days}


def same_time(mark: Mark, item: dict[str, Any]) -> bool:
    return item["type"] in mark.accepted("type") and bool(set(mark.accepted("value")) & time_values(item))


def told(fact: dict[str, Any], times: dict[str, Any]) -> dict[str, Any]:
    subject, change = fact["subject"] or {}, fact["change"]
    spoken = ((subject.get("span") or {}).get("original") or {}).get("text")
    return {
        "metric": (fact["metric"] or {}).get("original", {}).get("text"),
        "subject": spoken or subject.get("text"),
        "period": sorted(map(str, time_values(times.get(fact["period"])))),
        "status": fact["status"],
        "change": f"{change['direction']}:{change['basis']}" if change else None,
    }


def same_fact(said: dict[str, Any], fact: dict[str, Any] | None, times: dict[str, Any]) -> dict[str, bool]:
    if fact is None:
        return dict.fromkeys(("metric", "subject", "period", "status", "change"), False)
    accepted = Mark([], said).accepted
    got = told(fact, times)
    return {
        "metric": any(alike(got["metric"], wanted) for wanted in accepted("metric")),
        "subject": any(alike(got["subject"], wanted) for wanted in accepted("subject")),
        "period": bool(set(accepted("period")) & time_values(times.get(fact["period"]))),
        "status": got["status"] in accepted("status", "actual"),
        "change": got["change"] in accepted("change"),
    }


def alike(got: str | None, wanted: str | None) -> bool:
    if got is None or wanted is None:
        return got == wanted
    return SequenceMatcher(None, got, wanted, autojunk=False).ratio() >= ALIKE


def measure(golds: list[Annotated] | None = None) -> Scores:
    """The pipeline's scores on the annotated corpus."""
    extract, scores = pipeline.load(), Scores()
    for gold in golds if golds is not None else corpus():
        document = extract(gold.source, id=gold.name, published=gold.published)
        scores.document(gold, document.to_dict())
    return scores


# ---- floors ----------------------------------------------------------------------------------------------


def levels(scores: Scores) -> dict[str, Decimal]:
    """What a floor is set on: F1 by layer, boilerplate by precision and recall, three decimals rounded down."""

    def down(value: float) -> Decimal:
        return Decimal(repr(value)).quantize(Decimal("0.001"), rounding=ROUND_DOWN)

    made = {}
    for layer, tally in sorted(scores.tallies.items()):
        if layer.startswith("boilerplate/"):
            made[f"{layer}.recall"] = down(tally.recall)
        elif layer == "boilerplate":
            made["boilerplate.precision"], made["boilerplate.recall"] = (
                down(tally.precision),
                down(tally.recall),
            )
        else:
            made[layer] = down(tally.f1)
    return made


def read_floors(path: Path = FLOORS) -> tuple[str, dict[str, Decimal]]:
    """The hash of the corpus for which the floors were set, and the floors."""
    data = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return data["corpus"], data["floors"]


def write_floors(corpus: str, floors: dict[str, Decimal], path: Path = FLOORS) -> None:
    lines = ["# Written by `python -m tests.evaluation --raise-floors`. Floors are raised, never lowered."]
    lines += [f'corpus = "{corpus}"', "", "[floors]"]
    lines += [f'"{layer}" = {floor:.3f}' for layer, floor in sorted(floors.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def below(floors: dict[str, Decimal], reached: dict[str, Decimal]) -> list[str]:
    """Which layers have sunk below their floors, in words. A layer that is no longer scored has sunk to 0."""
    sunk = {layer: (floor, reached.get(layer, Decimal(0))) for layer, floor in floors.items()}
    return [
        f"{layer}: {now} is below its floor {floor}"
        for layer, (floor, now) in sunk.items()
        if now < floor - (SLACK if layer in FITTED else 0)
    ]


def raised(floors: dict[str, Decimal], reached: dict[str, Decimal]) -> dict[str, Decimal]:
    """The higher of floor and score. Raises ValueError where a score is below its floor: a floor is not lowered."""
    if sunk := below(floors, reached):
        raise ValueError("floors are not lowered; mend these first:\n" + "\n".join(sunk))
    return {layer: max(reached[layer], floors.get(layer, Decimal(0))) for layer in reached}


# ---- command ---------------------------------------------------------------------------------------------


def show(scores: Scores, errors: str | None, by_sort: bool) -> None:
    tallies = [*sorted(scores.tallies.items()), *(sorted(scores.sorts.items()) if by_sort else ())]
    for layer, tally in tallies:
        print(
            f"{layer:44} P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}   "
            f"found {tally.found}, wanted {tally.wanted}, right {tally.right}"
        )
    for layer, lines in sorted(scores.errors.items()):
        if errors is not None and layer.startswith(errors):
            print(f"\n-- {layer}", *lines, sep="\n")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="tests.evaluation", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--errors",
        metavar="LAYER",
        nargs="?",
        const="",
        help="print the errors of the layers that start with LAYER",
    )
    parser.add_argument(
        "--folder", type=Path, help="score the texts of this folder instead (tests/heldout); no floors"
    )
    parser.add_argument(
        "--sorts", action="store_true", help="also quantities by kind and dimension of unit, times by type"
    )
    parser.add_argument("--raise-floors", action="store_true")
    parser.add_argument("--adopt-corpus", action="store_true")
    given = parser.parse_args(arguments)
    scores = measure(corpus(given.folder))
    show(scores, given.errors, given.sorts)
    if given.folder is not None:
        return 0
    reached, now = levels(scores), corpus_hash()
    if given.adopt_corpus:
        write_floors(now, reached)
        print(f"floors set afresh for corpus {now[:12]}; see the difference before you commit it")
    elif given.raise_floors:
        bound, floors = read_floors()
        if bound != now:
            print(
                "the annotated corpus is not the one of the floors; if that is meant, use --adopt-corpus",
                file=sys.stderr,
            )
            return 1
        try:
            higher = raised(floors, reached)
        except ValueError as error:
            print(error, file=sys.stderr)
            return 1
        write_floors(now, higher)
        print(f"{sum(higher[layer] > floors.get(layer, Decimal(-1)) for layer in higher)} floors raised")
    return 0


if __name__ == "__main__":
    sys.exit(main())

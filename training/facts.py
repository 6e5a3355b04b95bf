"""Fits the ranker of facts (`pipeline.facts.ranker`) on annotated passages.

    python -m training.facts [TEXT …] [--folds 5] [--test TEXT …] [--dry]

A TEXT is a file or folder of passages (`tools.statements`), or a folder of annotated pages (tests/annotated).

Every document goes through the stages once. The linker then asks its questions, and the annotation answers them as a
judge; what it is asked, with the candidates and which of them are right, is the training data. Two more rounds are asked
with a model of the round before as the judge, so that the model sees what its own mistakes lead to. A conditional log-linear
model is fitted to each question: the likelihood of the right candidates (of several any), the mean of two L2 priors.
Cross-validation leaves out whole documents.
"""

from __future__ import annotations

import argparse
import json
import math
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from pipeline.assemble import assemble
from pipeline.draft import Draft, Stretch
from pipeline.facts.link import Linker
from pipeline.facts.ranker.model import WEIGHTS, Candidate, Question, Ranker
from tools.drafts import Drafts
from tools.statements import ALIKE, Passage, Scores, Statement, alike, days, period_values, read, score
from training.ranking import Asked, calibrated, fit

Weights = dict[str, dict[str, float]]
Page = tuple[Passage, Draft]
TEXT = [Path("corpus/facts"), Path("tests/annotated"), Path("tests/heldout")]
QUESTIONS: tuple[Question, ...] = get_args(Question)
# Of the strict answer and of another that is as good: what the model learns to prefer among right ones.
_STRICT, _OTHER = 1.0, 0.5
_PARTS = 3
# Cases (corpus/facts/cases.txt) stand for families that must not be lost.
_CASE = 4
# The rules' answer gives way to one that is so many times likelier: annotators differ more about the subject than about
# what the rules agree with.
_TRUST: dict[Question, float] = {"metric": 1.0, "subject": 2.0, "period": 2.0}


@dataclass(slots=True)
class Teacher:
    """A judge that knows the annotation; `ranker` answers in its place after the first round."""

    draft: Draft
    passage: Passage
    ranker: Ranker | None = None
    asked: dict[Question, list[Asked]] = field(default_factory=lambda: defaultdict(list))

    def choose(self, question: Question, about: Stretch, candidates: Sequence[Candidate]) -> int:
        answers = self._answers(about)
        fallback = self.ranker.choose(question, about, candidates) if self.ranker is not None else 0
        if answers is None:
            return fallback
        right = [_rightness(question, candidate, answers[question], self.draft) for candidate in candidates]
        if any(right) and len(candidates) > 1:
            self.asked[question].append(Asked([candidate.features for candidate in candidates], right))
        if self.ranker is not None or not any(right):
            return fallback
        return right.index(max(right))

    def confidence(self, raw: float) -> float:
        return raw

    def _answers(self, about: Stretch) -> Mapping[str, tuple[str | None, ...]] | None:
        place = self.draft.coordinates.span(about.start, about.end).original
        for item in self.passage.statements:
            if (item.start, item.end) == (place.start, place.end):
                return item.answers
        return None


def _rightness(
    question: Question, candidate: Candidate, answers: Sequence[str | None], draft: Draft
) -> float:
    if question == "period":
        time = candidate.time
        values = period_values(time.value, time.first, time.last) if time is not None else {None}
        told = {days(value) for value in values}
        wanted = [days(answer) for answer in answers]
        return _STRICT if wanted[0] in told else _OTHER if not told.isdisjoint(wanted) else 0.0
    text = None
    if candidate.at is not None:
        text = draft.coordinates.span(candidate.at.start, candidate.at.end).original.text
    best = max(alike(text, answer) for answer in answers)
    if best < ALIKE:
        return 0.0
    return _STRICT if text == answers[0] else _OTHER * best


class Reader(Drafts):
    """Drafts of passages, ready for the linker."""

    def pages(self, paths: Iterable[Path]) -> list[Page]:
        return [(passage, self.draft(passage)) for path in paths for passage in passages(path)]

    def ask(self, page: Page, ranker: Ranker | None) -> dict[Question, list[Asked]]:
        """What the linker asks about a page; what it asks about a case counts several times."""
        passage, draft = page
        teacher = Teacher(draft, passage, ranker)
        Linker(draft, self.lexicon, teacher).link()
        times = _CASE if passage.id.startswith("case-") else 1
        return {question: teacher.asked[question] * times for question in QUESTIONS}


def train(
    reader: Reader, pages: Sequence[Page], priors: Sequence[float], rare: int, rounds: int = 3
) -> tuple[Weights, list[tuple[float, float]]]:
    """In each round after the first a part of the pages is asked with a model fitted to the others: the mistakes it then
    goes on from are those it will make on new text. What it was sure of there, and right in, gives the calibration."""
    asked = [reader.ask(page, None) for page in pages]
    sure: list[tuple[float, bool]] = []
    for turn in range(rounds - 1):
        more: list[dict[Question, list[Asked]]] = [{}] * len(pages)
        for part in range(_PARTS):
            others = [item for at, item in enumerate(asked) if at % _PARTS != part]
            ranker = Ranker(_fitted(others, priors, rare))
            for at in range(part, len(pages), _PARTS):
                more[at] = reader.ask(pages[at], ranker)
            if turn == rounds - 2:
                sure += measure(reader, pages[part::_PARTS], ranker).sure
        asked = more
    return _fitted(asked, priors, rare), calibrated(sure)


def _fitted(asked: Sequence[Mapping[Question, list[Asked]]], priors: Sequence[float], rare: int) -> Weights:
    """The mean of the weights under each prior: a weak one alone trusts rare signs too much, a strong one too little."""
    weights: Weights = {}
    for question in QUESTIONS:
        asks = [item for page in asked for item in page[question]]
        tables = [fit(asks, prior, rare) for prior in priors]
        names = sorted({name for table in tables for name in table})
        table = {
            name: round(sum(table.get(name, 0.0) for table in tables) / len(tables), 3) for name in names
        }
        for name in ("r", "null-r"):
            table[name] = round(table.get(name, 0.0) + math.log(_TRUST[question]), 3)
        weights[question] = table
    return weights


def mean(one: Weights, other: Weights) -> Weights:
    """Name by name; a name that only one has counts half."""
    return {
        question: {
            name: round((one[question].get(name, 0.0) + other[question].get(name, 0.0)) / 2, 3)
            for name in sorted({*one[question], *other[question]})
        }
        for question in QUESTIONS
    }


def measure(reader: Reader, pages: Sequence[Page], ranker: Ranker) -> Scores:
    pairs = []
    for passage, draft in pages:
        draft.facts = Linker(draft, reader.lexicon, ranker).link()
        pairs.append((passage, assemble(draft, "").to_dict()))
    return score(pairs)


def crossed(reader: Reader, pages: Sequence[Page], folds: int, priors: Sequence[float], rare: int) -> Scores:
    """Of each document by a model that was fitted without its part."""
    total = Scores()
    parts = [zlib.crc32(passage.id.encode()) % folds for passage, _ in pages]
    for part in range(folds):
        rest = [page for page, own in zip(pages, parts, strict=True) if own != part]
        fold = [page for page, own in zip(pages, parts, strict=True) if own == part]
        total.add(measure(reader, fold, Ranker(*train(reader, rest, priors, rare))))
    return total


def passages(path: Path) -> list[Passage]:
    """Of a file of passages, a folder of them, or a folder of annotated pages."""
    if path.is_dir() and any(path.glob("*.gold.jsonl")):
        return annotated(path)
    files = sorted(path.glob("*.txt")) if path.is_dir() else [path]
    return [passage for file in files for passage in read(file)]


def annotated(folder: Path) -> list[Passage]:
    """Pages of the format of tests/annotated (NAME.txt beside NAME.gold.jsonl, or in samples/)."""
    from tests.evaluation import read_annotations

    found = []
    for path in sorted(folder.glob("*.gold.jsonl")):
        name = path.name.removesuffix(".gold.jsonl")
        text_path = folder / f"{name}.txt"
        if not text_path.exists():
            text_path = Path("samples") / f"{name}.txt"
        gold = read_annotations(path, text_path)
        meta = folder / f"{name}.meta.json"
        published = json.loads(meta.read_text(encoding="utf-8")).get("published") if meta.exists() else None
        passage = Passage(name, text_path.read_text(encoding="utf-8"), published, partial=True)
        for mark in gold.quantities:
            fact = mark.said.get("fact")
            answers = None
            if fact:
                answers = {
                    key: tuple(value if isinstance(value, list) else [value])
                    for key, value in ({"status": "actual", "change": None} | fact).items()
                }
            passage.statements.append(Statement(*mark.spans[0], passage.text[slice(*mark.spans[0])], answers))
        found.append(passage)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "text", type=Path, nargs="*", default=TEXT, help=f"default: {' '.join(map(str, TEXT))}"
    )
    parser.add_argument("--test", type=Path, nargs="*", default=[], help="measure on these texts")
    parser.add_argument("--folds", type=int, default=0, help="of the cross-validation")
    parser.add_argument(
        "--prior", type=float, nargs="+", default=[1.0, 8.0], help="of several the weights are averaged"
    )
    parser.add_argument("--rare", type=int, default=4)
    parser.add_argument("--mean", type=Path, help="keep the mean with the weights of this file")
    parser.add_argument("--dry", action="store_true", help="write no weights")
    parser.add_argument("--errors", type=Path, help="write the errors of the cross-validation here")
    args = parser.parse_args(arguments)
    reader = Reader()
    pages = reader.pages(args.text)
    rules = {question: {"r": 9.0, "null-r": 8.0} for question in QUESTIONS}
    print(f"{len(pages)} documents; rules alone: {measure(reader, pages, Ranker(rules)).table()}")
    if args.folds:
        total = crossed(reader, pages, args.folds, args.prior, args.rare)
        print(f"left out ({args.folds} folds): {total.table()}")
        if args.errors:
            args.errors.write_text("\n".join(total.errors) + "\n", encoding="utf-8")
    if args.dry and not args.test:
        return 0
    weights, calibration = train(reader, pages, args.prior, args.rare)
    if args.mean is not None:
        weights = mean(weights, json.loads(args.mean.read_text(encoding="utf-8"))["weights"])
    ranker = Ranker(weights, calibration)
    for path in args.test:
        tested = reader.pages([path])
        found = measure(reader, tested, ranker)
        print(f"{path}: rules {measure(reader, tested, Ranker(rules)).table()}")
        print(f"{path}: model {found.table()}")
        for level in (0.9, 0.8, 0.7, 0.6, 0.5):
            print(f"  {found.cut(level)}")
    if not args.dry:
        table = {"calibration": calibration, "weights": weights}
        text = json.dumps(table, ensure_ascii=False, sort_keys=True, indent=0)
        WEIGHTS.write_text(text + "\n", encoding="utf-8")
    print({question: len(found) for question, found in weights.items()})
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Annotated text as the model sees it: every document goes through the stages and the rules, then names become tags."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline import model
from pipeline.config import Config, EntityConfig
from pipeline.draft import Draft, Entity
from pipeline.engine import Pipeline
from pipeline.entities import overlaps
from pipeline.entities.ner.crf import OUTSIDE, TAGS, tag
from pipeline.entities.ner.signs import ALONE, FIRST, INSIDE, LAST, Row, Signs
from pipeline.entities.page import Page
from pipeline.entities.recognise import Recogniser
from pipeline.model import EntityLabel
from pipeline.offsets import CUT
from tools import corpus

Span = tuple[int, int, EntityLabel]

_BEFORE_EVENTS = re.compile(
    r"(?:\d{4}年(?:度)?)?(?:第[\d一二三四五六七八九十百]+[届次回])?(?:\d{4}年(?:度)?)?"
)
_PLACES: tuple[EntityLabel, ...] = ("GPE", "LOC", "FAC")
# What an open corpus with PER, LOC and ORG does not mark.
_UNMARKED: tuple[EntityLabel, ...] = ("LAW", "WORK_OF_ART", "EVENT", "PRODUCT")


@dataclass(slots=True)
class Example:
    """A document. All positions are reading coordinates."""

    doc: str
    draft: Draft
    page: Page
    rows: dict[str, Row]
    names: list[Span]
    ruled: list[Entity]
    """What the rules decide on."""
    corpus: str = "press"
    open: bool = False
    """From a corpus with the labels PER, LOC and ORG alone; PERSON, GPE and ORG stand for them in `names`."""

    @property
    def text(self) -> str:
        return self.page.text

    @property
    def topic(self) -> str:
        """The documents of one topic have ids that differ in their last number alone."""
        return self.doc.rpartition("-")[0]

    def in_part(self, number: int, parts: int) -> bool:
        """Whether the topic falls into this one of so many parts."""
        return zlib.crc32(self.topic.encode()) % parts == number

    def allowed(self) -> npt.NDArray[np.bool_]:
        """Characters × tags that the annotation leaves open: one each, but for what an open corpus does not tell apart."""
        allowed = np.zeros((len(self.text), TAGS), np.bool_)
        allowed[:, OUTSIDE] = True
        if self.open:
            for label in _UNMARKED:
                allowed[:, tag(label, ALONE) : tag(label, LAST) + 1] = True
        for start, end, label in self.names:
            allowed[start:end] = False
            for one in _PLACES if self.open and label == "GPE" else (label,):
                if end - start == 1:
                    allowed[start, tag(one, ALONE)] = True
                    continue
                allowed[start, tag(one, FIRST)] = allowed[end - 1, tag(one, LAST)] = True
                allowed[start + 1 : end - 1, tag(one, INSIDE)] = True
        return allowed


class Reader:
    """Text with names → Example."""

    def __init__(self) -> None:
        self.pipeline = Pipeline(Config(entities=EntityConfig(model="none")))
        self.recogniser = Recogniser(self.pipeline.rules)
        self.signs = Signs(self.pipeline.rules, self.recogniser.grammar, self.recogniser.persons)

    def __call__(
        self,
        text: str,
        names: Iterable[Span],
        doc: str,
        *,
        published: str | None = None,
        corpus: str = "press",
        open: bool = False,
    ) -> Example:
        """Names in parts that the pipeline cuts (boilerplate) are left out, with the part."""
        draft = Draft(original=text, id=doc, source=model.Source(doc, ""), caller_published=published)
        for name, stage in self.pipeline.stages:
            if name == "entities":
                break
            stage(draft)
        page = Page.of(draft)
        candidates, _ = self.recogniser.candidates(draft, page)
        ruled = overlaps.settle(candidates)
        rows = self.signs(page, candidates, ruled)
        placed = list(_placed(draft, names))
        if not open:
            placed = [part for name in placed for part in _as_put_out(page.text, name, ruled)]
        return Example(doc, draft, page, rows, placed, ruled, corpus, open)

    def press(self, paths: Iterable[Path]) -> list[Example]:
        """The press corpus (corpus/README.md)."""
        return [
            self(document.text, document.entities, document.doc)  # type: ignore[arg-type]
            for document in corpus.read(paths)
        ]

    def jsonl(self, path: Path) -> list[Example]:
        """An open corpus: a sentence a line, `{"text": …, "ents": [[start, end, "PER" | "LOC" | "ORG"]]}`."""
        labels: dict[str, EntityLabel] = {"PER": "PERSON", "LOC": "GPE", "ORG": "ORG"}
        examples = []
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            names = [(start, end, labels[label]) for start, end, label in row["ents"]]
            examples.append(self(row["text"], names, f"{path.stem}-{number}", corpus=path.stem, open=True))
        return examples


def _as_put_out(text: str, name: Span, ruled: Sequence[Entity]) -> Iterator[Span]:
    """Names as the output has them, where the corpus marks longer ones.

    广东省深圳市, one address in the corpus, is a province and a city, each with its code; the ordinal and the year before an
    event (第六届, 2025年) are no part of its name.
    """
    start, end, label = name
    if label == "EVENT":
        start += len(_BEFORE_EVENTS.match(text[start:end]).group())  # type: ignore[union-attr]
    if label == "GPE":
        known = {place.start: place.end for place in ruled if place.label == "GPE"}
        while start in known and known[start] <= end - 2:
            yield start, known[start], label
            start = known[start]
    if end > start:
        yield start, end, label


def _placed(draft: Draft, names: Iterable[Span]) -> Iterator[Span]:
    """The names of the original where they stand in the reading."""
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for at in range(len(draft.reading)):
        original = draft.coordinates.span(at, at + 1).original
        if original.end > original.start:
            starts.setdefault(original.start, at)
            ends[original.end] = at + 1
    for start, end, label in names:
        first, last = starts.get(start), ends.get(end)
        if first is not None and last is not None and CUT not in draft.reading[first:last]:
            yield first, last, label

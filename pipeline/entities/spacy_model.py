"""The socket for a spaCy pipeline: its entities as stretches of the reading, under our labels."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

from pipeline.config import EntityConfig
from pipeline.draft import Draft, Entity, Stretch
from pipeline.entities.page import Page
from pipeline.errors import ConfigError
from pipeline.model import EntityLabel

_OURS: dict[str, EntityLabel] = {label: label for label in get_args(EntityLabel)}
# What models outside OntoNotes call the same; `entities.labels` of the configuration comes first.
_COMMON: dict[str, EntityLabel] = {
    "PER": "PERSON",
    "GEO": "GPE",
    "FACILITY": "FAC",
    "ORGANIZATION": "ORG",
    "LOCATION": "LOC",
    "WORK": "WORK_OF_ART",
}
# A spaCy pipeline refuses very long texts, and its memory grows with them.
_LONGEST = 5000
# Rules know the genre: a model's name counts as less sure than any of theirs.
SCORE = 0.6


class SpacyModel:
    """An installed spaCy pipeline or a folder with one. Raises ConfigError when there is none of that name."""

    def __init__(self, config: EntityConfig) -> None:
        self.name, self.labels, self.prefer = config.model, config.labels, config.prefer
        if folder_of(self.name) is None:
            raise ConfigError(
                f"entities.model: no spaCy pipeline {self.name!r}. To mend: install it "
                f"(python -m spacy download {self.name}), or give the folder that holds its meta.json, "
                'or "press" for the model of the package, or "none" for the rules alone'
            )
        self._nlp: Any = None

    @property
    def nlp(self) -> Any:
        """The pipeline, loaded with the first document."""
        if self._nlp is None:
            import spacy

            try:
                self._nlp = spacy.load(self.name)
            except Exception as error:
                raise ConfigError(
                    f"entities.model: {self.name!r} cannot be loaded ({error}). "
                    "To mend: install the version that fits this spaCy"
                ) from error
        return self._nlp

    @property
    def version(self) -> str:
        """Name and version, for the provenance."""
        meta = self.nlp.meta
        return f"{meta['lang']}_{meta['name']}-{meta['version']}"

    def join(
        self, draft: Draft, page: Page, candidates: Sequence[Entity], settled: Sequence[Entity]
    ) -> list[Entity]:
        """Its names and those of the rules, as `entities.prefer` says."""
        return merge(settled, self(draft), self.prefer)

    def __call__(self, draft: Draft) -> list[Entity]:
        """The model's entities, in the order of the text."""
        found = []
        pieces = list(_pieces(draft))
        texts = (draft.reading[start:end] for start, end in pieces)
        for (offset, _), doc in zip(pieces, self.nlp.pipe(texts), strict=True):
            for span in doc.ents:
                label = self.label(span.label_)
                start, end = _trimmed(draft.reading, offset + span.start_char, offset + span.end_char)
                if label is not None and end > start:
                    found.append(Entity(start, end, label, f"model.{self.name_of_rule}", SCORE))
        return found

    @property
    def name_of_rule(self) -> str:
        return Path(self.name).name

    def label(self, theirs: str) -> EntityLabel | None:
        """Our label for one of the model's; null for one that is dropped or unknown."""
        if theirs in self.labels:
            return _OURS.get(self.labels[theirs])
        return _OURS.get(theirs) or _COMMON.get(theirs)


def merge(rules: Sequence[Entity], model: Sequence[Entity], prefer: str) -> list[Entity]:
    """Candidates of both: the less preferred only where the other has nothing; `longer` keeps all for the arbitration."""
    if prefer == "longer":
        return [*rules, *model]
    first, second = (rules, model) if prefer == "rules" else (model, rules)
    taken = {position for entity in first for position in range(entity.start, entity.end)}
    return [*first, *(item for item in second if taken.isdisjoint(range(item.start, item.end)))]


def folder_of(name: str) -> Path | None:
    """Where a spaCy pipeline lies: the folder of that name, or that of the package; null where there is none."""
    folder = Path(name)
    if (folder / "meta.json").is_file():
        return folder
    spec = importlib.util.find_spec(name) if name.isidentifier() else None
    return Path(spec.origin).parent if spec is not None and spec.origin is not None else None


def _pieces(draft: Draft) -> Iterator[Stretch]:
    """Blocks; a very long one in slices."""
    for block in draft.blocks:
        for start in range(block.start, block.end, _LONGEST):
            yield Stretch(start, min(start + _LONGEST, block.end))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end

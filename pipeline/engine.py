"""The hot path: one document through every stage, on one screen.

A stage is a callable that takes a `Draft` and fills in its part. `STAGES` lists the factories in order: each
gets the rule book and the configuration once and returns the stage. No stage imports another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping

from pipeline import model
from pipeline.assemble import assemble
from pipeline.config import Config
from pipeline.draft import Draft
from pipeline.errors import InputError, StageError
from pipeline.intake import check_date, check_text
from pipeline.marks import Mark
from pipeline.records import of_item, process
from pipeline.rulebook import RuleBook
from pipeline.stages import (
    boilerplate,
    checks,
    entities,
    facts,
    glossary,
    layout,
    quantities,
    reading,
    region,
    script,
    segment,
    times,
)

Stage = Callable[[Draft], None]
StageFactory = Callable[[RuleBook, Config], Stage]

STAGES: tuple[tuple[str, StageFactory], ...] = (
    ("script", script.make),  # original → converted, alignment, script
    ("region", region.make),  # where the text was written, from its words
    ("glossary", glossary.make),  # 软体 → 软件, after the region was read off such words
    ("boilerplate", boilerplate.make),  # what is no part of the article; date, bylines, soft breaks
    ("reading", reading.make),  # converted → reading coordinates
    ("layout", layout.make),  # blocks and sentences
    ("times", times.make),
    ("quantities", quantities.make),
    ("segment", segment.make),  # words, in the gaps between times and quantities
    ("entities", entities.make),
    ("facts", facts.make),  # what each quantity states
    ("checks", checks.make),  # whether the figures agree
)


class Pipeline:
    """Text in, `Document` out. Reusable, and safe to share between threads once loaded."""

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config()
        self.rules = RuleBook.load(self.config.rules)
        self.stages: list[tuple[str, Stage]] = [
            (name, factory(self.rules, self.config)) for name, factory in STAGES
        ]

    def __call__(
        self,
        text: str,
        *,
        id: str | None = None,
        published: str | None = None,
        source: model.Source | None = None,
        warnings: Iterable[model.Notice] = (),
        marks: Iterable[Mark] = (),
        marked_published: str | None = None,
    ) -> model.Document:
        """Extract one document.

        `published` is `YYYY-MM-DD` (also `YYYY` or `YYYY-MM`) and becomes the reference date. With a clock time
        (`2016-11-07T14:30`) 两小时后 is the time 2016-11-07T16:30; without one it stays the duration PT2H, `after`.
        `marks` and `marked_published` are what the mark-up of a page says (`pipeline.markup`).
        Raises InputError for what is no text, an empty text and a date that is none, and StageError, which names the stage.
        """
        draft = self.draft(
            text,
            id=id,
            published=published,
            source=source,
            warnings=warnings,
            marks=marks,
            marked_published=marked_published,
        )
        return self.finish(draft)

    def finish(self, draft: Draft) -> model.Document:
        """The document of a draft that every stage has been through."""
        return assemble(draft, self.rules.digest)

    def draft(
        self,
        text: str,
        *,
        id: str | None = None,
        published: str | None = None,
        source: model.Source | None = None,
        warnings: Iterable[model.Notice] = (),
        marks: Iterable[Mark] = (),
        marked_published: str | None = None,
    ) -> Draft:
        """What every stage made of one document, for `finish` and for who asks why (`pipeline.explain`)."""
        if not isinstance(text, str):
            raise InputError(
                "bad_type", f"the text is {type(text).__name__}; give a str (decode bytes first)"
            )
        moment = check_date(published)
        content = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        original, notices = check_text(text)
        draft = Draft(
            original=original,
            id=id if id is not None else content,
            source=source or model.Source("-", content),
            caller_published=moment and moment[:10],
            caller_moment=moment,
            warnings=[*warnings, *notices],
            marks=list(marks),
            published=marked_published,
            published_basis="publishing_line" if marked_published else None,
        )
        for name, stage in self.stages:
            try:
                stage(draft)
            except Exception as error:
                raise StageError(name, error) from error
        return draft

    def pipe(
        self, items: Iterable[str | Mapping[str, object]]
    ) -> Iterator[model.Document | model.ErrorRecord]:
        """One result for each item, in order; an item that fails gives an ErrorRecord and the others go on.

        An item is a text, or a mapping with `text` and, if you like, `id`, `published`, `title`, `url`.
        `source.uri` is `pipe#1`, `pipe#2` …
        """
        for number, item in enumerate(items, 1):
            yield process(self, of_item(number, item))

"""Stage: boilerplate. What is no part of the article is marked for cutting; what it says of the publication is kept.

    lines → furniture, notices and blocks by content and position → brackets and notices glued to the body
          → publishing date, publisher, bylines, dateline

All of `pipeline.boilerplate`; the shapes themselves are data, in `rules/boilerplate.toml`.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from pipeline.boilerplate.dates import read_date
from pipeline.boilerplate.decide import Hit, Page
from pipeline.boilerplate.edges import Cut, leading, publishing_prefix, trailing
from pipeline.boilerplate.families import Families, Piece
from pipeline.boilerplate.lines import Line, View
from pipeline.boilerplate.publication import Publication
from pipeline.boilerplate.wrap import soft_breaks
from pipeline.config import Config
from pipeline.draft import Draft
from pipeline.layout.blocks import tables_of
from pipeline.model import RemovedKind
from pipeline.rulebook import RuleBook
from pipeline.shapes import Shapes

# How many lines from the first sentence of the body on may carry the dateline.
_DATELINES = 3
# How many lines from the end may bear the signature's date.
_SIGNATURE = 15


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    from opencc import OpenCC

    families = Families(rules)
    shapes = Shapes(rules)
    simplify = OpenCC("t2s").convert

    def boilerplate(draft: Draft) -> None:
        draft.soft_breaks = soft_breaks(draft.converted)
        view = View(draft, simplify)
        page = Page(view.lines, families, tables_of(view.spaced, shapes))
        taken = page.decide()
        sheet = _Sheet(draft, view, families)
        for index, hit in sorted(taken.items()):
            sheet.line(view.lines[index], hit)
        sheet.body(page)
        sheet.signature(page)
        sheet.finish()

    return boilerplate


class _Sheet:
    """Collects what goes and what it tells, in coordinates of the view, and writes it to the draft."""

    def __init__(self, draft: Draft, view: View, families: Families) -> None:
        self.draft = draft
        self.view = view
        self.families = families
        self.cuts: list[tuple[int, int, RemovedKind, str]] = []
        self.publication = Publication()

    def line(self, line: Line, hit: Hit) -> None:
        self.cuts.append((line.start, line.end, hit.rule.entry.kind, hit.rule.id))
        self.note(line, hit.pieces)

    def note(self, line: Line, pieces: list[Piece]) -> None:
        dated = any(piece.rule.entry.rank for piece in pieces)
        for piece in pieces:
            entry = piece.rule.entry
            # A bare name of a paper is the publisher where it stands with the date: 2024年4月26日 17:45 江州日报.
            role = entry.role if dated or entry.where != "beside" or entry.role != "source" else None
            self.publication.note(piece.match, role, entry.rank, line.start, self.draft.region)

    def cut(self, line: Line, cut: Cut) -> None:
        entry = cut.rule.entry
        self.cuts.append((line.start + cut.start, line.start + cut.end, entry.kind, entry.id))
        self.note(line, cut.pieces)

    def body(self, page: Page) -> None:
        """Brackets and notices glued to paragraphs that stay, and the dateline."""
        stays = [index for index in range(len(page.lines)) if index not in page.taken]
        prose = [index for index in stays if page.lines[index].prose]
        last = prose[-1] if prose else -1
        for index in stays:
            line = page.lines[index]
            start = 0
            if prose and index <= prose[0]:
                prefix = publishing_prefix(line, self.families)
                if prefix is not None:
                    self.cut(line, prefix)
                    start = prefix.end
            if self.draft.dateline_at is None and index in prose[:_DATELINES]:
                start = self.dateline(line, start)
            for cut in leading(line, self.families, start):
                self.cut(line, cut)
            for cut in trailing(line, self.families, glued=index == last):
                self.cut(line, cut)

    def signature(self, page: Page) -> None:
        """A document without publishing line or dateline bears its date at the end, below who signs it."""
        if self.publication.dates:
            return
        stays = [line for index, line in enumerate(page.lines) if index not in page.taken][-_SIGNATURE:]
        for above, line in pairwise(stays):
            if not above.prose and self.families.signature.match(line.text):
                iso = read_date(line.text, self.draft.region)
                if iso is not None:
                    self.publication.dates.append((9, -line.start, iso))

    def dateline(self, line: Line, start: int) -> int:
        """Recognise the dateline at `start` of the line; where it ends."""
        while start < len(line.text) and line.text[start] == " ":
            start += 1
        for rule in self.families.datelines:
            found = rule.pattern.match(line.text, start)
            if found and not (rule.unless and rule.unless.search(found.group())):
                self.draft.dateline_at = self.view.converted(line.start + start, line.start + found.end())
                self.publication.note(found, rule.entry.role, rule.entry.rank, line.start, self.draft.region)
                return found.end()
        return start

    def finish(self) -> None:
        draft, told, place = self.draft, self.publication, self.view.converted
        draft.removed = [
            (*place(start, end), kind, rule) for start, end, kind, rule in _merged(self.cuts, self.view.text)
        ]
        draft.bylines = [
            (role, *place(start, end)) for role, start, end in sorted(told.bylines, key=lambda item: item[1:])
        ]
        if told.publishers:
            start, end = place(*min(told.publishers))
            draft.publisher = draft.converted[start:end]
        if told.dates:
            _, at, draft.published = min(told.dates)
            dateline = draft.dateline_at or (0, 0)
            inside = at >= 0 and dateline[0] <= place(at, at + 1)[0] < dateline[1]
            draft.published_basis = "dateline" if inside else "publishing_line"


def _merged(
    cuts: list[tuple[int, int, RemovedKind, str]], text: str
) -> list[tuple[int, int, RemovedKind, str]]:
    """In order and disjoint; neighbours of one rule with nothing but blanks between them become one."""
    merged: list[tuple[int, int, RemovedKind, str]] = []
    for start, end, kind, rule in sorted(cuts):
        if merged:
            before = merged[-1]
            if before[2:] == (kind, rule) and not text[before[1] : start].strip():
                merged[-1] = (before[0], max(before[1], end), kind, rule)
                continue
            start = max(start, before[1])
        if end > start:
            merged.append((start, end, kind, rule))
    return merged

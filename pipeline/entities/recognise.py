"""All names of a document, in the order in which one kind helps the next."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.draft import Draft, Entity
from pipeline.entities import (
    aliases,
    brands,
    companies,
    documents,
    gazetteer,
    localities,
    norms,
    organisations,
    overlaps,
    persons,
    places,
    products,
    titles,
)
from pipeline.entities.grammar import Grammar
from pipeline.entities.page import Page
from pipeline.entities.spacy_model import SpacyModel, merge
from pipeline.rulebook import RuleBook


class Recogniser:
    """Loads its tables with the first document."""

    def __init__(self, rules: RuleBook, model: SpacyModel | None = None, prefer: str = "rules") -> None:
        self.model, self.prefer = model, prefer
        self.gazetteer = gazetteer.load(rules)
        self.grammar = Grammar(rules)
        self.documents = documents.Recogniser(rules)
        self.organisations = organisations.Recogniser(rules, self.grammar)
        self.companies = companies.Recogniser(rules, self.grammar)
        self.localities = localities.Recogniser(rules, self.grammar)
        self.brands = brands.Recogniser(rules, self.grammar)
        self.products = products.Recogniser(rules)
        self.persons = persons.Recogniser(rules, self.grammar)

    def __call__(self, draft: Draft) -> list[Entity]:
        page = Page.of(draft)
        candidates = self.documents(page)
        candidates += places.recognise(page, self.gazetteer)
        candidates += places.spaced(page.text, _names(draft), self.gazetteer)
        candidates += self.localities(page)
        candidates += self.organisations(page)
        candidates += self.companies(page)
        candidates += self.brands(page)
        candidates += self.products(page)
        people, posts = self.persons(page)
        entities = overlaps.settle([*candidates, *people])
        if self.model is not None:
            entities = overlaps.settle(merge(entities, self.model(draft), self.prefer))
        # names introduced in brackets, then every name where it stands again
        entities = overlaps.settle([*entities, *aliases.introduced(page, entities)])
        entities = overlaps.settle([*entities, *aliases.repeated(page, entities)])
        norms.resolve(page, entities)
        titles.assign(page, entities, posts, self.grammar)
        return entities


def _names(draft: Draft) -> Iterator[tuple[int, int]]:
    """The cells that name the rows of tables."""
    for block in draft.blocks:
        for row in block.table.rows if block.table is not None else ():
            yield from ((cell.start, cell.end) for cell in row.cells if cell.role == "name")

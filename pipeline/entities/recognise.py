"""All names of a document, in the order in which one kind helps the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

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
    tickers,
    titles,
)
from pipeline.entities.grammar import Grammar
from pipeline.entities.page import Page
from pipeline.rulebook import RuleBook


class Model(Protocol):
    """What knows names besides the rules."""

    @property
    def version(self) -> str:
        """For the provenance."""

    def join(
        self, draft: Draft, page: Page, candidates: Sequence[Entity], settled: Sequence[Entity]
    ) -> list[Entity]:
        """Its names and those of the rules: of all that they propose, and what they settled on."""


class Recogniser:
    """Loads its tables with the first document."""

    def __init__(self, rules: RuleBook, model: Model | None = None) -> None:
        self.model = model
        self.gazetteer = gazetteer.load(rules)
        self.grammar = Grammar(rules)
        self.documents = documents.Recogniser(rules)
        self.organisations = organisations.Recogniser(rules, self.grammar)
        self.companies = companies.Recogniser(rules, self.grammar)
        self.localities = localities.Recogniser(rules, self.grammar)
        self.brands = brands.Recogniser(rules, self.grammar)
        self.products = products.Recogniser(rules)
        self.persons = persons.Recogniser(rules, self.grammar)
        self.tickers = tickers.Tickers(rules)

    def __call__(self, draft: Draft) -> list[Entity]:
        page = Page.of(draft)
        page.brackets = {found.end: found for found in self.tickers.brackets(page.text)}
        page.heads = self.tickers.heads(page.text)
        candidates, posts = self.candidates(draft, page)
        entities = overlaps.settle(candidates)
        if self.model is not None:
            entities = self.model.join(draft, page, candidates, entities)
            places.leveled(page, entities)
            entities = overlaps.settle(
                tickers.without_codes(page, self.persons.without_honours(page, entities))
            )
            places.identify(page, entities, self.gazetteer)
        # names introduced in brackets, then every name where it stands again
        entities = overlaps.settle([*entities, *aliases.introduced(page, entities)])
        entities = overlaps.settle([*entities, *aliases.repeated(page, entities)])
        norms.resolve(page, entities)
        tickers.assign(page, entities, [*page.brackets.values(), *page.heads])
        titles.assign(page, entities, posts, self.grammar)
        return entities

    def candidates(self, draft: Draft, page: Page) -> tuple[list[Entity], dict[int, int]]:
        """All that the rules propose; they may overlap. With the posts: where one ends → where the longest begins."""
        found = self.documents(page)
        found += places.recognise(page, self.gazetteer)
        found += places.spaced(page.text, draft.cells("name"), self.gazetteer)
        found += self.localities(page)
        found += self.organisations(page)
        found += self.companies(page)
        found += self.brands(page)
        found += self.products(page)
        people, posts = self.persons(page)
        return [*found, *people], posts

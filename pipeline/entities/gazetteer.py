"""The gazetteer: divisions of GB/T 2260, countries, cities, regions, compiled once for each rule book."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.entities.lexicon import Lexicon
from pipeline.model import Code, EntityLabel
from pipeline.rulebook import RuleBook
from pipeline.rulebook.places import Country, Places

VERSION = "2023"
# Districts whose full names are common nouns as well.
_COMMON = frozenset({"老城区", "新城区"})
# Regions with a code of their own in both standards.
_SPECIAL = {"HK": "810000", "MO": "820000", "TW": "710000"}


@dataclass(frozen=True, slots=True)
class Place:
    """One sense of a name."""

    norm: str
    label: EntityLabel
    rule: str
    codes: tuple[tuple[str, str, str | None], ...] = ()
    division: str = ""
    """Its code in GB/T 2260, which holds the codes of its parents."""
    context: bool = False
    """Whether this form of the name counts only beside other evidence."""
    not_before: tuple[str, ...] = ()

    def model_codes(self) -> list[Code]:
        return [Code(*code) for code in self.codes]


def load(rules: RuleBook) -> Lexicon[Place]:
    """Every form of every name with its senses."""
    return Lexicon([*_divisions(rules), *_countries(rules), *_places(rules)])


def _divisions(rules: RuleBook) -> Iterator[tuple[str, Place]]:
    rows = csv.DictReader(io.StringIO(rules.table("divisions")), delimiter="\t")
    for row in rows:
        code, name, short, use = row["code"], row["name"], row["short"], row["use"]
        if code in _SPECIAL.values():  # they come with their ISO codes
            continue
        codes = (("GB/T 2260", code, VERSION),)
        # 城区, 郊区 are districts of two characters: words, unless their city stands beside them
        yield name, Place(name, "GPE", "places.division", codes, code, len(name) < 3 or name in _COMMON)
        if short:
            yield short, Place(name, "GPE", "places.division-short", codes, code, use == "context")


def _countries(rules: RuleBook) -> Iterator[tuple[str, Place]]:
    for entry in rules.entries("countries", Country):
        codes: list[tuple[str, str, str | None]] = [("ISO 3166-1", entry.code, None)]
        division = _SPECIAL.get(entry.code, "")
        if division:
            codes.append(("GB/T 2260", division, VERSION))
        for form in (entry.name, *entry.names):
            yield (
                form,
                Place(
                    entry.name,
                    "GPE",
                    f"countries.{entry.id}",
                    tuple(codes),
                    division,
                    not_before=entry.not_before,
                ),
            )


def _places(rules: RuleBook) -> Iterator[tuple[str, Place]]:
    for entry in rules.entries("places", Places):
        for code, name, *forms in entry.rows:
            codes = ((entry.scheme, code, None),) if code else ()
            for form in (name, *forms):
                yield (
                    form,
                    Place(name, entry.label, f"places.{entry.id}", codes, entry.division, entry.context),
                )

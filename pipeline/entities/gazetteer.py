"""The gazetteer: divisions of GB/T 2260, countries, cities, regions, compiled once for each rule book."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.entities.lexicon import Lexicon
from pipeline.model import Code, EntityLabel
from pipeline.rulebook import RuleBook
from pipeline.rulebook.places import Country, Places

VERSION = "2023"
# Districts whose full names are common nouns as well.
_COMMON = frozenset({"老城区", "新城区"})
# How the codes of Taiwan, Hong Kong and Macau begin.
BEYOND = frozenset({"71", "81", "82"})
_LEVELS = frozenset("市区县镇乡")
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
    shared: frozenset[str] = frozenset()
    """Of a division of the mainland: the regions beyond it that have a place of this name or short form (71 Taiwan)."""

    def model_codes(self) -> list[Code]:
        return [Code(*code) for code in self.codes]


def load(rules: RuleBook) -> Lexicon[Place]:
    """Every form of every name with its senses."""
    others = list(_places(rules))
    return Lexicon([*_divisions(rules, _beyond(others)), *_countries(rules), *others])


def _beyond(places: Iterable[tuple[str, Place]]) -> dict[str, frozenset[str]]:
    """The names of Taiwan, Hong Kong and Macau, also without their level (吉安 of 吉安乡), with their regions."""
    found: dict[str, frozenset[str]] = {}
    for name, place in places:
        region = place.division[:2]
        if region not in BEYOND:
            continue
        short = name[:-1] if len(name) > 2 and name[-1] in _LEVELS else name
        for form in (name, short):
            found[form] = found.get(form, frozenset()) | {region}
    return found


def _divisions(rules: RuleBook, beyond: dict[str, frozenset[str]]) -> Iterator[tuple[str, Place]]:
    rows = csv.DictReader(io.StringIO(rules.table("divisions")), delimiter="\t")
    for row in rows:
        code, name, short, use = row["code"], row["name"], row["short"], row["use"]
        if code in _SPECIAL.values():  # they come with their ISO codes
            continue
        codes = (("GB/T 2260", code, VERSION),)
        # 城区, 郊区 are districts of two characters: words, unless their city stands beside them
        for form, rule, context in (
            (name, "places.division", len(name) < 3 or name in _COMMON),
            (short, "places.division-short", use == "context"),
        ):
            if form:
                shared = beyond.get(form, frozenset())
                yield form, Place(name, "GPE", rule, codes, code, context, shared=shared)


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

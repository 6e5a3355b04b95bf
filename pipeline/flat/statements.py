"""Facts with all that they point to: one `Statement` a fact, its ids followed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from pipeline.model import Document

Json: TypeAlias = Mapping[str, Any]
# Codes of places before those of listings, the international ones first: 香港 is HK, then 810000.
_SCHEMES = ("ISO 3166-1", "ISO 3166-2", "GB/T 2260", "ticker")
PLACES = _SCHEMES[:3]


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact of a document's JSON; the items that it names stand beside it, null where it names none."""

    document: Json
    fact: Json
    quantity: Json | None
    period: Json | None
    subject: Json | None
    """The entity of the subject."""
    entities: Mapping[str, Json]
    times: Mapping[str, Json]
    repeats: Json | None
    """The earlier fact that states the same."""

    def figures(self, span: Json) -> list[int]:
        """Where the figures within a span of the text begin."""
        quantities = self.document["quantities"]
        at = bisect_left(quantities, span["start"], key=_start)
        until = bisect_left(quantities, span["end"], at, key=_start)
        return [quantity["start"] for quantity in quantities[at:until]]

    def entity(self, id: str | None) -> Json | None:
        return self.entities.get(id) if id is not None else None

    def code(self, entity: Json | None, *schemes: str) -> Json | None:
        """The first code that an entity has of these schemes (of all, where none is named)."""
        if entity is None:
            return None
        codes = {code["scheme"]: code for code in reversed(entity["codes"])}
        return next((codes[scheme] for scheme in schemes or _SCHEMES if scheme in codes), None)

    def dimensions(self, role: str) -> list[Json]:
        """The dimensions of a role, each text once."""
        found: dict[str, Json] = {}
        for part in self.fact["dimensions"]:
            if part["role"] == role:
                found.setdefault(part["text"], part)
        return list(found.values())

    def dimension_code(self, part: Json, *schemes: str) -> str | None:
        code = self.code(self.entity(part["entity"]), *schemes)
        return code["value"] if code is not None else None


def _start(span: Json) -> int:
    start: int = span["start"]
    return start


def statements(document: Document | Json) -> Iterator[Statement]:
    """The facts of a document in their order; of an error record none."""
    data = document.to_dict() if isinstance(document, Document) else document
    if "error" in data:
        return
    quantities, times, entities, facts = (
        {item["id"]: item for item in data[layer]} for layer in ("quantities", "times", "entities", "facts")
    )
    for fact in data["facts"]:
        subject = fact["subject"]
        yield Statement(
            data,
            fact,
            quantities.get(fact["quantity"]),
            times.get(fact["period"]),
            entities.get(subject["entity"]) if subject is not None else None,
            entities,
            times,
            facts.get(fact["same_as"]),
        )

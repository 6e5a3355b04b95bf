"""The rule class of `glossary.toml`."""

from __future__ import annotations

from pydantic import Field, model_validator

from pipeline.rulebook.base import Entry


class Term(Entry):
    """Words of Taiwan, Hong Kong or Macau, in Simplified script, and what the mainland says instead.

    `terms` maps one to the other. Where both have the same length the text of a Traditional document is
    changed; where they differ, only the canonical form of a metric (`norm`).
    """

    terms: dict[str, str] = Field(min_length=1)
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _differs(self) -> Term:
        for term, other in self.terms.items():
            if not term or not other or term == other:
                raise ValueError(f"{term!r} = {other!r} changes nothing; give two different words")
        return self

"""The rule classes of what figures are held against one another by: `check_words`, `identities`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from pipeline.rulebook.base import Entry, Identifier


class CheckWord(Entry):
    """Words that bear on whether figures can be compared.

    adjusted  a change in a sentence with it is not that of the published levels: 可比口径, 扣除价格因素
    part      what follows are parts of what was named before: 其中
    total     what follows is the sum of the figures before: 合计
    whole     stands before the whole and says nothing else of it: 全部, 总
    """

    names: tuple[str, ...] = Field(min_length=1)
    role: Literal["adjusted", "part", "total", "whole"]


class Identity(Entry):
    """Indicators of which one is the sum or the quotient of the others, by definition, of one subject and period."""

    kind: Literal["sum", "share"]
    whole: Identifier
    """For a sum the indicator that is the total; for a share what it is a share in."""
    parts: tuple[Identifier, ...] = Field(min_length=1)
    """The indicators that add up to the whole; for a share the part alone."""
    rate: Identifier | None = None
    """For a share the indicator that states it, in percent."""

    @property
    def indicators(self) -> tuple[str, ...]:
        return (self.whole, *self.parts, *([self.rate] if self.rate else []))

    @model_validator(mode="after")
    def _whole(self) -> Identity:
        if self.kind == "share" and (self.rate is None or len(self.parts) != 1):
            raise ValueError("a share has a rate and one part")
        if self.kind == "sum" and (self.rate is not None or len(self.parts) < 2):
            raise ValueError("a sum has two parts or more, and no rate")
        return self

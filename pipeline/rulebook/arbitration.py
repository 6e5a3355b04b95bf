"""The rule class of who is believed where the rules and the model for names differ."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pipeline.rulebook.base import Entry
from pipeline.rulebook.names import Label

Probability = Annotated[float, Field(ge=0, le=1)]


class Arbitration(Entry):
    """For names of one label and of `shortest` to `longest` characters. What is compared is the model's own probability."""

    label: Label
    rule: str = ""
    """Only for names of rules whose identifiers begin like this: organisations., places.spread."""
    shortest: int = 1
    longest: int = 10_000
    model_alone: Probability
    """A name of the model that meets none of the rules' stays from here on."""
    rules_alone: Probability
    """A name of the rules that meets none of the model's stays from here on."""
    rules_first: Probability
    """A name of the rules that overlaps another one of the model's wins from here on."""

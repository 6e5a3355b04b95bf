"""The rule classes of `boilerplate.toml` and `boilerplate_words.toml`."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, field_validator, model_validator

from pipeline.model import BylineRole, RemovedKind
from pipeline.rulebook.base import Entry

Part = Literal["segment", "notice", "cue", "heading", "inline", "dateline"]
Where = Literal["anywhere", "edges", "head", "masthead", "tail", "beside"]
Takes = Literal["nothing", "titles", "feed", "notices", "contacts", "rest", "value"]

_MACRO = re.compile(r"\{([a-z][a-z_]*)\}")


class BoilerplateWord(Entry):
    """A piece of pattern that rules name in braces: `{self}` stands for 本网, 本站, 本报 …"""

    names: tuple[str, ...] = ()
    pattern: str = ""
    """A regular expression without groups that have names; it may use words that stand above it."""

    @model_validator(mode="after")
    def _one_of_two(self) -> BoilerplateWord:
        if bool(self.names) == bool(self.pattern):
            raise ValueError("give either names or a pattern")
        return self


class Boilerplate(Entry):
    """One shape of boilerplate. Patterns meet Simplified text in which full-width signs are half-width, all
    quotation marks are `"`, the brackets 【〔［ are `[` and every dash is `-`.

    `part` says what of a text the pattern describes:

    - `segment`: a piece of a furniture line; a line goes when such pieces and separators fill all of it
    - `notice`: a sentence that is boilerplate (the pattern is searched for in the sentence)
    - `cue`: words that make a sentence part of a notice next to it, and nothing alone
    - `heading`: the line that opens a block; `takes` says which lines below belong to it
    - `inline`: a bracket at the start or end of a paragraph
    - `dateline`: the start of a body paragraph; it is recognised and kept
    """

    kind: RemovedKind = "other"
    part: Part
    where: Where = "edges"
    """`head` before the first sentence of the body, `masthead` above its headline, `tail` after the last sentence,
    `edges` head and tail, `beside` only with another hit next to it."""
    pattern: str = Field(min_length=1)
    unless: str = ""
    """A pattern; a sentence in which it is found is left alone."""
    takes: Takes = "nothing"
    role: BylineRole | None = None
    """What the group `name` of the pattern holds."""
    rank: int = Field(default=0, ge=0, le=9)
    """The group `date` of the pattern is the publishing date; the lowest rank of a text wins. 0: no such group."""

    @field_validator("pattern", "unless")
    @classmethod
    def _no_names_in_quotes(cls, value: str) -> str:
        found = re.search("[\uff01-\uff5e【】〔〕“”「」『』—]", value)
        if found:
            raise ValueError(f"{found.group()} never shows in the folded text; write its half-width form")
        return value


def expand(pattern: str, words: dict[str, str]) -> str:
    """The pattern with its `{words}` put in. Raises KeyError for an unknown word."""
    return _MACRO.sub(lambda found: words[found.group(1)], pattern)

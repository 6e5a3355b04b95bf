"""The rule class of `words.toml`."""

from __future__ import annotations

from pydantic import Field

from pipeline.rulebook.base import Entry


class Words(Entry):
    """Words of the genre that the segmenter's dictionary lacks, or splits: 户均, 出超, 增加值."""

    names: tuple[str, ...]
    frequency: int = Field(default=2000, ge=1)
    """How common they count as: larger keeps a word whole against its parts."""
    tag: str = "n"
    """Part of speech in the tag set of jieba."""

"""The rule class of `set_phrases.toml`."""

from __future__ import annotations

from pipeline.rulebook.base import Entry


class SetPhrase(Entry):
    """Words with numerals in them that count nothing: 一站式, 三农, 二十大."""

    names: tuple[str, ...]

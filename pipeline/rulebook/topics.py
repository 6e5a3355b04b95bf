"""Which class validates which rule file: `rules/NAME.toml` → entry class. One line a topic."""

from __future__ import annotations

from pipeline.rulebook.base import Entry

TOPICS: dict[str, type[Entry]] = {}

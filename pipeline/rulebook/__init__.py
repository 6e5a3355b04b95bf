"""The rule book: loads, validates and merges the rule data once, and hands it to the stages."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TypeVar, cast

from pipeline.errors import RuleError
from pipeline.rulebook.base import Entry, digest, lay_over, load_entries
from pipeline.rulebook.topics import TOPICS

EntryT = TypeVar("EntryT", bound=Entry)

__all__ = ["RuleBook", "RuleError"]


def rules_folder() -> Path:
    """Where the installed rule data lies (`rules/` of a checkout, `pipeline/rules` of a wheel)."""
    return Path(str(resources.files("pipeline.rules")))


class RuleBook:
    """All rule entries by topic, and `digest`, the hash of the files they came from."""

    def __init__(
        self,
        topics: dict[str, tuple[Entry, ...]],
        digest: str,
        tables: dict[str, str] | None = None,
        house: dict[str, dict[str, Path]] | None = None,
    ) -> None:
        self._topics = topics
        self._tables = tables or {}
        self._house = house or {}
        self.digest = digest

    @classmethod
    def load(cls, house: Path | None = None) -> RuleBook:
        """Ours, with the house's rules laid over them. Raises RuleError."""
        return _load(house)

    def entries(self, topic: str, kind: type[EntryT]) -> tuple[EntryT, ...]:
        """The entries of a topic, as `kind` (the class that `topics.TOPICS` names for it)."""
        return cast("tuple[EntryT, ...]", self._topics[topic])

    def file(self, topic: str, id: str | None = None) -> Path:
        """The file that an entry comes from: the house's, or ours."""
        house = self._house.get(topic, {})
        return house[id] if id in house else rules_folder() / f"{topic}.toml"

    def table(self, name: str) -> str:
        """The text of `rules/NAME.tsv`: long tables of names and codes, first line the column names."""
        return self._tables[name]


@lru_cache(maxsize=8)
def _load(house: Path | None) -> RuleBook:
    folder = rules_folder()
    if house is not None:
        _check_house(house)
    files: dict[str, bytes] = {}
    topics: dict[str, tuple[Entry, ...]] = {}
    files_of: dict[str, dict[str, Path]] = {}
    for topic, kind in TOPICS.items():
        path = folder / f"{topic}.toml"
        files[path.name] = path.read_bytes()
        entries = load_entries(path, topic, kind)
        extra = house / path.name if house is not None else None
        if extra is not None and extra.exists():
            files[f"house/{path.name}"] = extra.read_bytes()
            own = {id(entry) for entry in entries}
            entries = lay_over(entries, extra, topic, kind)
            files_of[topic] = {entry.id: extra for entry in entries if id(entry) not in own}
        topics[topic] = tuple(entry for entry in entries if not entry.disabled)
    tables = {}
    for path in sorted(folder.glob("*.tsv")):
        files[path.name] = path.read_bytes()
        tables[path.stem] = files[path.name].decode("utf-8")
    return RuleBook(topics, digest(files), tables, files_of)


def _check_house(house: Path) -> None:
    if not house.is_dir():
        raise RuleError(str(house), None, "is not a folder", "give the folder that holds your rule files")
    for path in sorted(house.glob("*.toml")):
        if path.stem not in TOPICS:
            raise RuleError(str(path), None, "no such rule topic", f"use one of: {', '.join(sorted(TOPICS))}")

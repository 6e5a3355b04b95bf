"""Loading rule data: one flat TOML file a topic, each entry validated and with examples of its own.

A file `rules/NAME.toml` holds `[[NAME]]` tables. Every entry has an `id`, `examples` (texts in which it must
show) and `counter_examples` (texts in which it must not); `pressfacts rules check` and the tests run them.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no branch
    import tomli as tomllib

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.-]*$")]


class RuleError(Exception):
    """Rule data that cannot be used: which file, which entry, what is wrong, how to mend it."""

    def __init__(self, file: str, entry: str | None, problem: str, mend: str) -> None:
        self.file, self.entry, self.problem, self.mend = file, entry, problem, mend
        where = f"{file}: {entry}" if entry else file
        super().__init__(f"{where}: {problem}. To mend: {mend}")


class Entry(BaseModel):
    """What every rule entry has. House rules (`--rules`) with the same `id` replace ours; `disabled` drops one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Identifier
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    disabled: bool = False
    note: str = Field(default="", description="For the reader of the rule file.")


EntryT = TypeVar("EntryT", bound=Entry)


def read_table(path: Path) -> dict[str, object]:
    """The tables of a TOML file. Raises RuleError when it cannot be read or parsed."""
    try:
        table: dict[str, object] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(
            str(path), None, f"cannot be read ({error})", "make it a readable UTF-8 file"
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise RuleError(
            str(path), None, f"is no valid TOML ({error})", "correct the syntax at that place"
        ) from None
    return table


def load_entries(path: Path, topic: str, kind: type[EntryT]) -> list[EntryT]:
    """The entries of one topic file, validated; ids are unique within it."""
    table = read_table(path)
    unknown = sorted(set(table) - {topic})
    if unknown:
        raise RuleError(path.name, None, f"unknown table [{unknown[0]}]", f"use [[{topic}]] for every entry")
    rows = table.get(topic, [])
    if not isinstance(rows, list):
        raise RuleError(path.name, None, f"[{topic}] is not a list of entries", f"write [[{topic}]]")
    entries: list[EntryT] = []
    seen: set[str] = set()
    for number, row in enumerate(rows, 1):
        name = str(row.get("id", f"entry {number}")) if isinstance(row, dict) else f"entry {number}"
        try:
            entry = kind.model_validate(row)
        except ValidationError as error:
            raise RuleError(path.name, name, *_explain(error, kind)) from None
        if entry.id in seen:
            raise RuleError(path.name, entry.id, "the id is used twice", "give each entry an id of its own")
        seen.add(entry.id)
        entries.append(entry)
    return entries


def overlay(ours: Iterable[EntryT], house: Iterable[EntryT]) -> list[EntryT]:
    """Ours with the house's laid over them: same id replaces (in place), new ids follow, disabled ones go."""
    merged = {entry.id: entry for entry in ours}
    merged.update({entry.id: entry for entry in house})
    return [entry for entry in merged.values() if not entry.disabled]


def digest(files: Mapping[str, bytes]) -> str:
    """One hash over all rule files, by name."""
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
    return total.hexdigest()


def _explain(error: ValidationError, kind: type[Entry]) -> tuple[str, str]:
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"]) or "the entry"
    if first["type"] == "extra_forbidden":
        return f"unknown field {field!r}", f"use one of: {', '.join(kind.model_fields)}"
    if first["type"] == "missing":
        return f"field {field!r} is missing", f"add {field} = …"
    return f"field {field!r}: {first['msg']}", f"correct {field}"

"""Loading rule data: one flat TOML file a topic, each entry validated and with examples of its own.

A file `rules/NAME.toml` holds `[[NAME]]` tables. Every entry has an `id`, `examples` (texts in which it must
show) and `counter_examples` (texts in which it must not); `pressfacts rules check` and the tests run them.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from pipeline.errors import RuleError

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no branch
    import tomli as tomllib

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.-]*$")]


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
    return [_validated(path, name, row, kind) for name, row in _rows(path, topic)]


def lay_over(ours: Iterable[EntryT], house: Path, topic: str, kind: type[EntryT]) -> list[EntryT]:
    """Ours with the house's file laid over them: same id replaces (in place), new ids follow, disabled ones go.

    A disabled row needs nothing but its id. Raises RuleError, also for a disabled id that ours does not have.
    """
    merged = {entry.id: entry for entry in ours}
    for name, row in _rows(house, topic):
        if isinstance(row, dict) and row.get("disabled") is True:
            _drop(merged, house, name, row, kind)
        else:
            entry = _validated(house, name, row, kind)
            merged[entry.id] = entry
    return list(merged.values())


def _drop(
    merged: dict[str, EntryT], house: Path, name: str, row: dict[str, object], kind: type[EntryT]
) -> None:
    unknown = sorted(set(row) - set(kind.model_fields))
    if unknown:
        raise RuleError(str(house), name, *_unknown_field(unknown[0], kind))
    if name not in merged:
        near = get_close_matches(name, merged, 1)
        mend = f"write {near[0]!r}" if near else "use an id of ours"
        raise RuleError(
            str(house), name, "is disabled, but there is no such entry", f"{mend}, or remove the row"
        )
    del merged[name]


def _rows(path: Path, topic: str) -> list[tuple[str, object]]:
    """The rows of a topic file, each with its id (`entry 3` where it has none)."""
    table = read_table(path)
    unknown = sorted(set(table) - {topic})
    if unknown:
        raise RuleError(str(path), None, f"unknown table [{unknown[0]}]", f"use [[{topic}]] for every entry")
    rows = table.get(topic, [])
    if not isinstance(rows, list):
        raise RuleError(str(path), None, f"[{topic}] is not a list of entries", f"write [[{topic}]]")
    named: list[tuple[str, object]] = []
    seen: set[str] = set()
    for number, row in enumerate(rows, 1):
        name = str(row.get("id", f"entry {number}")) if isinstance(row, dict) else f"entry {number}"
        if name in seen:
            raise RuleError(str(path), name, "the id is used twice", "give each entry an id of its own")
        seen.add(name)
        named.append((name, row))
    return named


def _validated(path: Path, name: str, row: object, kind: type[EntryT]) -> EntryT:
    try:
        return kind.model_validate(row)
    except ValidationError as error:
        raise RuleError(str(path), name, *_explain(error, kind)) from None


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
        return _unknown_field(field, kind)
    if first["type"] == "missing":
        return f"field {field!r} is missing", f"add {field} = …"
    return f"field {field!r}: {first['msg']}", f"correct {field}"


def _unknown_field(field: str, kind: type[Entry]) -> tuple[str, str]:
    return f"unknown field {field!r}", f"use one of: {', '.join(kind.model_fields)}"

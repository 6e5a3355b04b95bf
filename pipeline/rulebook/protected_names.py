"""The rule class of `protected_names.toml`."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, model_validator

from pipeline.rulebook.base import Entry


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression ({error})") from None
    return pattern


class ProtectedName(Entry):
    """Names that the conversion to Simplified would break, because one of their characters has two
    Simplified forms: 乾县 (not 干县), 於潜, 昇腾.

    They are found in either script and come out as written here. `pattern` is a regular expression over
    text in which only unambiguous characters are Simplified; what it finds keeps its other characters.
    """

    names: tuple[str, ...] = ()
    pattern: Annotated[str, AfterValidator(_compiles)] = ""
    not_before: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> ProtectedName:
        if bool(self.names) == bool(self.pattern):
            raise ValueError("give either names or a pattern")
        return self

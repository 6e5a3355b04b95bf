"""The rule class of `set_phrases.toml`."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, model_validator

from pipeline.rulebook.base import Entry


def _regex(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression ({error})") from None
    return text


class SetPhrase(Entry):
    """Words with numerals in them that count nothing: 一站式, 三农, 二十大; 中山路18号, 12345热线 as patterns.

    A `pattern` begins with the numeral. It holds anywhere, or only after one of the words `preceded_by`.
    The examples are texts in which no quantity stands, the counter-examples texts in which one does.
    """

    names: tuple[str, ...] = ()
    pattern: Annotated[str, AfterValidator(_regex)] = ""
    preceded_by: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _something(self) -> SetPhrase:
        if not self.names and not self.pattern:
            raise ValueError("give names or a pattern")
        return self

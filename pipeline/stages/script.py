"""Stage: Traditional paragraphs to Simplified by OpenCC `t2s`; Simplified ones are left alone (乾县 is no 干县)."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.config import Config
from pipeline.draft import Draft
from pipeline.errors import ConfigError
from pipeline.offsets import Alignment
from pipeline.rulebook import RuleBook

_LINES = re.compile(r"[^\n]*\n?")
# A line with fewer telling characters than this follows the document.
_TELLING = 2


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    from opencc import OpenCC

    if config.opencc != "t2s":
        raise ConfigError(f"opencc = {config.opencc!r} is not offered; use t2s, which keeps every length")
    to_simplified = OpenCC("t2s").convert
    to_traditional = OpenCC("s2t").convert

    def telling(line: str) -> tuple[int, int]:
        """How many characters of a line are Traditional alone, and Simplified alone."""
        traditional = sum(a != b for a, b in zip(line, to_simplified(line), strict=True))
        simplified = sum(a != b for a, b in zip(line, to_traditional(line), strict=True))
        return traditional, simplified

    def script(draft: Draft) -> None:
        text = draft.original
        lines = _LINES.findall(text)
        counts = [telling(line) for line in lines]
        traditional, simplified = (sum(column) for column in zip(*counts, strict=True))
        mostly = traditional > simplified
        parts: list[str] = []
        kinds: set[bool] = set()
        for line, (more, less) in zip(lines, counts, strict=True):
            is_traditional = more > less if more + less >= _TELLING else mostly
            if more + less >= _TELLING:
                kinds.add(is_traditional)
            converted = to_simplified(line) if is_traditional else line
            parts.append(converted if len(converted) == len(line) else line)
        draft.converted = "".join(parts)
        draft.alignment = Alignment.identity(len(text))
        if traditional + simplified:
            draft.script = "mixed" if len(kinds) == 2 else ("Hant" if mostly else "Hans")

    return script

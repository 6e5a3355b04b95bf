"""Stage: Traditional stretches to Simplified; Simplified ones are left alone (乾县 is no 干县).

A paragraph is judged by its characters that one script alone uses, and one with too few of them as the
document. Inside it a clause that is wholly of the other script is judged on its own: Traditional text
quoted in Simplified, and the reverse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pipeline import hanzi
from pipeline.config import Config
from pipeline.conversion import Converter
from pipeline.draft import Draft
from pipeline.model import Script
from pipeline.offsets import Aligner
from pipeline.rulebook import RuleBook
from pipeline.rulebook.protected_names import ProtectedName

_PARAGRAPHS = re.compile(r"[^\n]*\n?")
_CLAUSES = re.compile(r"[^，。；：？！「」『』“”《》()（）\n]*[，。；：？！「」『』“”《》()（）\n]?")
# A paragraph with fewer telling characters than this follows the document, a clause its paragraph.
_TELLING = 2
# The lesser script is a part of the document, and no slip of the pen, from this share of the telling characters …
_SHARE = 1 / 6
# … or when a part of it has so many.
_PART = 8


class Part(NamedTuple):
    """`original[start:end]` judged as a whole, with its count of characters that one script alone uses."""

    start: int
    end: int
    is_traditional: bool
    traditional: int
    simplified: int


def make(rules: RuleBook, config: Config) -> Callable[[Draft], None]:
    convert = Converter(config.opencc, rules.entries("protected_names", ProtectedName))

    def script(draft: Draft) -> None:
        parts = judge(draft.original)
        draft.script = of_document(parts)
        out = Aligner()
        for part in parts:
            text, start = draft.original[part.start : part.end], out.length
            if part.is_traditional:
                convert(text, out)
                draft.traditional.append((start, out.length))
            elif part.traditional:
                # a lone 餘 or 萬 in Simplified text; 乾 於 昇 stay, they may belong to a name
                out.keep(text.translate(hanzi.tables().plain))
            else:
                out.keep(text)
        draft.converted, draft.alignment = out.finish()

    return script


def judge(text: str) -> list[Part]:
    """The text as parts of one script each, in order and without gaps."""
    if not hanzi.tables().traditional.search(text):
        whole = _count(text, 0, len(text))
        # 公司於7月公布: only characters that Simplified text has in names alone
        alone = not whole.simplified and hanzi.tables().ambiguous.search(text) is not None
        return [whole._replace(is_traditional=alone and not hanzi.is_japanese(text))]
    lines = [_count(text, *found.span()) for found in _PARAGRAPHS.finditer(text)]
    mostly = sum(line.traditional for line in lines) > sum(line.simplified for line in lines)
    parts: list[Part] = []
    for line in lines:
        for part in _paragraph(text, line, mostly):
            if parts and parts[-1].is_traditional == part.is_traditional:
                part = _joined(parts.pop(), part)
            parts.append(part)
    return parts


def of_document(parts: Sequence[Part]) -> Script | None:
    traditional = sum(part.traditional for part in parts)
    simplified = sum(part.simplified for part in parts)
    if not traditional + simplified:
        return "Hant" if any(part.is_traditional for part in parts) else None
    mostly = traditional > simplified
    apart = max(
        (part.simplified if mostly else part.traditional for part in parts if part.is_traditional != mostly),
        default=0,
    )
    if min(traditional, simplified) >= _SHARE * (traditional + simplified) or apart >= _PART:
        return "mixed"
    return "Hant" if mostly else "Hans"


def _paragraph(text: str, line: Part, mostly: bool) -> Iterator[Part]:
    traditional, simplified = line.traditional, line.simplified
    if not traditional + simplified and hanzi.is_japanese(text[line.start : line.end]):
        yield line
        return
    if traditional + simplified >= _TELLING:
        mostly = traditional > simplified
    if not traditional or not simplified:
        yield line._replace(is_traditional=mostly)
        return
    for found in _CLAUSES.finditer(text, line.start, line.end):
        clause = _count(text, *found.span())
        alone = max(clause.traditional, clause.simplified) >= _TELLING and not (
            clause.traditional and clause.simplified
        )
        yield clause._replace(is_traditional=bool(clause.traditional) if alone else mostly)


def _count(text: str, start: int, end: int) -> Part:
    """Japanese text counts nothing and is left alone."""
    tables = hanzi.tables()
    traditional = len(tables.traditional.findall(text, start, end))
    simplified = len(tables.simplified.findall(text, start, end))
    if (traditional or simplified) and hanzi.is_japanese(text[start:end]):
        traditional = simplified = 0
    return Part(start, end, False, traditional, simplified)


def _joined(left: Part, right: Part) -> Part:
    return Part(
        left.start,
        right.end,
        left.is_traditional,
        left.traditional + right.traditional,
        left.simplified + right.simplified,
    )

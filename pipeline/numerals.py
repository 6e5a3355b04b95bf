"""Numerals on characters: what a run of digits and number words is worth, exactly.

Shared by the quantities and the times. Reads folded, Simplified text. Knows Arabic numerals with thousands
separators (`1,100万`), Chinese ones (`二十一`, financial `壹佰`, `廿`), digit strings (`二〇二三`, `七二九.二亿`), mixed
ones (`140兆1879亿`, `3万4000`), decimals in words (`三点一`), inner blanks (`624.8 亿`) and vague ones (`十几万`, `数百`).
`兆` is 10^12 but before a unit (`300兆瓦`), and `1,2` are two numbers.
"""

from __future__ import annotations

from decimal import Decimal

from pipeline.numeral_run import Run
from pipeline.numeral_vague import START, read_vague
from pipeline.numeral_words import DIGITS, EXACT, HAN_NUMERAL, Numeral

__all__ = ["DIGITS", "EXACT", "HAN_NUMERAL", "START", "Numeral", "number", "scan"]


def number(text: str) -> Decimal | None:
    """The exact value of a complete numeral, null when `text` is none or a vague one.

    >>> number("二〇二三"), number("3万4000"), number("廿一")
    (Decimal('2023'), Decimal('34000'), Decimal('21'))
    """
    found = scan(text, 0)
    if found is None or found.end != len(text) or found.extra is not None:
        return None
    return found.value


def scan(text: str, start: int) -> Numeral | None:
    """The longest numeral that begins at `start`, or null."""
    vague = read_vague(text, start)
    if vague is not None:
        return vague
    run = Run(text, start)
    return run.read()

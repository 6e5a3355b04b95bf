"""The words of numerals, and what a numeral that was read is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal

EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Sums and products of numerals of any length without rounding; never divide in it."""

_DIGIT_WORDS = "〇零○Ｏ 一壹弌 二贰弍貳 三叁弎 四肆 五伍 六陆陸 七柒 八捌 九玖"
DIGITS = {word: value for value, words in enumerate(_DIGIT_WORDS.split()) for word in words} | {
    "两": 2,
    "俩": 2,
}
TENS = {"廿": 20, "卅": 30, "卌": 40}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
BIG = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
SCALES = SMALL | BIG

HAN_DIGITS = "".join(DIGITS)
HAN_NUMERAL = HAN_DIGITS + "".join(TENS) + "".join(SCALES)


@dataclass(slots=True)
class Numeral:
    """A number word in `text[start:end]`.

    `value` is null for a vague number; then `low` and `high` are the bounds its words give. `extra` is the
    place of an inner 余, 多, 几 or 来 (`170余万`), which makes it `>` (来: `~`).
    """

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    extra: int | None = None
    head: Decimal | None = None
    """The number without its last scale words; null where it has none: 5 in 5亿, for `3至5亿元`."""
    scale: int = 1
    """The last scale words multiplied: 10^8 in 5亿, 10^12 in 1.5万亿; 1 where there are none."""
    group: Decimal | None = None
    """The number before the big scale words: 30 in 三十万, for `十八至三十万`; null where more follows them."""
    group_scale: int = 1
    """Those scale words multiplied: 10^4 in 三十万."""
    arabic: bool = False
    decimal: bool = False
    separated: bool = False
    """It has thousands separators."""
    bare_scale: bool = False
    """Scale words alone: 百, 千万."""
    about: bool = False
    """The inner word is 来: 十来个."""

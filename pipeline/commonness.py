"""How common characters are in Chinese text, in bits: the price of a reading (`pipeline.decode`).

The figures come from the word frequencies of jieba's dictionary, so they need no table of their own. Traditional
characters are priced as their Simplified ones. Loaded on first use (about half a second), for legacy encodings only.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from importlib import resources
from math import log2

_RARE = 20.0
"""A Han character that the dictionary lacks."""
_MARK = 6.0
"""Punctuation and full-width forms that press texts use."""
_WRONG = 24.0
"""Control characters, private use, unassigned, and scripts that press texts hardly use."""
_ASCII = 6.0
_CYRILLIC = 10.0
"""The Russian alphabet, whose UTF-8 is legal GB18030 (rare characters)."""
_MARKS = frozenset("，。、；：？！“”‘’「」『』《》〈〉（）【】—…·％％〇　○●■◆★－～／＋＄￥℃①②③④⑤⑥⑦⑧⑨⑩→×") | {
    chr(code) for code in range(0xFF10, 0xFF5B)
}


def bits(text: str) -> float:
    """The price of the whole text: low for ordinary Chinese, high for what was read in a wrong encoding."""
    from opencc import OpenCC

    prices = _prices()
    simplified = OpenCC("t2s").convert(text.replace("\0", "\ufffd"))
    return sum(prices.get(char) or _other(char) for char in simplified)


def _other(char: str) -> float:
    if "\x20" <= char <= "\x7e" or char in "\n\r\t":
        return _ASCII
    if char in _MARKS:
        return _MARK
    if "\u4e00" <= char <= "\u9fff":
        return _RARE
    if "\u0410" <= char <= "\u044f":
        return _CYRILLIC
    category = unicodedata.category(char)
    if category in ("Co", "Cn", "Cs", "Cc") or char == "\ufffd":
        return 2 * _WRONG
    return _WRONG


@lru_cache(maxsize=1)
def _prices() -> dict[str, float]:
    counts: Counter[str] = Counter()
    with (resources.files("jieba") / "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, frequency, _ = line.split(" ")
            for char in word:
                counts[char] += int(frequency)
    total = sum(counts.values())
    return {
        char: min(_RARE, -log2(count / total))
        for char, count in counts.items()
        if "\u3400" <= char <= "\u9fff"
    }

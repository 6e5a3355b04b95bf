"""Near-duplicates: the same release reprinted, with another headline, byline or notice, or cut at its end.

Two signatures of a text by MinHash (`rensa`): of its runs of five characters, and of its figures. A bulletin of the next
month repeats the words with other figures, so both must agree. The text is the Simplified one without boilerplate.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from rensa import RMinHash

_LENGTH = 5
_WORDS, _FIGURES = 128, 32
_SEED = 1
# A few sentences: shorter texts are alike by chance.
_FEWEST = 100
# A band is six rows of the words and two of the figures: texts at both limits below share one nine times in ten, and
# a thousand bulletins with the same words meet in none.
_BANDS, _WORD_ROWS, _FIGURE_ROWS = 16, 6, 2
_NEAR, _SAME_FIGURES = 0.8, 0.7
_NO_WORD = re.compile(r"[\W_]+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_LAYOUT = struct.Struct(f"<{_WORDS + _FIGURES}I")


def signature(text: str) -> bytes | None:
    """640 bytes; null for a text that is too short."""
    letters = _NO_WORD.sub("", text)
    if len(letters) < _FEWEST:
        return None
    runs = {letters[start : start + _LENGTH] for start in range(len(letters) - _LENGTH + 1)}
    return _LAYOUT.pack(*_digest(runs, _WORDS), *_digest(set(_FIGURE.findall(text)), _FIGURES))


def _digest(tokens: set[str], size: int) -> list[int]:
    found = RMinHash(num_perm=size, seed=_SEED)
    found.update(sorted(tokens))
    return list(found.digest())


def bands(signature: bytes) -> Iterator[bytes]:
    """Keys of which near-duplicates share one."""
    words, figures = _WORD_ROWS * 4, _FIGURE_ROWS * 4
    first = _WORDS * 4  # of the figures
    for band in range(_BANDS):
        key = signature[band * words : (band + 1) * words]
        key += signature[first + band * figures : first + (band + 1) * figures]
        yield bytes([band]) + key


def similarity(one: bytes, other: bytes) -> float | None:
    """The share of runs that two texts have in common, where they are near-duplicates; else null."""
    left, right = _LAYOUT.unpack(one), _LAYOUT.unpack(other)
    agree = [a == b for a, b in zip(left, right, strict=True)]
    words, figures = sum(agree[:_WORDS]) / _WORDS, sum(agree[_WORDS:]) / _FIGURES
    return words if words >= _NEAR and figures >= _SAME_FIGURES else None

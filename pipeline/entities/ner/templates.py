"""Which signs are looked at together. A feature is a template with the values that its signs have at one character.

Each feature is known by a hash of 64 bits: no table of strings is needed to find its weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

from pipeline.entities.ner.signs import Row, shifted

Keys = npt.NDArray[np.uint64]

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(29)

# A sign is a row and how many characters away it is read: char-1 is the character before.
_CHARACTERS = (
    "char-3 | char-2 | char-1 | char | char+1 | char+2 | char+3 | char-2 char-1 | char-1 char | char char+1 | char+1 char+2 | "
    "char-1 char+1 | char-2 char-1 char | char-1 char char+1 | char char+1 char+2 | char-3 char-2 char-1 char | "
    "char char+1 char+2 char+3 | char-4 char-3 char-2 char-1 | char+1 char+2 char+3 char+4 | "
    "type-1 type type+1 | type-2 type-1 type type+1 type+2"
)
_WORDS = (
    "in | in-1 in in+1 | word | word in | word offset | word-1 in | word+1 in | word-1 word in | word word+1 in | "
    "word-2 in | word+2 in | word-2 word-1 in | word+1 word+2 in | class in | class-1 class in | class class+1 in | class-1 class class+1 in | "
    "class-1 in char | class+1 in char"
)
_LEXICONS = (
    "place in | place-1 place place+1 | place char | place class in | city in | city-1 city city+1 | city class in | city char+1 | city place | suffix | suffix-1 suffix suffix+1 | suffix in | suffix char-1 | "
    "ahead | ahead in | ahead place | ahead class in | ahead type-1 type | ahead word-1 in | ahead char-1 char | "
    "post in | post-1 post | post post+1 | post-1 surname | post+1 in | post+2 in | post+3 in | surname post-1 surname+1 | "
    "surname | surname-1 surname surname+1 | surname-2 surname-1 surname | surname class in | surname in char+1 | surname-1 in char | "
    "surname-2 in char | surname-1 class+1 in | surname-2 class+1 in | surname word-1 in | surname-1 word+1 in | surname-2 word+1 in | "
    "sound-1 sound sound+1 | sound-2 sound-1 sound sound+1 sound+2 | sound-1 sound sound+1 class in | "
    "quote | quote-1 quote quote+1 | quote ahead | quote word-1 in | quote char | quote post-1 | "
    "left in | left class in | left suffix | left char+1 | left surname in | right in | right class in | right suffix | "
    "right surname in | left right in"
)
_RULES = (
    "rule | rule-1 rule rule+1 | rule-2 rule-1 rule | rule rule+1 rule+2 | rule family | rule word | rule char | rule-1 char | rule+1 char | "
    "rule family char-1 | rule family char+1 | rule-1 family-1 char | rule-1 family-1 word in | rule+1 family+1 word in | "
    "rule ahead | rule suffix | rule post | rule quote | rule class in | rule-1 rule class in | rule rule+1 class in | "
    "proposed | proposed-1 proposed proposed+1 | proposed rule | proposed char | proposed word in"
)
GROUPS: dict[str, str] = {
    "characters": _CHARACTERS,
    "words": _WORDS,
    "lexicons": _LEXICONS,
    "rules": _RULES,
}


def keys(rows: Mapping[str, Row], groups: tuple[str, ...] = tuple(GROUPS)) -> Keys:
    """The features of each character: an array of characters × templates."""
    known: dict[str, Row] = {}

    def row(sign: str) -> Row:
        if sign not in known:
            name, by = _parsed(sign, rows)
            known[sign] = shifted(rows[name], by)
        return known[sign]

    columns = [_hashed(number, [row(sign) for sign in signs]) for number, signs in _templates(groups)]
    return np.stack(columns, axis=1)


def _templates(groups: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Numbered, so that two templates never share a feature; a group has the same numbers whichever others are used."""
    for place, name in enumerate(GROUPS):
        if name in groups:
            for number, template in enumerate(GROUPS[name].split(" | ")):
                yield 1000 * (place + 1) + number, template.split()


def _parsed(sign: str, rows: Mapping[str, Row]) -> tuple[str, int]:
    """word+1 is a row of its own (the next word); char+1 is the row char, one character further."""
    if sign in rows:
        return sign, 0
    name, mark, by = sign.partition("+") if "+" in sign else sign.partition("-")
    return name, int(mark + by)


def _hashed(number: int, rows: list[Row]) -> Keys:
    value: Keys = np.full(len(rows[0]), number, np.uint64) * _MULTIPLIER
    for row in rows:
        value ^= row.astype(np.uint64)
        value *= _MIX
        value ^= value >> _SHIFT
        value *= _MULTIPLIER
    return value

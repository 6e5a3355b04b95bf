"""Lines that are nothing but figures (二百五, 40k, 百 分 之 三 十): what a query or the cell of a table holds.

There is no sentence to show that a number states something or which unit 度 is; that nothing else stands there does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from pipeline.draft import Quantity
from pipeline.numerals import EXACT, HAN_NUMERAL, Numeral
from pipeline.quantities.scene import Scene

LONGEST = 60
"""Characters of a line that may be figures alone."""

# What may stand beside the names of units and comparators: single characters, then words.
_BESIDE = frozenset(
    HAN_NUMERAL + "0123456789几数半多余来又第负正的打 .,+-~～—–－/^%:()'\"。，、;；kKwWMGeE<>="
)
BESIDE_WORDS = (
    *(
        "零下",
        "零上",
        "分之",
        "至",
        "到",
        "和",
        "与",
        "以及",
        "及",
        "或",
        "还有",
        "之间",
        "每",
        "百分",
        "对折",
    ),
    *("华氏", "摄氏", "人民币", "港币", "新台币", "美金"),
)

# Between these a blank parts one figure: 五 十, 百 分, 3 万, 2.4 个; never 3 4 or 3 四, which are two.
_GAP = re.compile(
    r"(?<=[一-鿿]) +(?=[一-鿿])|(?<=[\d.]) +(?=[十百千万亿兆点分又个成折余多几kKwWMG])"
    r"|(?<=[十百千万亿兆点之又]) +(?=\d)|(?<=^[-负]) +(?=\d)"
)

SCALE_LETTERS = {"k": 10**3, "K": 10**3, "w": 10**4, "W": 10**4, "M": 10**6, "G": 10**9}
"""Letters that scale a number, where the line or the words around them allow it."""
_LETTER = re.compile(r" ?([kKwWMG])(?![A-Za-z\d])(?!(?!个百|元|[美欧日港左上以])[一-鿿])")
# 月薪15k, 预算30w: letters that the words before or the unit behind take for thousands.
_PAY = re.compile(r"(?:薪|工资|收入|价|预算|费用|花了?|到手|给到)[^，。;；\n]{0,10}$")
_PER_HUNDRED = re.compile(r"百 ?分 ?之 ?$")
_POWER = re.compile(r"\^([+-]?)(\d{1,2})(?![\d.])")
_LONGEST_BASE = 12


def lines_alone(
    text: str, words: Mapping[str, Iterable[str]]
) -> tuple[list[tuple[int, int]], list[tuple[int, str, list[int]]]]:
    """The lines that are figures alone: (start, end) of those that stand as they are, and (start, line, places)
    of those with blanks inside, which are taken out; `places` says where each character of the line stood.

    `words` are the names of units and comparators, and `BESIDE_WORDS`, by their first character.
    """
    whole: list[tuple[int, int]] = []
    gapped: list[tuple[int, str, list[int]]] = []
    start = 0
    for line in text.split("\n"):
        if 0 < len(line) <= LONGEST:
            plain, places = _without_gaps(line) if " " in line else (line, [])
            if not _figures_alone(plain, words):
                pass
            elif len(plain) < len(line):
                gapped.append((start, plain, places))
            else:
                whole.append((start, start + len(line)))
        start += len(line) + 1
    return whole, gapped


def _figures_alone(line: str, words: Mapping[str, Iterable[str]]) -> bool:
    reached, furthest = {0}, 0
    for at, char in enumerate(line):
        if at > furthest:
            return False
        if at in reached:
            ends = [at + len(word) for word in words.get(char, ()) if line.startswith(word, at)]
            reached.update(ends, (at + 1,) if char in _BESIDE else ())
            furthest = max(reached)
    return len(line) in reached


def _without_gaps(line: str) -> tuple[str, list[int]]:
    gaps = {at for found in _GAP.finditer(line) for at in range(*found.span())}
    kept = [at for at in range(len(line)) if at not in gaps]
    return "".join(line[at] for at in kept), kept


def lettered(scene: Scene, numeral: Numeral) -> Numeral:
    """40k, 1.2M, 12k元, 月薪15k: the letter is a scale where the line is figures alone, or pay or a price is told;
    35W has a unit."""
    found = _LETTER.match(scene.text, numeral.end)
    if found is None or not numeral.arabic or numeral.value is None or numeral.scale != 1:
        return numeral
    if not _scales(scene, numeral, found):
        return numeral
    scale = SCALE_LETTERS[found[1]]
    value = EXACT.multiply(numeral.value, Decimal(scale))
    return replace(numeral, end=found.end(), value=value, head=numeral.value, scale=scale)


def _scales(scene: Scene, numeral: Numeral, found: re.Match[str]) -> bool:
    if _PER_HUNDRED.search(scene.text, max(0, numeral.start - 6), numeral.start):
        return True
    if scene.unit_at(numeral.end)[0] is not None:
        return False
    if scene.alone(numeral.start):
        return True
    word, _ = scene.unit_at(found.end())
    valued = word is not None and word.measure is None and (word.unit is None or word.unit.kind != "measure")
    paid = _PAY.search(scene.text, max(0, numeral.start - 12), numeral.start) is not None
    return found[1] in "kKwW" and (valued or paid)


def leading_point(text: str, numeral: Numeral) -> Numeral:
    """.75 is 0.75 in a line of figures alone."""
    start = numeral.start - 1
    digits = text[numeral.start : numeral.end]
    if start < 0 or text[start] != "." or not digits.isdigit():
        return numeral
    if text[start - 1 : start] not in ("", *" \n-+负"):
        return numeral
    return replace(numeral, start=start, value=Decimal(f"0.{digits}"), decimal=True)


def read_power(text: str, numeral: Numeral) -> Quantity | None:
    """10^5, 2^-1: exact, also where no finite decimal gives it."""
    found = _POWER.match(text, numeral.end)
    if (
        found is None
        or not numeral.arabic
        or not numeral.value
        or numeral.end - numeral.start > _LONGEST_BASE
    ):
        return None
    power = Fraction(numeral.value) ** int(found[1] + found[2])
    return Quantity(numeral.start, found.end(), "number", "number.power", power)

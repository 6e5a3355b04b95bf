"""What stands at each character of a document, as rows of small integers: characters, words, lexicons, rules.

The word segmentation and the rules are signs among others, never boundaries: the model learns when they are right.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import get_args

import numpy as np
import numpy.typing as npt

from pipeline.draft import Entity
from pipeline.entities.grammar import Grammar
from pipeline.entities.lexicon import Lexicon
from pipeline.entities.page import OPENING, Page
from pipeline.entities.persons import SOUNDS
from pipeline.entities.persons import Recogniser as Persons
from pipeline.model import EntityLabel
from pipeline.rulebook import RuleBook
from pipeline.segmenter import word_classes

Row = npt.NDArray[np.int64]

LABELS: tuple[EntityLabel, ...] = get_args(EntityLabel)
_INDEX = {label: number for number, label in enumerate(LABELS)}
# Where a character stands in a stretch: alone, first, inside, last.
ALONE, FIRST, INSIDE, LAST = range(4)
# A clause ends here: no name reaches over it.
_STOPS = frozenset("，。；;！!？?\n、：")
# How far ahead the end of a name is looked for (万寿宫街道办事处综合|行政执法队), and how the distance is told.
_AHEAD = 16
_DISTANCE = (0, 0, 1, 2, 3, 3, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6)
_QUOTES = {closing: opening for closing, opening in OPENING.items() if opening in "“「『《("}


class Signs:
    """Builds the rows of a page. The lexicons are those of the rules, and the names of cities abroad."""

    def __init__(self, rules: RuleBook, grammar: Grammar, persons: Persons) -> None:
        classes = word_classes()
        self.classes = (
            classes.function,
            classes.verbs,
            classes.places,
            classes.surnamed,
            classes.foreign,
            classes.proper,
        )
        self.frequency = grammar.frequency
        self._class = lru_cache(maxsize=20_000)(self._classify)
        cities = (line.partition("\t")[0] for line in rules.table("cities_abroad").splitlines()[1:])
        self.cities: Lexicon[None] = Lexicon((name, None) for name in cities)
        self.suffixes, self.posts = grammar.suffixes, persons.posts
        self.single, self.compound = persons.single, persons.compound

    def __call__(self, page: Page, candidates: Iterable[Entity], settled: Sequence[Entity]) -> dict[str, Row]:
        """Rows as long as the text, by name. `candidates` are all that the rules propose, `settled` what they decide on."""
        text = page.text
        characters = _characters(text)
        rows = {"char": characters, "type": _types(text), **self._words(page, characters)}
        rows["rule"], rows["family"] = _decided(len(text), settled)
        rows["proposed"] = _masks(len(text), ((c.start, c.end, _INDEX[c.label]) for c in candidates))
        rows["place"] = _masks(len(text), ((start, end, 0) for end, start in page.forms.items()))
        cities = ((at, at + len(name), 0) for at, name, _ in self.cities.find(text))
        rows["city"] = _masks(len(text), cities)
        suffixes = [(at, at + len(name), entries[0].label) for at, name, entries in self.suffixes.find(text)]
        rows["suffix"] = _masks(len(text), ((start, end, _INDEX[label]) for start, end, label in suffixes))
        rows["ahead"] = _ahead(text, suffixes)
        posts = ((at, at + len(name), int(entries[0].after)) for at, name, entries in self.posts.find(text))
        rows["post"] = _masks(len(text), posts)
        rows["surname"] = self._surnames(text)
        rows["sound"] = np.fromiter((char in SOUNDS for char in text), np.int64, len(text))
        rows["quote"] = _quotes(text)
        rows["left"], rows["right"] = _neighbours(text, settled, suffixes)
        return rows

    def _words(self, page: Page, characters: Row) -> dict[str, Row]:
        """The word at each character, the two before and the two behind it, where in it the character stands, what it is.

        Numbers and times are words of one name each; a blank is one too.
        """
        size = len(page.text)
        at: list[tuple[int, int, int, int]] = []
        free = 0
        for start, end, word, kind in page.tokens:
            start = max(start, free)  # a time may stand inside a quantity
            if end <= start:
                continue
            at += [(i, i + 1, -int(characters[i]), 0) for i in range(free, start)]
            if kind == "word":
                at.append((start, end, zlib.crc32(word.encode()), self._class(word)))
            else:
                at.append((start, end, -1 if kind == "time" else -2, 20))
            free = end
        at += [(i, i + 1, -int(characters[i]), 0) for i in range(free, size)]
        starts, ends, words, kinds = (np.array(column, np.int64) for column in zip(*at, strict=True))
        lengths = ends - starts
        index = np.repeat(np.arange(len(at)), lengths)
        position = np.arange(size)
        inside = np.full(size, INSIDE, np.int64)
        inside[starts], inside[ends - 1] = FIRST, LAST
        inside[starts[lengths == 1]] = ALONE
        offset = np.minimum(position - starts[index], 4)
        return {
            "word": words[index],
            "word-1": shifted(words, -1)[index],
            "word-2": shifted(words, -2)[index],
            "word+1": shifted(words, 1)[index],
            "word+2": shifted(words, 2)[index],
            "in": inside + 4 * np.minimum(lengths[index], 5),
            "offset": offset,
            "class": kinds[index],
            "class-1": shifted(kinds, -1)[index],
            "class+1": shifted(kinds, 1)[index],
        }

    def _classify(self, word: str) -> int:
        """What the dictionary says of a word: its part of speech, or else how common it is; 7 for one that it does not hold."""
        known = next((number for number, words in enumerate(self.classes, 1) if word in words), 0)
        count = self.frequency(word)
        return known or (7 if not count else 8 + min(count, 9999).bit_length() // 4)

    def _surnames(self, text: str) -> Row:
        row = np.fromiter((char in self.single for char in text), np.int64, len(text))
        for start in range(len(text) - 1):
            if text[start : start + 2] in self.compound:
                row[start], row[start + 1] = 2, 3
        return row


def shifted(row: Row, by: int) -> Row:
    """The row as seen from `by` places before: `shifted(row, 1)[i]` is `row[i + 1]`; -9 beyond the ends."""
    if by == 0:
        return row
    moved = np.full_like(row, -9)
    if abs(by) < len(row):
        if by > 0:
            moved[:-by] = row[by:]
        else:
            moved[-by:] = row[:by]
    return moved


def _characters(text: str) -> Row:
    """Code points; all digits are one, and letters lose their case."""
    folded = text.lower() if len(text.lower()) == len(text) else text
    row = np.array([ord(char) for char in folded], np.int64)
    row[(row >= ord("0")) & (row <= ord("9"))] = ord("0")
    return row


def _types(text: str) -> Row:
    return np.fromiter((_type(char) for char in text), np.int64, len(text))


@lru_cache(maxsize=20_000)
def _type(char: str) -> int:
    if char.isdigit():
        return 1
    if char.isascii() and char.isalpha():
        return 2 + char.isupper()
    if "一" <= char <= "鿿" or "㐀" <= char <= "䶿":
        return 4
    if char.isspace():
        return 5
    return 6 if char.isalpha() else 0


def _decided(size: int, entities: Iterable[Entity]) -> tuple[Row, Row]:
    """What the rules decide on: label and place in the name, and which kind of rule it was."""
    labels, families = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for entity in entities:
        start, end = entity.start, entity.end
        first = 1 + 4 * _INDEX[entity.label]
        labels[start:end] = first + INSIDE
        labels[start], labels[end - 1] = (
            (first + FIRST, first + LAST) if end - start > 1 else (first + ALONE,) * 2
        )
        families[start:end] = _family(entity.rule)
    return labels, families


@lru_cache(maxsize=5_000)
def _family(rule: str) -> int:
    """Countries are one family: their entries differ in nothing that tells how sure they are."""
    name = rule.partition("+")[0]
    return zlib.crc32(("countries" if name.startswith("countries.") else name).encode())


def _masks(size: int, stretches: Iterable[tuple[int, int, int]]) -> Row:
    """Three bits a number: whether a stretch of it begins here, goes on here, ends here."""
    row = np.zeros(size, np.int64)
    for start, end, number in stretches:
        bit = 1 << (3 * number)
        row[start] |= bit
        row[start + 1 : end] |= bit << 1
        row[end - 1] |= bit << 2
    return row


def _ahead(text: str, suffixes: Sequence[tuple[int, int, EntityLabel]]) -> Row:
    """The next end of a name in the same clause: its label and about how far it is; 0 where there is none near."""
    row = np.zeros(len(text), np.int64)
    ends = {end: label for _, end, label in suffixes}
    last, label = -1, 0
    for at in range(len(text) - 1, -1, -1):
        if text[at] in _STOPS:
            last = -1
        if at + 1 in ends:
            last, label = at + 1, _INDEX[ends[at + 1]]
        if last >= 0 and last - at <= _AHEAD:
            row[at] = 1 + 8 * label + _DISTANCE[last - at]
    return row


def _quotes(text: str) -> Row:
    """Inside quotation marks, 《》 or brackets: which, and whether first, inside or last; 0 outside."""
    row = np.zeros(len(text), np.int64)
    opened: dict[str, int] = {}
    for at, char in enumerate(text):
        if char == "\n":
            opened.clear()
        elif char in _QUOTES:
            start = opened.pop(_QUOTES[char], -1)
            if 0 < at - start <= 40 and start >= 0 and at - start > 1:
                kind = 1 + 4 * "“「『《(".index(_QUOTES[char])
                row[start + 1 : at] = kind + INSIDE
                row[start + 1] = kind + FIRST
                row[at - 1] = kind + (LAST if at - start > 2 else ALONE)
        elif char in "“「『《(":
            opened[char] = at
    return row


_ITEM = re.compile(r"[^，。；;！!？?\n、：:（）()“”《》]+")


def _neighbours(
    text: str, settled: Sequence[Entity], suffixes: Sequence[tuple[int, int, EntityLabel]]
) -> tuple[Row, Row]:
    """For the items of a list: what the item before is, and the one behind. 望虞河、新孟河、程海 are likely of one kind.

    An item of which nothing is known is what its neighbour is.
    """
    ends = {end: _INDEX[label] + 1 for _, end, label in suffixes}
    ends |= {entity.end: _INDEX[entity.label] + 1 for entity in settled}
    starts = {entity.start: _INDEX[entity.label] + 1 for entity in settled}
    left, right = np.zeros(len(text), np.int64), np.zeros(len(text), np.int64)
    items = [found.span() for found in _ITEM.finditer(text)]
    for row, ordered, known, edge in ((left, items, ends, 1), (right, items[::-1], starts, 0)):
        before: tuple[int, int] | None = None
        carried = 0
        for item in ordered:
            joint = min(item[1], before[1]) if before is not None else -1
            if before is not None and abs(item[edge - 1] - before[edge]) == 1 and text[joint] == "、":
                carried = known.get(before[edge], carried)
                row[slice(*item)] = carried
            else:
                carried = 0
            before = item
    return left, right

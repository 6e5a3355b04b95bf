"""Finds the quantities of a reading in one pass from left to right: the hot path of this package."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from pipeline.draft import Quantity, Stretch
from pipeline.numerals import EXACT, START, Numeral, scan
from pipeline.quantities.accounts import negate_in_brackets
from pipeline.quantities.codes import part_of_code
from pipeline.quantities.comparing import Comparing
from pipeline.quantities.figures import BESIDE_WORDS, leading_point, lines_alone, read_power
from pipeline.quantities.lexicon import Lexicon
from pipeline.quantities.nouns import Nouns
from pipeline.quantities.ordinals import read_ordinal
from pipeline.quantities.parts import (
    HALF,
    half_of_unit,
    number_words,
    read_fraction,
    read_mixed,
    read_ratio,
)
from pipeline.quantities.ranges import read_range, read_shared, sign_before
from pipeline.quantities.scene import Scene
from pipeline.quantities.single import read_single
from pipeline.quantities.traps import Traps
from pipeline.rulebook import RuleBook


class Recogniser:
    """Callable: reading, stretches that are taken (times), region → quantities in order."""

    def __init__(self, rules: RuleBook) -> None:
        self.lexicon = Lexicon(rules)
        self.comparing = Comparing(rules)
        self.traps = Traps(rules)
        self.nouns = Nouns(rules)
        self._figures: dict[str, list[str]] = defaultdict(list)
        """What may stand in a text of figures alone, by first character."""
        for name in {*self.lexicon.names(), *self.comparing.names(), *BESIDE_WORDS}:
            self._figures[name[0]].append(name)

    def __call__(self, text: str, taken: Sequence[tuple[int, int]], region: str | None) -> list[Quantity]:
        times = _merge(taken)
        alone, gapped = lines_alone(text, self._figures)
        alone = [line for line in alone if not _touches(times, *line)]  # a date and a number of pages
        scene = Scene(text, region, self.lexicon, alone, one_line="\n" not in text.strip())
        found: list[Quantity] = []
        lines = []
        for begin, line, places in gapped:
            end = begin + places[-1] + 1
            if not _touches(times, begin, end):
                found += _moved(self(line, [], region), [begin + place for place in places])
                lines.append((begin, end))
        blocked = _merge([*taken, *lines, *self.traps.names(text)])
        at = 0
        while (start := START.search(text, at)) is not None:
            at = start.start()
            over = _inside(blocked, at)
            if over is not None:
                at = over
                continue
            trap = self.traps.at(text, at)
            if trap > at:
                at = trap
                continue
            end, items = self._at(scene, at)
            items = _clear_of(times, at, items)
            for item in items:
                self.comparing.apply(text, item)
                self.nouns.apply(text, item, times)
            found += items
            at = max(at + 1, items[-1].end if items else end)
        self.comparing.share(text, found)
        return self._with_words(scene, found, blocked)

    def _at(self, scene: Scene, at: int) -> tuple[int, list[Quantity]]:
        """The quantities that begin at a numeral, and where to go on when there are none."""
        text = scene.text
        numeral = scan(text, at)
        if numeral is None:
            return at + 1, []
        if scene.alone(at):
            numeral = leading_point(text, numeral)
            at = numeral.start
        end = numeral.end
        if text.startswith("^", end) and (power := read_power(text, numeral)) is not None:
            return power.end, [_signed(text, power)]
        if part_of_code(text, numeral, self.lexicon.signs):
            return end, []
        if text[at - 1 : at] == "第" or text[max(0, at - 2) : at] == "第 ":
            return end, _one(self._ordinal(scene, numeral))
        item = read_fraction(scene, numeral) or read_mixed(scene, numeral)
        if item is not None:
            return end, [_signed(text, item)]
        ratio = read_ratio(scene, numeral)
        if ratio is not None:
            return ratio[0], _one(ratio[1])
        sign, begins = sign_before(text, at)
        first = read_single(scene, numeral)
        item = read_range(scene, first, sign)
        if item is None:
            item = first.item
            if first.word is None and (shared := read_shared(scene, numeral)):
                return end, shared
            if item is not None and sign < 0:
                _negate(item)
            if item is not None and item.kind == "number":
                negate_in_brackets(scene, item)
        if item is not None and sign < 0 and item.start == at:
            item.start = begins
        return end, _one(item)

    def _ordinal(self, scene: Scene, numeral: Numeral) -> Quantity | None:
        item = read_ordinal(scene, numeral)
        if item is not None and scene.text[item.start] == " ":
            item.start -= 1
        return item

    def _with_words(
        self, scene: Scene, found: list[Quantity], blocked: list[tuple[int, int]]
    ) -> list[Quantity]:
        """Adds the words that are numbers (过半, 翻一番, 半公里) where nothing else stands."""
        text = scene.text
        taken = _merge([*blocked, *((item.start, item.end) for item in found)])
        words = number_words(text)
        words += [item for word in HALF.finditer(text) if (item := half_of_unit(scene, word)) is not None]
        for item in words:
            if not _touches(taken, item.start, item.end):
                self.comparing.apply(text, item)
                found.append(item)
        return sorted(found, key=lambda item: item.start)


def _one(item: Quantity | None) -> list[Quantity]:
    return [item] if item is not None else []


def _signed(text: str, item: Quantity) -> Quantity:
    sign, begins = sign_before(text, item.start)
    if sign < 0:
        _negate(item)
        item.start = begins
    return item


def _moved(items: list[Quantity], places: list[int]) -> list[Quantity]:
    """Items that were read without the blanks of the text, in its own places."""
    for item in items:
        item.start, item.end = places[item.start], places[item.end - 1] + 1
        if item.comparator_at is not None:
            start, end = item.comparator_at
            item.comparator_at = Stretch(places[start], places[end - 1] + 1)
    return items


def _negate(item: Quantity) -> None:
    if item.kind in ("count", "ordinal", "multiple"):
        return
    item.value = -item.value if item.value is not None else None
    if item.low is not None and item.high is not None:
        item.low, item.high = EXACT.minus(item.high), EXACT.minus(item.low)


def _inside(stretches: list[tuple[int, int]], at: int) -> int | None:
    """The end of the stretch that covers `at`, or null."""
    index = bisect_right(stretches, (at, 1 << 62)) - 1
    return stretches[index][1] if index >= 0 and at < stretches[index][1] else None


def _touches(stretches: list[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_right(stretches, (end - 1, 1 << 62)) - 1
    return index >= 0 and stretches[index][1] > start


def _clear_of(times: list[tuple[int, int]], at: int, items: list[Quantity]) -> list[Quantity]:
    """The items that do not run into a time (a date that follows)."""
    while (
        items
        and (index := bisect_right(times, (at, 1 << 62))) < len(times)
        and items[-1].end > times[index][0]
    ):
        items = items[:-1]
    return items


def _merge(stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged

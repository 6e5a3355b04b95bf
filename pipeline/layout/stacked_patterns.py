"""The rows that a run of lines with one cell each may consist of: how many names and figures, and where they begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.layout.lines import Line
from pipeline.shapes import Shapes

_FEWEST_ROWS = 2
_MOST_COLUMNS = 16


@dataclass(slots=True)
class Pattern:
    """The cells of a row: true for a figure. `ranked`: the first one is a running number, which the total lacks."""

    types: list[bool]
    ranked: bool = False

    @property
    def width(self) -> int:
        return len(self.types)

    @property
    def figures(self) -> int:
        return sum(self.types) - self.ranked

    @property
    def named(self) -> int:
        """How many cells stand before the figures."""
        return self.types.index(True, self.ranked)


class Values(list[bool]):
    """Which lines are cells of figures; one that says there is no value may stand for a word as well: a unit that is —."""

    def __init__(self, lines: Sequence[Line], shapes: Shapes) -> None:
        super().__init__(shapes.value(line.text) for line in lines)
        self._missing = [
            value and not shapes.figure(line.text) for value, line in zip(self, lines, strict=True)
        ]

    def fits(self, at: int, types: list[bool]) -> bool:
        """Whether the lines from `at` on are cells of these types."""
        if at + len(types) > len(self) or (types and self[at] != types[0]):
            return False
        return all(self[at + step] == kind or self._missing[at + step] for step, kind in enumerate(types))


def patterns(lines: Sequence[Line], values: Values) -> Iterator[tuple[Pattern, int]]:
    """The rows that the lines may consist of, each with the line at which they may begin."""
    by_runs = _by_runs(lines, values)
    if by_runs is not None:
        begin = _first_row(values, by_runs)
        if begin is not None:
            yield by_runs, begin
            names = by_runs.types.index(True) if not by_runs.ranked else 1
            for after in range(1, names):  # words behind the figures: 首要污染物, 风力
                rotated = by_runs.types[after:] + [False] * after
                yield Pattern(rotated), begin + after
    yield from _locally(values)
    first = values.index(True)
    for size in _periods(values, first):
        for begin in range(max(0, first - size + 1), first + 1):
            types = values[begin : begin + size]
            if len(types) == size and True in types and False in types:
                ranked = types[0] and _numbered([lines[at].text for at in range(begin, len(lines), size)])
                if ranked and sum(types) == 1:
                    continue
                yield Pattern(types, ranked), begin


def _by_runs(lines: Sequence[Line], values: Values) -> Pattern | None:
    """One name or two, then figures: the commonest row."""
    runs = [(kind, len(list(group))) for kind, group in groupby(values)]
    figures = [size for kind, size in runs if kind]
    if len(figures) < _FEWEST_ROWS:
        return None
    size, count = Counter(figures).most_common(1)[0]
    names = Counter(size for at, (kind, size) in enumerate(runs) if not kind and 0 < at < len(runs) - 1)
    common = names.most_common(1)[0][0] if names else 1
    if common > 3 or size > _MOST_COLUMNS or count * 10 < len(figures) * 6:
        return None
    before = [lines[at - 1].text for at in range(1, len(values)) if values[at - 1] and not values[at]]
    ranked = size > 1 and _numbered(before)
    return Pattern([True] * ranked + [False] * common + [True] * (size - ranked), ranked)


def _locally(values: Values) -> Iterator[tuple[Pattern, int]]:
    """The first two rows that are alike: another table may follow in the same run of lines."""
    runs = [(kind, len(list(group))) for kind, group in groupby(values)]
    at = 0
    for index, (kind, size) in enumerate(runs):
        if kind and index + 2 < len(runs):
            names, figures = runs[index + 1][1], runs[index + 2][1]
            if names <= 2 and figures == size <= _MOST_COLUMNS and at >= names:
                yield Pattern([False] * names + [True] * size), at - names
                return
        at += size


def _periods(values: Values, first: int) -> list[int]:
    """Distances at which figures and words come back: the shorter first."""
    last = len(values) - 1 - values[::-1].index(True)
    body = values[max(0, first - 1) : last + 1]
    found = []
    for size in range(2, min(_MOST_COLUMNS, len(body) // 2) + 1):
        same = sum(a == b for a, b in zip(body, body[size:], strict=False))
        if same * 100 >= (len(body) - size) * 88:
            found.append(size)
            if len(found) == 2:
                break
    return found


def _numbered(texts: Sequence[str]) -> bool:
    """Running numbers, equal ones among them: 1, 2, 2, 4."""
    if len(texts) < 3 or texts[0] != "1":
        return False
    return all(text in (str(at + 1), texts[at - 1]) for at, text in enumerate(texts[:4]) if at)


def _first_row(values: Values, pattern: Pattern) -> int | None:
    """Where the first line that fits a whole row begins."""
    for at in range(len(values)):
        size = fits(values, at, pattern)
        if size and (at + size == len(values) or not values[at + size] or pattern.ranked):
            return at
    return None


def fits(values: Values, at: int, pattern: Pattern) -> int:
    """How many lines from `at` on are a whole row; 0 where they are none."""
    if values.fits(at, pattern.types):
        return pattern.width
    if pattern.ranked and values.fits(at, pattern.types[1:]):
        return pattern.width - 1
    return 0

"""Which heads of an upper row are over several columns: by their places, or where no position tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import combinations
from math import log10

# A column below no upper head costs so many display columns.
_BARE = 6
_MOST_COLUMNS = 24
# What the figures tell is read from so many rows.
_SAMPLE = 12
# Upper heads of which some are over several columns: beyond so many they are none.
_MOST_TOPS = 8
_PART = re.compile(r"第?([一二三四1234])季")
_ORDER = "一1二2三3四4"


def spread_sizes(
    tops: Sequence[str], lower: Sequence[str], width: int, rows: Sequence[Sequence[str]]
) -> list[int] | None:
    """How many lower heads each of the upper ones has, where they are fewer than the columns: with none it is over one.

    Over several are those without a unit of their own; of one, the one whose first figures are the sums of the others
    (计|男|女); else those whose figures have as many decimals and differ least in size. `rows`: the figures below them.
    Null where nothing tells.
    """
    singles = width - len(lower)
    spread = len(tops) - singles
    if singles < 0 or not 0 < spread <= len(tops) <= _MOST_TOPS:
        return None
    each, rest = divmod(len(lower), spread)
    parts = [sizes for sizes in anew(lower) if len(sizes) == spread]
    parts += [[each] * spread] if not rest and each > 1 else []
    if not parts:
        return None
    ways = [
        _sizes(places, sizes, len(tops))
        for sizes in parts[:1]
        for places in combinations(range(len(tops)), spread)
    ]
    if len(ways) < 2:
        return ways[0] if ways else None
    rows = rows[:_SAMPLE]
    bare = [not top.rstrip().endswith((")", "%", "单位")) for top in tops]
    if sum(bare) == spread:
        return next(sizes for sizes in ways if all((size > 0) == is_bare for size, is_bare in zip(sizes, bare, strict=True)))  # fmt: skip
    if spread == 1:
        summed = [sizes for sizes in ways if max(sizes) > 2 and adding_up(_cut(rows, sizes)[0])]
        if summed:
            return summed[0]
    pieces = [(sizes, [row for part in _cut(rows, sizes) for row in part]) for sizes in ways] if rows else []
    alike = [(sizes, cut) for sizes, cut in pieces if all(_as_exact(row) for row in cut)]
    return min(alike, key=lambda pair: sum(map(_range, pair[1])))[0] if alike else None


def _sizes(places: Sequence[int], sizes: Sequence[int], count: int) -> list[int]:
    over = dict(zip(places, sizes, strict=True))
    return [over.get(at, 0) for at in range(count)]


def _cut(rows: Sequence[Sequence[str]], sizes: Sequence[int]) -> list[list[Sequence[str]]]:
    """The figures below each head that is over several columns, row by row."""
    found, at = [], 0
    for size in sizes:
        if size:
            found.append([row[at : at + size] for row in rows])
        at += max(1, size)
    return found


def _as_exact(texts: Sequence[str]) -> bool:
    return len({_decimals(text) for text in texts if _number(text)}) <= 1


def adding_up(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first or the last of three figures or more is the sum of the others in each row that has all."""
    sums = [_adds_up(row) for row in rows if len(row) > 2]
    return False not in sums and True in sums


def _range(texts: Sequence[str]) -> float:
    """How many powers of ten lie between the sizes of the figures."""
    sizes = [log10(abs(figure)) for figure in map(_number, texts) if figure]
    return max(sizes) - min(sizes) if sizes else 0.0


def _decimals(text: str) -> int:
    return len(text.rstrip("%").partition(".")[2])


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "").rstrip("%"))
    except ValueError:
        return None


def _adds_up(texts: Sequence[str]) -> bool | None:
    """Whether the first or the last figure is the sum of the others; null where one is missing."""
    figures = [_number(text) for text in texts]
    known = [figure for figure in figures if figure is not None]
    if len(known) < len(figures):
        return None
    slack = (0.5 + len(known) * 0.05) * 0.1 ** max(map(_decimals, texts))
    return abs(2 * known[0] - sum(known)) < slack or abs(2 * known[-1] - sum(known)) < slack


def groups(heads: Sequence[str]) -> list[int]:
    """The sizes of the groups in which lower heads begin anew: the first name again, or a quarter before the last one."""
    sizes: list[int] = []
    last = -1
    for head in heads:
        found = _PART.match(head)
        order = _ORDER.index(found[1]) if found else -1
        if not sizes or head == heads[0] or (found is not None and order <= last):
            sizes.append(0)
        sizes[-1] += 1
        last = order
    return sizes


def over(
    tops: int,
    names: Sequence[str],
    heads: Sequence[tuple[int, int]] = (),
    columns: Sequence[tuple[int, int]] = (),
) -> list[int] | None:
    """For each column the index of the one of `tops` heads that is over it and its neighbours, -1 for none.

    `names`: the heads below, empty where none is; `heads` and `columns`: the display columns, where they tell. Heads that
    begin or end anew go before what only the place tells. Null where nothing tells, or for more columns than a page has.
    """
    if not 0 < tops <= len(names) <= _MOST_COLUMNS:
        return None
    choices = [sizes for sizes in anew(names) if len(sizes) == tops]
    if not heads or not columns:
        each, rest = divmod(len(names), tops)
        choices += [] if rest or not all(names) else [[each] * tops]
        return _indexes(choices[0]) if choices else None
    bare = tuple(not name for name in names)
    ways = []
    for mode in ("centre", "left", "right"):
        cost, chosen = _runs(tuple(heads), tuple(columns), bare, mode)
        ways.append((cost + _BARE, list(chosen)))
        for sizes in choices:
            edges = [(sum(sizes[:at]), sum(sizes[: at + 1]) - 1) for at in range(tops)]
            cost = sum(
                _distance(head, columns[first][0], columns[last][1], mode)
                for head, (first, last) in zip(heads, edges, strict=True)
            )
            ways.append((cost, _indexes(sizes)))
    return min(ways)[1]


def _indexes(sizes: Sequence[int]) -> list[int]:
    return [at for at, size in enumerate(sizes) for _ in range(size)]


def anew(names: Sequence[str]) -> list[list[int]]:
    """The sizes of groups whose names begin anew, and of those that end anew; a column without a name is one itself."""
    if all(names):
        return [groups(names), groups(names[::-1])[::-1]]
    filled = [name for name in names if name]
    found = []
    for sizes in [groups(filled), groups(filled[::-1])[::-1]] if filled else []:
        rest = iter(sizes)
        result, left = [], 0
        for name in names:
            if not name:
                result.append(1)
            elif left:
                left -= 1
            else:
                left = next(rest) - 1
                result.append(left + 1)
        found.append(result)
    return [sizes for sizes in found if sum(sizes) == len(names)]


def _distance(head: tuple[int, int], start: int, end: int, mode: str) -> float:
    """How far a head is from being set over the display columns from `start` to `end`."""
    if mode == "left":
        return abs(head[0] - start)
    return abs(head[1] - end) if mode == "right" else abs(sum(head) - start - end) / 2


def _runs(
    heads: tuple[tuple[int, int], ...],
    columns: tuple[tuple[int, int], ...],
    bare: tuple[bool, ...],
    mode: str,
) -> tuple[float, tuple[int, ...]]:
    """The cost and the choice of one way in which heads are set; a column that is bare has a head of its own."""

    @cache
    def best(column: int, head: int) -> tuple[float, tuple[int, ...]]:
        left = len(columns) - column
        if head == len(heads):
            return left * _BARE, (-1,) * left
        if left < len(heads) - head:
            return float("inf"), ()
        cost, rest = best(column + 1, head)
        choices = [(cost + _BARE, (-1, *rest))]
        for size in range(1, left - (len(heads) - head) + 2):
            if size > 1 and any(bare[column : column + size]):
                break
            cost, rest = best(column + size, head + 1)
            place = _distance(heads[head], columns[column][0], columns[column + size - 1][1], mode)
            choices.append((cost + place, (head,) * size + rest))
        return min(choices)

    return best(0, 0)

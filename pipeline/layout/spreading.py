"""Which heads of an upper row are over several columns: by their places, or where no position tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from math import log10

# A column below no upper head costs so many display columns.
_BARE = 6
_MOST_COLUMNS = 24
_PART = re.compile(r"第?([一二三四1234])季")
_ORDER = "一1二2三3四4"


def first_spread(tops: Sequence[str], spread: int, each: int, rows: Sequence[Sequence[str]]) -> int | None:
    """The index of the first of `spread` neighbouring heads that are over `each` columns; the others are over one.

    Those without a unit of their own; of one, the one whose first figures are the sums of the others (计|男|女), or whose
    figures have as many decimals and differ least in size. `rows`: the figures below them. Null where nothing tells.
    """
    choices = range(len(tops) - spread + 1)
    if len(choices) == 1:
        return 0
    bare = [not top.rstrip().endswith((")", "%", "单位")) for top in tops]
    if sum(bare) == spread and all(bare[bare.index(True) :][:spread]):
        return bare.index(True)
    if spread > 1 or not rows:
        return None
    for at in choices:
        sums = [_adds_up(row[at : at + each]) for row in rows]
        if each > 2 and False not in sums and True in sums:
            return at
    alike = [
        at
        for at in choices
        if all(len({_decimals(text) for text in row[at : at + each] if _number(text)}) <= 1 for row in rows)
    ]
    return min(alike, key=lambda at: sum(_range(row[at : at + each]) for row in rows), default=None)


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
    slack = 0.5 + len(known) * 0.05
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

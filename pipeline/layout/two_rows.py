"""Heads of two rows that were stored with one cell a line: how many columns each of the upper names is over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.layout.spreading import anew, spread_sizes

_YEARS = re.compile(r"(?:\d{3,4}|[〇零一二三四五六七八九]{4})年?")
# How sure a reading is: all groups are alike, they begin alike, end alike, nothing comes back.
_ALIKE, _BEGIN, _END, _GUESS = 3, 2, 1, 0

_LONGEST_STUB = 6

Rows = list[list[int]]
Reading = tuple[int, Rows, int]


class _Lines(NamedTuple):
    """The texts over a table with `named` columns of names and `figures` of figures, these in rows `below`; so many of the texts
    as are in `sizes` may be its head."""

    texts: Sequence[str]
    named: int
    figures: int
    below: Sequence[Sequence[str]]
    sizes: Sequence[int]


def two_rows(
    texts: Sequence[str],
    named: int,
    figures: int,
    begins: Callable[[int], bool],
    below: Sequence[Sequence[str]],
    start: int,
) -> Iterator[tuple[Rows, int]]:
    """Ways in which the last of the `texts` are two rows over `named` columns of names and `figures` of figures, the surer
    ones first; each as the indexes of its cells (-1: none) and how many texts it takes. `begins`: whether so many texts
    at the end begin like a head; `below`: the figures. `start`: the first text behind a line that ends in a colon; all
    from there on may be a head whose first name no rule knows."""
    most = min(len(texts), named + 2 * figures)
    sizes = [used for used in range(named + 2, most + 1) if begins(used)]
    lines = _Lines(texts, named, figures, below, sizes)
    ways = list(_ways(lines))
    rest = len(texts) - start
    comes_back = len(set(texts[start:])) < rest
    if not ways and comes_back and rest > figures and len(texts[start]) <= _LONGEST_STUB:
        ways = [way for way in _ways(lines._replace(sizes=[rest])) if way[0] >= _BEGIN]
    for _, rows, used in sorted(ways, key=lambda way: -way[0]):
        yield rows, used


def _ways(lines: _Lines) -> Iterator[Reading]:
    ways = [*_even(lines), *_anew(lines)]
    yield from ways
    if not any(way[0] >= _BEGIN for way in ways):
        yield from _uneven(lines)


def _even(lines: _Lines) -> Iterator[Reading]:
    """The upper names are over several columns each, all over as many."""
    texts, named, figures, _, sizes = lines
    lower = texts[len(texts) - figures :]
    for tops in range(1, figures):
        used = named + tops + figures
        if figures % tops or used not in sizes or (tops == 1 and _mixed(lower)):
            continue
        if tops == 1 and _units_both(texts[len(texts) - used + named :]):
            continue
        each = figures // tops
        upper = [*range(named), *(named + index for index in range(tops) for _ in range(each))]
        rows = [upper, below_of(named + tops, figures, named + figures)]
        yield _sureness(lower, [each] * tops), rows, used


def _anew(lines: _Lines) -> Iterator[Reading]:
    """The lower row begins or ends anew below each upper name: 金额|构成比|增减, 金额|增减; the names may have no head."""
    texts, named, figures, _, sizes = lines
    count, width = len(texts), named + figures
    lower = texts[count - figures :]
    for stubs in (named, 0):
        for tops in range(2, figures):
            used = stubs + tops + figures
            if used > count or (stubs and used not in sizes):
                continue
            begun = next((groups for groups in anew(lower) if len(groups) == tops), None)
            uppers = texts[count - used + stubs :][:tops]
            if begun is None or (not stubs and not all(_YEARS.fullmatch(text) for text in uppers)):
                continue
            over = [stubs + at for at, size in enumerate(begun) for _ in range(size)]
            front = list(range(named)) if stubs else [-1] * named
            rows = [front + over, below_of(stubs + tops, figures, width)]
            yield _sureness(lower, begun), rows, used


def _uneven(lines: _Lines) -> Iterator[Reading]:
    """The upper names are over several columns here and there: 平均票价(现时, 新)|加幅."""
    texts, named, figures, below, sizes = lines
    for used, tops in ((used, tops) for used in sizes for tops in range(2, figures)):
        lower = used - named - tops
        if not 2 <= lower < figures:
            continue
        names = texts[len(texts) - used + named :]
        over = spread_sizes(names[:tops], names[tops:], figures, below)
        if over is None:
            continue
        alone = [name for name, size in zip(names, over, strict=False) if not size]
        several = [size for size in over if size]
        sure = _sureness(names[tops:], several)
        bare = [not name.endswith((")", "%")) for name in names[:tops]]
        by_figures = sure < _ALIKE and bare != [size > 0 for size in over]
        if by_figures or any(name in names[tops:] for name in alone):
            sure = _GUESS  # 绝对额 beside what 绝对额 is under
        yield min(sure, _BEGIN), _spread(named, over), used


def _sureness(lower: Sequence[str], sizes: Sequence[int]) -> int:
    """How much the lower names of neighbouring groups are alike."""
    edges = [sum(sizes[:at]) for at in range(len(sizes) + 1)]
    groups = [lower[start:end] for start, end in pairwise(edges)]
    if len(groups) < 2:
        return _GUESS
    if all(group == groups[0] for group in groups):
        return _ALIKE
    if all(group[0] == groups[0][0] for group in groups):
        return _BEGIN
    return _END if all(group[-1] == groups[0][-1] for group in groups) else _GUESS


def _spread(named: int, sizes: Sequence[int]) -> Rows:
    """The two rows of a head whose upper names have so many below them; one with none is over one column."""
    over: list[int] = list(range(named))
    under = [-1] * named
    following = iter(range(named + len(sizes), named + len(sizes) + sum(sizes)))
    for at, size in enumerate(sizes):
        over += [named + at] * max(1, size)
        under += [next(following) for _ in range(size)] or [-1]
    return [over, under]


def _units_both(heads: Sequence[str]) -> bool:
    """平均票价(元) cannot be over 加幅(%)."""
    return heads[0].endswith(")") and any(head.endswith((")", "%")) for head in heads[1:])


def _mixed(heads: Sequence[str]) -> bool:
    """比重|2020年|2010年 are not under one head."""
    years = sum(_YEARS.fullmatch(head) is not None for head in heads)
    return 0 < years < len(heads)


def below_of(start: int, count: int, width: int) -> list[int]:
    """A row of `count` cells from `start` on, to the right; -1 is an empty cell."""
    return [-1] * (width - count) + list(range(start, start + count))

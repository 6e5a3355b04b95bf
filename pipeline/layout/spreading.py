"""Which heads of an upper row are over several columns, where no position tells."""

from __future__ import annotations

from collections.abc import Sequence


def first_spread(tops: Sequence[str], spread: int, each: int, rows: Sequence[Sequence[str]]) -> int | None:
    """The index of the first of `spread` neighbouring heads that are over `each` columns; the others are over one.

    Those without a unit of their own; of one, the one whose first figures are the sums of the others (计|男|女), or whose
    figures have as many decimals. `rows`: the figures below them. Null where nothing tells.
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
    for at in choices:
        if all(len({_decimals(text) for text in row[at : at + each] if _number(text)}) <= 1 for row in rows):
            return at
    return None


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

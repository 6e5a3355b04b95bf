"""Lines whose cells stand side by side: between bars, tabs or wide blanks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from pipeline.draft import Stretch
from pipeline.layout.lines import Line, trimmed
from pipeline.shapes import NUMBER

Form = Literal["bars", "tabs", "gaps", "blanks", "stacked"]
"""What parts the cells; `stacked`: each stands on a line of its own."""

EMPTY = Stretch(0, 0)
"""A cell that is not there."""

_BARS = re.compile(r"[|│┃｜║]")
_TAB = re.compile(r"\t")
# wide blanks, and single ideographic ones
_GAP = re.compile(r"[ \u3000]{2,}|\u3000")
_BASES = re.compile(r"\S+=100(?: \S+=100)+")
_BLANK = re.compile(r" +")
# ┌──┬──┐  +----+----+  |---|:--:|  ======
_RULE = re.compile(r"[-─━┄┈=+|:│┃┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬═║╞╡╪ *_]{3,}")
# 字段:值, perhaps several of them
_WORD = r"(?:[^:\s]|(?<=\d):(?=\d))+"
_KEYED = re.compile(
    rf"(?:[^:\s\d][^:\s]{{1,15}}:[ \u3000]*{_WORD}(?: {_WORD})*(?:[ \u3000]{{2,}}|\u3000|$))+$"
)
_DASH = re.compile(r"[-–—…]{1,3}")
# Blanks between two characters of one name.
_SPREAD = 2
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(slots=True)
class Row:
    """The cells of one line; `extents` are the display columns that they take up (a Han character takes two), where
    position tells the column; `placed`: the empty cells among them are known to be empty."""

    cells: list[Stretch]
    extents: list[tuple[int, int]]
    indent: int = 0
    placed: bool = False


def is_rule(text: str) -> bool:
    """Whether a line only draws the grid."""
    return len(text) >= 3 and _RULE.fullmatch(text) is not None


def form_of(line: Line) -> Form | None:
    """How a line parts its cells; null for a line that does not."""
    text = line.text
    if len(text) > 600:
        return None
    bars = len(_BARS.findall(text))
    if bars >= 2 or (bars == 1 and text[0] not in "|│" and len(text) < 40 and " | " in text):
        return "bars"
    if "\t" in text:
        return "tabs"
    if text.endswith(("。", "；", "！", "？", ";")):
        return None
    gaps = 0 if _KEYED.match(line.spaced) else len(_GAP.findall(line.spaced))  # 地块编号:　宁土挂19号
    if gaps >= 2 or (gaps == 1 and len(text) <= 60):
        return "gaps"
    words = text.split(" ")
    figures = [_DASH.fullmatch(word) or NUMBER.fullmatch(word) for word in words[1:]]
    count = len(figures) - figures.count(None)
    if count >= 2 and len(words) - count <= 4 and figures[-1]:
        return "blanks"
    return None


def split(line: Line, form: Form) -> Row:
    """The cells of a line, empty ones between two bars or tabs among them."""
    pattern = {"bars": _BARS, "tabs": _TAB, "gaps": _GAP}.get(form, _BLANK)
    edges = [(found.start(), found.end()) for found in pattern.finditer(line.spaced)]
    cells, at = [], 0
    for start, end in [*edges, (len(line.text), len(line.text))]:
        cells.append(Stretch(*trimmed(line.text, at, start)))
        at = end
    if form == "bars":
        if edges and edges[0][0] == 0:
            cells = cells[1:]
        if edges and edges[-1][1] == len(line.text):
            cells = cells[:-1]
    if form == "tabs":
        cells = [Stretch(0, 0)] * line.tabs + cells
    if form == "gaps":
        cells = [part for cell in cells for part in _bases(line.text, cell)]
    return _row(line, cells, form)


def _row(line: Line, cells: list[Stretch], form: Form) -> Row:
    placed = [Stretch(line.start + start, line.start + end) for start, end in cells]
    return Row(placed, extents_of(line, cells) if form != "tabs" else [], line.indent)


def spread(row: Row, line: Line) -> Row:
    """The row with names that were spread out to one width put together: 北　　京, 秦 皇 岛."""
    inside = [Stretch(start - line.start, end - line.start) for start, end in row.cells]
    joined = _rejoined(line.text, inside)
    return row if len(joined) == len(inside) else _row(line, joined, "gaps")


def _bases(text: str, cell: Stretch) -> list[Stretch]:
    """上月=100 上年同月=100 are two cells."""
    if not _BASES.fullmatch(text, *cell):
        return [cell]
    return [
        Stretch(*found.span())
        for found in re.finditer(r"[^ ]+", text[: cell.end])
        if found.start() >= cell.start
    ]


def _rejoined(text: str, cells: list[Stretch]) -> list[Stretch]:
    """Names spread out to one width are one cell: 北　　京, 秦 皇 岛."""
    joined: list[Stretch] = []
    for cell in cells:
        one = cell.end - cell.start == 1 and _HAN.fullmatch(text[cell.start : cell.end]) is not None
        if one and joined and cell.start - joined[-1].end <= _SPREAD:
            last = joined[-1]
            letters = text[last.start : last.end].replace(" ", "").replace("\u3000", "")
            spread = len(letters) < last.end - last.start or len(letters) == 1
            if spread and len(letters) <= 4 and _HAN.fullmatch(letters[0]):
                joined[-1] = Stretch(last.start, cell.end)
                continue
        joined.append(cell)
    return joined


def extents_of(line: Line, cells: list[Stretch]) -> list[tuple[int, int]]:
    """The display columns of cells given by their places in the line."""
    found, width, at = [], line.indent, 0
    text = line.spaced
    if "\u3000" in text:  # set in full-width signs, of which the reading has half-width ones
        text = text.replace("(", "（").replace(")", "）")
    for start, end in cells:
        width += _width(text[at:start])
        found.append((width, width + _width(text[start:end])))
        at, width = end, found[-1][1]
    return found


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)

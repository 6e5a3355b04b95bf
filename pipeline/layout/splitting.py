"""Lines whose cells stand side by side: between bars, tabs or wide blanks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from pipeline.draft import Stretch
from pipeline.layout.lines import Line, trimmed

Form = Literal["bars", "tabs", "gaps", "blanks", "stacked"]
"""What parts the cells; `stacked`: each stands on a line of its own."""

_BARS = re.compile(r"[|│┃｜║]")
_TAB = re.compile(r"\t")
_GAP = re.compile(r"[ \u3000]{2,}")
_BLANK = re.compile(r" +")
# ┌──┬──┐  +----+----+  |---|:--:|  ======
_RULE = re.compile(r"[-─━┄┈=+|:│┃┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬═║╞╡╪ *_]{3,}")
_FIGURE = re.compile(r"\(?[-+−–▼△]?\d[\d,.]*\)?%?|[-–—…]{1,3}")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(slots=True)
class Row:
    """The cells of one line; `columns` are the display columns at which they begin (a Han character takes two)."""

    cells: list[Stretch]
    columns: list[int]
    indent: int = 0


def is_rule(text: str) -> bool:
    """Whether a line only draws the grid."""
    return len(text) >= 3 and _RULE.fullmatch(text) is not None


def form_of(text: str) -> Form | None:
    """How a line parts its cells; null for a line that does not."""
    if len(text) > 600:
        return None
    bars = len(_BARS.findall(text))
    if bars >= 2 or (bars == 1 and text[0] not in "|│" and len(text) < 40 and " | " in text):
        return "bars"
    if "\t" in text:
        return "tabs"
    if text.endswith(("。", "；", "！", "？", ";")):
        return None
    gaps = len(_GAP.findall(text))
    if gaps >= 2 or (gaps == 1 and len(text) <= 60):
        return "gaps"
    words = text.split(" ")
    figures = sum(1 for word in words[1:] if _FIGURE.fullmatch(word))
    if figures >= 2 and len(words) - figures <= 4 and _FIGURE.fullmatch(words[-1]):
        return "blanks"
    return None


def split(line: Line, form: Form) -> Row:
    """The cells of a line, empty ones between two bars or tabs among them."""
    pattern = {"bars": _BARS, "tabs": _TAB, "gaps": _GAP}.get(form, _BLANK)
    edges = [(found.start(), found.end()) for found in pattern.finditer(line.text)]
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
    if form in ("gaps", "blanks"):
        cells = _rejoined(line.text, cells)
    placed = [Stretch(line.start + start, line.start + end) for start, end in cells]
    return Row(placed, _columns(line, cells) if form in ("gaps", "blanks") else [], line.indent)


def _rejoined(text: str, cells: list[Stretch]) -> list[Stretch]:
    """Names spread out to one width are one cell: 北　　京, 秦 皇 岛."""
    joined: list[Stretch] = []
    for cell in cells:
        one = cell.end - cell.start == 1 and _HAN.fullmatch(text[cell.start : cell.end]) is not None
        if one and joined:
            last = joined[-1]
            letters = text[last.start : last.end].replace(" ", "").replace("\u3000", "")
            spread = len(letters) < last.end - last.start or len(letters) == 1
            if spread and len(letters) <= 4 and _HAN.fullmatch(letters[0]):
                joined[-1] = Stretch(last.start, cell.end)
                continue
        joined.append(cell)
    return joined


def _columns(line: Line, cells: list[Stretch]) -> list[int]:
    columns, width, at = [], line.indent, 0
    for start, _ in cells:
        width += sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line.text[at:start])
        columns.append(width)
        at = start
    return columns
